"""Two desks that exchange: a centre's and the secretariat's, made for a measurement in a folder of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.cli.bench.workload import OWNER
from baseldesk.desk.anchor import FOLDER_VARIABLE
from baseldesk.desk.shown import Edit
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.bundle import Imported, export_bundle, import_bundle
from baseldesk.sync.exporting import Exported

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_AT_ONCE = 1000  # records in one save


@dataclass
class Desks:
    """The centre works, the secretariat receives."""

    folder: Path
    centre: Desk
    secretariat: Desk
    _sent: int = 0

    def load(self, edits: Iterable[Edit]) -> None:
        """Saves new records, a thousand at a time."""
        held: list[Edit] = []
        for one in edits:
            held.append(one)
            if len(held) == _AT_ONCE:
                self.centre.save(held, numbered=False, checked=False)
                held = []
        if held:
            self.centre.save(held, numbered=False, checked=False)

    def send(self, *, everything: bool = False, smallest: bool = False) -> Exported:
        """A bundle from the centre, not sealed: sealing adds the same few hundred bytes to any."""
        return export_bundle(
            self.centre, SECRETARIAT, self._new_folder(), everything=everything, smallest=smallest, encrypted=False
        )

    def receive(self, bundle: Exported) -> Imported:
        """Takes it in at the secretariat."""
        return _accepted(import_bundle(self.secretariat, [path for path, _ in bundle.files]))

    def answer(self) -> None:
        """The secretariat's receipt reaches the centre."""
        bundle = export_bundle(self.secretariat, OWNER, self._new_folder(), encrypted=False)
        _accepted(import_bundle(self.centre, [path for path, _ in bundle.files]))

    def copy_secretariat(self, name: str) -> Path:
        """A copy of the secretariat's folder as it is now."""
        self.secretariat.database.fold()
        ignored = shutil.ignore_patterns("*.lock", "*-wal", "*-shm")
        return Path(shutil.copytree(self.secretariat.folder, self.folder / name, ignore=ignored))

    def _new_folder(self) -> Path:
        self._sent += 1
        out = self.folder / "stick" / str(self._sent)
        out.mkdir(parents=True)
        return out


def size_of(bundle: Exported) -> int:
    """The bytes of its files."""
    return sum(size for _, size in bundle.files)


def _accepted(imported: Imported) -> Imported:
    for one in imported.refused:
        raise one.error
    return imported


@contextmanager
def two_desks(folder: Path) -> Iterator[Desks]:
    """Founds both and enrols the centre; their anchors lie in the folder too."""
    from baseldesk.sync import joining
    from baseldesk.sync.enrolment import read_request
    from baseldesk.sync.station import found_centre, found_secretariat

    with (
        _anchors_in(folder / "state"),
        found_secretariat(folder / "secretariat", device_name="Geneva") as secretariat,
        found_centre(folder / "centre", OWNER, device_name="Front office", officer_name="Officer") as centre,
    ):
        request = read_request(joining.ask_to_join(centre))
        joining.join(centre, joining.read_answer(centre, joining.accept(secretariat, request).reply))
        yield Desks(folder, centre, secretariat)


@contextmanager
def _anchors_in(folder: Path) -> Iterator[None]:
    before = os.environ.get(FOLDER_VARIABLE)
    os.environ[FOLDER_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[FOLDER_VARIABLE]
        else:
            os.environ[FOLDER_VARIABLE] = before
