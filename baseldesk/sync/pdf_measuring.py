"""What a PDF file would expand to, found out before any library opens it: pdfium ends the whole program where memory runs out.

The file is not parsed, since parsers disagree: whatever stands behind the word `stream` is expanded as far as it is zlib's, a
block at a time, and what comes out once more where that is zlib's again. Streams that are packed in other ways, which hide this
or grow as much, are refused: no scanner of today writes them. Pictures of other kinds count by the sides that are said of them,
wherever these stand; what a JPEG 2000 says of itself, too. Sides said by reference need no bound of their own: pdfium takes no
picture that has fewer dots than it says. Objects cost memory each, and are counted by the words that they are written in.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

MOST_OF_ONE = 128 << 20  # a picture of A4 at 600 dots per inch has 104 MB
MOST_OF_ALL = 768 << 20
LONGEST_SIDE = 20_000
MOST_SAMPLES = 48_000_000  # of a JPEG 2000, whose samples take four bytes each; A4 in colour at 400 dots per inch has 46 millions
MOST_TOKENS = 4_000_000  # of the file; noise of 64 MB has 2.6 millions
_MOST_OF_OBJECTS = 8 << 20  # of all streams of objects; 400 pages of a report have 2 MB
_BLOCK = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_SIDE = re.compile(rb"/(?:Width|Height|W|H|Columns|Rows)(?:[\s\0]|%[^\r\n]*[\r\n])*\+?(\d{1,12})")
_CODESTREAM = b"\xff\x4f\xff\x51"  # how a JPEG 2000 begins, within whatever box
_SIDES = struct.Struct(">HHII24xH")
_OBJECTS = re.compile(rb"/(?:ObjStm|XRef)\b")
_SPACE, _OPENING = b"\0\t\n\f\r ", b"[/(<"
_SORTED = bytes(32 if one in _SPACE else 91 if one in _OPENING else 120 for one in range(256))
_OTHERWISE = re.compile(rb"/(?:LZW|RunLengthDecode|ASCII85Decode|ASCIIHexDecode|Encrypt)")
_BY_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")  # how a name can be spelt, too
_DEEPEST = 4


def is_bounded(content: bytes) -> bool:
    """Whether a file can be handed to a library: none of its streams, and not all together, expand beyond what a scan needs."""
    if _is_suspect(content) or count_tokens(content) > MOST_TOKENS:
        return False
    left, left_of_objects = MOST_OF_ALL, _MOST_OF_OBJECTS
    for found in _STREAM.finditer(content):
        size = _expand(memoryview(content)[found.end() :], 1)
        left -= size
        left_of_objects -= size if _holds_objects(content, found.start()) else 0
        if size > MOST_OF_ONE or left < 0 or left_of_objects < 0:
            return False
    return True


def count_tokens(content: bytes) -> int:
    """About how many words a PDF reader would find, if all of it were words."""
    kinds = content.translate(_SORTED)
    return kinds.count(b" x") + kinds.count(b"[")


def _holds_objects(content: bytes, end: int) -> bool:
    said = content[content.rfind(b"obj", max(0, end - 4096), end) : end]
    return bool(_OBJECTS.search(spell_out(said)))


def _is_suspect(part: bytes) -> bool:
    spelt_out = spell_out(part)
    is_long = any(int(side) > LONGEST_SIDE for side in _SIDE.findall(spelt_out))
    return is_long or bool(_OTHERWISE.search(spelt_out)) or _is_large_codestream(part)


def spell_out(part: bytes) -> bytes:
    """The same with characters that stand as numbers in names."""
    return _BY_NUMBER.sub(lambda found: bytes((int(found[1], 16),)), part)


def _is_large_codestream(part: bytes) -> bool:
    at = part.find(_CODESTREAM)
    while at >= 0:
        sides = part[at + len(_CODESTREAM) : at + len(_CODESTREAM) + _SIDES.size]
        if len(sides) == _SIDES.size:
            _, _, width, height, components = _SIDES.unpack(sides)
            if width * height * components > MOST_SAMPLES:
                return True
        at = part.find(_CODESTREAM, at + 1)
    return False


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
