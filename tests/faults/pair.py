"""A secretariat and one centre's desk that have heard of each other, and what of them may be compared before and after."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync import joining
from baseldesk.sync.bundle import Imported, export_bundle, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.station import found_centre, found_secretariat

CENTRE = "BCRC-SEN"
WORDS = ("waste", "movement", "centre", "training", "Convention", "Party", "inventory", "plastic", "mercury", "electronic")


@dataclass
class Pair:
    """Two desks, and a folder in which each file that travels has a folder of its own."""

    secretariat: Desk
    centre: Desk
    place: Path
    sent: int = 0

    def folder(self) -> Path:
        """A folder that is empty."""
        self.sent += 1
        made = self.place / f"file{self.sent}"
        made.mkdir(parents=True)
        return made

    def send(self, desk: Desk, to: str, **options: Any) -> Path:
        """A bundle, the first file where it is in parts; readable, so that what is inside can be altered."""
        return export_bundle(desk, to, self.folder(), **{"encrypted": False, **options}).files[0][0]

    def send_open(self, desk: Desk, to: str, **options: Any) -> Path:
        """A bundle that is signed and not encrypted: an attacker who can open one takes it apart like this."""
        return self.send(desk, to, encrypted=False, **options)

    def hand_over(self, **options: Any) -> Imported:
        """One bundle from the centre to the secretariat."""
        return import_bundle(self.secretariat, [self.send(self.centre, "secretariat", **options)])

    def answer(self, **options: Any) -> Imported:
        """One bundle from the secretariat to the centre."""
        return import_bundle(self.centre, [self.send(self.secretariat, CENTRE, **options)])


@contextmanager
def found_pair(place: Path) -> Iterator[Pair]:
    """Two new desks, registered; nothing exchanged yet."""
    with (
        found_secretariat(place / "secretariat", device_name="Geneva") as secretariat,
        found_centre(place / "centre", CENTRE, device_name="Front office", officer_name="Officer") as centre,
    ):
        enrol(secretariat, centre)
        yield Pair(secretariat, centre, place / "travelling")


def enrol(secretariat: Desk, desk: Desk) -> None:
    """Takes a desk up into the secretariat's deployment, the words being compared."""
    accepted = joining.accept(secretariat, read_request(joining.ask_to_join(desk)))
    joining.join(desk, joining.read_answer(desk, accepted.reply))


def write_activity(desk: Desk, title: str, *, words: int = 0, seed: int = 0) -> bytes:
    """Saves an activity; with so many words of summary, the same for a seed."""
    identity, text = desk.new_id(), " ".join(random.Random(seed).choices(WORDS, k=words))
    desk.save([Edit("activity", identity, {"title": {"fr": title}, **({"summary": {"fr": text}} if text else {})})])
    return identity


def content_of(desk: Desk) -> str:
    """A hash over every row of every table of the database, as any reader sees them."""
    digest = hashlib.sha256()
    with desk.read() as reader:
        names = [name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for name in names:
            digest.update(name.encode())
            for row in reader.rows(f'SELECT * FROM "{name}"'):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def files_under(*folders: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time; without SQLite's shared memory, which readers touch."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}
