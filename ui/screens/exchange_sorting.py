"""Telling files apart before anything is done with them: data files from those of registering. Runs outside the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.errors import BaselDeskError

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

REQUEST, REPLY, LIST = "request", "reply", "list"


class Sorted(NamedTuple):
    """Files by what is to be done with them: taken in, or gone on with in a guide (its kind, the file)."""

    ours: list[Path]
    others: list[tuple[str, Path]]
    pictures: list[Path]  # scans or photographs of an acknowledgement on paper; those of a data file are of the first
    written_here: list[Path]  # found on a stick, and of this very computer: nothing in them can be news


def sort_files(paths: list[Path], desk: Desk | None = None) -> Sorted:
    """Looks at each file's beginning; what cannot be told is left to the import to refuse in words.

    Args:
        desk: knows which files of registering, found on a stick, are done with long ago; without, all are gone on with.
    """
    from baseldesk.sync.bundle import kind_of
    from baseldesk.sync.code_reading import is_picture
    from baseldesk.sync.framing import Kind
    from baseldesk.sync.scanning import holds_file
    from baseldesk.sync.searching import find_files

    found = Sorted([], [], [], [])
    guided = {Kind.REQUEST: REQUEST, Kind.REPLY: REPLY, Kind.PROPOSAL: LIST}
    for path in find_files(paths):
        try:
            kind = kind_of(path)
        except BaselDeskError:
            if is_picture(path):
                (found.ours if holds_file(path) else found.pictures).append(path)
                continue
            kind = Kind.BUNDLE
        if desk is not None and path not in paths and is_written_here(desk, path):
            found.written_here.append(path)
        elif kind in guided:
            if path in paths or desk is None or is_open(desk, guided[kind], path):
                found.others.append((guided[kind], path))
        else:
            found.ours.append(path)
    return found


def is_written_here(desk: Desk, path: Path) -> bool:
    """Whether this computer has signed the file: its own work, on the way out."""
    from baseldesk.sync.framing import PREFIX_BYTES, read_prefix

    try:
        with path.open("rb") as file:
            return read_prefix(file.read(PREFIX_BYTES), path.stat().st_size, path.name).signer == desk.device
    except (OSError, BaselDeskError):
        return False


def is_open(desk: Desk, kind: str, path: Path) -> bool:
    """Whether there is still something to do with a file of registering: it stays on the stick long after it has served."""
    from baseldesk.sync.enrolment import read_request
    from baseldesk.sync.membership import read_membership

    place = read_membership(desk)
    if kind == REPLY:
        return place is None or place.roster.device(desk.device) is None
    if kind != REQUEST:
        return True
    try:
        return desk.is_secretariat and (place is None or place.roster.device(read_request(path).device) is None)
    except BaselDeskError:
        return False
