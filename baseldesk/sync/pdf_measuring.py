"""What a PDF file would expand to, found out before any library opens it: pdfium ends the whole program where memory runs out.

The file is not parsed, since parsers disagree: whatever stands behind the word `stream` is expanded as far as it is zlib's, a
block at a time, and what comes out once more where that is zlib's again. Streams that are packed in other ways, which hide this
or grow as much, are refused: no scanner of today writes them. Pictures of other kinds count by the sides that are said of them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST_OF_ONE = 128 << 20  # a picture of A4 at 600 dots per inch has 104 MB
MOST_OF_ALL = 768 << 20
LONGEST_SIDE = 20_000
_BLOCK = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_SIDE = re.compile(rb"/(?:Width|Height|W|H|Columns|Rows)\s*(\d{1,12})")
_OTHERWISE = re.compile(rb"/(?:LZW|RunLengthDecode|ASCII85Decode|ASCIIHexDecode)")
_BY_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")  # how a name can be spelt, too
_DEEPEST = 4


def is_bounded(content: bytes) -> bool:
    """Whether a file can be handed to a library: none of its streams, and not all together, expand beyond what a scan needs."""
    if _is_suspect(content):
        return False
    left = MOST_OF_ALL
    for found in _STREAM.finditer(content):
        size = _expand(memoryview(content)[found.end() :], 1)
        left -= size
        if size > MOST_OF_ONE or left < 0:
            return False
    return True


def _is_suspect(part: bytes) -> bool:
    spelt_out = _BY_NUMBER.sub(lambda found: bytes((int(found[1], 16),)), part)
    return bool(_OTHERWISE.search(spelt_out)) or any(int(side) > LONGEST_SIDE for side in _SIDE.findall(spelt_out))


def _expand(packed: memoryview, depth: int) -> int:
    """How large a stream grows; beyond the limit where it holds what is suspect, or is packed in itself too often."""
    size, inner = 0, 0
    for number, block in enumerate(_blocks(packed)):
        size += len(block)
        if number == 0:
            if _is_suspect(block):
                return MOST_OF_ONE + 1
            if block[:1] == b"\x78":  # packed twice
                inner = _expand(memoryview(block), depth + 1) if depth < _DEEPEST else MOST_OF_ONE + 1
        if size > MOST_OF_ONE:
            break
    return max(size, inner)


def _blocks(packed: memoryview) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    waiting: bytes | memoryview = packed[:_BLOCK]
    at = len(waiting)
    try:
        while not unpacker.eof:
            block = unpacker.decompress(waiting, _BLOCK)
            if block:
                yield block
            waiting = unpacker.unconsumed_tail or packed[at : at + _BLOCK]
            at += 0 if unpacker.unconsumed_tail else len(waiting)
            if not block and not waiting:
                return
    except zlib.error:
        return
