"""From an activity to a PDF in memory, to a file, and to paper; each runs outside the GUI thread."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from baseldesk.errors import Cancelled
from baseldesk.i18n import translator

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from baseldesk.desk.desk import Desk
    from ui.pdf import Pdf

Paper = Literal["A4", "Letter"]
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
_MOST_DPI = 300


@dataclass(frozen=True)
class Made:
    """A report as it would be saved and printed; `missing` are characters that no bundled font has."""

    pdf: Pdf
    content: bytes
    name: str
    missing: frozenset[str]


def make_report(desk: Desk, activity: bytes, language: str, paper: Paper, *, progress: Progress, cancelled: Stop) -> Made:
    """The report of one activity.

    Raises:
        UsageError: there is no such activity any more.
        Cancelled: a person stopped it, or chose something else.
    """
    from baseldesk.reports.activity import print_activity
    from baseldesk.reports.gather import activity_data
    from ui.pdf import Pdf

    data = activity_data(desk, activity)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        printed = print_activity(data, translator(language), path, paper=paper, progress=progress, cancelled=cancelled)
        content = path.read_bytes()
    reference = str(data.values.get("reference") or "report")
    return Made(Pdf(content), content, f"{reference}-{language}.pdf", printed.missing)


def save_report(made: Made, path: Path) -> Path:
    """Writes the file whole, or leaves what was there.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.sync.medium import medium_error

    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(made.content)
        os.replace(draft, path)
    except OSError as reason:
        draft.unlink(missing_ok=True)
        raise medium_error(reason, path) from reason
    return path


def print_report(made: Made, printer: QPrinter, *, progress: Progress, cancelled: Stop) -> int:
    """Paints the chosen pages on paper, one at a time; says how many.

    Raises:
        Cancelled: a person stopped it; what was painted so far may come out.
    """
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    first = printer.fromPage() or 1
    last = min(printer.toPage() or made.pdf.count, made.pdf.count)
    painter = QPainter(printer)
    try:
        for done, number in enumerate(range(first - 1, last)):
            if cancelled():
                printer.abort()
                raise Cancelled
            if done:
                printer.newPage()
            image = made.pdf.render(number, min(printer.resolution(), _MOST_DPI) / 72)
            width, height = made.pdf.sizes[number]
            inch = printer.resolution() / 72
            margin = printer.pageLayout().marginsPixels(printer.resolution())
            painter.drawImage(QRectF(-margin.left(), -margin.top(), width * inch, height * inch), image)
            progress(done + 1, last - first + 1)
    finally:
        painter.end()
    return last - first + 1
