"""Real desks on real disks: copied, restored and cloned as files, exchanging real bundles; judged by the model's oracle."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from baseldesk.desk.anchor import FOLDER_VARIABLE, place_of
from baseldesk.desk.author import Planned
from baseldesk.desk.desk import Desk
from baseldesk.desk.erasing import confirm
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.saving import write_action
from baseldesk.desk.shown import Edit
from baseldesk.journal.change import Dot, Set, decode_leaf, dot
from baseldesk.journal.port import Local
from baseldesk.records.types import SECRETARIAT, is_entitled
from baseldesk.sync import joining
from baseldesk.sync.bundle import export_bundle, export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.station import found_centre, found_secretariat, open_desk
from tests.merge import oracle
from tests.merge.exchange import arrivals_of
from tests.merge.memory import Key, Memory, ops
from tests.merge.people import CENTRES, FIELDS, OWN, Seen, audience_of_key, key_of
from tests.merge.site import Known
from tests.merge.world import HOUR, TEN_YEARS, Truth

NAMES = {"S1": SECRETARIAT, "A1": CENTRES[0], "A2": CENTRES[0], "B1": CENTRES[1]}
START = 1_770_000_000_000
ROUNDS = 5
UNHEARD = "bundle.signer_unknown"  # a restored desk's roster is older than its receipts said: its next receipt says so


def make_template(root: Path) -> None:
    """A secretariat and three laptops, registered one after the other, each as if on a machine of its own."""
    made: dict[str, Desk] = {}
    for number, (name, org) in enumerate(NAMES.items()):
        with at_home(root / name):
            options: dict[str, Any] = {"clock": lambda: START, "random": random.Random(number).randbytes, "device_name": name}
            folder = root / name / "desk"
            made[name] = found_secretariat(folder, **options) if org == SECRETARIAT else found_centre(folder, org, **options)
        if org != SECRETARIAT:
            with at_home(root / "S1"):
                accepted = joining.accept(made["S1"], read_request(joining.ask_to_join(made[name])))
            with at_home(root / name):
                joining.join(made[name], joining.read_answer(made[name], accepted.reply))
    for one in made.values():
        one.close()


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """On the machine of this folder: there lie its anchors."""
    before = os.environ.get(FOLDER_VARIABLE)
    os.environ[FOLDER_VARIABLE] = str(home / "state")
    try:
        yield
    finally:
        os.environ[FOLDER_VARIABLE] = before or ""


def stay_unnoticed(home: Path) -> None:
    """Makes a copied desk believe that it lies where it always lay, as after an image of the whole disk."""
    connection = dbapi2.connect(str(home / "desk" / "desk.db"))
    connection.execute("UPDATE meta SET value = ? WHERE key = 'place'", (place_of(home / "desk" / "desk.db"),))
    connection.commit()
    connection.close()


class Laptop:
    """One machine with a desk."""

    def __init__(self, world: Laptops, name: str, home: Path) -> None:
        self.world, self.name, self.home = world, name, home
        self.org = NAMES[name.rstrip("'")]
        self.random = random.Random(world.rng.random()).randbytes
        self.skew, self.form = 0, None  # type: int, tuple[Key, dict[str, tuple[bytes, ...]]] | None
        self.backups: list[Path] = []
        self.open()

    def open(self) -> None:
        """Starts the program."""
        with at_home(self.home):
            self.desk = open_desk(self.home / "desk", clock=lambda: self.world.time + self.skew, random=self.random)

    def tip(self) -> int:
        """The newest local number."""
        with self.desk.read() as reader:
            return reader.rows("SELECT coalesce(max(n), 0) FROM change")[0][0]

    @contextmanager
    def saving(self, seen: Seen, *, trusts: bool = False) -> Iterator[None]:
        """Notes what the block saves as acknowledged."""
        before = self.tip()
        with at_home(self.home):
            yield
        for one in arrivals_of(self.desk, after=before):
            known = seen | set(oracle.covers(one)) if trusts else seen
            self.world.truth[one.id] = Truth(one, known, person=True, rogue=False)
            for index, op in enumerate(ops(one)):
                if isinstance(op, Set) and index in one.leaves:
                    texts = map(str, decode_leaf(one.leaves[index]).values())
                    self.world.secrets.setdefault((op.type, op.record), set()).update(texts)

    # --- files
    def back_up(self) -> None:
        """A copy of the database, made while it is open, and of the anchors beside it."""
        place = self.world.fresh_folder()
        self.desk.database.copy_to(place / "desk.db")
        shutil.copytree(self.home / "state", place / "state")
        self.backups.append(place)

    def restore(self, *, noticed: bool, number: int | None = None) -> None:
        """An older database over the newer, in the same file; unnoticed where the anchors are as old as it."""
        place = self.world.rng.choice(self.backups) if number is None else self.backups[number]
        self.desk.close()
        with (self.home / "desk" / "desk.db").open("r+b") as file:
            file.truncate()
            file.write((place / "desk.db").read_bytes())
        if not noticed:
            shutil.rmtree(self.home / "state")
            shutil.copytree(place / "state", self.home / "state")
        self.form = None
        self.open()

    def clone(self, *, noticed: bool) -> Laptop:
        """The whole disk on a second machine."""
        self.desk.close()
        home = Path(shutil.copytree(self.home, f"{self.home}{len(self.world.laptops)}"))
        if not noticed:
            stay_unnoticed(home)
        self.open()
        twin = Laptop(self.world, self.name + "'", home)
        twin.back_up()
        return twin

    # --- exchange
    def knows(self, org: str) -> bool:
        """Whether the organisation stands in the roster that this desk has."""
        return org in joining.membership_of(self.desk).roster.body.centres

    def addressed(self, org: str) -> str:
        """The own organisation's other computers are «centre»."""
        return "centre" if org == self.org else org

    def export(self, org: str) -> Path:
        """A bundle, in a folder of its own."""
        folder = self.world.fresh_folder()
        with at_home(self.home):
            return export_bundle(self.desk, self.addressed(org), folder).files[0][0]

    def receipt(self, org: str) -> Path:
        """A receipt that travels alone."""
        with at_home(self.home):
            return export_receipt(self.desk, self.addressed(org), self.world.fresh_folder()).path

    def receive(self, file: Path) -> list[str]:
        """Takes a file in; gives why it was refused."""
        with at_home(self.home):
            return [one.code for one in import_bundle(self.desk, [file]).refused]

    def confirm(self) -> None:
        """A person confirms what others erased."""
        with at_home(self.home):
            confirm(self.desk)


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
                            assert not refused or (number < 2 and refused == [UNHEARD]), f"refused: {refused}"
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


