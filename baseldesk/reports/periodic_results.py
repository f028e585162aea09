"""Results against targets: each with baseline, target and what was reached, then what the figures are divided by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell
from baseldesk.reports.escape import Said, plain_text
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import amount
from baseldesk.reports.periodic_records import Item, Records, activities, texts
from baseldesk.reports.periodic_words import label, name_of, rows, said, share, span
from baseldesk.reports.request import Period
from baseldesk.reports.values import write_text

DIVIDED_BY = ("sex", "country", "stakeholder_kind", "waste_stream")
_ADD_UP = (
    "M-PEOPLE",
    "M-DONE",
    "M-FUNDS",
    "M-CORE",
    "M-NEWS",
)  # of several activities; Parties and partners may be the same ones
_START, _END = "start", "end"


def show_results(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Each result under its indicator or measure; then its figures by sex, Party, stakeholder and stream."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for one in _in_order(data.records):
        groups.setdefault((str(one["indicator"] or ""), str(one["measure"] or "")), []).append(one)
    for (indicator, measure), held in sorted(groups.items()):
        yield from _group(held, data, t, _title(indicator, measure, t), adds_up=measure in _ADD_UP)
    if not groups:
        yield rows(((N_("Result"), _START),), [], t)
    yield from _divided(data, t)


def _in_order(records: Records) -> list[Item]:
    """In the order of their activities, then those of the centre as a whole."""
    places = {one.id: place for place, one in enumerate(activities(records))}
    return sorted(records.of("result"), key=lambda one: (places.get(one["activity"], len(places)), one.id))


def _title(indicator: str, measure: str, t: Translator) -> str:
    return label(indicator, "indicator", t) if indicator else label(measure, "measure", t, N_("Other results"))


def _group(held: Sequence[Item], data: PeriodData, t: Translator, title: str, *, adds_up: bool) -> Iterator[Block]:
    lines: list[list[Cell]] = []
    found: list[Item] = []
    for one in held:
        figures = [each for each in figures_of(data.records, one, data.period) if not division_of(each)]
        found += figures
        lines += [_line(one, each, data, t) for each in figures] or [_line(one, None, data, t)]
    if len({(each["starts_on"], each["ends_on"]) for each in found}) < 2:
        lines = [[line[0], "", *line[2:]] for line in lines]  # the same days for all: the report's own
    columns = (
        (N_("Result"), _START), (N_("Period"), _START), (N_("Baseline"), _END), (N_("Target"), _END), (N_("Actual"), _END),
        (N_("Reached"), _END),
    )  # fmt: skip
    yield rows(columns, lines, t, title, totals=_totals(found, t) if adds_up and len(found) > 1 else ())


def _line(result: Item, figure: Item | None, data: PeriodData, t: Translator) -> list[Cell]:
    """One figure of a result; of a statement its words and judgement instead."""
    days = span(figure["starts_on"], figure["ends_on"], t) if figure else ""
    target, actual = (amount(figure[name]) if figure else None for name in ("target", "actual"))
    numbers = (_number(each, t) for each in (amount(result["baseline"]), target, actual))
    return [_described(result, data.records, t), days, *numbers, reached(result, target, actual, t)]


def _described(result: Item, records: Records, t: Translator) -> str:
    """What is measured, of which activity, and the statement where there is one."""
    activity = records.get("activity", result["activity"])
    unit = str(result["unit"] or "")
    title = name_of(result, t) or said(t, N_("not yet entered"))
    heading = f"{plain_text(title)} ({plain_text(unit)})" if unit and unit != "1" else plain_text(title)
    statement = write_text(texts(result["statement"]), t).text
    return Said("\n".join(plain_text(part) for part in (heading, name_of(activity, t), statement) if part))


def reached(result: Item, target: Decimal | None, actual: Decimal | None, t: Translator) -> str:
    """The judgement where there is one; else how much of the way from the baseline to the target was gone."""
    if result["judgement"]:
        return label(str(result["judgement"]), "judgement", t)
    if target is None or actual is None:
        return ""
    start = amount(result["baseline"]) or Decimal(0)
    return share(actual - start, target - start, t)


def figures_of(records: Records, result: Item, period: Period) -> list[Item]:
    """The figures of a result for days of this period, in the order of time; those without days last."""
    found = [one for one in records.parts("result_figure", "result", result.id) if _is_of(one, period)]
    return sorted(found, key=lambda one: (str(one["starts_on"] or "9"), str(one["ends_on"] or "9"), one.id))


def _is_of(figure: Item, period: Period) -> bool:
    days = [day for day in (figure["starts_on"], figure["ends_on"]) if isinstance(day, date)]
    return not days or (min(days) <= period.last and max(days) >= period.first)


def division_of(figure: Item) -> list[tuple[str, str]]:
    """What a figure is about, if not all together: by sex, country, stakeholder or stream."""
    return [(name, str(figure[name])) for name in DIVIDED_BY if figure[name]]


def _divided(data: PeriodData, t: Translator) -> Iterator[Block]:
    lines: list[list[Cell]] = []
    for result in _in_order(data.records):
        for one in figures_of(data.records, result, data.period):
            if parts := division_of(one):
                by = Said(" · ".join(label(code, name, t) for name, code in parts))
                days = span(one["starts_on"], one["ends_on"], t)
                numbers = (_number(amount(one[name]), t) for name in ("target", "actual"))
                lines.append([_described(result, data.records, t), by, days, *numbers])
    if lines:
        columns = (
            (N_("Result"), _START),
            (N_("Divided by"), _START),
            (N_("Period"), _START),
            (N_("Target"), _END),
            (N_("Actual"), _END),
        )
        yield rows(columns, lines, t, N_("Disaggregated"))


def _totals(figures: Sequence[Item], t: Translator) -> list[str]:
    target, actual = (sum((amount(one[name]) or Decimal(0) for one in figures), Decimal(0)) for name in ("target", "actual"))
    return [said(t, N_("Total")), "", "", Said(t.number(target)), Said(t.number(actual)), share(actual, target, t)]


def _number(number: Decimal | None, t: Translator) -> str:
    return Said(t.number(number)) if number is not None else ""
