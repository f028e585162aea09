"""Somebody else's workbook or text table as plain cells, in bounded memory.

Workbooks are read by calamine. As it holds a whole sheet and trusts what the file says of itself, they are measured first
(`measuring`, `compound`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import IO

from baseldesk.errors import FileRefused
from baseldesk.formats.sheets.compound import measure_compound
from baseldesk.formats.sheets.formulas import restore
from baseldesk.formats.sheets.measuring import measure_archive
from baseldesk.formats.sheets.tally import MOST_CELLS

Cell = str | Decimal | bool | date | None
MOST_COLUMNS = 1_000
MOST_SHEETS = 128
MOST_WORK = 4 << 30
MOST_ROWS = 1_048_576
LONGEST_CELL = 1 << 20
_HEAD = 64 << 10
_LARGEST = 64 << 20  # no file that is let in is as large
_DELIMITERS = ",;\t|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The encodings that the offices of the six languages used before Unicode.
_LIKELY = ["cp1252", "cp1251", "cp1256", "gb18030", "koi8_r"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows; a row ends with its last filled cell."""

    name: str
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook or text table.

    Attributes:
        kind: xlsx, xls, ods or csv.
        sheets: those that hold something.
        about: of a text table: encoding, delimiter, and `guessed` where the encoding is a guess to be confirmed.
    """

    kind: str
    sheets: list[Sheet]
    about: dict[str, str] = field(default_factory=dict)


def read_book(path: Path, *, encoding: str = "", delimiter: str = "") -> Book:
    """All cells of a file.

    Args:
        path: the file; what it is, its content tells.
        encoding, delimiter: of a text table, where a person has said so.

    Raises:
        FileRefused: damaged, protected, or beyond the limits.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
            if start.startswith(b"PK\x03\x04"):
                return _read_workbook(path, *measure_archive(path.name, file))
            if start.startswith(b"\xd0\xcf\x11\xe0"):
                measure_compound(path.name, start + file.read(_LARGEST))
                return _read_workbook(path, "xls")
            head = start + file.read(_HEAD)
        return _read_text(path, head, encoding, delimiter)
    except OSError:
        raise FileRefused("format.unreadable", file=path.name) from None


def column_name(index: int) -> str:
    """A column as spreadsheets name it: A for 0, AA for 26."""
    name = ""
    while index >= 0:
        name, index = chr(ord("A") + index % 26) + name, index // 26 - 1
    return name


# --- workbooks
def _read_workbook(path: Path, kind: str, largest: int = 0) -> Book:
    import python_calamine as calamine

    # The library goes by the name of a file, if it is given one.
    source = str(path) if path.suffix.lower() == f".{kind}" else io.BytesIO(path.read_bytes())
    try:
        with calamine.CalamineWorkbook.from_object(source) as book:
            # Several sheets may be one entry: then it is unpacked for each.
            if len(book.sheet_names) > MOST_SHEETS or len(book.sheet_names) * largest > MOST_WORK:
                raise FileRefused("sheet.too_large", file=path.name)
            room = _Room(path)
            sheets = [Sheet(name, _rows(room, book.get_sheet_by_name(name).iter_rows())) for name in book.sheet_names]
    except calamine.PasswordError:
        raise FileRefused("sheet.protected", file=path.name) from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, ValueError, OverflowError):
        raise FileRefused("sheet.damaged", file=path.name) from None
    return Book(kind, [one for one in sheets if one.rows])


class _Room:
    """For how many cells and rows there is room, in all sheets of a file together."""

    def __init__(self, path: Path) -> None:
        self._path, self._cells, self._rows = path, 0, 0

    def take(self, row: list[Cell], beyond: Sequence[object]) -> None:
        """A row, and what stands in it beyond the last column that is read.

        Raises:
            FileRefused: that is too much.
        """
        self._cells += len(row)
        self._rows += 1
        if self._cells > MOST_CELLS or self._rows > MOST_ROWS or any(one not in (None, "") for one in beyond):
            raise FileRefused("sheet.too_large", file=self._path.name)


def _rows(room: _Room, found: Iterable[Sequence[object]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for given in found:
        row = [_plain(one) for one in given[:MOST_COLUMNS]]
        while row and row[-1] is None:
            row.pop()
        room.take(row, given[MOST_COLUMNS:])
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _plain(value: object) -> Cell:
    """A cell as its kind of value; a time of day or a span is its text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value
    return None if value is None else str(value).strip() or None


def _number(value: float) -> Decimal | None:
    if not isfinite(value):
        return None
    return Decimal(int(value)) if value == int(value) else Decimal(repr(value))


# --- text tables
def _read_text(path: Path, head: bytes, encoding: str, delimiter: str) -> Book:
    about = {"encoding": encoding} if encoding else _guess_encoding(head, path)
    csv.field_size_limit(LONGEST_CELL)
    errors = "strict" if about["encoding"].startswith("utf") else "replace"
    try:
        about["delimiter"] = delimiter or _guess_delimiter(head.decode(about["encoding"], "replace"))
        with path.open(encoding=about["encoding"], errors=errors, newline="") as text:
            rows = _rows(_Room(path), _read_csv(path, text, about["delimiter"]))
    except (UnicodeError, LookupError):
        raise FileRefused("sheet.encoding_wrong", file=path.name, encoding=about["encoding"]) from None
    except csv.Error:  # a cell beyond the limit; everything else is some table
        raise FileRefused("sheet.too_large", file=path.name) from None
    return Book("csv", [Sheet("", rows)] if rows else [], about)


def _read_csv(path: Path, text: IO[str], delimiter: str) -> Iterator[list[object]]:
    for row in csv.reader(_lines(path, text), delimiter=delimiter):
        yield [restore(one.replace("\0", "\ufffd").strip()) for one in row]


def _lines(path: Path, text: IO[str]) -> Iterator[str]:
    """The lines, none of which may fill the memory."""
    while line := text.readline(2 * LONGEST_CELL):
        if len(line) >= 2 * LONGEST_CELL:
            raise FileRefused("sheet.too_large", file=path.name)
        yield line


def _guess_encoding(head: bytes, path: Path) -> dict[str, str]:
    """By its mark, as UTF-8, or the likeliest of the old encodings: that one is to be confirmed by a person."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return {"encoding": name}
    try:
        head[: head.rfind(b"\n") + 1 or len(head)].decode("utf-8")
        if b"\0" not in head:
            return {"encoding": "utf-8"}
    except UnicodeDecodeError:
        pass
    if b"\0" in head:
        raise FileRefused("format.unknown", file=path.name)
    from charset_normalizer import from_bytes

    best = from_bytes(head, cp_isolation=_LIKELY).best()
    return {"encoding": best.encoding if best else "cp1252", "guessed": "yes"}


def _guess_delimiter(head: str) -> str:
    """The one that cuts the first lines into the most columns, and into as many each."""

    def weigh(one: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(head.splitlines()[:50], delimiter=one) if row]
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common) / len(widths) if common > 1 else 0.0, common)

    return max(_DELIMITERS, key=weigh) if head.strip() else ","
