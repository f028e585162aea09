"""Somebody else's workbook or text table as plain cells, in bounded memory.

Workbooks are read by calamine. As it holds a whole sheet and trusts what the file says of itself, the archive is measured
first: entries, unpacked sizes as they really are, repeated cells and repeated texts.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import IO
from zlib import error as zlib_error

from baseldesk.errors import FileRefused
from baseldesk.formats.sheets.formulas import restore

Cell = str | Decimal | bool | date | None
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 << 20
MOST_CELLS = 3_000_000
MOST_COLUMNS = 1_000
MOST_ROWS = 1_048_576
LONGEST_CELL = 1 << 20
_HEAD = 64 << 10
_CHUNK = 1 << 20
_DELIMITERS = ",;\t|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The encodings that the offices of the six languages used before Unicode.
_LIKELY = ["cp1252", "cp1251", "cp1256", "gb18030", "koi8_r"]
_REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="(\d+)"[^>]*?(/?)>')
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})""")
# Where a cell or row says that it stands; the library makes room for all that lies between the first and the last.
_PLACED = re.compile(rb"""<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]*)(\d*)["']""")
_ITEM = re.compile(rb"<si\b.*?</si>", re.DOTALL)


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
                _measure_archive(path, file)
                return _read_workbook(path)
            if start.startswith(b"\xd0\xcf\x11\xe0"):
                return _read_workbook(path)
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
def _measure_archive(path: Path, file: IO[bytes]) -> None:
    """Unpacks every entry once and keeps none of it, so that what follows is bounded.

    Raises:
        FileRefused: no workbook, or one that would unpack to too much.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
                raise FileRefused("sheet.too_large", file=path.name)
            names = {one.filename for one in entries}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise FileRefused("sheet.no_workbook", file=path.name)
            texts = _shared_texts(archive, names)
            cells = spread = 0
            for one in entries:
                rows, columns = [1 << 40, 0], [1 << 40, 0]
                for chunk in _unpack(archive, one):
                    _measure_places(chunk, rows, columns)
                    if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MOST_CELLS and rows[1] and columns[1]:
                        raise FileRefused("sheet.too_large", file=path.name)
                    cells += chunk.count(b"<c ") + _repeated(chunk)
                    spread += sum(texts[n] for n in map(int, _SHARED.findall(chunk)) if n < len(texts)) if texts else 0
                    if cells > MOST_CELLS or spread > MOST_UNPACKED:
                        raise FileRefused("sheet.too_large", file=path.name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zipfile.LargeZipFile, RuntimeError, zlib_error):
        raise FileRefused("sheet.damaged", file=path.name) from None


def _unpack(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry in pieces that overlap by the length of a cell, so that nothing counted is cut in two."""
    with archive.open(one) as unpacked:
        rest = b""
        while chunk := unpacked.read(_CHUNK):
            held = rest + chunk
            cut = held.rfind(b"<c ") if b"<c " in held else held.rfind(b"<")
            cut = cut if cut > 0 else len(held)
            yield held[:cut]
            rest = held[cut:] if len(held) - cut < _CHUNK else b""
        yield rest


def _shared_texts(archive: zipfile.ZipFile, names: set[str]) -> list[int]:
    """How long each text is that the cells of a workbook share; a long one in many cells is a bomb."""
    name = "xl/sharedStrings.xml"
    return [len(one) for one in _ITEM.findall(archive.read(name))] if name in names else []


def _measure_places(chunk: bytes, rows: list[int], columns: list[int]) -> None:
    """Widens the span of rows and of columns by what the cells of a sheet say."""
    for letters, digits in set(_PLACED.findall(chunk)):
        for span, number in ((rows, int(digits[:10] or 0)), (columns, _column_number(letters[:8]))):
            if number:
                span[:] = min(span[0], number), max(span[1], number)


def _column_number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number


def _repeated(chunk: bytes) -> int:
    """How many cells the repetitions of an OpenDocument sheet stand for; empty ones at the end of a row cost nothing."""
    numbers = (int(number) for number, empty in _REPEATED.findall(chunk) if not empty and len(number) < 12)
    return sum(number for number in numbers if number < 16_000)


def _read_workbook(path: Path) -> Book:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            kind = path.suffix.lower().lstrip(".") or "xlsx"
            sheets = [Sheet(name, _rows(path, book.get_sheet_by_name(name).iter_rows())) for name in book.sheet_names]
    except calamine.PasswordError:
        raise FileRefused("sheet.protected", file=path.name) from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, ValueError, OverflowError):
        raise FileRefused("sheet.damaged", file=path.name) from None
    return Book(kind, [one for one in sheets if one.rows])


def _rows(path: Path, found: Iterable[Sequence[object]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    cells = 0
    for given in found:
        row = [_plain(one) for one in given[:MOST_COLUMNS]]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
        cells += len(row)
        if cells > MOST_CELLS or len(rows) > MOST_ROWS or any(one not in (None, "") for one in given[MOST_COLUMNS:]):
            raise FileRefused("sheet.too_large", file=path.name)
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
            rows = _rows(path, _read_csv(path, text, about["delimiter"]))
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