class _MirrorDisk:
    """As much of a simulated disk as the oracle asks for."""

    def __init__(self, store: Memory, owed: set[bytes], parked: int) -> None:
        assert not parked, "all are registered, and something is still set aside"
        self.store, self.owed, self.parked, self.inbox, self.kept = store, owed, {}, [], []  # type: ignore[var-annotated]


class Mirror:
    """A real desk's journal, applied by the model."""

    def __init__(self, laptop: Laptop, owed: set[bytes]) -> None:
        self.laptop, self.org = laptop, laptop.org
        with laptop.desk.read() as reader:
            rows = reader.rows("SELECT key_id, organisation FROM device")
            parked = reader.rows("SELECT count(*) FROM parked")[0][0]
        self.organisation_of = Known({bytes(key): org for key, org in rows})
        store = Memory()
        store.take(arrivals_of(laptop.desk), self.organisation_of)
        store.confirm_erases()
        self.disk = _MirrorDisk(store, owed, parked)


def seen_in(key: Key, shown: dict[str, tuple[bytes, ...]]) -> Seen:
    """Every version that a form showed."""
    return {(key, register, dot) for register, dots in shown.items() for dot in dots}


def names_of(journal: JournalReader, places: list[Local]) -> tuple[Dot, ...]:
    """The dots of local places, sorted."""
    ids = journal.ids({one.change for one in places})
    return tuple(sorted(dot(ids[one.change], one.op) for one in places))


def real_picture(desk: Desk) -> dict[str, dict[Key, object]]:
    """What `Memory.picture` gives, from the real tables."""
    out: dict[str, dict[Key, object]] = {}
    with desk.read() as reader:
        journal = JournalReader(reader)
        keys = [(row[0], bytes(row[1])) for row in reader.rows("SELECT type, id FROM record")]
        erased = {(row[0], bytes(row[1])) for row in reader.rows("SELECT type, record FROM erased")}
        for key, state in journal.load(keys).items():
            live = {one: names_of(journal, state.live(one)) for one in {*state.values, *state.versions}}
            seen = (dict(state.values), live, state.hidden, state.conflicts, state.hlc, state.owner, key in erased)
            out.setdefault(audience_of_key(key), {})[key] = seen
    return out


_ACTS = (
    (0.34, Laptops.edit), (0.37, Laptops.key_in), (0.41, Laptops.choose), (0.46, Laptops.life), (0.48, Laptops.undo),
    (0.50, Laptops.erase), (0.66, Laptops.send), (0.87, Laptops.deliver), (0.895, Laptops.turn_clock), (0.93, Laptops.back_up),
    (0.965, Laptops.restore), (0.985, Laptops.clone), (1.0, Laptops.confirm),
)  # fmt: skip
