"""Hostile workbooks of the old kind (.xls), written record by record into a file of sectors."""

from __future__ import annotations

from collections.abc import Iterator
from struct import pack

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_workbooks() -> Iterator[tuple[str, bytes]]:
    """Each with two rows that would be taken, and what makes it a bomb."""
    yield "nothing hostile", _book(_label(2, 0, b"Forum"))
    yield "a cell in the last corner", _book(_number(65_535, 255))
    yield "a cell beyond the last corner", _book(_number(65_535, 65_535))
    yield (
        "several cells beyond the last corner",
        _book(_record(0xBD, pack("<HH", 65_535, 65_000) + pack("<HI", 0, 2) * 2 + pack("<H", 65_001))),
    )
    yield "a text of 32 kB in many cells", _book(b"".join(_shown(n, 0) for n in range(2, 20_000)), _shared([b"x" * 32_000]))
    yield "a chain that bites its tail", _book(_label(2, 0, b"Forum"), bites=True)


def old_workbook(texts: list[bytes]) -> bytes:
    """One that shows these texts, which its cells share."""
    return _book(b"".join(_shown(n, number) for n, number in enumerate(range(len(texts)), 2)), _shared(texts))


def _record(kind: int, body: bytes) -> bytes:
    return pack("<HH", kind, len(body)) + body


def _number(row: int, column: int) -> bytes:
    return _record(0x0203, pack("<HHHd", row, column, 0, 1.0))


def _label(row: int, column: int, text: bytes) -> bytes:
    return _record(0x0204, pack("<HHHHB", row, column, 0, len(text), 0) + text)


def _shown(row: int, number: int) -> bytes:
    return _record(0x00FD, pack("<HHHI", row, 0, 0, number))


def _shared(texts: list[bytes]) -> bytes:
    """The table of texts; the signs of one that is too long for a record go on in the next, after a mark of their width."""
    body, out, kind = pack("<II", len(texts), len(texts)), b"", 0x00FC
    for text in texts:
        if len(body) + 3 > 8224:
            out, body, kind = out + _record(kind, body), b"", 0x003C
        body += pack("<HB", len(text), 0)
        rest = text
        while rest:
            room = 8224 - len(body)
            body, rest = body + rest[:room], rest[room:]
            if rest:
                out, body, kind = out + _record(kind, body), b"\0", 0x003C
    return out + _record(kind, body)


def _book(cells: bytes, texts: bytes = b"", *, bites: bool = False) -> bytes:
    def begin(kind: int) -> bytes:
        return _record(0x0809, pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def globals_of(offset: int) -> bytes:
        return begin(5) + _record(0x85, pack("<IBBBB", offset, 0, 0, 1, 0) + b"A") + texts + _record(0x0A, b"")

    good = [
        _label(row, column, text)
        for row, line in enumerate((b"title city", b"Training Dakar"))
        for column, text in enumerate(line.split())
    ]
    sheet = begin(0x10) + b"".join(good) + cells + _record(0x0A, b"")
    return _compound(globals_of(len(globals_of(0))) + sheet, bites=bites)


def _compound(stream: bytes, *, bites: bool) -> bytes:
    """A file of sectors: the directory, the stream, the table of what follows what."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    tables = -(-(count + 1 + 110) // 128)
    links = [_END, *range(2, count + 1), 1 if bites else _END, *[_TABLE] * tables]
    links += [_FREE] * (tables * 128 - len(links))
    places = [count + 1 + n for n in range(tables)] + [_FREE] * (109 - tables)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<9I", 0, tables, 0, 0, 4096, _END, 0, _END, 0) + pack("<109I", *places)
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, 1, len(stream), _FREE)
    return head + directory.ljust(_SECTOR, b"\0") + stream + pack(f"<{len(links)}I", *links)


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    return text.ljust(64, b"\0") + pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child) + bytes(36) + pack("<IQ", start, size)
