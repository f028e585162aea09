"""Writing a decision: it covers exactly the versions that were shown, so that what came meanwhile stays beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.i18n import _
from ui.screens.conflict_reading import Place, Question, read_question

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens import Context


@dataclass(frozen=True)
class Answer:
    """What a person decided: one of the versions (`dot`), or a value of their own; and why, in their words."""

    value: object
    dot: bytes | None = None
    reason: str = ""


def decide(desk: Desk, asked: Question, answer: Answer) -> Saved:
    """Writes the answer. Where an import has replaced or decided what was shown, the answer stays beside what came: a new
    conflict, and neither is lost.

    Raises:
        UsageError: another organisation decides.
        RuleBroken: the value is not of the field's kind or breaks a rule.
    """
    kind, record, register = asked.place
    try:
        return desk.choose(kind, record, register, dot=answer.dot, value=answer.value, reason=answer.reason, shown=asked.shown)
    except UsageError as error:
        if error.code == "conflict.version_unknown":
            return desk.choose(kind, record, register, value=answer.value, reason=answer.reason, shown=asked.shown)
        if error.code != "conflict.none":
            raise
    values: Mapping[str, object] = {register: answer.value}
    return desk.save([Edit(kind, record, values, {register: asked.shown})])


class Deciding(QObject):
    """Writes a decision in the background, and reads what stands there afterwards.

    Attributes:
        decided: (the place decided, what is to be decided now); the same place again where something came in meanwhile.
        refused: it could not be written; nothing was changed.
        is_running: it is being written.
    """

    decided = Signal(object, object)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._place = context, Place()
        self.is_running = False

    def start(self, asked: Question, answer: Answer) -> None:
        """Writes the answer to a question."""
        self.is_running, self._place = True, asked.place
        work = partial(decide, self._context.desk, asked, answer)
        self._context.runner.write(work, self._on_written, self._on_refused, label=_("Saving…"))

    @Slot(object)
    def _on_written(self, _saved: Saved) -> None:
        self._context.runner.read(partial(read_question, self._context.desk, self._place), self._on_read, self._on_refused)

    @Slot(object)
    def _on_read(self, question: Question | None) -> None:
        self.is_running = False
        self.decided.emit(self._place, question)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self.is_running = False
        self.refused.emit(error)
