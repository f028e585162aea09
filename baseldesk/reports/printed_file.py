"""Reading back a PDF file that BaselDesk printed: the attached data and the drawing of each page, as their code was made of them.

The file may come from anybody: what it expands to is bounded, and nothing but these streams is looked at.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf

from baseldesk.errors import FileRefused
from baseldesk.reports.page import CODE_TOP
from baseldesk.reports.page_code import hash_pages

ATTACHMENT = "report.json"
BEGINS = "%PageCode"  # a comment in the page's drawing: what stands before it is what the code is of
MOST_BYTES = 64 << 20
MOST_PAGES = 5_000
_MOST_EXPANDED = 1 << 30
_MOST_OF_ONE = 96 << 20
_OF_A_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_OF_A_PICTURE = ("/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Decode", "/SMask", "/Mask", "/ImageMask")
_MARK = f"\n{BEGINS}\n".encode()
_NUMBER = rb"([0-9]{1,4}\.[0-9]{3})"
_SQUARE = re.compile(rb" ".join([_NUMBER] * 4) + rb" re\n")
_CODE = re.compile(rb"/Artifact <</Type /Pagination>> BDC\n0 g\n(?:" + _SQUARE.pattern + rb")*f\nEMC\s*")


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What the codes in a file are made of: the attached data, and the hash of its pages."""

    data: bytes
    drawn: bytes


def read_printed(path: Path) -> PrintedFile | None:
    """The parts of a file that BaselDesk printed; None for a scan, or any other PDF file.

    Raises:
        FileRefused: it cannot be read as a PDF file, or is too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileRefused("code.too_large", file=path.name)
        with pikepdf.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise FileRefused("code.too_large", file=path.name)
            return _read(pdf)
    except (
        OSError,
        pikepdf.PdfError,
        pikepdf.PasswordError,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise FileRefused("code.unreadable", file=path.name, reason=type(error).__name__) from error
    except (_TooLarge, MemoryError) as error:
        raise FileRefused("code.too_large", file=path.name) from error


class _TooLarge(Exception):
    """It expands to more than any report does."""


def _read(pdf: pikepdf.Pdf) -> PrintedFile | None:
    attached = pdf.attachments.get(ATTACHMENT)
    if attached is None and not any(_MARK in _Room().expand(one) for page in pdf.pages for one in _streams(page)):
        return None
    data = _Room().expand(attached.obj.EF.F) if attached is not None else b""
    return PrintedFile(data, hash_pages(read_drawings(pdf)))


def read_drawings(pdf: pikepdf.Pdf, *, is_own: bool = False) -> Iterator[bytes]:
    """What each page shows, without its code: its sheet, what it draws with, and its drawing.

    Args:
        is_own: it was made here a moment ago, and its streams may still be packed in other ways than in the file.
    """
    room, known = _OwnRoom() if is_own else _Room(), dict[tuple[int, int], bytes]()
    for page in pdf.pages:
        if "/Annots" in page.obj:
            yield b""  # notes laid over a page are never ours
            continue
        whole = b"\n".join(room.expand(stream) for stream in _streams(page))
        yield b"\n".join([*_tell(page.obj, _OF_A_PAGE), *_drawn_with(page, room, known), _drawing(whole)])


def _drawn_with(page: pikepdf.Page, room: _Room, known: dict[tuple[int, int], bytes]) -> Iterator[bytes]:
    """Faces and pictures by the names that the drawing has for them; what several pages use is read once."""
    resources: Any = page.obj.get("/Resources", {})
    for kind, read in (("/Font", _read_face), ("/XObject", _read_picture)):
        for name, one in sorted(resources.get(kind, {}).items()):
            if one.objgen not in known:
                known[one.objgen] = read(one, room)
            yield name.encode() + known[one.objgen]


def _read_face(font: Any, room: _Room) -> bytes:
    below = font.DescendantFonts[0]
    parts = (below.FontDescriptor.FontFile2, below.CIDToGIDMap, font.ToUnicode)
    widths: bytes = below.W.unparse()
    return b"".join(sha256(room.expand(one)).digest() for one in parts) + widths


def _read_picture(picture: Any, room: _Room) -> bytes:
    """Its sides, its colours and its dots; what else could be said of a picture is never said by us."""
    return b" ".join([*_tell(picture, _OF_A_PICTURE), sha256(room.expand(picture)).digest()])


def _tell(one: Any, keys: Sequence[str]) -> Iterator[bytes]:
    """What is said of an object under these names."""
    for key in keys:
        value = one.get(key)
        yield key.encode() + (value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode())


def _drawing(whole: bytes) -> bytes:
    """What stands before the code; everything where more than a code stands behind the mark."""
    before, _, code = whole.partition(_MARK)
    squares = [tuple(map(float, one)) for one in _SQUARE.findall(code)]
    is_code = _CODE.fullmatch(code) and all(bottom + high <= CODE_TOP for _, bottom, _, high in squares)
    return before if is_code else whole


def _streams(page: pikepdf.Page) -> Iterator[Any]:
    contents: Any = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        yield from (one for one in contents if isinstance(one, pikepdf.Stream))
    elif contents is not None:
        yield contents


class _Room:
    """How much may still be expanded."""

    def __init__(self) -> None:
        self._left = _MOST_EXPANDED

    def expand(self, stream: Any) -> bytes:
        """The stream's bytes; none where it is packed as no report of ours is."""
        raw = bytes(stream.read_raw_bytes())
        names = stream.get("/Filter")
        filters = [str(one) for one in names] if isinstance(names, pikepdf.Array) else [str(names)] if names is not None else []
        if filters not in ([], ["/FlateDecode"]):
            return b""
        unpacker = zlib.decompressobj()
        most = min(self._left, _MOST_OF_ONE)
        out = unpacker.decompress(raw, most) if filters else raw
        self._left -= len(out)
        if len(out) >= most:
            raise _TooLarge
        return out


class _OwnRoom(_Room):
    """Where nothing need be bounded."""

    def expand(self, stream: Any) -> bytes:
        """The stream's bytes."""
        return bytes(stream.read_bytes())
