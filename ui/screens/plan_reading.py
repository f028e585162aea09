"""What the plan shows, read in one go outside the GUI thread, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from baseldesk.i18n import N_, current

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.planned import Progress

PLAN_KINDS = ("business_plan",)
_OBJECTIVE = N_("Objective {number}")
_SOME = N_("{what}: {activities}, {completed}")
_NONE = N_("{what}: no activity yet")


@dataclass(frozen=True)
class Standing:
    """How far each part of the plan has come; None stands for what is outside it.

    Attributes:
        results: how many results name each indicator.
        planned: how many activities stand in the centre's own plan.
        plans: how many plans of the centre there are, in whatever stage.
    """

    objectives: Mapping[str | None, Progress] = field(default_factory=dict)
    key_activities: Mapping[str | None, Progress] = field(default_factory=dict)
    results: Mapping[str | None, int] = field(default_factory=dict)
    planned: int = 0
    plans: int = 0


def read_plan(desk: Desk) -> Standing:
    """Counts."""
    from baseldesk.desk.planned import progress_by
    from baseldesk.desk.shown import ListQuery

    results = {None if code is None else str(code): n for code, n in desk.groups(ListQuery("result"), "indicator")}
    planned = desk.count(ListQuery("activity", {"in_plan": True}))
    plans = desk.count(ListQuery("submission", {"kind": PLAN_KINDS}))
    return Standing(progress_by(desk, "objective"), progress_by(desk, "key_activity"), results, planned, plans)


def behind(name: str, code: str | None) -> dict[str, Any]:
    """The conditions of the list of activities that stand under a part of the plan."""
    from baseldesk.desk.planned import GOING

    return {name: code, "stage": GOING}


def name_objective(code: str) -> str:
    """«Objective 1»: its words are a paragraph."""
    from baseldesk.records import vocabulary

    number = vocabulary.codes("objective").index(code) + 1
    return current().format(_OBJECTIVE, number=current().number(number))


def say_progress(what: str, held: Progress | None) -> str:
    """«Used lead-acid batteries: 3 activities, 1 completed»."""
    t = current()
    if held is None or not held.activities:
        return t.format(_NONE, what=what)
    activities = t.format_plural(N_("{n} activity"), N_("{n} activities"), held.activities)
    completed = t.format_plural(N_("{n} completed"), N_("{n} completed"), held.completed)
    return t.format(_SOME, what=what, activities=activities, completed=completed)
