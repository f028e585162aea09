"""Work that is going on: what it is, how far it has come, how long it still takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.tasks import Task
from ui.widgets.elided import ElidedLabel

_STEPS = 1000
_SAID = N_("{work} · {left}")


class Progress(QWidget):
    """Shows one task at a time; hidden while there is none."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.bar, self.button = ElidedLabel(), QProgressBar(), QPushButton()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.bar.setMaximumHeight(12)
        self.button.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.label, 1)
        for part in (self.bar, self.button):
            row.addWidget(part)
        self.task: Task | None = None
        self.hide()
        self.retranslate()

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
        said = current().format(_SAID, work=self.task.label, left=left) if left else self.task.label
        if said == self.label.text():
            return
        self.label.setText(said)
        self.label.setToolTip(said)
        self.bar.setAccessibleDescription(left)
        if left and self.isVisible() and self.task.left.may_speak():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _on_cancel(self) -> None:
        if self.task is not None:
            self.task.cancel()
            self.button.setEnabled(False)
            self.cancelled.emit()
