"""Rows of a spreadsheet become lines of a list inside a form: read by their headings, or by the columns shown."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.rules import breaks

PASTED = N_("Pasted: {rows}. Nothing is saved yet; Ctrl+Z takes them away again.")
LEFT_OUT = N_("Not understood, and left out: {cells}.")
NOTHING = N_("Nothing of what was copied could be understood as a line of this list.")
_MORE = N_("{cells} and {count} more")
_MOST_ROWS, _MOST_SAID = 2000, 4
_NOT_TYPED = frozenset({Kind.RECORD, Kind.DATA, Kind.HASH, Kind.INSTANT, Kind.LABELS})

_SEXES = {
    "f": "female", "femme": "female", "woman": "female", "женщина": "female", "امرأة": "female", "女": "female",
    "m": "male", "homme": "male", "man": "male", "мужчина": "male", "رجل": "male", "男": "male",
}  # fmt: skip


@dataclass
class Pasted:
    """What was understood of a clipboard.

    Attributes:
        rows: {field: value} per line.
        left_out: what was not understood, as it was written, with the heading it stood under.
        has_headings: the first row named the columns.
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    has_headings: bool = False


def read_rows(text: str, declared: RecordType, shown: Sequence[str], *, day_first: bool = True) -> Pasted:
    """Understands what was copied from a spreadsheet.

    Args:
        text: rows of cells with a tab between them, as every spreadsheet program gives them.
        declared: the type of the lines.
        shown: the fields of the list's columns; they are meant, in this order, where the first row has no headings.
        day_first: whether 3/2 is the third of February.
    """
    cells = [row for row in csv.reader(text.splitlines(keepends=True), delimiter="\t") if any(cell.strip() for cell in row)]
    pasted = Pasted()
    if not cells:
        return pasted
    headed = _headed(cells[0], declared)
    fields: Sequence[Field | None] = headed or [declared.by_name[name] for name in shown]
    pasted.has_headings = bool(headed)
    if headed:
        pasted.left_out += [
            isolate(head.strip()) for head, one in zip(cells[0], headed, strict=True) if head.strip() and one is None
        ]
    for row in cells[bool(headed) :][:_MOST_ROWS]:
        _take_row(row, fields, declared, pasted, day_first=day_first)
    beyond = len(cells) - bool(headed) - _MOST_ROWS
    if beyond > 0:
        pasted.left_out.append(current().format_plural(N_("{n} row"), N_("{n} rows"), beyond))
    return pasted


def say(pasted: Pasted) -> str:
    """What came of it, in sentences."""
    count = current().format_plural(N_("{n} row"), N_("{n} rows"), len(pasted.rows))
    first = current().format(PASTED, rows=count) if pasted.rows else _(NOTHING)
    return f"{first} {current().format(LEFT_OUT, cells=_list(pasted.left_out))}" if pasted.left_out else first


def _list(said: Sequence[str]) -> str:
    named = current().join(said[:_MOST_SAID])
    rest = len(said) - _MOST_SAID
    return current().format(_MORE, cells=named, count=current().number(rest)) if rest > 0 else named


def _headed(row: Sequence[str], declared: RecordType) -> list[Field | None]:
    """The fields that the cells name; [] where at most half of them name one, for then it is a line like the others."""
    from baseldesk.formats.sheets.headings import normalise
    from baseldesk.formats.sheets.targets import words_for

    words = words_for(declared.name)
    named = [declared.by_name.get(words.get(normalise(cell), "")) for cell in row]
    filled = sum(1 for cell in row if cell.strip())
    return named if 2 * sum(one is not None for one in named) > filled else []


def _take_row(
    row: Sequence[str], fields: Sequence[Field | None], declared: RecordType, pasted: Pasted, *, day_first: bool
) -> None:
    from baseldesk.formats.sheets.cells import NotUnderstood, value_of

    values: dict[str, object] = {}
    for place, written in enumerate(row):
        one, cell = fields[place] if place < len(fields) else None, written.strip()
        if not cell or (one is None and place < len(fields)):
            continue  # a column whose heading nobody knows is said once, with its heading
        try:
            if one is None or one.kind in _NOT_TYPED or one.translatable:
                raise NotUnderstood
            values[one.name] = _sex(cell) if one.vocabulary == "sex" else value_of(one, cell, day_first=day_first)
        except NotUnderstood:
            pasted.left_out.append(_name(one, cell))
    for broken in breaks(declared, values):
        one = declared.by_name[broken.field]
        pasted.left_out.append(_name(one, str(_plain(values.pop(broken.field, "")))))
    if values:
        pasted.rows.append(values)


def _sex(cell: str) -> str | None:
    """The words and letters of attendance lists beside the labels; “M” is a woman in Spanish lists and a man in all others."""
    from baseldesk.formats.sheets.cells import NotUnderstood, find_code

    word = cell.casefold().strip(" .")
    found = _SEXES.get(word) or find_code("sex", cell)
    if found is None or (word == "m" and current().language == "es"):
        raise NotUnderstood
    return found


def _plain(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, Mapping) else value


def _name(one: Field | None, cell: str) -> str:
    return current().fill("{label}: {cell}", label=_(one.label), cell=isolate(cell)) if one else isolate(cell)
