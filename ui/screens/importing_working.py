"""The one thing that an import is doing in the background: how far it is, whether it writes, and giving it up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from baseldesk.i18n import N_, _
from ui.screens import Context
from ui.tasks import Task
from ui.widgets.progress import Progress

_STOPPED = N_("Stopped. Nothing was changed.")


class ImportWork(QObject):
    """What is being looked at, tried out or taken in; one at a time.

    Attributes:
        changed: something began or ended.
    """

    changed = Signal()

    def __init__(self, context: Context, bars: tuple[Progress, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._bars = context, bars
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        """Whether anything is under way."""
        return self._task is not None

    @property
    def is_writing(self) -> bool:
        """Whether the desk is being changed."""
        return self._task is not None and self._task.writes

    def follow(self, task: Task) -> None:
        """Shows how far this work is."""
        self._task = task
        for progress in self._bars:
            task.progressed.connect(progress.set_progress)
            progress.follow(task)
        task.stopped.connect(self._on_stopped)
        self.changed.emit()

    def end(self) -> None:
        """Called when the work has ended, one way or another."""
        self._task = None
        for progress in self._bars:
            progress.follow(None)
        self.changed.emit()

    def give_up(self) -> None:
        """Stops what is being tried out; its answer is no longer wanted."""
        if self._task is not None and not self._task.writes:
            self._task.give_up()
            self.end()

    @Slot()
    def _on_stopped(self) -> None:
        if self._task is not None and self._task.is_cancelled():
            self.end()
            self._context.window.status(_(_STOPPED))
