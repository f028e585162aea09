"""A year at three centres and a secretariat: weekly work, monthly rounds by stick and mail, and all that befalls them."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

from baseldesk.desk.shown import Edit
from baseldesk.records.types import SECRETARIAT, is_entitled
from baseldesk.sync import issuing, joining
from baseldesk.sync.bundle import export_bundle, export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.station import found_centre
from baseldesk.sync.status import sync_status
from tests.journeys.post import Letter, Post
from tests.merge import oracle
from tests.merge.exchange import arrivals_of
from tests.merge.laptop import START, Laptop, at_home, stay_unnoticed
from tests.merge.laptops import seen_in
from tests.merge.memory import Key
from tests.merge.mirror import Mirror, real_picture
from tests.merge.people import CENTRES, THIRD, audience_of_key
from tests.merge.world import TEN_YEARS, Truth

PLACES = {"S1": SECRETARIAT, "A1": CENTRES[0], "A2": CENTRES[0], "B1": CENTRES[1], "C1": THIRD}
DAY = 86_400_000
WORDS = ("déchets", "formation", "مشروع", "平台", "отходы", "inventory", "plásticos", "mercury", "Party", "centre")
QUIET_ROUNDS = 5


class Year:
    """All of it; the same for a seed."""

    def __init__(self, seed: int, place: Path, template: Path, pace: int = 2) -> None:
        self.rng, self.place = random.Random(seed), place
        self.time, self.day, self.serial, self.pace = START, 0, 0, pace
        self.truth: dict[bytes, Truth] = {}
        self.secrets: dict[Key, set[str]] = {}
        self.known: dict[str, list[Key]] = {org: [] for org in PLACES.values()}
        self.did: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        for name in PLACES:
            shutil.copytree(template / name, place / name)
            stay_unnoticed(place / name)
        self.laptops = [Laptop(self, name, place / name, org) for name, org in PLACES.items()]  # type: ignore[arg-type]
        self.post = Post(self.rng, self.fresh_folder())
        self.laptops[3].skew = -TEN_YEARS  # nobody at B has ever set the clock
        for one in self.laptops:
            self._note(one)
            one.back_up()

    def fresh_folder(self) -> Path:
        """A folder that is empty."""
        self.serial += 1
        made = self.place / f"folder{self.serial}"
        made.mkdir()
        return made

    def _note(self, one: Laptop) -> None:
        for made in arrivals_of(one.desk):
            self.truth.setdefault(made.id, Truth(made, set(), person=True, rogue=False))

    def close(self) -> None:
        """Everybody goes home."""
        for one in self.laptops:
            one.desk.close()

    # --- the calendar
    def live(self, weeks: int) -> None:
        """So many weeks, each with its days of work, its post and now and then a misfortune."""
        for week in range(weeks):
            for one in self.laptops:
                for _ in range(self.rng.randint(0, 2 * self.pace)):
                    self.work(one)
            if week % 2:
                self.meet_at_home()
            if week % 4 == 3 or self.pace > 2:
                self.month_ends()
            if week in self.misfortunes(weeks):
                self.misfortunes(weeks)[week]()
            self.pass_days(7)

    def misfortunes(self, weeks: int) -> dict[int, object]:
        """What befalls whom, and when."""
        return {
            weeks // 5: lambda: self.back_up(3),
            weeks // 3: lambda: self.clone(2),
            weeks // 2: lambda: self.restore(3, noticed=False),
            weeks * 3 // 5: lambda: self.restore(1, noticed=True),
            weeks * 7 // 10: lambda: self.restore(0, noticed=False),
            weeks * 8 // 10: lambda: self.steal(4),
        }  # type: ignore[dict-item]

    def pass_days(self, days: int) -> None:
        """Days pass, and the postman comes on each."""
        for _ in range(days):
            self.day += 1
            self.time += DAY
            for letter in self.post.due(self.day):
                self.deliver(letter)

    # --- work
    def work(self, one: Laptop) -> None:
        """Something that an officer does in half an hour."""
        chance = self.rng.random()
        for limit, act in _WORK:
            if chance < limit:
                self.did[act.__name__] += 1
                act(self, one)
                return

    def text(self, words: int = 12) -> str:
        """What somebody types, in several scripts."""
        self.serial += 1
        return f"{self.serial} " + " ".join(self.rng.choices(WORDS, k=words))

    def begin(self, one: Laptop) -> None:
        """A new record."""
        kind = self.rng.choice(("activity", "activity", "partner", "contact"))
        identity = one.desk.new_id()
        values = {
            "activity": {"title": {"fr": self.text()}, "summary": {"en": self.text(60)}},
            "partner": {"acronym": self.text(1)},
        }
        values["contact"] = {"person": f"person-{self.serial}", "email": f"p{self.serial}@example.org"}
        if one.org == SECRETARIAT:
            kind = "contact"
        with one.saving(set()):
            one.desk.save([Edit(kind, identity, values[kind])])
        self.known[one.org].append((kind, identity))

    def edit(self, one: Laptop) -> None:
        """Opens a form, or saves the one that has stood open since some other day."""
        if one.form is None:
            key = self._some_record(one)
            found = one.desk.record(*key) if key else None
            if not key or not found:
                return
            one.form = key, dict(found.versions)
            if self.rng.random() < 0.3:
                return  # and goes to lunch; the post comes meanwhile
        (key, shown), one.form = one.form, None
        with one.saving(seen_in(key, shown)):
            one.desk.save([Edit(*key, self._values(key), shown)])

    def _values(self, key: Key) -> dict[str, object]:
        if key[0] == "activity":
            field = self.rng.choice(("title/fr", "title/es", "city", "countries/SN", "outputs/en"))
            return {field: True if field.startswith("countries") else self.text(4)}
        return {"acronym": self.text(1)} if key[0] == "partner" else {"person": f"person-{self.text(0).strip()}"}

    def _some_record(self, one: Laptop) -> Key | None:
        """One that this laptop has; its newest ones most often, since that is what people work on."""
        held = [key for key in self.known[one.org][-12:] if one.desk.record(*key)]
        return self.rng.choice(held) if held else None

    def attach(self, one: Laptop) -> None:
        """A photograph or a report."""
        path = self.fresh_folder() / "report.bin"
        path.write_bytes(self.rng.randbytes(self.rng.randint(500, 20_000)))
        with one.saving(set()):
            one.desk.attach(path, {"title": {"fr": self.text(2)}})

    def delete_or_bring_back(self, one: Laptop) -> None:
        """Of what stands in a form."""
        key = self._some_record(one)
        found = one.desk.record(*key) if key else None
        if key and found:
            shown = dict(found.versions)
            with one.saving(seen_in(key, shown)):
                one.desk.save([Edit(*key, shown=shown, life=found.deleted)])

    def choose(self, one: Laptop) -> None:
        """A conflict, if there is one, is decided."""
        with one.desk.read() as reader:
            rows = reader.rows("SELECT type, id FROM record WHERE conflicts > 0 AND hidden = 0 ORDER BY type, id")
        for kind, identity in rows:
            key = (kind, bytes(identity))
            found = one.desk.record(*key)
            if found and found.owner == one.org and found.conflicts:
                register, candidates = sorted(found.conflicts.items())[0]
                shown = found.versions[register]
                self.did["conflict decided"] += 1
                with one.saving({(key, register, dot) for dot in shown}):
                    one.desk.choose(*key, register, dot=candidates[-1].dot, reason="so", shown=shown)
                return

    def undo(self, one: Laptop) -> None:
        """The last save is taken back."""
        with one.saving(set(), trusts=True):
            one.desk.undo()

    def erase(self, one: Laptop) -> None:
        """A person has asked for it."""
        contacts = [key for key in self.known[one.org] if key[0] == "contact" and one.desk.record(*key)]
        if contacts:
            with one.saving(set()):
                one.desk.erase(*self.rng.choice(contacts))

    # --- the rounds
    def meet_at_home(self) -> None:
        """The laptops of one centre exchange a stick at the same desk."""
        for one in self.laptops:
            others = [other for other in self.laptops if other.org == one.org and other is not one]
            if others and self.rng.random() < 0.7:
                files = self.export(one, one.org)
                for other in others:
                    self.take_in(other, files)

    def month_ends(self) -> None:
        """Centres report to the secretariat, and it answers."""
        for one in self.laptops:
            for org in sorted(set(PLACES.values()) - {one.org}) if one.org == SECRETARIAT else [SECRETARIAT]:
                alone = self.rng.random() < 0.15
                by_mail = self.rng.random() < 0.7
                files = [self.receipt(one, org)] if alone else self.export(one, org, by_mail=by_mail)
                (self.post.mail if by_mail else self.post.carry)(self.day, org, files)

    def export(self, one: Laptop, org: str, *, by_mail: bool = False, everything: bool = False) -> list[Path]:
        """A bundle as it leaves the house, sealed; by mail in parts, some of them to spare."""
        small = {"max_part": self.rng.choice((5_000, 20_000)), "recovery": self.rng.choice((0, 1, 3))} if by_mail else {}
        with at_home(one.home):
            to = "centre" if org == one.org else org
            made = export_bundle(one.desk, to, self.fresh_folder(), everything=everything, **small)
        self.did["part"] += made.parts if made.parts > 1 else 0
        assert made.encrypted
        return [path for path, _ in made.files]

    def receipt(self, one: Laptop, org: str) -> Path:
        """A receipt that travels alone."""
        with at_home(one.home):
            return export_receipt(one.desk, org, self.fresh_folder()).path

    def deliver(self, letter: Letter) -> None:
        """Whoever of the organisation is in opens the post; now and then it lands on the wrong desk."""
        here = [one for one in self.laptops if one.org == letter.to]
        self.take_in(here[int(letter.reader * len(here))], [letter.path])

    def take_in(self, one: Laptop, files: list[Path]) -> None:
        """Takes files in; counts why any was refused."""
        with at_home(one.home):
            self.refused.update(refused.code for refused in import_bundle(one.desk, files).refused)

    # --- misfortunes
    def back_up(self, number: int) -> None:
        """A backup is made."""
        self.laptops[number].back_up()

    def restore(self, number: int, *, noticed: bool) -> None:
        """A backup of months ago takes the place of the desk."""
        self.did["restore"] += 1
        self.laptops[number].restore(noticed=noticed, number=-1)

    def clone(self, number: int) -> None:
        """The disk is copied to a second laptop, and both go on."""
        self.did["clone"] += 1
        self.laptops.append(self.laptops[number].clone(noticed=False))

    def steal(self, number: int) -> None:
        """A centre's only laptop is stolen; its key is withdrawn, and a new laptop is made from what the secretariat has."""
        self.did["stolen"] += 1
        stolen, secretariat = self.laptops[number], self.laptops[0]
        self.take_in(secretariat, self.export(stolen, SECRETARIAT))
        stolen.desk.save([Edit("activity", stolen.desk.new_id(), {"title": {"fr": "by the thief"}})])
        loot = self.export(stolen, SECRETARIAT)
        with at_home(secretariat.home):
            issuing.withdraw(secretariat.desk, stolen.desk.device, reason="stolen")
        stolen.desk.close()
        self.laptops[number] = self.buy_laptop(f"{stolen.name}+", stolen.org)
        self.take_in(self.laptops[number], self.export(secretariat, stolen.org, everything=True))
        before = sum(self.refused.values())
        self.take_in(secretariat, loot)
        assert sum(self.refused.values()) == before + 1, "what the thief signed was taken in"

    def buy_laptop(self, name: str, org: str) -> Laptop:
        """A new one, registered by file and telephone."""
        home, secretariat = self.place / name, self.laptops[0]
        with at_home(home):
            desk = found_centre(home / "desk", org, device_name=name, clock=lambda: self.time)
            request = joining.ask_to_join(desk)
        with at_home(secretariat.home):
            reply = joining.accept(secretariat.desk, read_request(request)).reply
        with at_home(home):
            joining.join(desk, joining.read_answer(desk, reply))
        desk.close()
        bought = Laptop(self, name, home, org)  # type: ignore[arg-type]
        self._note(bought)
        bought.back_up()
        return bought

    # --- the end of the year
    def settle(self) -> int:
        """All exchange until nothing moves any more; gives the rounds that it took."""
        owed = {one.id for laptop in self.laptops for one in arrivals_of(laptop.desk)}
        self.pass_days(200)
        marks, moved = None, 0
        for number in range(QUIET_ROUNDS):
            self._round()
            now = [(len(arrivals_of(one.desk)), one.desk.replica) for one in self.laptops]
            if now == marks and number:
                break
            moved = number if now != marks else moved
            marks = now
        self._round()
        self._judge(owed)
        return moved

    def _round(self) -> None:
        for one in self.laptops:
            orgs = set(PLACES.values()) if one.org == SECRETARIAT else {SECRETARIAT, one.org}
            for org in sorted(orgs):
                others = [other for other in self.laptops if other.org == org and other is not one]
                files = self.export(one, org) if others else []
                for other in others:
                    self.take_in(other, files)
        for one in self.laptops:
            one.confirm()

    def _judge(self, owed: set[bytes]) -> None:
        """The oracle of the model over what the desks hold; their tables, digests, documents and receipts."""
        self.sites = [Mirror(one, owed) for one in self.laptops]
        oracle.check(self)  # type: ignore[arg-type]
        for site in self.sites:
            assert real_picture(site.laptop.desk) == site.disk.store.picture(audience_of_key), "the real tables differ"
            assert site.laptop.desk.check() == []
        for org in set(PLACES.values()):
            for scope in ("shared", "centre"):
                desks = [one.desk for one in self.laptops if is_entitled(one.org, f"{scope}/{org}")]
                assert len({desk.digest(scope, org).digest for desk in desks}) == 1, f"digests of {scope}/{org} differ"
        assert len({one.desk.digest("public").digest for one in self.laptops}) == 1
        for one in self.laptops:
            status = sync_status(one.desk)
            assert (status.only_here, status.sent, status.parked) == (0, 0, 0), f"{one.name}: not all receipts are home"
            assert not any(peer.missing_documents for peer in status.peers), f"{one.name}: a document is missing"


_WORK = (
    (0.30, Year.begin), (0.72, Year.edit), (0.79, Year.attach), (0.86, Year.delete_or_bring_back), (0.94, Year.choose),
    (0.98, Year.undo), (1.0, Year.erase),
)  # fmt: skip
