"""The tables of a plan: the activities planned, the strategies with their deadlines, and what became of both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Fact, Facts, Text
from baseldesk.reports.escape import Said, plain_text
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import CANCELLED, DONE, UNDER_WAY, sum_money
from baseldesk.reports.periodic_records import Item, Records, activities, codes
from baseldesk.reports.periodic_words import OUTSIDE, between, count, label, missing, name_of, narrative, rows, said, sum_lines
from baseldesk.reports.values import join, write_money, write_text

_START, _END = "start", "end"
_DEADLINE = re.compile(r"\s*[|;\t]\s*")  # «what | by when | by whom»: how a strategy becomes a line of a table
_STATES = {DONE: N_("Completed"), UNDER_WAY: N_("Under way"), CANCELLED: N_("Cancelled"), "": N_("Not begun")}


def planned(records: Records) -> list[Item]:
    """The activities of the plan; where none is marked as such, all."""
    found = activities(records)
    return [one for one in found if one["in_plan"] is True] or found


def list_planned(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Each activity planned: when, for whom, with what money and from where."""
    columns = (
        (N_("Activity"), _START), (N_("Planned dates"), _START), (N_("Objective or key activity"), _START),
        (N_("Planned budget"), _END), (N_("Planned sources of funds"), _START),
    )  # fmt: skip
    found = planned(data.records)
    yield rows(columns, [_planned(one, t) for one in found], t)
    if sums := sum_money((one["planned_budget"], one["planned_currency"]) for one in found):
        yield Facts((Fact(said(t, N_("Planned budget in all")), sum_lines(sums, t)),))


def _planned(one: Item, t: Translator) -> list[Cell]:
    parties = join([t.country(code) for code in sorted(codes(one, "countries"))], t)
    what = Said(
        "\n".join(plain_text(part) if not isinstance(part, Said) else part for part in (name_of(one, t), parties) if part)
    )
    code = str(one["key_activity"] or one["objective"] or "")
    place = label(code, "key_activity" if one["key_activity"] else "objective", t, OUTSIDE)
    budget: Cell = write_money(one["planned_budget"], one["planned_currency"], t) or missing(t)
    days: Cell = between(one["starts_on"], one["ends_on"], t) or missing(t)
    return [what, days, place, budget, str(one["planned_sources"] or "")]


def show_strategies(data: PeriodData, t: Translator) -> Iterator[Block]:
    """The strategies: lines of the form «what | by when | by whom» as a table, other lines as they are; then follow-ups due."""
    written = write_text(data.narrative.get("strategies", {}), t)
    lines = [_DEADLINE.split(line.strip()) for line in written.text.splitlines() if line.strip()]
    table = [line for line in lines if len(line) in (2, 3)]
    if not table:
        yield narrative(data.narrative.get("strategies", {}), t)
    else:
        told = "\n".join(" ".join(line) for line in lines if len(line) not in (2, 3))
        columns = ((N_("What"), _START), (N_("By when"), _START), (N_("By whom"), _START))
        yield rows(columns, [(*line, "")[:3] for line in table], t, notes=written.notes)
        if told:
            yield Text(told, language=written.language)
    yield from _follow_ups(data, t)


def _follow_ups(data: PeriodData, t: Translator) -> Iterator[Block]:
    """What was agreed to be done in the period, and is not done yet."""
    due = [one for one in data.records.of("follow_up") if one["due_on"] in data.period and not one["done_on"]]
    lines: list[list[Cell]] = [
        [str(one["what"] or ""), Said(t.date(one["due_on"])), str(one["who"] or ""), _about(one, data.records, t)]
        for one in sorted(due, key=lambda one: (one["due_on"], one.id))
    ]
    if lines:
        heads = ((N_("What"), _START), (N_("By when"), _START), (N_("By whom"), _START), (N_("Belongs to"), _START))
        yield rows(heads, lines, t, N_("Follow-ups that are due"))


def _about(one: Item, records: Records, t: Translator) -> str:
    named = (records.get(kind, one[kind]) for kind in ("activity", "partnership", "interaction"))
    return next((name for item in named if (name := name_of(item, t))), "")


# --- plan and what was done
def show_actual(data: PeriodData, actual: Records, t: Translator) -> Iterator[Block]:
    """Of each activity planned what became of it; then what was done beside the plan."""
    found = [(one, actual.get("activity", one.id)) for one in planned(data.records)]
    lines = [_compared(one, now, actual, t) for one, now in found]
    columns = (
        (N_("Activity"), _START), (N_("Planned dates"), _START), (N_("Actual dates"), _START), (N_("Stage"), _START),
        (N_("Planned budget"), _END), (N_("Spent"), _END),
    )  # fmt: skip
    yield _states([now for _, now in found], t)
    yield rows(columns, lines, t)
    marked = {one.id for one, _ in found}
    beside = [one for one in activities(actual) if one.id not in marked and one["stage"] in (DONE, UNDER_WAY)]
    if beside:
        heads = ((N_("Activity"), _START), (N_("Actual dates"), _START), (N_("Stage"), _START), (N_("Spent"), _END))
        yield rows(heads, [_beside(one, actual, t) for one in beside], t, N_("Done beside the plan"))


def _states(found: list[Item | None], t: Translator) -> Block:
    """How many of the planned activities are completed, under way, cancelled, not begun."""
    states = [_state(one) for one in found]
    known = {name: states.count(name) for name in _STATES}
    return Facts(tuple(Fact(said(t, text), count(known[name], t)) for name, text in _STATES.items()))


def _state(one: Item | None) -> str:
    return str(one["stage"]) if one is not None and one["stage"] in _STATES else ""


def _compared(one: Item, now: Item | None, actual: Records, t: Translator) -> list[Cell]:
    if now is None:
        return [
            name_of(one, t),
            between(one["starts_on"], one["ends_on"], t),
            "",
            said(t, N_("no longer there")),
            _budget(one, t),
            "",
        ]
    return [name_of(one, t), between(one["starts_on"], one["ends_on"], t), _done_on(now, t), _stage(now, t), _budget(one, t),
            spent_on(now, actual, t)]  # fmt: skip


def _beside(one: Item, actual: Records, t: Translator) -> list[Cell]:
    return [name_of(one, t), _done_on(one, t), _stage(one, t), spent_on(one, actual, t)]


def _done_on(one: Item, t: Translator) -> str:
    return between(one["started_on"], one["ended_on"], t)


def _stage(one: Item, t: Translator) -> str:
    return label(str(one["stage"] or ""), "activity_stage", t, N_("not yet entered"))


def _budget(one: Item, t: Translator) -> str:
    return write_money(one["planned_budget"], one["planned_currency"], t)


def spent_on(one: Item, records: Records, t: Translator) -> str:
    """What was spent on an activity: by its budget, else by the payments of its contributions."""
    lines = records.parts("budget_line", "activity", one.id)
    found = sum_money((each["spent"], each["currency"]) for each in lines)
    if not found:
        gifts = records.parts("contribution", "activity", one.id)
        pairs = [(each, gift) for gift in gifts for each in records.parts("payment", "contribution", gift.id)]
        spent = (pair for pair in pairs if pair[0]["direction"] == "spent")
        found = sum_money((each["amount"], each["currency"] or gift["currency"]) for each, gift in spent)
    return sum_lines(found, t)
