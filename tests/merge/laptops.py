"""The world of real desks: what people do there, what befalls them, and the quiet end."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from baseldesk.desk.author import Planned
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.same_saving import merge, separate, tell_apart
from baseldesk.desk.saving import write_action
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.journal.change import Set
from baseldesk.records.identity import is_owned
from baseldesk.records.same import same_id
from baseldesk.records.types import SECRETARIAT, is_entitled
from tests.merge import oracle
from tests.merge.exchange import arrivals_of
from tests.merge.laptop import NAMES, START, Laptop, stay_unnoticed
from tests.merge.memory import Key
from tests.merge.mirror import Mirror, real_picture
from tests.merge.people import CENTRES, FIELDS, OWN, Seen, audience_of_key, key_of
from tests.merge.world import HOUR, TEN_YEARS, Truth

ROUNDS = 5
UNHEARD = "bundle.signer_unknown"  # a restored desk's roster is older than its receipts said: its next receipt says so
FOR_NOW = {UNHEARD, "bundle.base_missing"}  # nor has it what its receipts said: the next bundle after its next receipt heals it


@dataclass
class Laptops:
    """The world of real desks; the same for a seed."""

    seed: int
    folder: Path
    template: Path
    rng: random.Random = field(init=False)
    time: int = START
    serial: int = 0
    truth: dict[bytes, Truth] = field(default_factory=dict)
    secrets: dict[Key, set[str]] = field(default_factory=dict)
    net: list[tuple[str, Path]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        names = list(NAMES)[: 3 + self.seed % 2]
        for name in names:
            shutil.copytree(self.template / name, self.folder / name)
            stay_unnoticed(self.folder / name)
        self.laptops = [Laptop(self, name, self.folder / name) for name in names]
        for one in self.laptops:
            for made in arrivals_of(one.desk):
                self.truth[made.id] = Truth(made, set(), person=True, rogue=False)
            one.back_up()

    def fresh_folder(self) -> Path:
        """A folder that is empty."""
        self.serial += 1
        place = self.folder / f"file{self.serial}"
        place.mkdir()
        return place

    def close(self) -> None:
        """Closes all desks."""
        for one in self.laptops:
            one.desk.close()

    # --- what people do
    def edit(self, one: Laptop) -> None:
        """Opens a form, or saves the one that is open; between the two an import may have run."""
        if one.form is None or self.rng.random() < 0.25:
            one.form = self.open_form(one)
        if self.rng.random() < 0.3:
            return
        (key, shown), one.form = one.form, None
        names = [name for name in FIELDS[key[0]] if name != "women"] or ["women"]
        chosen = self.rng.sample(names, min(2, len(names)))
        values = {name: None if self.rng.random() < 0.1 else self.value(name) for name in chosen}
        with one.saving(seen_in(key, shown)):
            one.desk.save([Edit(*key, values, shown)])

    def open_form(self, one: Laptop) -> tuple[Key, dict[str, tuple[bytes, ...]]]:
        """What a form shows of a record of the own organisation."""
        kinds = ("officer", "contact", "directory_partner") if one.org == SECRETARIAT else tuple(FIELDS)[:6]
        key = key_of(one.org, self.rng.choice((*kinds, *kinds[:1] * 2)), int(self.rng.random() < 0.3))
        found = one.desk.record(*key)
        return key, dict(found.versions) if found else {}

    def value(self, name: str) -> object:
        """What somebody types."""
        self.serial += 1
        if name == "host":
            return self.rng.choice(("SN", "AR", "UY"))
        if "countries" in name or "languages" in name:
            return True
        if name in ("name", "person", "email"):
            return f"person-{self.serial}"
        return self.rng.randint(0, 9) if name == "women" else str(self.rng.randint(0, 9))

    def key_in(self, one: Laptop) -> None:
        """The secretariat writes registers of its own beside a centre's."""
        if one.org != SECRETARIAT:
            return
        key = key_of(self.rng.choice(CENTRES), "activity", 0)
        found, register = one.desk.record(*key), f"title/fr{OWN}"
        shown = list(found.versions.get(register, ())) if found else []
        with one.saving({(key, register, held) for held in shown}), one.desk.write() as writer:
            planned = Planned(records=[key])
            planned.add(audience_of_key(key), Set(*key, {register: self.value("title")}, {register: shown} if shown else {}))
            write_action(one.desk, writer, JournalStore(writer), planned, "save")

    def choose(self, one: Laptop) -> None:
        """A conflict is decided."""
        with one.desk.read() as reader:
            rows = reader.rows("SELECT type, id FROM record WHERE conflicts > 0 AND hidden = 0 ORDER BY type, id")
        for kind, identity in rows:
            key = (kind, bytes(identity))
            found = one.desk.record(*key)
            for register, candidates in sorted(found.conflicts.items()) if found and found.owner == one.org else ():
                if not register.endswith(OWN):
                    dots = found.versions[register]
                    with one.saving({(key, register, dot) for dot in dots}):
                        one.desk.choose(*key, register, dot=candidates[-1].dot, reason="so", shown=dots)
                    return

    def life(self, one: Laptop) -> None:
        """A record is deleted, or brought back."""
        (key, shown), one.form = one.form or self.open_form(one), None
        found = one.desk.record(*key)
        if found:
            with one.saving(seen_in(key, shown)):
                one.desk.save([Edit(*key, shown=shown, life=found.deleted)])

    def say_same(self, one: Laptop) -> None:
        """Two activities are joined, separated or said not to be the same, whatever others say of them."""
        ends = [key_of(one.org, "activity", number) for number in (0, 1)]
        if one.org == SECRETARIAT:
            return
        missing = [Edit(*end, {"city": self.value("city")}, {}) for end in ends if not one.desk.record(*end)]
        with one.saving(set()):
            one.desk.save(missing)
        key = ("same_as", same_id(one.org, "activity", ends[0][1], ends[1][1]))
        found = one.desk.record(*key)
        say = self.rng.choice((merge, merge, separate, tell_apart))
        with one.saving(seen_in(key, dict(found.versions) if found else {})), suppress(UsageError):  # separated already
            say(one.desk, "activity", ends[0][1], ends[1][1])

    def undo(self, one: Laptop) -> None:
        """The last save is taken back."""
        with one.saving(set(), trusts=True):
            one.desk.undo()

    def erase(self, one: Laptop) -> None:
        """Personal values are destroyed."""
        key = key_of(one.org, self.rng.choice(("officer", "contact")), 0)
        if one.desk.record(*key):
            with one.saving(set()):
                one.desk.erase(*key)

    # --- what befalls them
    def send(self, one: Laptop) -> None:
        """A bundle, now and then a receipt alone, goes on its way."""
        org = self.rng.choice(self.organisations(one))
        self.net.append((org, one.export(org) if self.rng.random() < 0.8 else one.receipt(org)))

    def organisations(self, one: Laptop) -> list[str]:
        """To whom this laptop may send something that somebody reads."""
        return sorted({other.org for other in self.laptops if other is not one and one.knows(other.org)})

    def deliver(self, _: Laptop) -> None:
        """A file arrives: late, twice, at the wrong desk, or never."""
        if self.net:
            message, fate = self.rng.choice(self.net), self.rng.random()
            if fate < 0.7:
                self.net.remove(message)
            if not 0.6 <= fate < 0.7:
                wrong = self.rng.random() < 0.05
                self.rng.choice([one for one in self.laptops if wrong or one.org == message[0]]).receive(message[1])

    def turn_clock(self, one: Laptop) -> None:
        """A clock goes wrong, or right again."""
        one.skew = self.rng.choice((0, TEN_YEARS, -TEN_YEARS, HOUR))

    def back_up(self, one: Laptop) -> None:
        """A backup is made."""
        one.back_up()

    def restore(self, one: Laptop) -> None:
        """A backup takes the desk's place."""
        one.restore(noticed=self.rng.random() < 0.5)

    def clone(self, one: Laptop) -> None:
        """A disk is copied to another machine; `centre` data travels only where the roster has another device of the centre."""
        if len(self.laptops) < 5 and one.name in ("A1", "A2"):
            self.laptops.append(one.clone(noticed=self.rng.random() < 0.5))

    def confirm(self, one: Laptop) -> None:
        """A person confirms what others erased."""
        one.confirm()

    def step(self) -> None:
        """One thing happens somewhere."""
        self.time += self.rng.randint(0, 5_000_000)
        one, chance = self.rng.choice(self.laptops), self.rng.random()
        act = next(act for limit, act in _ACTS if chance < limit)
        act(self, one)

    def conflicts(self) -> int:
        """How many registers differ, over all desks; one that several hold counts once."""
        found = set()
        for one in self.laptops:
            with one.desk.read() as reader:
                rows = reader.rows("SELECT type, id, conflicts FROM record WHERE conflicts > 0")
            found.update((kind, bytes(identity), number) for kind, identity, number in rows)
        return sum(number for *_, number in found)

    # --- the quiet end
    def settle(self) -> int:
        """Everybody sends to everybody until nothing moves; then the oracle. Gives the rounds that it took."""
        owed = {one.id for laptop in self.laptops for one in arrivals_of(laptop.desk)}
        marks: object = None
        moved = 0
        for number in range(ROUNDS):
            for one in self.laptops:
                for org in self.organisations(one):
                    file = one.export(org)
                    for other in self.laptops:
                        if other.org == org and other is not one:
                            refused = other.receive(file)
                            assert not refused or (number < 3 and set(refused) <= FOR_NOW), f"refused: {refused}"
            for one in self.laptops:
                one.confirm()
            now = [(len(arrivals_of(one.desk)), one.desk.replica) for one in self.laptops]
            if now != marks:
                marks, moved = now, number
            elif number:
                break
        self.judge(owed)
        assert moved < ROUNDS - 1, "healed too slowly"
        return moved

    def judge(self, owed: set[bytes]) -> None:
        """The model's oracle over what the real desks hold, and the real tables against the model's."""
        self.sites = [Mirror(one, owed) for one in self.laptops]
        oracle.check(self)  # type: ignore[arg-type]
        for site in self.sites:
            assert real_picture(site.laptop.desk) == site.disk.store.picture(audience_of_key), "the real tables differ"
            assert site.laptop.desk.check() == []
        for scope in ("public", "shared", "centre"):
            for owner in (None,) if scope == "public" else (*CENTRES, SECRETARIAT):
                audience = scope if owner is None else f"{scope}/{owner}"
                desks = [one.desk for one in self.laptops if is_entitled(one.org, audience)]
                assert len({desk.digest(scope, owner).digest for desk in desks}) <= 1, f"digests differ: {audience}"
                if scope == "shared":
                    assert len({classes_of(desk, owner or "") for desk in desks}) <= 1, f"classes differ: {audience}"


def classes_of(desk: Desk, owner: str) -> frozenset[tuple[bytes, bytes]]:
    """What an organisation's activities are joined to, as this desk has it."""
    with desk.read() as reader:
        rows = reader.rows("SELECT record, shown FROM same_class WHERE kind = 'activity'")
    return frozenset((bytes(record), bytes(shown)) for record, shown in rows if is_owned(bytes(record), owner))


def seen_in(key: Key, shown: dict[str, tuple[bytes, ...]]) -> Seen:
    """Every version that a form showed."""
    return {(key, register, dot) for register, dots in shown.items() for dot in dots}


_ACTS = (
    (0.30, Laptops.edit), (0.34, Laptops.say_same),
    (0.37, Laptops.key_in), (0.41, Laptops.choose), (0.46, Laptops.life), (0.48, Laptops.undo),
    (0.50, Laptops.erase), (0.66, Laptops.send), (0.87, Laptops.deliver), (0.895, Laptops.turn_clock), (0.93, Laptops.back_up),
    (0.965, Laptops.restore), (0.985, Laptops.clone), (1.0, Laptops.confirm),
)  # fmt: skip
