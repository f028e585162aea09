"""What is to be printed: the activity, the language of the report, the paper."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from baseldesk.i18n import LANGUAGES, NATIVE_NAMES, _, current
from ui import theme
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.report_making import Paper
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Records

LAST_LANGUAGE, LAST_PAPER = "reports/language", "reports/paper"
PAPERS = ("A4", "Letter")


class ReportChoices(QWidget):
    """Remembers language and paper from one report to the next."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._settings = context.settings
        self.activity_id: bytes | None = None
        self.activity = PickLine(Records("activity", DeskDirectory(context, self)))
        self.language, self.paper = QComboBox(), QComboBox()
        for code in LANGUAGES:
            self.language.addItem(NATIVE_NAMES[code], code)
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        _choose(self.language, self._settings.get(LAST_LANGUAGE, current().language))
        _choose(self.paper, self._settings.get(LAST_PAPER, PAPERS[0]))
        self._labels = [QLabel(), QLabel(), QLabel()]
        self._arrange()
        self.activity.picked.connect(self._on_picked)
        self.language.activated.connect(self._on_option)
        self.paper.activated.connect(self._on_option)

    def chosen_language(self) -> str:
        """The language of the report, whatever the window's is."""
        return str(self.language.currentData())

    def chosen_paper(self) -> Paper:
        """The size of the sheets."""
        return cast(Paper, self.paper.currentData())

    def choose_activity(self, activity: bytes) -> None:
        """Takes an activity as if it had been picked."""
        self.activity.set_value(activity)
        self._on_picked(activity)

    def retranslate(self) -> None:
        """Sets every text anew."""
        words = (_("Activity"), _("Language of the report"), _("Paper"))
        for label, box, word in zip(self._labels, (self.activity, self.language, self.paper), words, strict=True):
            label.setText(word)
            box.setAccessibleName(word)
        self.activity.setPlaceholderText(_("Type a few letters of the title or the reference"))
        self.activity.retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.HAIR)
        boxes = {"report_activity": self.activity, "report_language": self.language, "report_paper": self.paper}
        for column, (label, (name, box)) in enumerate(zip(self._labels, boxes.items(), strict=True)):
            box.setObjectName(name)
            label.setBuddy(box)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
        grid.setColumnStretch(0, 1)

    @Slot(object)
    def _on_picked(self, activity: object) -> None:
        self.activity_id = activity if isinstance(activity, bytes) else None
        self.changed.emit()

    @Slot()
    def _on_option(self) -> None:
        self._settings.put(LAST_LANGUAGE, self.chosen_language())
        self._settings.put(LAST_PAPER, self.chosen_paper())
        self.changed.emit()


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(box.findData(value), 0))
