"""From what is asked for to a PDF in memory, to a file, and to paper; each runs outside the GUI thread."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from baseldesk.errors import Cancelled
from baseldesk.i18n import paper_translator

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from baseldesk.desk.desk import Desk
    from baseldesk.reports.document import Document
    from baseldesk.reports.layout import Layout
    from baseldesk.reports.request import Request
    from ui.pdf import Pdf

Paper = Literal["A4", "Letter"]
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
_MOST_DPI = 300


@dataclass(frozen=True)
class Made:
    """A report as it would be saved and printed.

    Attributes:
        document: as composed, arranged as wanted; for files of other kinds.
        sections: key and heading of what can be moved or left out, before it was.
        missing: characters that no bundled font has.
        remarks: codes of what else the person is told.
    """

    pdf: Pdf
    content: bytes
    name: str
    missing: frozenset[str]
    document: Document
    language: str
    sections: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def make_report(
    desk: Desk, request: Request, language: str, paper: Paper, layout: Layout, *, progress: Progress, cancelled: Stop
) -> Made:
    """The report that is asked for.

    Raises:
        UsageError: something that it needs is not said, or is not there any more.
        Cancelled: a person stopped it, or chose something else.
    """
    from baseldesk.reports.document import render
    from baseldesk.reports.kinds import COMPOSING, compose
    from baseldesk.reports.layout import section_names
    from baseldesk.reports.shares import share
    from ui.pdf import Pdf

    t = paper_translator(language)
    composed = compose(desk, replace(request, cancelled=cancelled, progress=share(progress, 0, COMPOSING)), t)
    document = layout.apply_to(composed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        printed = render(document, t, path, paper=paper, progress=share(progress, COMPOSING, 1), cancelled=cancelled)
        content = path.read_bytes()
    name = f"{name_file(request, document)}-{language}.pdf"
    sections = tuple(section_names(composed))
    return Made(Pdf(content), content, name, printed.missing, document, language, sections, printed.remarks)


def name_file(request: Request, document: Document) -> str:
    """How a report is called as a file: by the reference of what it is about, else by its kind and period."""
    reference = document.data.get("activity")
    if isinstance(reference, dict) and reference.get("reference"):
        return str(reference["reference"]).replace("/", "-").replace("\\", "-")
    return f"{request.kind}-{request.period}".replace("..", "_") if request.period else request.kind


def save_report(made: Made, path: Path) -> Path:
    """Writes the file whole, or leaves what was there: a PDF as it is shown, or a copy for Word or the web.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.reports.kinds import PDF, write_document
    from baseldesk.sync.medium import medium_error

    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        if path.suffix.lower() in ("", f".{PDF}"):
            draft.write_bytes(made.content)
        else:
            write_document(made.document, paper_translator(made.language), draft)
        os.replace(draft, path)
    except OSError as reason:
        draft.unlink(missing_ok=True)
        raise medium_error(reason, path) from reason
    return path


def draft_report(made: Made, path: Path) -> Path:
    """Writes the report as a draft for a mail program.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.reports.mail_draft import draft_mail
    from baseldesk.sync.medium import medium_error

    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(draft_mail(made.document, paper_translator(made.language), made.name, made.content))
        os.replace(draft, path)
    except OSError as reason:
        draft.unlink(missing_ok=True)
        raise medium_error(reason, path) from reason
    return path


def print_report(made: Made, printer: QPrinter, *, progress: Progress, cancelled: Stop) -> int:
    """Paints the chosen pages of a report on paper; says how many.

    Raises:
        Cancelled: a person stopped it; what was painted so far may come out.
    """
    from ui.pdf import Pdf

    pdf = Pdf(made.content)  # its own: the one on the screen is given up as soon as something else is chosen
    try:
        return print_pages(pdf, printer, progress=progress, cancelled=cancelled)
    finally:
        pdf.close()


def print_pages(pdf: Pdf, printer: QPrinter, *, progress: Progress, cancelled: Stop) -> int:
    """Paints the chosen pages on paper, one at a time; says how many.

    Raises:
        Cancelled: a person stopped it; what was painted so far may come out.
    """
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    first = printer.fromPage() or 1
    last = min(printer.toPage() or pdf.count, pdf.count)
    painter = QPainter(printer)
    try:
        for done, number in enumerate(range(first - 1, last)):
            if cancelled():
                printer.abort()
                raise Cancelled
            if done:
                printer.newPage()
            image = pdf.render(number, min(printer.resolution(), _MOST_DPI) / 72)
            width, height = pdf.sizes[number]
            inch = printer.resolution() / 72
            margin = printer.pageLayout().marginsPixels(printer.resolution())
            painter.drawImage(QRectF(-margin.left(), -margin.top(), width * inch, height * inch), image)
            progress(done + 1, last - first + 1)
    finally:
        painter.end()
    return last - first + 1
