"""Work that is going on: what it is, how far it has come, how long it still takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.tasks import Task
from ui.widgets.elided import ElidedLabel

_STEPS = 1000
_SAID = N_("{work} · {left}")
_LEFT_FIRST = N_("{left} · {work}")  # where the line is cut off at its end


class Progress(QWidget):
    """Shows one task at a time; hidden while there is none. With `is_stacked`, its words have a line of their own, and break."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_stacked: bool = False) -> None:
        super().__init__(parent)
        self._is_stacked = is_stacked
        self.label, self.bar, self.button = QLabel() if is_stacked else ElidedLabel(), QProgressBar(), QPushButton()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(12)
        self.button.clicked.connect(self._on_cancel)
        self._lay_out()
        self.task: Task | None = None
        self.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        row.setSpacing(theme.NEAR)
        if self._is_stacked:
            self.label.setWordWrap(True)
            theme.align(self.label)
            column.addWidget(self.label)
            row.addWidget(self.bar, 1)
        else:
            self.bar.setFixedWidth(140)
            row.addWidget(self.label, 1)
            row.addWidget(self.bar)
        row.addWidget(self.button)
        column.addLayout(row)

    def follow(self, task: Task | None) -> None:
        """Shows this task, or nothing."""
        self.task = task
        self.setVisible(task is not None)
        if task is not None:
            self.bar.setAccessibleName(task.label)
            self.button.setVisible(task.can_stop)
            self.button.setEnabled(not task.is_cancelled())
            self._say()
            self.set_progress(task.done, task.total)

    def set_progress(self, done: int, total: int | None) -> None:
        """Moves the bar; an unknown total makes it sway."""
        self.bar.setRange(0, _STEPS if total else 0)
        if total:
            self.bar.setValue(min(done * _STEPS // total, _STEPS))
        self._say()

    def retranslate(self) -> None:
        """Sets the words in the language in use."""
        self.button.setText(_("Cancel"))

    def _say(self) -> None:
        """What it is, and how long it still takes once that is known; a screen reader hears of it now and then."""
        if self.task is None:
            return
        left = self.task.left.words()
        words = _SAID if self._is_stacked else _LEFT_FIRST
        said = current().format(words, work=self.task.label, left=left) if left else self.task.label
        if said == self.label.text():
            return
        self.label.setText(said)
        self.label.setToolTip(said)
        self.bar.setAccessibleDescription(left)
        if left and self.isVisible() and self.task.left.may_speak():
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 150 names, which the start does without

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _on_cancel(self) -> None:
        if self.task is not None:
            self.task.cancel()
            self.button.setEnabled(False)
            self.cancelled.emit()
