"""«These kinds of thing changed»: what every open screen hears after a write, wherever it came from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from baseldesk.records.same import JOINED, SAME_AS


class Notices(QObject):
    """One for the application. Kinds are record types («activity»); «exchange» stands for what was sent or heard."""

    changed = Signal(object)  # frozenset[str]

    def tell(self, *kinds: str) -> None:
        """Says that records of these kinds changed."""
        if SAME_AS.name in kinds:  # what is joined or separated shows in the lists of all that can be
            kinds = (*kinds, *JOINED)
        if kinds:
            self.changed.emit(frozenset(kinds))

    @Slot(object)
    def hear(self, result: object) -> None:
        """Takes the result of a write and tells the kinds that it names in `.kinds`."""
        self.tell(*(getattr(result, "kinds", None) or ()))
