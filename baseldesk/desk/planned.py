"""How far the programme's work plan has come: how many activities stand under each of its parts, and how many are completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery, NoneOf

GOING = NoneOf(("cancelled",))  # what was cancelled is no part of the progress
COMPLETED = "completed"


class Progress(NamedTuple):
    """How many activities, and how many of them are completed."""

    activities: int = 0
    completed: int = 0


def progress_by(desk: Desk, field: str) -> dict[str | None, Progress]:
    """By objective or key activity; under None those that name none: they stand outside the plan, which is a full answer."""
    every = _groups(desk, field, {"stage": GOING})
    done = _groups(desk, field, {"stage": COMPLETED})
    return {code: Progress(number, done.get(code, 0)) for code, number in every.items()}


def _groups(desk: Desk, field: str, where: Mapping[str, Any]) -> dict[str | None, int]:
    found = desk.groups(ListQuery("activity", where), field)
    return {None if code is None else str(code): number for code, number in found}
