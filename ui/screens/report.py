"""Reports: choose an activity and a language, see the pages, save or print them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QStandardPaths, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStackedWidget, QToolButton

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.pdf import Pdf
from ui.screens import Context, Screen
from ui.screens.report_choices import ReportChoices
from ui.screens.report_making import Made, make_report, print_report, save_report
from ui.tasks import Task
from ui.widgets.empty import Empty
from ui.widgets.pages import Pages
from ui.widgets.progress import Progress

KINDS = frozenset({"activity", "headcount", "activity_partner", "partner", "contribution", "payment", "budget_line", "document"})
LAST_FOLDER = "reports/folder"


class ReportScreen(Screen):
    """The pages are made anew whenever the choice or the records change; the work before is given up."""

    name = "reports"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.made: Made | None = None
        self._task: Task | None = None
        self.choices = ReportChoices(context)
        self.save_button, self.print_button = QPushButton(), QPushButton()
        self.zoom_in_button, self.zoom_out_button = QToolButton(), QToolButton()
        self.pages, self.nothing, self.note = Pages(), Empty("file-text"), QLabel()
        self.progress, self.stack = Progress(), QStackedWidget()
        self._make_soon = QTimer(self, singleShot=True, interval=0)
        self._arrange()
        self._connect()
        self.retranslate()
        self._show_made(None)
        self.ready.emit()

    def title(self) -> str:
        """«Reports»."""
        return _("Reports")

    def retranslate(self) -> None:
        """Sets every text anew; the report itself stays in its own language."""
        super().retranslate()
        self.choices.retranslate()
        self.save_button.setText(_("Save as PDF…"))
        self.print_button.setText(_("Print…"))
        for button, word in ((self.zoom_in_button, _("Larger")), (self.zoom_out_button, _("Smaller"))):
            button.setToolTip(word)
            button.setAccessibleName(word)
        what_to_do = _("Choose an activity above. Its report is shown here as it will be printed.")
        self.nothing.set_texts(_("No activity chosen"), what_to_do)
        self.progress.retranslate()
        self._say_note()

    def open(self, **place: Any) -> None:
        """Takes `activity=id`, and makes its report."""
        if place.get("activity") is not None:
            self.choices.choose_activity(place["activity"])

    def refresh(self, kinds: frozenset[str]) -> None:
        """Makes the report anew where its records changed."""
        if kinds & KINDS and self.choices.activity_id is not None:
            self._make_soon.start()

    def focus_first(self) -> None:
        """On the choice of the activity."""
        self.choices.activity.setFocus()

    # Making

    @Slot()
    def make(self) -> None:
        """Makes the pages in the background; what is being made for an earlier choice is given up."""
        if self._task is not None:
            self._task.cancel()
        if self.choices.activity_id is None:
            self._show_made(None)
            return
        chosen = self.choices.activity_id, self.choices.chosen_language(), self.choices.chosen_paper()
        work = partial(make_report, self.context.desk, *chosen)
        task = self.context.runner.read(work, label=_("Making the report"), reports=True)
        task.then, task.otherwise = self._on_made, self._on_failed
        task.progressed.connect(self.progress.set_progress)
        task.stopped.connect(self._on_stopped)
        self._task = task
        self._show_made(None)
        self.progress.follow(task)

    @Slot(object)
    def _on_made(self, made: Made) -> None:
        self._task = None
        self._show_made(made)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._task = None
        self._show_made(None)
        self.context.window.show_error(error, self.make)

    @Slot()
    def _on_stopped(self) -> None:
        if self._task is None or self._task.is_cancelled():
            self._task = None
            self.progress.follow(None)

    def _show_made(self, made: Made | None) -> None:
        if self.made is not None and self.made is not made:
            self.made.pdf.close()
        self.made = made
        self.progress.follow(None)
        self.stack.setCurrentWidget(self.nothing if self.choices.activity_id is None else self.pages)
        self.pages.show_pages(made.pdf.sizes if made else [])
        for button in (self.save_button, self.print_button, self.zoom_in_button, self.zoom_out_button):
            button.setEnabled(made is not None)
        self._say_note()

    def _say_note(self) -> None:
        """How many pages, and what could not be set in any font."""
        made = self.made
        parts = [current().format_plural(N_("{n} page"), N_("{n} pages"), made.pdf.count)] if made else []
        if made and made.missing:
            signs = " ".join(sorted(made.missing))
            parts.append(current().format(N_("Some characters are in no font and are printed as boxes: {signs}"), signs=signs))
        self.note.setText(" · ".join(parts))
        self.pages.setAccessibleName(f"{_('Print preview')}, {self.note.text()}")

    @Slot(int, float)
    def _on_wanted(self, number: int, scale: float) -> None:
        if self.made is not None:
            self.context.runner.read(partial(_render, self.made.pdf, number, scale), self._on_rendered)

    @Slot(object)
    def _on_rendered(self, found: tuple[Pdf, int, float, QImage]) -> None:
        pdf, number, scale, image = found
        if self.made is not None and pdf is self.made.pdf:
            self.pages.set_image(number, scale, image)

    @Slot()
    def _on_quit(self) -> None:
        if self.made is not None:
            self.made.pdf.close()

    @Slot()
    def _on_changed(self) -> None:
        self.banner.clear()
        self._make_soon.start()

    # Saving and printing

    @Slot()
    def _on_save(self) -> None:
        if self.made is not None:
            usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            folder = Path(str(self.context.settings.get(LAST_FOLDER, usual)))
            dialogs.ask_target(self, _("Save the report as"), folder / self.made.name, _("PDF files (*.pdf)"), self.save_to)

    def save_to(self, chosen: list[Path]) -> None:
        """Writes the report into this file."""
        if self.made is not None:
            self.context.settings.put(LAST_FOLDER, str(chosen[0].parent))
            work = partial(save_report, self.made, chosen[0])
            self.context.runner.read(work, self._on_saved, label=_("Saving the report"))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        said = N_("The report is saved as {file}."), N_("Folder: {folder}")
        self.banner.say("good", *said, file=path.name, folder=str(path.parent))

    @Slot()
    def _on_print(self) -> None:
        if self.made is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.made.name)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.made.pdf.count)
        if dialog.exec():  # the system's own dialog waits on every platform
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Prints the pages; the printer is kept until the work is done."""
        if self.made is not None:
            work = partial(print_report, self.made, printer)
            self.context.runner.read(work, self._on_printed, label=_("Printing"), reports=True)

    @Slot(object)
    def _on_printed(self, pages: int) -> None:
        self.context.window.status(current().format_plural(N_("{n} page printed"), N_("{n} pages printed"), pages))

    # Arranging

    def _arrange(self) -> None:
        self.save_button.setObjectName("report_save")
        self.print_button.setObjectName("report_print")
        icons.put(self.print_button, "printer")
        icons.put(self.save_button, "download", "on_accent")
        icons.put(self.zoom_in_button, "zoom-in")
        icons.put(self.zoom_out_button, "zoom-out")
        theme.make_primary(self.save_button)
        theme.tint(self.note, "muted")
        for button in (self.zoom_out_button, self.zoom_in_button):
            button.setAutoRaise(True)
        for part in (self.progress, self.zoom_out_button, self.zoom_in_button, self.print_button, self.save_button):
            self.header.add(part)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.pages)
        self.body.addWidget(self.choices)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.note)

    def _connect(self) -> None:
        self._make_soon.timeout.connect(self.make)
        cast(QApplication, QApplication.instance()).aboutToQuit.connect(self._on_quit)
        self.choices.changed.connect(self._on_changed)
        self.save_button.clicked.connect(self._on_save)
        self.print_button.clicked.connect(self._on_print)
        self.zoom_in_button.clicked.connect(self.pages.zoom_in)
        self.zoom_out_button.clicked.connect(self.pages.zoom_out)
        self.pages.wanted.connect(self._on_wanted)


def _render(pdf: Pdf, number: int, scale: float) -> tuple[Pdf, int, float, QImage]:
    return pdf, number, scale, pdf.render(number, scale)
