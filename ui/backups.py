"""Backups that are made without being asked: after the first paint, every hour that the window stays open, and at closing.

Never in the way: they run in the background and can be stopped; at closing a sentence says what is being done, and a person may
leave without. Whether one was made, and if not why, is remembered; Home says it (`backup_standing.py`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from baseldesk.i18n import _
from ui.backup_standing import SCHEDULE, keep_outcome, read_plan
from ui.tasks import Task

if TYPE_CHECKING:
    from baseldesk.sync.backup_schedule import Schedule
    from ui.backup_closing import ClosingBox
    from ui.screens import Context

LOOK_EVERY = 3_600_000  # milliseconds
SHOW_AFTER = 300  # milliseconds; a backup at closing that is quicker shows nothing


class BackupKeeper(QObject):
    """One for the window.

    Attributes:
        ended: a backup at closing came to its end, or a person left without; the window may close now.
        changed: how the last backup went is known anew.
    """

    ended = Signal()
    changed = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._task: Task | None = None
        self._is_closing = self._is_settled = False
        self.box: ClosingBox | None = None
        self._hour, self._soon = QTimer(self, interval=LOOK_EVERY), QTimer(self, singleShot=True, interval=SHOW_AFTER)
        self._hour.timeout.connect(self.look)
        self._soon.timeout.connect(self._show_box)
        context.runner.ended.connect(self._on_any_ended)

    @Slot()
    def start(self) -> None:
        """From now on backups are made when they are due; called after the first paint."""
        self._hour.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Makes the backup that is due, if one is."""
        held = self._context.settings.get(SCHEDULE)
        if not isinstance(held, dict) or self._task is not None:
            return
        from baseldesk.sync.backup_schedule import is_due

        schedule = read_plan(self._context.settings)
        if is_due(schedule, self._context.desk.clock()):
            self._run(schedule)

    def holds_open(self) -> bool:
        """Whether closing has to wait for a backup that a person asked for, or for one made at closing, which begins now.

        `ended` says when it need not wait any more; a backup asked for that fails leaves the window open, which says so.
        """
        if self._is_closing:
            return not self._is_settled
        asked = self._asked()
        if _is_session_ending() or not (asked or self._is_made_at_closing()):
            return False
        self._is_closing = True
        if asked is not None:
            asked.failed.connect(self._stay)
        elif self._task is None:
            self._run(read_plan(self._context.settings))
        self._soon.start()
        return True

    def _asked(self) -> Task | None:
        return next((one for one in self._context.runner.open_tasks() if one.keeps_open), None)

    def _is_made_at_closing(self) -> bool:
        held = self._context.settings.get(SCHEDULE)
        return isinstance(held, dict) and held.get("when") == "close"

    @Slot()
    def leave_without(self) -> None:
        """A person does not want to wait."""
        for task in (self._task, self._asked()):
            if task is not None:
                task.cancel()
        self._settle()

    def _run(self, schedule: Schedule) -> None:
        from baseldesk.sync.backup_schedule import run_schedule

        work = partial(run_schedule, self._context.desk, schedule)
        self._task = self._context.runner.read(work, self._on_made, self._on_failed, label=_("Backing up"), reports=True)
        self._task.stopped.connect(self._on_ended)

    @Slot()
    def _show_box(self) -> None:
        task = self._asked() or self._task
        if task is None or self._is_settled:
            return
        from ui.backup_closing import ClosingBox

        self.box = ClosingBox(self._window, task)
        self.box.left.connect(self.leave_without)
        self.box.open()

    @Slot(object)
    def _on_made(self, schedule: Schedule) -> None:
        if keep_outcome(self._context.settings, schedule):
            self.changed.emit()
        self._on_ended()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """A bug, or a desk that closes: never in the way of closing; what is known as a fault is in the schedule already."""
        from dataclasses import replace

        from baseldesk.sync.backup_schedule import FAILED

        self._context.settings.put(SCHEDULE, replace(read_plan(self._context.settings), trouble=FAILED).as_json())
        self.changed.emit()
        self._on_ended()

    @Slot()
    def _on_ended(self) -> None:
        self._task = None
        if self._is_closing and self._asked() is None:
            self._settle()

    @Slot(object)
    def _on_any_ended(self, task: Task) -> None:
        if task.keeps_open and self._is_closing:
            self._settle()

    @Slot()
    def _stay(self) -> None:
        """The window is not closed after all."""
        self._is_closing = False
        self._close_box()

    def _settle(self) -> None:
        """Once: the window may close."""
        if self._is_settled:
            return
        self._is_settled = True
        self._close_box()
        self.ended.emit()

    def _close_box(self) -> None:
        self._soon.stop()
        if self.box is not None:
            self.box.done(0)
            self.box = None


def _is_session_ending() -> bool:
    """Whether the computer is being shut down: the system does not wait for a backup."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()
