"""How far each record has travelled: only here, sent, at the secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.shown import Row
    from ui.screens import Context

ONLY_HERE = ("○", N_("Only on this computer"))
SENT = ("✓", N_("Sent, not yet acknowledged"))
ARRIVED = ("✓✓", N_("At the secretariat: acknowledged"))


class SentMarks(QObject):
    """The mark of a row, from the number of its last change.

    Attributes:
        changed: more is known than before; rows should be painted anew.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def state_of(self, row: Row) -> tuple[str, str]:
        """(mark, message id of its meaning)."""
        return ONLY_HERE
