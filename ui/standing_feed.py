"""Where the work stands, read anew when something was written, and said in the status line and beside the places in the rail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from baseldesk.i18n import N_, _, current
from ui import screens
from ui.standing import Standing, read_standing

if TYPE_CHECKING:
    from ui.screens import Context
    from ui.widgets.rail import Rail
    from ui.widgets.status_line import StatusLine


class StandingFeed(QObject):
    """Stands between the desk and the frame of the window."""

    def __init__(self, context: Context, rail: Rail, line: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._rail, self._line = context, rail, line
        self._standing, self._unsaved = Standing(), False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_due)
        context.todo.changed.connect(self._show_counts)

    def ask(self) -> None:
        """Reads anew what exists only on this computer and what needs a person; several wishes at once are one."""
        self._soon.start()
        self._context.todo.ask()

    def set_unsaved(self, unsaved: bool) -> None:
        """Says that something typed is not saved yet, for as long as it is so: «all saved» beside it would not be true."""
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self._say_truth()

    def retranslate(self) -> None:
        """Says the same in the language in use."""
        self._show(self._standing)

    @Slot()
    def _on_due(self) -> None:
        work = partial(read_standing, self._context.desk)
        self._context.runner.read_anew(work, self._show, self._on_unknown)

    @Slot(object)
    def _show(self, standing: Standing) -> None:
        self._standing = standing
        self._say_truth()
        self._show_counts()

    def _say_truth(self) -> None:
        is_secretariat = self._context.desk.is_secretariat
        self._line.set_truth(*self._standing.sentence(unsaved=self._unsaved, is_secretariat=is_secretariat))

    @Slot()
    def _show_counts(self) -> None:
        todo = self._context.todo.count
        waiting = current().format_plural(N_("{n} thing needs you"), N_("{n} things need you"), todo)
        counts = {"exchange": (self._standing.only_here, self._standing.meaning()), "todo": (todo, waiting)}
        for name, button in self._rail.buttons.items():
            count, meaning = counts.get(name, (0, ""))
            button.set_texts(_(screens.place(name).word), count, meaning if count else "")

    @Slot(object)
    def _on_unknown(self, _error: BaseException) -> None:
        """What is not known is not claimed, and never stops the work."""
        self._show(Standing())
