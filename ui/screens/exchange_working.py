"""A card that does one long thing at a time: it shows how far it is, can be stopped, and says how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot

from baseldesk.i18n import _
from ui.screens import Context
from ui.widgets.card import Card
from ui.widgets.progress import Progress


class WorkingCard(Card):
    """What the cards that write files and take them in have in common.

    Attributes:
        failed: the work came to a known end that is none; the error.
        progress: shown while it works; the subclass places it.
    """

    failed = Signal(object)

    def __init__(self, context: Context, icon: str) -> None:
        super().__init__(icon)
        self.context, self.progress = context, Progress(is_stacked=True)
        self._then: Callable[[Any], object] | None = None
        self._stopped_word = ""

    @property
    def is_working(self) -> bool:
        """Whether something is under way."""
        return self.progress.task is not None

    def start(self, work: Callable[..., Any], then: Callable[[Any], object], label: str, stopped: str) -> None:
        """Does the work in the background, one at a time.

        Args:
            work: called with `progress` and `cancelled`.
            then: gets its result.
            label: what is being done, in the language in use.
            stopped: a message id: what is true after a person stopped it.
        """
        self._then, self._stopped_word = then, stopped
        task = self.context.runner.write(work, self._on_done, self._on_failed, label=label, reports=True)
        task.progressed.connect(self.progress.set_progress)
        task.stopped.connect(self._on_stopped)
        self.progress.follow(task)
        self.button.setEnabled(False)

    def end(self) -> None:
        """Called when the work has ended, one way or another."""
        self.progress.follow(None)
        self.button.setEnabled(True)

    @Slot(object)
    def _on_done(self, result: Any) -> None:
        then, self._then = self._then, None
        self.end()
        if then is not None:
            then(result)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.end()
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self.end()
        self.context.window.status(_(self._stopped_word))
