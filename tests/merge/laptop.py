"""One real desk on a machine of its own: copied, restored and cloned as files, exchanging real bundles."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from baseldesk.desk.anchor import FOLDER_VARIABLE, place_of
from baseldesk.desk.desk import Desk
from baseldesk.desk.erasing import confirm
from baseldesk.journal.change import Set, decode_leaf
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync import joining
from baseldesk.sync.bundle import export_bundle, export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.opening import open_desk
from baseldesk.sync.station import found_centre, found_secretariat
from tests.merge import oracle
from tests.merge.exchange import arrivals_of
from tests.merge.memory import ops
from tests.merge.people import CENTRES, Seen
from tests.merge.world import Truth

if TYPE_CHECKING:
    from tests.merge.laptops import Laptops

NAMES = {"S1": SECRETARIAT, "A1": CENTRES[0], "A2": CENTRES[0], "B1": CENTRES[1]}
START = 1_770_000_000_000


def make_template(root: Path, names: Mapping[str, str] = NAMES) -> None:
    """A secretariat and its centres' laptops, registered one after the other, each as if on a machine of its own."""
    made: dict[str, Desk] = {}
    for number, (name, org) in enumerate(names.items()):
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

    def __init__(self, world: Laptops, name: str, home: Path, org: str = "") -> None:
        self.world, self.name, self.home = world, name, home
        self.org = org or NAMES[name.rstrip("'")]
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
        twin = Laptop(self.world, self.name + "'", home, self.org)
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
            return export_bundle(self.desk, self.addressed(org), folder, encrypted=False).files[0][0]

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
