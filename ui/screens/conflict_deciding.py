"""Writing a decision: it covers exactly the versions that were shown, so that what came meanwhile stays beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens.conflict_reading import Question


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
