"""What a workbook of the old kind (.xls) would need once it is read: counted in its streams, before a library is given it.

Source: Microsoft's open specifications MS-CFB (the file of sectors) and MS-XLS (the records in it).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, unpack_from

from baseldesk.errors import FileRefused
from baseldesk.formats.sheets.tally import Tally

_END = 0xFFFFFFFA  # from here on a number is no sector
_IN_HEAD = 109  # sectors of the allocation table that are named in the head
_STREAM, _ROOT = 2, 5
_BEGINS, _TEXTS, _GOES_ON, _SHOWS_TEXT = (0x0009, 0x0209, 0x0409, 0x0809), 0x00FC, 0x003C, 0x00FD
_SEVERAL = (0x00BD, 0x00BE)  # cells of a row: the last two bytes name the last column
_ONE = (
    0x0201,
    0x0001,
    0x027E,
    0x0203,
    0x0003,
    0x0204,
    0x0004,
    _SHOWS_TEXT,
    0x0205,
    0x0005,
    0x0006,
    0x0206,
    0x0406,
    0x00D6,
    0x0002,
)
_CELLS = frozenset((*_ONE, *_SEVERAL))


def measure_compound(name: str, raw: bytes) -> None:
    """Adds up the cells of every stream and the texts that they share.

    Raises:
        FileRefused: damaged, or it would need too much.
    """
    tally = Tally(name)
    try:
        for stream in _Compound(raw).streams():
            _measure_stream(tally, stream)
    except (error, IndexError, ValueError):
        raise FileRefused("sheet.damaged", file=name) from None


class _Compound:
    """A file of sectors, which chains of numbers join to streams."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._shift, self._small = unpack_from("<HH", raw, 30)
        if self._shift not in (9, 12) or self._small > self._shift:
            raise ValueError
        self._first, self._least, self._first_small, more = (unpack_from("<I", raw, at)[0] for at in (48, 56, 60, 68))
        self._links: list[int] = []
        for number in self._sectors_of_links(more):
            self._links += self._numbers(number)
        self._small_links = [one for number in self._chain(self._first_small, self._links) for one in self._numbers(number)]

    def streams(self) -> Iterator[bytes]:
        """Every stream, whatever it is called."""
        entries, small = self._join(self._first), b""
        for at in range(0, len(entries) - 127, 128):
            kind, (start, length) = entries[at + 66], unpack_from("<II", entries, at + 116)
            if kind == _ROOT:
                small = self._join(start)
            elif kind == _STREAM and length >= self._least:
                yield self._join(start)[:length]
            elif kind == _STREAM and length:
                places = (number << self._small for number in self._chain(start, self._small_links))
                yield b"".join(small[place : place + (1 << self._small)] for place in places)[:length]

    def _sector(self, number: int) -> bytes:
        return self._raw[(number + 1) << self._shift : (number + 2) << self._shift]

    def _numbers(self, number: int) -> tuple[int, ...]:
        sector = self._sector(number)
        return unpack_from(f"<{len(sector) // 4}I", sector)

    def _join(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._links)))

    def _sectors_of_links(self, more: int) -> list[int]:
        found = list(unpack_from(f"<{_IN_HEAD}I", self._raw, 76))
        while more < _END and len(found) <= len(self._raw) >> self._shift:
            *numbers, more = self._numbers(more)
            found += numbers
        return [number for number in found if number < _END]

    def _chain(self, number: int, links: list[int]) -> Iterator[int]:
        """The sectors of one stream.

        Raises:
            ValueError: the chain bites its own tail.
        """
        for _ in range(len(links) + 1):
            if number >= _END:
                return
            yield number
            number = links[number]
        raise ValueError


def _measure_stream(tally: Tally, stream: bytes) -> None:
    """The records of a stream that begins as a workbook does; any other is none of the library's."""
    if len(stream) < 4 or unpack_from("<H", stream)[0] not in _BEGINS:
        return
    sheet, texts = _Sheet(tally), _Texts()
    for kind, body in _records(stream):
        if kind in (_TEXTS, _GOES_ON):
            texts.read(kind, body)
        elif kind in _BEGINS:
            sheet = _Sheet(tally)
        elif kind in _CELLS and len(body) >= 4:
            row, column = unpack_from("<HH", body)
            sheet.reach(row, max(column, unpack_from("<H", body, len(body) - 2)[0]) if kind in _SEVERAL else column)
            if kind == _SHOWS_TEXT and len(body) >= 10:
                tally.add(texts=texts.length(unpack_from("<I", body, 6)[0]))


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


class _Sheet:
    """How far the cells of a sheet reach: the library makes room for all between them."""

    def __init__(self, tally: Tally) -> None:
        self._tally, self._rows, self._columns = tally, 0, 0

    def reach(self, row: int, column: int) -> None:
        """There is a cell at this place."""
        if row >= self._rows or column >= self._columns:
            before = self._rows * self._columns
            self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
            self._tally.add(cells=self._rows * self._columns - before)


class _Texts:
    """The texts that cells share: where each begins in the records of their table."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._lengths: list[int] | None = None

    def read(self, kind: int, body: bytes) -> None:
        """A record of the table; those that go on with another one are none."""
        if kind == _TEXTS:
            self._parts, self._lengths = [body], None
        elif self._parts and self._lengths is None:
            self._parts.append(body)

    def length(self, number: int) -> int:
        """Bytes of a text; where the table cannot be read so far, those of the whole."""
        if self._lengths is None:
            self._lengths = list(_lengths(self._parts))
        return self._lengths[number] if number < len(self._lengths) else sum(map(len, self._parts))


def _lengths(parts: list[bytes]) -> Iterator[int]:
    """How long each text is; it may go on in the next record, which then says anew whether its signs are wide."""
    part, at = 0, 8
    while part < len(parts):
        if at >= len(parts[part]):
            part, at = part + 1, 0
        elif at + 3 > len(parts[part]):
            return
        else:
            signs, marks = unpack_from("<HB", parts[part], at)
            at += 3
            behind = 4 * unpack_from("<H", parts[part], at)[0] if marks & 8 else 0
            at += 2 if marks & 8 else 0
            behind += unpack_from("<I", parts[part], at)[0] if marks & 4 else 0
            at += 4 if marks & 4 else 0
            yield 2 * signs
            while signs:
                width = 1 + (marks & 1)
                there = min(signs, (len(parts[part]) - at) // width)
                signs, at = signs - there, at + there * width
                if signs:
                    part, at = part + 1, 1
                    if part >= len(parts):
                        return
                    marks = parts[part][0]
            while behind and part < len(parts):
                there = min(behind, len(parts[part]) - at)
                behind, at = behind - there, at + there
                if behind:
                    part, at = part + 1, 0
