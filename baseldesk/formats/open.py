"""Which reader a file needs: decided by what stands in it, never by its name."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.errors import FileRefused, UsageError
from baseldesk.formats import xml
from baseldesk.formats.draft import Source

if TYPE_CHECKING:
    from baseldesk.formats.sheets.mapping import Mapping
    from baseldesk.formats.sheets.opening import Recall

KINDS = ("iati", "xlsx", "csv", "3w")
_HEAD = 4096
_WORKBOOKS = ("pk\x03\x04", "\xd0\xcf\x11\xe0")
_JSON = re.compile(r"[\[{]\s*[\[{\]}\"\d]")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# What a file that is not XML begins with, and the code that says so.
_BEGINNINGS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("<!doctype html", "<html"), "format.html"),
    (_WORKBOOKS, "format.office"),
    (("%pdf-",), "format.pdf"),
)


def read(
    path: Path, kind: str | None = None, *, mapping: Mapping | None = None, recall: Recall | None = None, into: str = ""
) -> Source:
    """Opens somebody else's file and checks its head; the items are read when they are asked for.

    Args:
        path: the file.
        kind: what it must be (one of `KINDS`); None to go by its content.
        mapping: of a spreadsheet: what its columns are; None to recall what was settled for such a file, or to guess.
        recall: finds what was settled before.
        into: of a spreadsheet: the record that all its rows belong to.

    Raises:
        FileRefused: the file cannot be read, or is of no kind that is known.
        UsageError: there is no such kind, or the mapping does not fit.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError("format.kind_unknown", kind=kind, known=", ".join(KINDS))
    size = measure(path)
    if kind == "iati" or (kind is None and not is_sheet(path)):
        refuse_foreign(path)
        from baseldesk.formats.iati.reader import open_file as open_iati

        return open_iati(path, size)
    from baseldesk.formats.sheets.opening import open_file as open_sheet

    return open_sheet(path, size, mapping=mapping, recall=recall, kind="activity" if kind == "3w" else "", into=into)


def is_sheet(path: Path) -> bool:
    """Whether a file may be a workbook or a text table: neither XML, nor JSON, nor of another kind that is known."""
    start = _first_characters(path)
    is_workbook = start.startswith(_WORKBOOKS)
    return is_workbook or not (start.startswith(("<", "%pdf-")) or _JSON.match(start))


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
