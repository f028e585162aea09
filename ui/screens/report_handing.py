"""Handing a report over: saved as a file, printed on paper, or laid into a draft for a mail program."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from baseldesk.i18n import N_, _, current
from baseldesk.reports.kinds import PDF, WEB, WORD
from ui import dialogs
from ui.screens.exchange_copying import show_in_folder
from ui.screens.report_making import draft_report, print_report, save_report

if TYPE_CHECKING:
    from ui.screens.report import ReportScreen
    from ui.screens.report_making import Made

LAST_FOLDER = "reports/folder"


class Handing(QObject):
    """What can be done with the report that its screen shows; the screen's banner says how it went."""

    def __init__(self, screen: ReportScreen) -> None:
        super().__init__(screen)
        self._screen = screen

    @Slot()
    def save(self) -> None:
        """Asks where, and writes the PDF."""
        self._ask_where(PDF, _("PDF files (*.pdf)"))

    @Slot()
    def save_word(self) -> None:
        """Asks where, and writes the copy for Word."""
        self._ask_where(WORD, _("Word files (*.docx)"))

    @Slot()
    def save_web(self) -> None:
        """Asks where, and writes the web page."""
        self._ask_where(WEB, _("Web pages (*.html)"))

    @Slot()
    def prepare_mail(self) -> None:
        """Asks where, and writes a draft for a mail program."""
        self._ask_where("eml", _("E-mail drafts (*.eml)"))

    def _ask_where(self, suffix: str, kind: str) -> None:
        if (made := self._screen.made) is not None:
            usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            folder = Path(str(self._screen.context.settings.get(LAST_FOLDER, usual)))
            proposed = (folder / made.name).with_suffix(f".{suffix}")
            dialogs.ask_target(self._screen, _("Save the report as"), proposed, kind, partial(self.save_to, made))

    def save_to(self, made: Made, chosen: list[Path]) -> None:
        """Writes the report that was seen into this file, as what the end of its name says; it may be made anew meanwhile."""
        self._screen.context.settings.put(LAST_FOLDER, str(chosen[0].parent))
        is_mail = chosen[0].suffix.lower() == ".eml"
        work = partial(draft_report if is_mail else save_report, made, chosen[0])
        then = self._on_drafted if is_mail else self._on_saved
        self._screen.context.runner.read(work, then, label=_("Saving the report"))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        said = N_("The report is saved as {file}."), N_("Folder: {folder}")
        self._screen.banner.say("good", *said, file=path.name, folder=str(path.parent))
        self._screen.banner.offer(N_("Show in folder"), partial(show_in_folder, path))

    @Slot(object)
    def _on_drafted(self, path: Path) -> None:
        hint = N_("Open it: your mail program shows it as a new mail with the report attached. Nothing is sent by BaselDesk.")
        self._screen.banner.say("good", N_("The e-mail is prepared as {file}."), hint, file=path.name)
        self._screen.banner.offer(N_("Show in folder"), partial(show_in_folder, path))

    @Slot()
    def print(self) -> None:
        """Asks for printer and pages, and prints."""
        if (made := self._screen.made) is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(made.name)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._screen)
        dialog.setMinMax(1, made.pdf.count)
        if dialog.exec():  # the system's own dialog waits on every platform
            self.print_on(made, printer)

    def print_on(self, made: Made, printer: QPrinter) -> None:
        """Prints the pages; the printer is kept until the work is done."""
        work = partial(print_report, made, printer)
        self._screen.context.runner.read(work, self._on_printed, label=_("Printing"), reports=True)

    @Slot(object)
    def _on_printed(self, pages: int) -> None:
        self._screen.context.window.status(current().format_plural(N_("{n} page printed"), N_("{n} pages printed"), pages))
