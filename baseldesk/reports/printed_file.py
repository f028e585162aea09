"""Reading back a PDF file that BaselDesk printed: the attached data and the drawing of each page, as their code was made of them.

The file may come from anybody: what it expands to is bounded, and nothing but these streams is looked at.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from baseldesk.errors import FileRefused
from baseldesk.reports.page import CODE_TOP
from baseldesk.reports.page_mark import BEGINS
from baseldesk.reports.tagging import ATTACHMENT

MOST_BYTES = 64 << 20
MOST_PAGES = 5_000
_MOST_EXPANDED = 96 << 20
_MARK = f"\n{BEGINS}\n".encode()
_NUMBER = rb"([0-9]{1,4}\.[0-9]{3})"
_SQUARE = re.compile(rb" ".join([_NUMBER] * 4) + rb" re\n")
_CODE = re.compile(rb"/Artifact <</Type /Pagination>> BDC\n0 g\n(?:" + _SQUARE.pattern + rb")*f\nEMC\s*")


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What the codes in a file are made of."""

    data: bytes
    drawings: tuple[bytes, ...]


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
    room = _Room(_MOST_EXPANDED)
    attached = pdf.attachments.get(ATTACHMENT)
    data = room.expand(attached.obj.EF.F) if attached is not None else b""
    whole = [b"\n".join(room.expand(stream) for stream in _streams(page)) for page in pdf.pages]
    if attached is None and not any(_MARK in one for one in whole):
        return None
    return PrintedFile(
        data, tuple(b"" if "/Annots" in page.obj else _drawing(one) for page, one in zip(pdf.pages, whole, strict=True))
    )


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

    def __init__(self, left: int) -> None:
        self._left = left

    def expand(self, stream: Any) -> bytes:
        """The stream's bytes; none where it is packed as no report of ours is."""
        raw = bytes(stream.read_raw_bytes())
        names = stream.get("/Filter")
        filters = [str(one) for one in names] if isinstance(names, pikepdf.Array) else [str(names)] if names is not None else []
        if filters not in ([], ["/FlateDecode"]):
            return b""
        unpacker = zlib.decompressobj()
        out = unpacker.decompress(raw, self._left) if filters else raw
        self._left -= len(out)
        if self._left <= 0:
            raise _TooLarge
        return out
