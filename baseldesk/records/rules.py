"""The rules of the records: what blocks a save (little), and what is missing for a stage. Codes, never sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.websites import read_website

BEFORE = {  # days of a type that come one after the other
    "activity": (("starts_on", "ends_on"), ("started_on", "ended_on")),
    "budget_line": (("period_starts_on", "period_ends_on"),),
    "contribution": (("asked_on", "decision_due"),),
    "partnership": (("starts_on", "ends_on"),),
    "interaction": (("held_on", "ended_on"),),
    "result_figure": (("starts_on", "ends_on"),),
    "submission": (("starts_on", "ends_on"),),
    "reporting_call": (("starts_on", "ends_on"),),
    "party_status": (("since", "until"),),
}
_NOT_NEGATIVE = {("headcount", name) for name in ("women", "men", "other", "not_stated")} | {
    ("document", "size"),
    ("waste_figure", "quantity"),
    ("centre_year", "staff_women"),
    ("centre_year", "staff_men"),
    ("participant", "score_before"),
    ("participant", "score_after"),
}
_AMOUNTS = {
    "currency": (
        "amount", "planned", "spent", "spending",
        "income_host", "income_parties", "income_funds", "income_private", "income_other",
    ),
    "planned_currency": ("planned_budget",),
}  # fmt: skip
_CURRENCIES = tuple(_AMOUNTS)
_YEARS = range(1900, 2101)
_POSITIVE = {("payment", "rate")}
# What a later stage asks for includes what the earlier ones ask for.
_STAGES = {
    "activity": ("identified", "documented", "implemented", "completed"),
    "partner": ("prospect", "active"),
    "contribution": ("sought", "pledged", "agreed", "closed"),
    "partnership": ("prospect", "active", "dormant", "ended"),
    "submission": ("draft", "approved", "submitted", "accepted"),
}


@dataclass(frozen=True, slots=True)
class Break:
    """A rule that a record breaks: the field, a code, and the parameters of the sentence."""

    field: str
    code: str
    params: Mapping[str, object]


def breaks(record_type: RecordType, values: Mapping[str, object]) -> list[Break]:
    """Everything that is wrong with these values; empty when all is well. A half-filled record breaks no rule."""
    return [
        *_code_breaks(record_type, values),
        *_date_breaks(record_type, values),
        *_number_breaks(record_type, values),
        *_share_breaks(record_type, values),
    ]


def doubts(record_type: RecordType, values: Mapping[str, object]) -> list[Break]:
    """What is probably a slip: it is said and keeps nobody from saving, for the paper before them may say just that."""
    return [*_money_doubts(record_type, values), *_text_doubts(record_type, values), *_year_doubts(record_type, values)]


def missing_for(record_type: RecordType, values: Mapping[str, object], stage: str) -> list[Field]:
    """The fields that this stage asks for and that are still empty."""
    order = _STAGES.get(record_type.name, ())
    asked = set(order[: order.index(stage) + 1]) if stage in order else {stage}
    return [one for one in record_type.fields if one.required_for in asked and values.get(one.name) in (None, "", {})]


def _code_breaks(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for one in record_type.fields:
        held = values.get(one.name)
        if not one.vocabulary or not held:
            continue
        codes = held if isinstance(held, Mapping) else (held,)
        for code in codes:
            if not vocabulary.has(one.vocabulary, str(code)):
                yield Break(one.name, "rule.code_unknown", {"code": str(code), "vocabulary": one.vocabulary})


def _date_breaks(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for first, last in BEFORE.get(record_type.name, ()):
        start, end = values.get(first), values.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            yield Break(last, "rule.end_before_start", {"start": start, "end": end})


def _number_breaks(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for one in record_type.fields:
        held, key = values.get(one.name), (record_type.name, one.name)
        if isinstance(held, int | Decimal) and not isinstance(held, bool):
            if key in _NOT_NEGATIVE and held < 0:
                yield Break(one.name, "rule.negative", {"value": held})
            if key in _POSITIVE and held <= 0:
                yield Break(one.name, "rule.not_positive", {"value": held})


def _money_doubts(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for name in _CURRENCIES:
        if name in record_type.by_name and not values.get(name) and any(values.get(one) is not None for one in _AMOUNTS[name]):
            yield Break(name, "doubt.no_currency", {})


def _text_doubts(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for name, (looks_right, code) in _LOOKS.items():
        held = values.get(name)
        if name in record_type.by_name and isinstance(held, str) and held.strip() and not looks_right(held.strip()):
            yield Break(name, code, {"value": held[:80]})


def _year_doubts(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for one in record_type.fields:
        held = values.get(one.name)
        if isinstance(held, date) and held.year not in _YEARS:
            yield Break(one.name, "doubt.year", {"year": str(held.year)})


def _is_email(text: str) -> bool:
    return re.fullmatch(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+", text) is not None


def _share_breaks(record_type: RecordType, values: Mapping[str, object]) -> Iterator[Break]:
    for one in record_type.fields:
        held = values.get(one.name)
        if one.kind is Kind.CODES and one.shares and isinstance(held, Mapping):
            shares = [share for share in held.values() if isinstance(share, Decimal)]
            if any(share < 0 for share in shares):
                yield Break(one.name, "rule.negative", {"value": min(shares)})
            if sum(shares) > 100:
                yield Break(one.name, "rule.shares_over_100", {"sum": sum(shares)})


_LOOKS: dict[str, tuple[Callable[[str], object], str]] = {
    "email": (_is_email, "doubt.not_email"),
    "website": (read_website, "doubt.not_website"),
}
