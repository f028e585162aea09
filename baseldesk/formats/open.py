"""Which reader a file needs: decided by what stands in it, never by its name."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

from baseldesk.errors import FileRefused, UsageError
from baseldesk.formats import xml
from baseldesk.formats.draft import Source

KINDS = ("iati",)
_HEAD = 4096
_JSON = re.compile(r"[\[{]\s*[\[{\]}\"\d]")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# What a file that is not XML begins with, and the code that says so.
_BEGINNINGS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("<!doctype html", "<html"), "format.html"),
    (("pk\x03\x04", "\xd0\xcf\x11\xe0"), "format.office"),
    (("%pdf-",), "format.pdf"),
)


def read(path: Path, kind: str | None = None) -> Source:
    """Opens somebody else's file and checks its head; the items are read when they are asked for.

    Args:
        path: the file.
        kind: what it must be (one of `KINDS`); None to go by its content.

    Raises:
        FileRefused: the file cannot be read, or is of no kind that is known.
        UsageError: there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError("format.kind_unknown", kind=kind, known=", ".join(KINDS))
    size = measure(path)
    refuse_foreign(path)
    return _reader()(path, size)


def _reader() -> Callable[[Path, int], Source]:
    """There is one kind yet: what is XML is IATI, or is refused by its reader with the reason."""
    from baseldesk.formats.iati.reader import open_file

    return open_file


def measure(path: Path) -> int:
    """The size of a file that may be read.

    Raises:
        FileRefused: it is missing, no file, empty or too large.
    """
    try:
        found = path.stat()
    except OSError:
        raise FileRefused("format.missing", file=path.name) from None
    if not stat.S_ISREG(found.st_mode):
        raise FileRefused("format.not_a_file", file=path.name)
    if found.st_size == 0:
        raise FileRefused("format.empty", file=path.name)
    if found.st_size > xml.LARGEST_FILE:
        raise FileRefused("format.too_large", file=path.name, megabytes=xml.LARGEST_FILE >> 20)
    return found.st_size


def refuse_foreign(path: Path) -> None:
    """Tells what a file is that is not XML, where that can be seen from its first characters.

    Raises:
        FileRefused: it is not XML.
    """
    start = _first_characters(path)
    for beginnings, code in _BEGINNINGS:
        if start.startswith(beginnings):
            raise FileRefused(code, file=path.name)
    if _JSON.match(start):
        raise FileRefused("format.json", file=path.name)
    if not start.startswith("<"):
        raise FileRefused("format.unknown", file=path.name)


def _first_characters(path: Path) -> str:
    """The beginning of the text in small letters, without byte order mark and white space."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        raise FileRefused("format.unreadable", file=path.name) from None
    mark = next((one for one in _BYTE_ORDER_MARKS if head.startswith(one)), b"")
    encoding = _BYTE_ORDER_MARKS.get(mark, "latin-1")
    return head[len(mark) :].decode(encoding, "replace").replace("\0", "").lstrip().lower()
