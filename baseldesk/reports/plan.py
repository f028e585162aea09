"""The business or work plan of a centre in the centres' template: why, what for, which activities with which means, by when.

What was planned is what was approved; beside it, as an option, what was done so far, as the centre's records say today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block
from baseldesk.reports.document import Document
from baseldesk.reports.periodic import Section, front_of, reference_of, sections_of, signatures_of
from baseldesk.reports.periodic_changes import show_changes
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_gather import gather, standing_records
from baseldesk.reports.periodic_records import Records
from baseldesk.reports.periodic_summary import data_of
from baseldesk.reports.periodic_words import narrative
from baseldesk.reports.plan_money import show_means
from baseldesk.reports.plan_tables import list_planned, show_actual, show_strategies
from baseldesk.reports.request import ACTUAL, Request

KIND = N_("Business plan of the centre")
_SMART = N_("Objectives: specific, measurable, attainable, relevant, with a date")


def compose_plan(desk: Desk, request: Request, t: Translator) -> Document:
    """The plan as a document in the translator's language.

    Raises:
        UsageError: there is no such submission, or it is not said which centre or period.
    """
    data = gather(desk, request, "business_plan")
    actual = standing_records(desk, data, request) if request.is_on(ACTUAL) else None
    return compose(Plan(data, actual), t)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned, and beside it what stands today; None to leave that out."""

    data: PeriodData
    actual: Records | None = None


def compose(plan: Plan, t: Translator) -> Document:
    """The plan from its data."""
    data = plan.data
    blocks = (*sections_of(data, t, _sections(plan)), *signatures_of(data, t))
    return Document(front_of(data, t, KIND), blocks, reference_of(data, t), data.made_on, data_of(data, "plan", t))


def _sections(plan: Plan) -> tuple[Section, ...]:
    actual = plan.actual
    compared: tuple[Section, ...] = ()
    if actual is not None:
        compared = (("actual", N_("Plan and what was done"), lambda data, t: show_actual(data, actual, t)),)
    return (
        ("background", N_("Background"), _told("background")),
        ("goals", N_("Goals"), _goals),
        ("constraints", N_("Constraints"), _told("constraints")),
        ("activities", N_("Activities"), list_planned),
        ("resources", N_("Budget and funding"), _resources),
        ("strategies", N_("Strategies: what, by when, by whom"), show_strategies),
        *compared,
        ("changes", N_("Annex: differences to the version before"), show_changes),
    )


def _told(name: str) -> Callable[[PeriodData, Translator], Iterator[Block]]:
    def show(data: PeriodData, t: Translator) -> Iterator[Block]:
        yield narrative(data.narrative.get(name, {}), t)

    return show


def _goals(data: PeriodData, t: Translator) -> Iterator[Block]:
    yield narrative(data.narrative.get("goals", {}), t)
    if data.narrative.get("smart_objectives"):
        yield narrative(
            data.narrative["smart_objectives"], t, N_("Objectives: specific, measurable, attainable, relevant, with a date")
        )


def _resources(data: PeriodData, t: Translator) -> Iterator[Block]:
    if data.narrative.get("resources"):
        yield narrative(data.narrative["resources"], t)
    yield from show_means(data, t)
