"""Our own tables, edited elsewhere and brought back: what changed in the table is written, what changed here meanwhile stays.

Each row carries what its cells were when it went out. A cell that says something else now was changed by a person, unless the
record says something else now too: then the text here stays and the cell is named. A row without a mark is a new record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import RuleBroken
from baseldesk.formats.draft import Warned
from baseldesk.formats.intake import Intake
from baseldesk.formats.sheets.cells import NotUnderstood, find_code, text_of, value_of
from baseldesk.formats.sheets.grid import Book, Cell, Sheet, column_name
from baseldesk.formats.sheets.outgoing import MARK, Column, cell_of, columns_of, digest, read_row_mark
from baseldesk.formats.sheets.writing import Titles
from baseldesk.i18n import LANGUAGES, Translator, translator
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.types import TYPES
from baseldesk.records.values import registers

_SHARE = re.compile(r"(.+?)\s*:\s*([\d.,]+)\s*%?")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sheet of ours: its type, the language of its headings, and which column of the sheet is which of ours."""

    sheet: Sheet
    declared: RecordType
    t: Translator
    names: list[str]  # of the columns as they went out
    places: dict[int, Column]
    mark: int


def is_ours(book: Book) -> bool:
    """Whether a workbook or table has gone out from a desk."""
    return any(_mark_of(sheet) is not None for sheet in book.sheets)


def take_back(desk: Desk, book: Book, *, rehearse: bool = False) -> Intake:
    """Takes edited tables back, as one action that one undo takes back."""
    returning = _Returning(desk)
    for sheet in book.sheets:
        marked = _read_head(sheet)
        if marked is not None:
            returning.read(marked)
    if returning.edits and not rehearse:
        desk.save(returning.edits, numbered=False, checked=False)
    return returning.intake


def _mark_of(sheet: Sheet) -> int | None:
    head = sheet.rows[0] if sheet.rows else []
    return next((n for n, cell in enumerate(head) if isinstance(cell, str) and cell.startswith(f"{MARK}:")), None)


def _read_head(sheet: Sheet) -> _Marked | None:
    place = _mark_of(sheet)
    if place is None:
        return None
    kind, language, names = (*str(sheet.rows[0][place]).removeprefix(f"{MARK}:").split(":", 2), "", "")[:3]
    if kind not in TYPES or language not in LANGUAGES:
        return None
    t = translator(language)
    ours = {column.heading: column for column in columns_of(TYPES[kind], LANGUAGES, t, people=True)}
    places = {n: ours[text_of(cell)] for n, cell in enumerate(sheet.rows[0]) if text_of(cell) in ours}
    return _Marked(sheet, TYPES[kind], t, names.split("|"), places, place)


@dataclass
class _Returning:
    """Gathers the edits of all sheets."""

    desk: Desk
    intake: Intake = field(default_factory=Intake)
    edits: list[Edit] = field(default_factory=list)

    def read(self, marked: _Marked) -> None:
        """Reads one sheet."""
        for at, row in enumerate(marked.sheet.rows[1:], 2):
            if any(cell is not None for n, cell in enumerate(row) if n != marked.mark):
                self.intake.read += 1
                before = len(self.edits)
                is_new = self._read_row(marked, at, row)
                name = "unchanged" if len(self.edits) == before else "created" if is_new else "updated"
                setattr(self.intake, name, getattr(self.intake, name) + 1)

    def _read_row(self, marked: _Marked, at: int, row: list[Cell]) -> bool:
        """Plans one row; gives whether it is a new record."""
        mark = read_row_mark(str(row[marked.mark])) if marked.mark < len(row) and row[marked.mark] is not None else None
        shown = self.desk.record(marked.declared.name, mark[0]) if mark else None
        was = dict(zip(marked.names, mark[1], strict=False)) if mark else {}
        if mark is not None and (shown is None or shown.deleted):
            self._warn(marked, at, None, "import.deleted_here", {})
            return False
        titles = Titles(self.desk, marked.t)
        values: dict[str, Any] = {}
        for n, column in marked.places.items():
            cell = row[n] if n < len(row) else None
            now = cell_of(column, shown.values, marked.t, titles.find) if shown else None
            if digest(cell) in (was.get(column.name, digest(None)), digest(now)):
                continue
            if shown and digest(now) != was.get(column.name):
                self._warn(marked, at, n, "import.kept_yours", {"field": column.heading})
            elif shown and column.is_read_only:
                self._warn(marked, at, n, "sheet.read_only", {"heading": column.heading})
            else:
                self._put(marked, at, n, column, cell, values, shown.values if shown else {})
        if values:
            kind = marked.declared.name
            self.edits.append(Edit(kind, shown.id if shown else self.desk.new_id(), values))
            self.intake.records[kind] += 1
        return shown is None

    def _put(
        self, marked: _Marked, at: int, n: int, column: Column, cell: Cell, values: dict[str, Any], held: dict[str, Any]
    ) -> None:
        """Reads a changed cell into the values of the edit; what it cannot be is said, and the record stays as it is."""
        one = column.one
        try:
            value = None if cell is None else text_of(cell) if column.language else _value(one, cell)
            if one.is_set:
                values[one.name] = {**dict.fromkeys(held.get(one.name) or {}), **(value if isinstance(value, dict) else {})}
            elif column.language:
                values.setdefault(one.name, {})[column.language] = value
            else:
                values[one.name] = value
            registers(marked.declared, {one.name: values[one.name]})
        except (NotUnderstood, RuleBroken):
            values.pop(one.name, None)
            self._warn(marked, at, n, "sheet.cell_not_understood", {"value": text_of(cell)[:80], "heading": column.heading})

    def _warn(self, marked: _Marked, at: int, n: int | None, code: str, params: dict[str, object]) -> None:
        cell = f"{'' if n is None else column_name(n)}{at}"
        where = f"{marked.sheet.name}!{cell}" if marked.sheet.name else cell
        self.intake.warnings.append(Warned(where, code, params))


def _value(one: Field, cell: Cell) -> object:
    """As `value_of`, and with the shares that our own tables write."""
    if one.kind is Kind.CODES and one.shares:
        return _shared(one, text_of(cell))
    return value_of(one, cell)


def _shared(one: Field, text: str) -> dict[str, object]:
    out: dict[str, object] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        found = _SHARE.fullmatch(part)
        code = find_code(one.vocabulary, found[1] if found else part)
        if code is None:
            raise NotUnderstood
        out[code] = Decimal(found[2].replace(",", ".")) if found else True
    return out
