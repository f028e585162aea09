"""What stands on the report screen, and where: the choices beside the pages, the buttons in the title line, the note below."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton

from baseldesk.i18n import _
from ui import icons, theme
from ui.screens import Context, Screen
from ui.screens.report_choices import ReportChoices
from ui.screens.report_menu import ReportMenu
from ui.widgets.empty import Empty
from ui.widgets.pages import Pages
from ui.widgets.progress import Progress
from ui.widgets.scrolled import scrolled

_CHOICES_WIDTH, _MOST = 34, 400  # letters, pixels


class ReportFrame(Screen):
    """The parts of the report screen in their places; what happens in them is the subclass's business."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.choices = ReportChoices(context)
        self.save_button, self.print_button, self.more_button = QPushButton(), QPushButton(), QPushButton()
        self.zoom_in_button, self.zoom_out_button = QToolButton(), QToolButton()
        self.more = ReportMenu(self)
        self.pages, self.nothing, self.note = Pages(), Empty("file-text"), QLabel()
        self.progress, self.stack = Progress(), QStackedWidget()

    def retranslate(self) -> None:
        """Sets every text anew that does not hang on the report."""
        super().retranslate()
        self.choices.retranslate()
        self.save_button.setText(_("Save as PDF…"))
        self.print_button.setText(_("Print…"))
        self.more_button.setText(_("More"))
        self.more.retranslate()
        for button, word in ((self.zoom_in_button, _("Larger")), (self.zoom_out_button, _("Smaller"))):
            button.setToolTip(word)
            button.setAccessibleName(word)
        self.progress.retranslate()

    def lay_out(self) -> None:
        """Puts everything in its place."""
        self.save_button.setObjectName("report_save")
        self.print_button.setObjectName("report_print")
        self.more_button.setObjectName("report_more")
        icons.put(self.print_button, "printer")
        icons.put(self.save_button, "download", "on_accent")
        icons.put(self.zoom_in_button, "zoom-in")
        icons.put(self.zoom_out_button, "zoom-out")
        theme.make_primary(self.save_button)
        theme.tint(self.note, "muted")
        for button in (self.zoom_out_button, self.zoom_in_button):
            button.setAutoRaise(True)
        self.more_button.setMenu(self.more)
        for part in (
            self.progress,
            self.zoom_out_button,
            self.zoom_in_button,
            self.more_button,
            self.print_button,
            self.save_button,
        ):
            self.header.add(part)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.pages)
        self._area = scrolled(self.choices)
        theme.bind(self._area, "width", self._fit_choices)
        beside = QHBoxLayout()
        beside.setSpacing(theme.GROUP)
        beside.addWidget(self._area)
        beside.addWidget(self.stack, 1)
        self.body.addLayout(beside, 1)
        self.body.addWidget(self.note)

    def _fit_choices(self) -> None:
        """As wide as its text size wants, and never more than two fifths of a small window."""
        letters = _CHOICES_WIDTH * QFontMetrics(QApplication.font()).averageCharWidth()
        self._area.setFixedWidth(min(letters, _MOST))
