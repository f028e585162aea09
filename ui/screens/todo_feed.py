"""The one reading of what needs a person, shared by the rail, Home and «To do», and renewed when something was written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens.todo_reading import Entry
    from ui.tasks import Runner

_PAUSE = 250  # milliseconds after the last wish


class TodoFeed(QObject):
    """Holds the entries as last read.

    Attributes:
        entries: None before they were read for the first time.
        changed: they were read anew.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.entries: tuple[Entry, ...] | None = None
        self._is_reading, self._is_stale = False, False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._on_due)

    @property
    def count(self) -> int:
        """How many there are, as far as is known."""
        return len(self.entries or ())

    @Slot()
    def ask(self) -> None:
        """Will read them in a moment; several wishes are one, and never two readings run at once."""
        self._is_stale = True
        self._pause.start()

    @Slot()
    def _on_due(self) -> None:
        if self._is_reading or not self._is_stale:
            return
        from ui.screens.todo_reading import read_todo

        self._is_reading, self._is_stale = True, False
        self._runner.read(partial(read_todo, self._desk), self._on_read, self._on_failed)

    @Slot(object)
    def _on_read(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.changed.emit()
        self._end()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What is not known is not claimed, and never stops the work; «To do» itself says so."""
        self.failed.emit(error)
        self._end()

    def _end(self) -> None:
        self._is_reading = False
        if self._is_stale:
            self._pause.start()
