"""Budgets become budget lines; whether original or revised, indicative or committed, stays as other data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from baseldesk.formats.draft import Draft
from baseldesk.formats.iati.reading import Reading
from baseldesk.formats.iati.tree import Node, first, stated, take_children


def read_budgets(reading: Reading, activity: Node) -> Iterator[Draft]:
    """A budget line for each budget, known by period, type, status and its place among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    for node in take_children(activity, "budget"):
        periods = (stated(first(node, name), "iso-date") for name in ("period-start", "period-end"))
        name = ("budget", *periods, stated(node, "type"), stated(node, "status"))
        seen[name] += 1
        yield Draft("budget_line", (reading.identifier, *name, str(seen[name])), _values(reading, node))


def _values(reading: Reading, node: Node) -> dict[str, object]:
    value = first(node, "value")
    found = {
        "activity": reading.activity,
        "period_starts_on": reading.take_date(first(node, "period-start"), "period-start"),
        "period_ends_on": reading.take_date(first(node, "period-end"), "period-end"),
        "planned": reading.take_amount(value, "budget"),
        "currency": reading.take_currency(value, "budget"),
        "value_date": reading.take_date(value, "budget", "value-date"),
        "other_data": reading.other_data(node),
    }
    return {name: held for name, held in found.items() if held not in (None, "")}
