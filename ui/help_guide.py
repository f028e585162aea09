"""The quick guide on paper: made in the background in the window's language, then saved or printed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QWidget

from baseldesk.i18n import N_, _, current, translator
from ui import dialogs

if TYPE_CHECKING:
    from ui.pdf import Pdf
    from ui.screens import Context


def write_guide(language: str, path: Path) -> Path:
    """Writes the guide as a PDF file.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.reports.quick_guide import print_guide
    from baseldesk.sync.medium import medium_error

    try:
        print_guide(translator(language), path, datetime.now(UTC).date())
    except OSError as reason:
        raise medium_error(reason, path) from reason
    return path


def make_pages(language: str) -> Pdf:
    """The guide in memory, for the printer."""
    import tempfile

    from ui.pdf import Pdf

    with tempfile.TemporaryDirectory() as folder:
        return Pdf(write_guide(language, Path(folder) / "guide.pdf").read_bytes())


def _print_all(pages: Pdf, printer: Any, **reports: Any) -> int:
    """Prints the guide and gives it up; says how many pages."""
    from ui.screens.report_making import print_pages

    try:
        return print_pages(pages, printer, **reports)
    finally:
        pages.close()


class QuickGuide(QObject):
    """Saves and prints the guide; lives as long as the window that it was asked for in."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    @Slot()
    def save(self) -> None:
        """Asks where, and writes the file."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        proposed = folder / f"baseldesk-{current().language}.pdf"
        dialogs.ask_target(self._window, _("Save the quick guide as"), proposed, _("PDF files (*.pdf)"), self.save_to)

    def save_to(self, chosen: list[Path]) -> None:
        """Writes the guide into this file."""
        work = partial(write_guide, current().language, chosen[0])
        self._context.runner.read(work, self._on_saved, label=_("Making the quick guide"))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        from ui.screens.exchange_copying import show_in_folder

        self._context.window.status(current().format(N_("The quick guide is saved as {file}."), file=path.name))
        show_in_folder(path)

    @Slot()
    def print(self) -> None:
        """Makes the guide, then asks for the printer."""
        self._context.runner.read(partial(make_pages, current().language), self._on_made, label=_("Making the quick guide"))

    @Slot(object)
    def _on_made(self, pages: Pdf) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_("Quick guide"))
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, pages.count)
        if dialog.exec():  # the system's own dialog waits on every platform
            self.print_on(printer, pages)
        else:
            pages.close()

    def print_on(self, printer: Any, pages: Pdf) -> None:
        """Prints the pages; the printer is kept until the work is done."""
        work = partial(_print_all, pages, printer)
        self._context.runner.read(work, self._on_printed, label=_("Printing"), reports=True)

    @Slot(object)
    def _on_printed(self, pages: int) -> None:
        self._context.window.status(current().format_plural(N_("{n} page printed"), N_("{n} pages printed"), pages))
