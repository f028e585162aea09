"""Reports: choose what is to be printed, see the pages, save, print or mail them."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from baseldesk.i18n import N_, _, current
from baseldesk.reports.kinds import what_is_missing
from baseldesk.reports.printing_remarks import tell_remarks
from ui.pdf import Pdf
from ui.screens import Context
from ui.screens.report_arranging import ArrangeDialog
from ui.screens.report_checking import Checking
from ui.screens.report_frame import ReportFrame
from ui.screens.report_handing import Handing
from ui.screens.report_layouts import keep_layout, read_layout
from ui.screens.report_making import Made, make_report
from ui.tasks import Task

_NOTHING = {
    "report.nothing_chosen": (
        N_("Nothing chosen yet"),
        N_("Choose what the report is about. It is shown here as it will be printed."),
    ),
    "report.no_period": (N_("No period chosen yet"), N_("Choose a period. The report is shown here as it will be printed.")),
}


class ReportScreen(ReportFrame):
    """The pages are made anew whenever the choice or the records change; the work before is given up."""

    name = "reports"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.made: Made | None = None
        self._task: Task | None = None
        self.arranging, self.handing, self.checking = ArrangeDialog(self), Handing(self), Checking(self)
        self._make_soon = QTimer(self, singleShot=True, interval=0)
        self.lay_out()
        self._connect()
        self.retranslate()
        self._show_made(None)
        if not what_is_missing(self.choices.request()):
            self._make_soon.start()
        self.ready.emit()

    def title(self) -> str:
        """«Reports»."""
        return _("Reports")

    def retranslate(self) -> None:
        """Sets every text anew; the report itself stays in its own language."""
        super().retranslate()
        self.arranging.retranslate()
        self._say_note()
        self._say_nothing()

    def open(self, **place: Any) -> None:
        """Takes a `kind` with `records` and `period`, or activities: `activity=id`, `activities=[ids]`; makes the report."""
        activities = [place["activity"]] if place.get("activity") is not None else place.get("activities") or []
        if activities:
            self.choices.choose("activity", tuple(activities))
        elif place.get("kind"):
            self.choices.choose(place["kind"], tuple(place.get("records") or ()), str(place.get("period") or ""))

    def refresh(self, kinds: frozenset[str]) -> None:
        """Makes the report anew where records changed: any may stand in it."""
        if kinds and not what_is_missing(self.choices.request()):
            self._make_soon.start()

    def focus_first(self) -> None:
        """On what the report is about, or on its kind."""
        subjects = self.choices.about.subjects
        (subjects.line if subjects else self.choices.kind_box).setFocus()

    # Making

    @Slot()
    def make(self) -> None:
        """Makes the pages in the background; what is being made for an earlier choice is given up."""
        if self._task is not None:
            self._task.give_up()
            self._task = None
        request = self.choices.request()
        if what_is_missing(request):
            self._show_made(None)
            return
        layout = read_layout(self.context.settings, request.kind)
        chosen = request, self.choices.chosen_language(), self.choices.chosen_paper(), layout
        work = partial(make_report, self.context.desk, *chosen)
        task = self.context.runner.read(work, self._on_made, self._on_failed, label=_("Making the report"), reports=True)
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
        self.stack.setCurrentWidget(self.nothing if what_is_missing(self.choices.request()) else self.pages)
        self.pages.show_pages(made.pdf.sizes if made else [])
        for button in (self.save_button, self.print_button, self.zoom_in_button, self.zoom_out_button):
            button.setEnabled(made is not None)
        self.more.fit(self.choices.kind(), made)
        self._say_note()
        self._say_nothing()

    def _say_note(self) -> None:
        """How many pages, and what could not be set in any font."""
        made = self.made
        parts = [current().format_plural(N_("{n} page"), N_("{n} pages"), made.pdf.count)] if made else []
        if made and made.missing:
            signs = " ".join(sorted(made.missing))
            parts.append(current().format(N_("Some characters are in no font and are printed as boxes: {signs}"), signs=signs))
        parts += tell_remarks(made.remarks, current()) if made else ()
        self.note.setText(" · ".join(parts))
        self.pages.setAccessibleName(f"{_('Print preview')}, {self.note.text()}")

    def _say_nothing(self) -> None:
        missing = what_is_missing(self.choices.request())
        if missing:
            heading, sentence = _NOTHING[missing]
            self.nothing.set_texts(_(heading), _(sentence))

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

    # Arranging

    @Slot()
    def _on_arrange(self) -> None:
        if self.made is not None:
            self.arranging.fill(self.made.sections, read_layout(self.context.settings, self.choices.kind().name))
            self.arranging.open()

    @Slot(object)
    def _on_arranged(self, layout: Any) -> None:
        keep_layout(self.context.settings, self.choices.kind().name, layout)
        self._make_soon.start()

    def _connect(self) -> None:
        self._make_soon.timeout.connect(self.make)
        cast(QApplication, QApplication.instance()).aboutToQuit.connect(self._on_quit)
        self.choices.changed.connect(self._on_changed)
        self.save_button.clicked.connect(self.handing.save)
        self.print_button.clicked.connect(self.handing.print)
        self.more.word.triggered.connect(self.handing.save_word)
        self.more.web.triggered.connect(self.handing.save_web)
        self.more.mail.triggered.connect(self.handing.prepare_mail)
        self.more.arrange.triggered.connect(self._on_arrange)
        self.more.check.triggered.connect(self.checking.start)
        self.arranging.arranged.connect(self._on_arranged)
        self.zoom_in_button.clicked.connect(self.pages.zoom_in)
        self.zoom_out_button.clicked.connect(self.pages.zoom_out)
        self.pages.wanted.connect(self._on_wanted)


def _render(pdf: Pdf, number: int, scale: float) -> tuple[Pdf, int, float, QImage]:
    return pdf, number, scale, pdf.render(number, scale)
