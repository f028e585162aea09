"""Telling files apart before anything is done with them: data files from those of registering. Runs outside the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from baseldesk.errors import BaselDeskError

REQUEST, REPLY, LIST = "request", "reply", "list"


class Sorted(NamedTuple):
    """Files by what is to be done with them: taken in, or gone on with in a guide (its kind, the file)."""

    ours: list[Path]
    others: list[tuple[str, Path]]
    pictures: list[Path]  # scans or photographs of an acknowledgement on paper; those of a data file are of the first


def sort_files(paths: list[Path]) -> Sorted:
    """Looks at each file's beginning; what cannot be told is left to the import to refuse in words."""
    from baseldesk.sync.bundle import kind_of
    from baseldesk.sync.code_reading import is_picture
    from baseldesk.sync.framing import Kind
    from baseldesk.sync.scanning import holds_file
    from baseldesk.sync.searching import find_files

    found = Sorted([], [], [])
    guided = {Kind.REQUEST: REQUEST, Kind.REPLY: REPLY, Kind.PROPOSAL: LIST}
    for path in find_files(paths):
        try:
            kind = kind_of(path)
        except BaselDeskError:
            if is_picture(path):
                (found.ours if holds_file(path) else found.pictures).append(path)
                continue
            kind = Kind.BUNDLE
        if kind in guided:
            found.others.append((guided[kind], path))
        else:
            found.ours.append(path)
    return found
