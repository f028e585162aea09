"""Acknowledgements on paper: printed as squares to be photographed, and taken in from pictures. Runs outside the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.i18n import translator

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk


def print_acknowledgement(desk: Desk, to: str, out: Path) -> Path:
    """Writes the pages to a folder, as a PDF file to be printed, in the language of whoever gets them.

    Raises:
        BundleRefused: this desk is not registered yet, or the acknowledgement does not fit on paper.
        MediumError: it cannot be written there.
    """
    from baseldesk.reports.receipt_page import print_receipt
    from baseldesk.sync.correspondents import read_correspondent
    from baseldesk.sync.medium import medium_error
    from baseldesk.sync.paper import make_paper_receipt, tell_paper_receipt

    path = _free(out, f"ACKNOWLEDGEMENT-{desk.owner}")
    made = make_paper_receipt(desk, to, path.name)
    t = translator(read_correspondent(desk, made.to).language)
    try:
        print_receipt(tell_paper_receipt(made, t), t, path)
    except OSError as reason:
        raise medium_error(reason, path) from reason
    return path


def take_in_paper(
    desk: Desk,
    pictures: list[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Reads an acknowledgement from scans or photographs; gives how many were news.

    Raises:
        FileRefused: a picture cannot be read.
        BundleRefused: there is no acknowledgement in it, or a part of it is missing.
        Cancelled: a person stopped it before anything was read.
    """
    from baseldesk.errors import Cancelled
    from baseldesk.sync.paper import import_paper_receipts

    if cancelled is not None and cancelled():
        raise Cancelled
    news = import_paper_receipts(desk, pictures)
    if progress is not None:
        progress(1, 1)
    return news


def _free(folder: Path, stem: str) -> Path:
    """A name that no file in the folder has."""
    names = (f"{stem}{f'-{n}' if n else ''}.pdf" for n in range(1000))
    return next(folder / name for name in names if not (folder / name).exists())
