"""The line at the foot of the window: a passing word, the work that is going on, and the truth that always stands there."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ui import icons, theme
from ui.tasks import Runner, Task
from ui.widgets.elided import ElidedLabel
from ui.widgets.progress import Progress
from ui.widgets.sentence import Sentence

_SHOW_WORK_AFTER = 100  # milliseconds
_PASSING = 6000  # milliseconds
_LONGEST_NAME = 18  # letters, so that the truth beside it keeps its room


class StatusLine(QWidget):
    """Knows the runner, and shows the oldest task that has a label and takes longer than a tenth of a second."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.passing, self.truth, self._truth_icon = ElidedLabel(), Sentence(), QLabel()
        self.progress, self.who = Progress(), QToolButton()
        self.who.setObjectName("status_who")
        self.who.setAutoRaise(True)
        self.who.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self.who, "users", "muted")
        self.who.hide()
        self.passing.setObjectName("status_passing")
        self.truth.setObjectName("status_truth")
        self.passing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._forget, self._look = QTimer(self), QTimer(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE, theme.HAIR, theme.PAGE, theme.HAIR)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.passing, 1)
        for part in (self.progress, self.who, self._truth_icon, self.truth):
            row.addWidget(part)

    def _connect(self) -> None:
        for timer in (self._forget, self._look):
            timer.setSingleShot(True)
        self._forget.timeout.connect(self.passing.clear)
        self._look.timeout.connect(self._show_work)
        self._runner.started.connect(self._on_started)
        self._runner.progressed.connect(self._on_progressed)
        self._runner.ended.connect(self._on_ended)

    def add(self, widget: QWidget) -> None:
        """Puts a widget after the passing word."""
        self._row.insertWidget(1, widget)

    def say(self, text: str) -> None:
        """Shows a passing word for some seconds."""
        self.passing.setText(text)
        self.passing.setToolTip(text)
        self._forget.start(_PASSING)

    def set_truth(self, text: str, icon: str, role: str) -> None:
        """Sets what always stands there."""
        self.truth.setText(text)
        icons.put_on_label(self._truth_icon, icon, 16, role)

    def set_who(self, name: str, question: str) -> None:
        """Shows who is working; "" hides it."""
        room = _LONGEST_NAME * self.fontMetrics().averageCharWidth()
        self.who.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
        self.who.setToolTip(f"{question} {name}")
        self.who.setAccessibleName(f"{question} {name}")
        self.who.setVisible(bool(name))

    def retranslate(self) -> None:
        """Sets its words; the truth comes from the window."""
        self.progress.retranslate()
        self.passing.clear()

    @Slot(object)
    def _on_started(self, task: Task) -> None:
        if task.label and not self._look.isActive():
            self._look.start(_SHOW_WORK_AFTER)

    @Slot(object)
    def _on_progressed(self, task: Task) -> None:
        if task is self.progress.task:
            self.progress.set_progress(task.done, task.total)

    @Slot(object)
    def _on_ended(self, task: Task) -> None:
        if task is self.progress.task:
            self._show_work()

    @Slot()
    def _show_work(self) -> None:
        labelled = [task for task in self._runner.open_tasks() if task.label]
        self.progress.follow(labelled[0] if labelled else None)
