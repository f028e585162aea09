"""The tables of the activity report: headcounts, partners, budget, contributions, payments, documents.

Others are in `activity_results.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.records.activity import BUDGET_LINE, HEADCOUNT
from baseldesk.records.centre import DOCUMENT
from baseldesk.records.field import RecordType
from baseldesk.records.money import CONTRIBUTION, PAYMENT
from baseldesk.reports.activity_data import ActivityData, Values
from baseldesk.reports.blocks import Cell, Column, Rows
from baseldesk.reports.escape import Said, plain_text, say
from baseldesk.reports.values import join, write, write_money, write_text
from baseldesk.reports.words import Span

_Table = tuple[Rows, object]
_COUNTS = ("women", "men", "other", "not_stated")


def list_headcounts(data: ActivityData, t: Translator) -> _Table:
    """How many took part; a count that nobody entered says so and is never 0."""
    of_whom = ("country", "stakeholder_kind", "remote", "returning")
    rows = [[_describe(HEADCOUNT, of_whom, one, t), *(_count(one.get(name), t) for name in _COUNTS)] for one in data.headcounts]
    columns = [Column(word(t, N_("Participants"))), *(Column(word(t, HEADCOUNT.by_name[name].label), "end") for name in _COUNTS)]
    return table_of(N_("Headcount"), columns, rows, t), [only(one, (*of_whom, *_COUNTS)) for one in data.headcounts]


def _count(value: object, t: Translator) -> Cell:
    return Said(t.number(value)) if isinstance(value, int | Decimal) else not_entered(t)


def _describe(declared: RecordType, names: Sequence[str], values: Values, t: Translator) -> str:
    """Whom a count is of: all, or those of a country, of a kind, at a distance."""
    parts = []
    for name in names:
        field, value = declared.by_name[name], values.get(name)
        if value is True:
            parts.append(t.gettext(field.label))
        elif value not in (None, False):
            parts.append(write(field, value, t).text)
    return Said(" · ".join(plain_text(part) for part in parts)) or word(t, N_("All participants"))


def list_partners(data: ActivityData, t: Translator) -> _Table:
    """Each partner once, with all its roles."""
    roles: dict[tuple[str, str, str], list[str]] = {}
    for line in data.partners:
        name = write_text(line.name, t, data.original_language).text
        roles.setdefault((name, line.acronym, line.country), []).append(t.label(line.role, "partner_role"))
    columns = [Column(word(t, label)) for label in (N_("Partner"), N_("Acronym"), N_("Country"), N_("Role"))]
    rows = [
        [name or not_entered(t), acronym, t.country(country) if country else "", join(list(dict.fromkeys(held)), t)]
        for (name, acronym, country), held in roles.items()
    ]
    printed = [{**asdict(line), "name": shown_text(line.name, data, t)} for line in data.partners]
    return table_of("", *without_empty(columns, rows), t), printed


def list_budget(data: ActivityData, t: Translator) -> _Table:
    """Planned and spent by category or period, in order of time, with a total per currency."""
    budget = sorted(data.budget, key=lambda one: str(one.get("period_starts_on", "")))
    columns = [Column(word(t, N_("Category"))), Column(word(t, N_("Planned")), "end"), Column(word(t, N_("Spent")), "end")]
    rows: list[list[Cell]] = [[_budget_line(one, t), _money(one, "planned", t), _money(one, "spent", t)] for one in budget]
    rows += _totals(budget, t) if len(budget) > 1 else []
    printed = [only(one, ("category", "period_starts_on", "period_ends_on", "planned", "spent", "currency")) for one in budget]
    return table_of(N_("Budget"), columns, rows, t), printed


def _budget_line(one: Values, t: Translator) -> Cell:
    """The category, and the period that the line is for."""
    days = (write(BUDGET_LINE.by_name[name], one.get(name), t).text for name in ("period_starts_on", "period_ends_on"))
    period = " – ".join(Said(day) for day in days if day)
    category = str(one.get("category") or "")
    return (
        say(t, N_("{category}: {period}"), category=category, period=period)
        if category and period
        else category or period or not_entered(t)
    )


def _totals(budget: Sequence[Values], t: Translator) -> list[list[Cell]]:
    currencies = sorted({str(one["currency"]) for one in budget if one.get("currency")})
    texts = [(word(t, N_("Total")), *(_total(budget, one, name, t) for name in ("planned", "spent"))) for one in currencies]
    return [[(Span(text, bold=True),) for text in row] for row in texts]


def _total(budget: Sequence[Values], currency: str, name: str, t: Translator) -> str:
    amounts = [one[name] for one in budget if one.get("currency") == currency and isinstance(one.get(name), Decimal | int)]
    return write_money(sum((Decimal(str(amount)) for amount in amounts), Decimal(0)), currency, t) if amounts else ""


def list_contributions(data: ActivityData, t: Translator) -> _Table:
    """What was sought, pledged or agreed, each in its own currency."""
    names = ("title", "form", "stage")
    labels = (N_("Donor"), *(CONTRIBUTION.by_name[name].label for name in names))
    columns = [*(Column(word(t, label)) for label in labels), Column(word(t, N_("Amount")), "end")]
    rows: list[list[Cell]] = [
        [
            write_text(line.donor, t, data.original_language).text or not_entered(t),
            *(write(CONTRIBUTION.by_name[name], line.values.get(name), t).text for name in names),
            _money(line.values, "amount", t),
        ]
        for line in data.contributions
    ]
    kept = (*names, "amount", "currency")
    printed = [{"donor": shown_text(line.donor, data, t), **only(line.values, kept)} for line in data.contributions]
    return table_of(N_("Contributions"), *without_empty(columns, rows), t), printed


def list_payments(data: ActivityData, t: Translator) -> _Table:
    """What was received and spent on the contributions, day by day."""
    pairs = [(line, one) for line in data.contributions for one in line.payments]
    pairs.sort(key=lambda pair: str(pair[1].get("paid_on") or ""))
    fields = PAYMENT.by_name
    labels = (fields["paid_on"].label, fields["direction"].label, N_("Donor"), fields["description"].label)
    columns = [*(Column(word(t, label)) for label in labels), Column(word(t, N_("Amount")), "end")]
    rows: list[list[Cell]] = [
        [
            write(fields["paid_on"], one.get("paid_on"), t).text,
            write(fields["direction"], one.get("direction"), t).text,
            write_text(line.donor, t, data.original_language).text,
            _optional(one.get("description")),
            _money(one, "amount", t),
        ]
        for line, one in pairs
    ]
    printed = [only(one, ("paid_on", "direction", "description", "amount", "currency")) for _, one in pairs]
    return table_of(N_("Payments"), *without_empty(columns, rows), t), printed


def list_documents(data: ActivityData, t: Translator) -> _Table:
    """What documents there are, not the documents themselves."""
    names = ("title", "kind", "language", "dated_on", "link")
    columns = [Column(word(t, DOCUMENT.by_name[name].label)) for name in names]
    rows: list[list[Cell]] = [
        [write(DOCUMENT.by_name[name], one.get(name), t, data.original_language).text for name in names] for one in data.documents
    ]
    for row, one in zip(rows, data.documents, strict=True):
        row[0] = row[0] or _text(one.get("file_name"), t)
    printed = [
        {**only(one, names), **({"title": shown_text(title, data, t)} if isinstance(title := one.get("title"), Mapping) else {})}
        for one in data.documents
    ]
    return table_of("", *without_empty(columns, rows), t), printed


def table_of(label: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], t: Translator) -> Rows:
    """A table, which says so where it is empty."""
    return Rows(tuple(columns), rows, word(t, N_("not yet entered")), word(t, label) if label else "")


def without_empty(columns: list[Column], rows: Sequence[Sequence[Cell]]) -> tuple[list[Column], list[list[Cell]]]:
    """Only the columns in which some row has something."""
    kept = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    return [columns[number] for number in kept], [[row[number] for number in kept] for row in rows]


def shown_text(texts: Mapping[str, str], data: ActivityData, t: Translator) -> Mapping[str, str]:
    """The text that is printed, by its language."""
    written = write_text(texts, t, data.original_language)
    return {written.language: written.text} if written else {}


def word(t: Translator, msgid: str) -> str:
    """A label of the programme."""
    return Said(t.gettext(msgid))


def not_entered(t: Translator) -> Cell:
    """What stands where nobody entered anything."""
    return (Span(word(t, N_("not yet entered")), grey=0.35),)


def _text(value: object, t: Translator) -> Cell:
    return str(value) if value else not_entered(t)


def _optional(value: object) -> str:
    return str(value) if value else ""


def _money(values: Values, name: str, t: Translator) -> Cell:
    return write_money(values.get(name), values.get("currency"), t) or not_entered(t)


def only(values: Values, names: Sequence[str]) -> Mapping[str, object]:
    """Of the values those that are printed."""
    return {name: values[name] for name in names if values.get(name) is not None}


TABLES: Mapping[str, Callable[[ActivityData, Translator], _Table]] = {
    "headcounts": list_headcounts,
    "partners": list_partners,
    "budget": list_budget,
    "contributions": list_contributions,
    "payments": list_payments,
    "documents": list_documents,
}
