"""A file or picture that somebody hands in: the codes that it shows, and what is to be thought of each.

One way for command line and window, so that neither takes a PDF for a picture: of a picture only the codes can be checked.
Reading the codes and finding signers are the exchange's, and are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from baseldesk.desk.desk import Desk
from baseldesk.errors import FileRefused
from baseldesk.reports.printed_file import read_printed
from baseldesk.reports.verify import Finding, FindSigner, is_ours, verify_symbols


class Looked(Protocol):
    """What was read of a file: the codes, and of how many of its pages."""

    @property
    def all_symbols(self) -> Sequence[bytes]: ...
    @property
    def pages_read(self) -> int: ...
    @property
    def pages(self) -> int: ...


Look = Callable[[Path, Callable[[bytes], bool]], Looked]


def verify_file(desk: Desk, file: Path, look: Look, find: FindSigner, language: str) -> tuple[list[Finding], Looked]:
    """What is to be thought of each code in the file, and of which pages they are.

    Raises:
        FileRefused: it cannot be read, or shows no code of a report or certificate.
    """
    looked = look(file, is_ours)  # before anything else, since it measures what comes
    printed = read_printed(file) if _is_pdf(file) else None
    found = verify_symbols(desk, looked.all_symbols, find, printed, language)
    if not found:
        if looked.pages_read < looked.pages:
            raise FileRefused("report.no_code_so_far", file=file.name, read=looked.pages_read, pages=looked.pages)
        raise FileRefused("report.no_code", file=file.name)
    return found, looked


def _is_pdf(file: Path) -> bool:
    """By what it begins with: a name says nothing."""
    try:
        with file.open("rb") as opened:
            return opened.read(5) == b"%PDF-"
    except OSError as reason:
        raise FileRefused("code.unreadable", file=file.name, reason=reason.strerror or "") from reason
