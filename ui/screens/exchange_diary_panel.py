"""The diary with what belongs to it: which lines are shown, the details of one, and the support file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.exchange_diary import DiaryTable
from ui.screens.exchange_words import is_waiting
from ui.widgets.empty import Empty
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.sync.diary import Exchange
    from baseldesk.sync.medium import Written

ALL, OUT, IN, WRONG = "all", "out", "in", "wrong"
_WORDS = ((ALL, N_("Everything")), (OUT, N_("What went out")), (IN, N_("What came in")), (WRONG, N_("What was refused")))
_SAVED = N_("The support file {file} is written. It holds counts and codes, and nothing about people.")
_KIND = N_("Support file (*.json)")


def picks(line: Exchange, which: str) -> bool:
    """Whether a choice of the filter means this line."""
    if which == WRONG:
        return line.outcome != "done" and not is_waiting(line)
    return which in (ALL, line.direction)


class DiaryPanel(QWidget):
    """Every exchange, newest first.

    Attributes:
        failed: the support file could not be written.
    """

    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: list[Exchange] = []
        self.title, self.filter, self.support_button = QLabel(), QComboBox(), QPushButton()
        self.table, self.nothing = DiaryTable(), Empty("history")
        self._lay_out()
        self.filter.activated.connect(self._show)
        self.support_button.clicked.connect(self._on_support)
        self.table.activated.connect(self._on_activated)

    def show_lines(self, lines: list[Exchange]) -> None:
        """Takes the lines as last read."""
        self._lines = lines
        self._show()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.title.setText(_("Diary"))
        self.filter.setAccessibleName(_("Which lines of the diary are shown"))
        for at, (_which, word) in enumerate(_WORDS):
            self.filter.setItemText(at, _(word))
        self.support_button.setText(_("Save as support file…"))
        self.table.retranslate()
        self._show()

    def save_support(self, chosen: list[Path]) -> None:
        """Writes the support file."""
        from baseldesk.sync.support import write_support

        work = partial(write_support, self._context.desk, chosen[0])
        self._context.runner.read(work, self._on_saved, self._on_failed, label=_("Writing the support file"))

    @Slot()
    def _show(self) -> None:
        which = str(self.filter.currentData())
        held = [line for line in self._lines if picks(line, which)]
        self.table.lines.set_lines(held)
        self.table.setVisible(bool(held))
        self.nothing.setVisible(not held)
        self.filter.setEnabled(bool(self._lines))
        if self._lines:
            self.nothing.set_texts(_("Nothing of that kind"), "")
        else:
            self.nothing.set_texts(_("Nothing was sent or received yet"), _("Every exchange will be listed here."))

    @Slot()
    def _on_support(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(documents or Path.home()) / f"BASELDESK-SUPPORT-{self._context.desk.owner}.json"
        dialogs.ask_target(self, _("Where is the support file to be written?"), proposed, _(_KIND), self.save_support)

    @Slot(object)
    def _on_saved(self, written: Written) -> None:
        self._context.window.status(current().format(_SAVED, file=written.path.name))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        from ui.screens.exchange_diary_details import DetailsBox

        DetailsBox(self.table.lines.line_at(index.row()), self.window()).open()

    def _lay_out(self) -> None:
        theme.size(self.title, 1.15, bold=True)
        theme.align(self.title)
        for which, _word in _WORDS:
            self.filter.addItem("", which)
        self.filter.setObjectName("diary_filter")
        self.support_button.setObjectName("diary_support")
        icons.put(self.support_button, "save")
        row = FlowLayout(spacing=theme.NEAR)
        for part in (self.filter, self.support_button):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
