"""A record read whole: itself, and the lines of the lists that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Row, Shown
from ui.screens.record_lines import Lines, Versions


class Wanted(NamedTuple):
    """What is to be read of one list: the field that names the record, and whether lines are edited in place."""

    field: str
    in_place: bool


class Whole(NamedTuple):
    """A record with the lines of its lists, read in one go."""

    shown: Shown | None
    lines: dict[str, list[Row]]
    versions: dict[bytes, Versions]  # of the lines that are edited in place


def wanted_of(lists: Mapping[str, Lines]) -> dict[str, Wanted]:
    """What the lists of a screen want to be read."""
    return {kind: Wanted(lines.parent_field.name, lines.edited_in_place) for kind, lines in lists.items()}


def read_whole(desk: Desk, kind: str, record: bytes, wanted: Mapping[str, Wanted]) -> Whole:
    """Reads the record and its lists; for the background."""
    lines = {child: desk.find(child, **{one.field: record}) for child, one in wanted.items()}
    in_place = [row for child, one in wanted.items() if one.in_place for row in lines[child]]
    held = ((row.id, desk.record(row.type, row.id)) for row in in_place)
    return Whole(desk.record(kind, record), lines, {identity: shown.versions for identity, shown in held if shown})
