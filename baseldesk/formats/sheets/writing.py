"""Tables that go out: workbooks and text tables in the reader's language. No cell is ever calculated by who opens it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import ListQuery, Row
from baseldesk.errors import Cancelled
from baseldesk.formats.sheets.cells import text_of
from baseldesk.formats.sheets.formulas import defuse
from baseldesk.formats.sheets.grid import Cell
from baseldesk.formats.sheets.outgoing import Column, cell_of, columns_of, heading_mark, languages_in, row_mark
from baseldesk.i18n import Translator
from baseldesk.records.field import RecordType
from baseldesk.records.titles import text_in
from baseldesk.records.types import record_type

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_BLOCK = 500
_WIDEST, _NARROWEST = 60, 10
_EXACT = 15  # digits that a spreadsheet's number holds; a longer one goes out as text
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # a workbook is XML inside
_LONGEST = 32_000  # characters that a cell of a workbook holds
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Table:
    """One type's records on their way out."""

    declared: RecordType
    columns: list[Column]
    count: int
    rows: Callable[[], Iterator[tuple[bytes, list[Cell]]]]
    name: str
    mark: str


def tables(
    desk: Desk,
    kinds: Mapping[str, ListQuery],
    t: Translator,
    *,
    people: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Table]:
    """The tables of these types; a type of which there is no record has none.

    Args:
        kinds: {type: which of its records, in which order}.
        people: also fields that hold personal data.
        progress: called with (records written, records in all).
    """
    orders = {kind: list(desk.order(query)) for kind, query in kinds.items()}
    pace = _Pace(sum(map(len, orders.values())), progress, cancelled)
    return [_table(desk, kinds[kind], order, t, people, pace) for kind, order in orders.items() if order]


class _Pace:
    """How far the whole has come."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.total, self.done, self._progress, self._cancelled = total, 0, progress, cancelled

    def go_on(self, count: int) -> None:
        """So many more records are written.

        Raises:
            Cancelled: a person stopped it.
        """
        if self._cancelled and self._cancelled():
            raise Cancelled
        self.done += count
        if self._progress:
            self._progress(min(self.done, self.total), self.total)


def _table(desk: Desk, query: ListQuery, order: list[int], t: Translator, people: bool, pace: _Pace) -> Table:
    declared = record_type(query.type)
    whole = ListQuery(query.type, columns=tuple(declared.by_name), language=t.language)
    spoken = languages_in(declared, (row.values for row in _read(desk, whole, order))) or {t.language}
    columns, titles = columns_of(declared, spoken, t, people=people), Titles(desk, t)

    def rows() -> Iterator[tuple[bytes, list[Cell]]]:
        for number, row in enumerate(_read(desk, whole, order), 1):
            yield row.id, [cell_of(column, row.values, t, titles.find) for column in columns]
            if number % _BLOCK == 0:
                pace.go_on(_BLOCK)
        pace.go_on(len(order) % _BLOCK)

    return Table(declared, columns, len(order), rows, t.gettext(declared.plural), heading_mark(declared, columns, t.language))


def _read(desk: Desk, query: ListQuery, order: list[int]) -> Iterator[Row]:
    for start in range(0, len(order), _BLOCK):
        yield from desk.rows_by_number(query, order[start : start + _BLOCK])


class Titles:
    """What other records are called, each asked for once."""

    def __init__(self, desk: Desk, t: Translator) -> None:
        self._desk, self._t = desk, t
        self._known: dict[tuple[str, bytes], str] = {}

    def find(self, kind: str, identity: bytes) -> str:
        """The title of a record, its reference or its id; of one recorded twice that of the one that is shown."""
        key = (kind, identity)
        if key not in self._known:
            with self._desk.read() as reader:
                identity = shown_for(reader, kind, identity)
            shown = self._desk.record(kind, identity)
            self._known[key] = title_of(kind, shown.values, self._t) if shown else ""
        return self._known[key]


def title_of(kind: str, values: Mapping[str, Any], t: Translator) -> str:
    """What a record is called in a table."""
    declared = record_type(kind)
    held = values.get(declared.title) if declared.title else None
    return text_in(held, t.language)[0] if isinstance(held, Mapping) else text_of(held) if held else ""


# --- workbooks
def write_workbook(found: list[Table], t: Translator) -> bytes:
    """A workbook with a sheet for each table: headings fixed, filters on, right to left where the language is."""
    import xlsxwriter

    out = io.BytesIO()
    # Strings stay strings: nothing becomes a formula, a number or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        looks = _Looks(
            book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for number, table in enumerate(found):
            sheet = book.add_worksheet(_sheet_name(table.name, [one.name for one in found[:number]]))
            if t.rtl:
                sheet.right_to_left()
            _fill(sheet, table, looks)
        if not found:
            book.add_worksheet()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    heading: Format
    day: Format
    text: Format


def _fill(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    last = len(table.columns)
    widths = [len(column.heading) for column in table.columns]
    for n, column in enumerate(table.columns):
        sheet.write_string(0, n, column.heading, looks.heading)
    sheet.write_string(0, last, table.mark)
    for at, (record, whole) in enumerate(table.rows(), 1):
        cells = [_NOT_IN_XML.sub("\ufffd", cell[:_LONGEST]) if isinstance(cell, str) else cell for cell in whole]
        for n, cell in enumerate(cells):
            _write_cell(sheet, at, n, cell, looks)
            widths[n] = max(widths[n], min(_WIDEST, len(text_of(cell))))
        sheet.write_string(at, last, row_mark(record, cells))
    for n, width in enumerate(widths):
        sheet.set_column(n, n, max(_NARROWEST, min(_WIDEST, width) + 2))
    sheet.set_column(last, last, 4, None, {"hidden": True})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, table.count, last)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    if cell is None:
        return
    if isinstance(cell, date) and cell.year >= 1900:  # a workbook knows no earlier day
        sheet.write_datetime(row, column, cell, looks.day)
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _EXACT:
        sheet.write_number(row, column, float(cell))
    else:
        sheet.write_string(row, column, text_of(cell), looks.text)


def _sheet_name(name: str, taken: list[str]) -> str:
    """A name that every spreadsheet program takes: 31 characters, none of its signs, once."""
    plain = "".join(" " if one in "[]:*?/\\'" else one for one in name).strip()[:31] or "Data"
    return plain if plain not in {other[:31] for other in taken} else f"{plain[:28]} {len(taken) + 1}"


# --- text tables
def write_text(table: Table) -> bytes:
    """A table as comma-separated text in UTF-8 with a byte order mark, which spreadsheet programs take for what it is."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow([*map(defuse, (column.heading for column in table.columns)), table.mark])
    for record, whole in table.rows():
        cells = [cell.replace("\0", "\ufffd") if isinstance(cell, str) else cell for cell in whole]  # as it is read again
        texts = (defuse(cell) if isinstance(cell, str) else text_of(cell) for cell in cells)
        rows.writerow([*texts, row_mark(record, cells)])
    return out.getvalue().encode("utf-8-sig", "replace")


def write_file(place: Path, raw: bytes) -> None:
    """Writes under a new name and renames.

    Raises:
        OSError: the place cannot be written; what was there is untouched.
    """
    waiting = place.with_name(f"{place.name}.part")
    try:
        waiting.write_bytes(raw)
        waiting.replace(place)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
