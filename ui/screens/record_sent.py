"""How far each record has travelled: only here, sent, at the secretariat. Asked in the background for the rows in sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from baseldesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Row
    from ui.screens import Context

_PAUSE = 100  # milliseconds: the list is painted first, then asked about
_NOT_KNOWN = ("", "")
_MARKS = {
    "only_here": ("○", N_("Only on this computer")),
    "sent": ("✓", N_("Sent, not yet acknowledged")),
    "received": ("✓✓", N_("At the secretariat: acknowledged")),
}
_DRAFT, _IS_DRAFT = "…", N_("You wrote here and have not saved it yet")


class SentMarks(QObject):
    """The mark of a row. What is not known yet is left empty, never claimed.

    Attributes:
        changed: more is known than before; rows should be painted anew.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: dict[bytes, str] = {}
        self._drafts: set[bytes] = set()
        self._wanted: dict[bytes, None] = {}
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)

    def state_of(self, row: Row) -> tuple[str, str]:
        """(mark, message id of its meaning)."""
        known = self._known.get(row.id)
        if known is None:
            self._wanted[row.id] = None
            if not self._pause.isActive():
                self._pause.start()
            return _NOT_KNOWN
        return (f"{_DRAFT} {_MARKS[known][0]}", _IS_DRAFT) if row.id in self._drafts else _MARKS[known]

    def forget(self) -> None:
        """Asks anew: something was saved, sent or acknowledged."""
        self._known.clear()
        self._asked += 1

    def _ask(self) -> None:
        ids, self._wanted = list(self._wanted), {}
        self._context.runner.read(partial(_read_states, self._context.desk, ids, self._asked), self._on_read, self._on_failed)

    def _on_read(self, answer: tuple[int, Mapping[bytes, str], set[bytes]]) -> None:
        asked, states, drafts = answer
        if asked == self._asked:
            self._known.update(states)
            self._drafts = drafts
            self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        """What is not known is not claimed, and never stops the work."""


def _read_states(desk: Desk, ids: list[bytes], asked: int) -> tuple[int, Mapping[bytes, str], set[bytes]]:
    from baseldesk.desk.unsaved import records_with
    from baseldesk.sync.record_states import record_states

    with desk.read() as reader:
        drafts = records_with(reader)
    return asked, {one: str(where) for one, where in record_states(desk, ids).items()}, drafts
