"""What a workbook would need once it is unpacked: counted before a library that holds whole sheets is given it.

The library makes room for every cell between the first and the last, and a copy of a text for each cell that shows it. So places,
repetitions and lengths are added up from the bytes, taking too much rather than too little: whatever an element may be called in
front, however it is quoted, and wherever in the archive it stands.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator
from typing import IO
from zlib import error as zlib_error

from baseldesk.errors import FileRefused
from baseldesk.formats.sheets.repetition import measure_document
from baseldesk.formats.sheets.tally import MOST_CELLS, MOST_UNPACKED, OVERLAP, Piece, Tally

MOST_ENTRIES = 2_000
MOST_COLUMNS = 16_384  # of any spreadsheet program
_CHUNK = 1 << 20
# Elements of a sheet, where they say that they stand, whether a cell shows a shared text, and which.
_XLSX = re.compile(
    rb"""<(?:[\w.-]+:)?(?P<name>row|c)(?=[\s/>])"""
    rb"""|(?<![\w:.-])r\s*=\s*["']\s*(?P<letters>[A-Za-z]{0,8})0*(?P<digits>\d{0,9})"""
    rb"""|(?<![\w:.-])t\s*=\s*["'](?P<shared>s)["']"""
)
_XLSX_SHOWING = re.compile(_XLSX.pattern + rb"""|[>\[]\s*0*(?P<number>\d{1,9})""")
# The same in the form in which nearly every program writes it, for which no sign needs to be looked at one by one.
_SIGNS = re.compile(rb"""<(?:[\w.-]+:)?(?:row|c)(?=[\s/>])|(?<![\w:.-])(?:r\s*=|t\s*=\s*["']s["'])""")
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="\d+")?(?: t="(s)"><v>(\d{1,8})</v>)?')
_PLAIN_ROW = re.compile(rb'<row r="([1-9]\d{0,6})"')
_TEXT = re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")


def measure_archive(name: str, file: IO[bytes]) -> tuple[str, int]:
    """Unpacks every entry once and keeps none of it; gives whether it is `xlsx` or `ods`, and the bytes of the largest entry.

    Raises:
        FileRefused: no workbook, a damaged one, or one that would need too much.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = {_plain(one.filename): one for one in archive.infolist()}
            if len(archive.infolist()) > MOST_ENTRIES or sum(one.file_size for one in entries.values()) > MOST_UNPACKED:
                raise FileRefused("sheet.too_large", file=name)
            is_document = "content.xml" in entries
            if "xl/workbook.bin" in entries or not entries.keys() & {"xl/workbook.xml", "content.xml"}:
                raise FileRefused("sheet.no_workbook", file=name)
            if len(entries) < len(archive.infolist()):  # which of two that are called alike is read, each reader decides
                raise FileRefused("sheet.damaged", file=name)
            tally = Tally(name)
            texts = _shared_texts(tally, archive, entries)
            for each, one in entries.items():
                if is_document:
                    measure_document(tally, _unpack(archive, one))
                if each != "xl/sharedstrings.xml" and "xl/workbook.xml" in entries:
                    _measure_sheet(tally, _unpack(archive, one), texts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zipfile.LargeZipFile, RuntimeError, zlib_error):
        raise FileRefused("sheet.damaged", file=name) from None
    return "ods" if is_document else "xlsx", max(one.file_size for one in entries.values())


def _plain(name: str) -> str:
    """The name of an entry as the library compares it."""
    return name.replace("\\", "/").lower()


def _unpack(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Iterator[Piece]:
    """The entry in pieces that overlap, so that nothing is cut in two."""
    with archive.open(one) as unpacked:
        held, at = b"", 0
        while chunk := unpacked.read(_CHUNK):
            held += chunk
            end = max(0, len(held) - OVERLAP)
            cut = held.rfind(b"<c ", 0, end)
            end = cut if cut > 0 else end
            yield held, end, at
            held, at = held[end:], at + end
        yield held, len(held), at


def _shared_texts(tally: Tally, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> array[int]:
    """How long each text is that the cells of a workbook share; a long one in many cells is a bomb."""
    starts = array("L")
    size = 0
    for piece, end, at in _unpack(archive, entries["xl/sharedstrings.xml"]) if "xl/sharedstrings.xml" in entries else ():
        starts.extend(at + match.start() for match in _TEXT.finditer(piece) if match.start() < end)
        size = at + len(piece)
        if len(starts) > MOST_CELLS:
            tally.refuse()
    starts.append(size)
    return array("L", (starts[n + 1] - starts[n] for n in range(len(starts) - 1)))


def _measure_sheet(tally: Tally, pieces: Iterator[Piece], texts: array[int]) -> None:
    """One entry of an Office Open XML workbook."""
    sheet = _Sheet(tally, texts)
    tally.look(pieces, _XLSX_SHOWING if texts else _XLSX, sheet.read, sheet.read_plainly)
    sheet.end()


class _Sheet:
    """How far the cells reach; what does not say where it stands, stands after what is before it."""

    def __init__(self, tally: Tally, texts: array[int]) -> None:
        self._tally, self._texts = tally, texts
        self._cells = self._rows = self._columns = 0
        self._row = self._column = 0
        self._element, self._is_shared = b"", False

    def read(self, match: re.Match[bytes], _place: int) -> None:
        """An element or attribute."""
        kind = match.lastgroup
        if kind == "number":
            if self._is_shared:
                self._show(int(match["number"]))
        elif kind == "shared":
            self._is_shared = True
        elif kind == "digits":
            self._row = max(self._row, int(match["digits"] or 0))
            self._column = max(self._column, _column_number(match["letters"])) if self._element == b"c" else 0
        elif match["name"] == b"row":
            self._end_cell()
            self._element, self._row, self._column = b"row", self._row + 1, 0
        else:
            self._end_cell()
            self._element, self._column, self._is_shared = b"c", self._column + 1, False

    def end(self) -> None:
        """The entry ends."""
        self._end_cell()
        self._tally.add(cells=max(self._cells, self._rows * self._columns))

    def _end_cell(self) -> None:
        if self._element == b"c":
            self._cells += 1
            if self._row > self._rows or self._column > self._columns:
                self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
            if self._cells > MOST_CELLS or self._columns > MOST_COLUMNS:
                self._tally.refuse()
            self._element = b""

    def read_plainly(self, piece: bytes, end: int) -> bool:
        """All of a piece at once, where it holds nothing but what is written in the usual form."""
        cells, rows = _PLAIN_CELL.findall(piece, 0, end), _PLAIN_ROW.findall(piece, 0, end)
        shown = [int(one[3]) for one in cells if one[2]]
        if len(_SIGNS.findall(piece, 0, end)) != 2 * len(cells) + 2 * len(rows) + len(shown):
            return False
        for number in shown:
            self._show(number)
        self._end_cell()
        self._cells += max(0, len(cells) - 1)  # the last one goes on
        self._row = max(self._row, *map(int, {one[1] for one in cells}), *map(int, rows), 0)
        self._column = max(0, *map(_column_number, {one[0] for one in cells}), 0)
        if cells:
            self._element, self._is_shared = b"c", False
        return True

    def _show(self, number: int) -> None:
        if number < len(self._texts):
            self._tally.add(texts=self._texts[number])


def _column_number(letters: bytes) -> int:
    number = 0
    for one in letters.upper():
        number = number * 26 + one - 64
    return number
