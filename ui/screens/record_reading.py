"""A record read whole: itself, and the lines of the lists that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Row, Shown
from ui.screens.record_lines import Lines, Versions

if TYPE_CHECKING:
    from baseldesk.desk.unsaved import Unsaved

_BLOCK = 400


class Wanted(NamedTuple):
    """What is to be read of one list: the field that names the record, whether lines are edited in place, and what with them."""

    field: str
    in_place: bool
    nested: tuple[str, str] = ("", "")


class Whole(NamedTuple):
    """A record with the lines of its lists, read in one go."""

    shown: Shown | None
    lines: dict[str, list[Row]]
    versions: dict[bytes, Versions]  # of the lines that are edited in place
    nested: dict[str, dict[bytes, list[Row]]] = {}  # by kind of line and line: what is edited with it  # noqa: RUF012
    unsaved: Unsaved | None = None  # what was typed earlier and not saved


def wanted_of(lists: Mapping[str, Lines]) -> dict[str, Wanted]:
    """What the lists of a screen want to be read."""
    return {kind: Wanted(lines.parent_field.name, lines.edited_in_place, lines.nested) for kind, lines in lists.items()}


def read_whole(
    desk: Desk, kind: str, record: bytes, wanted: Mapping[str, Wanted], under_way: Sequence[Unsaved | None] = ()
) -> Whole:
    """Reads the record and its lists; for the background."""
    lines = {child: desk.find(child, **{one.field: record}) for child, one in wanted.items()}
    nested = {child: _under(desk, lines[child], *one.nested) for child, one in wanted.items() if one.nested[0]}
    in_place = [row for child, one in wanted.items() if one.in_place for row in lines[child]]
    in_place += [row for held in nested.values() for rows in held.values() for row in rows]
    return Whole(desk.record(kind, record), lines, _versions(desk, in_place), nested, read_unsaved(desk, kind, record, under_way))


def read_unsaved(desk: Desk, kind: str, record: bytes, under_way: Sequence[Unsaved | None] = ()) -> Unsaved | None:
    """What was typed into this record and not saved: the last of what is still being written, else what the desk holds."""
    from baseldesk.desk.unsaved import find

    if under_way:
        return under_way[-1]
    with desk.read() as reader:
        return find(reader, kind, record)


def _under(desk: Desk, lines: Sequence[Row], kind: str, field: str) -> dict[bytes, list[Row]]:
    """What belongs to each of these lines."""
    out: dict[bytes, list[Row]] = {}
    for start in range(0, len(lines), _BLOCK):
        for row in desk.find(kind, **{field: tuple(one.id for one in lines[start : start + _BLOCK])}):
            out.setdefault(row.values[field], []).append(row)
    return out


def _versions(desk: Desk, rows: Sequence[Row]) -> dict[bytes, Versions]:
    """The versions behind these lines, read in blocks: hundreds of participants are one question, not hundreds."""
    from baseldesk.desk.journal_reader import JournalReader
    from baseldesk.desk.record_view import shown

    out: dict[bytes, Versions] = {}
    with desk.read() as reader:
        journal = JournalReader(reader)
        for start in range(0, len(rows), _BLOCK):
            states = journal.load([(row.type, row.id) for row in rows[start : start + _BLOCK]])
            out.update((state.id, shown(journal, state).versions) for state in states.values())
    return out
