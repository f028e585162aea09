"""Asking the desk for a conflict, in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.screens.conflict_reading import Place, Question, read_question

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens import Context


class Asking(QObject):
    """Only the answer to the last question counts.

    Attributes:
        answered: the conflict asked for, or the first there is; None where there is none.
    """

    answered = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._number = context, 0

    def ask(self, place: Place) -> None:
        """Reads what stands at a place."""
        self._number += 1
        self._context.runner.read(partial(_read_as, self._number, self._context.desk, place), self._on_read)

    def ask_next(self, place: Place, then: Callable[[Question | None], object]) -> None:
        """Reads the conflict that comes after a place."""
        self._context.runner.read(partial(read_question, self._context.desk, place, after=True), then)

    def forget(self) -> None:
        """What was asked need not be answered any more."""
        self._number += 1

    @Slot(object)
    def _on_read(self, answer: tuple[int, Question | None]) -> None:
        number, question = answer
        if number == self._number:
            self.answered.emit(question)


def _read_as(number: int, desk: Desk, place: Place) -> tuple[int, Question | None]:
    return number, read_question(desk, place)
