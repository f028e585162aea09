"""«See the example»: one line; while the example is made it shows how far that has come, and can be stopped."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.example import ExampleMaker
from ui.screens import Context
from ui.widgets.link import Link

_MAKING = N_("The example is being made: step {done} of {total}")
_OPENING = N_("The example opens in a window of its own. Nothing of it can reach your centre’s records.")
_STEPS = 13


class ExampleLine(QWidget):
    """The link, and below it the progress."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._done, self._total = 0, _STEPS
        self.maker = ExampleMaker(parent=self)
        self.link, self.words, self.bar, self.button = Link("eye"), QLabel(), QProgressBar(), QPushButton()
        self.progress = QWidget()
        self._lay_out()
        self.link.followed.connect(self.begin)
        self.button.clicked.connect(self.maker.stop)
        self.maker.progressed.connect(self._on_progressed)
        self.maker.opened.connect(self._on_opened)
        self.maker.failed.connect(self._on_failed)
        self.maker.ended.connect(self._on_ended)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.link.setText(_("See the example"))
        self.button.setText(_("Cancel"))
        self.bar.setAccessibleName(self.link.text())
        self._say()

    @Slot()
    def begin(self) -> None:
        """Makes the example, and opens it."""
        self._done = 0
        self._say()
        self.progress.show()
        self.link.setEnabled(False)
        self.button.setFocus()
        self.maker.start()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self._say()

    @Slot()
    def _on_opened(self) -> None:
        self._context.window.status(_(_OPENING))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._context.window.show_error(error, self.begin)

    @Slot()
    def _on_ended(self) -> None:
        had_focus = self.button.hasFocus()
        self.progress.hide()
        self.link.setEnabled(True)
        if had_focus:
            self.link.setFocus()

    def _say(self) -> None:
        t = current()
        self.words.setText(t.format(_MAKING, done=t.number(min(self._done + 1, self._total)), total=t.number(self._total)))
        self.bar.setRange(0, self._total)
        self.bar.setValue(self._done)

    def _lay_out(self) -> None:
        self.link.setObjectName("see_example")
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(12)
        self.words.setWordWrap(True)
        theme.align(self.words)
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(theme.NEAR, 0, theme.NEAR, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.words, 2)
        row.addWidget(self.bar, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        column.addWidget(self.link)
        column.addWidget(self.progress)
        self.progress.hide()
