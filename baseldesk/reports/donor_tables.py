"""The tables of the report to one donor: results, payments, balance, reporting duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.records.money import PAYMENT
from baseldesk.records.results import RESULT, RESULT_FIGURE
from baseldesk.reports.blocks import Block, Cell, Rows, Text
from baseldesk.reports.donor_data import Values
from baseldesk.reports.donors_data import Given, add_payments
from baseldesk.reports.donors_front import missing, rows_of
from baseldesk.reports.escape import Said
from baseldesk.reports.values import write, write_money, write_text

Results = Sequence[tuple[Values, Sequence[Values]]]
_DIVIDED_BY = ("sex", "country", "stakeholder_kind", "waste_stream")


def list_results(results: Results, t: Translator) -> Rows:
    """Each figure with its target, period and whom it is about."""
    columns = (
        (N_("What is measured"), False), (N_("Period"), False), (N_("Unit"), False), (N_("Baseline"), True),
        (N_("Target"), True), (N_("Actual"), True),
    )  # fmt: skip
    rows = [_figure(result, figure, t) for result, figures in results for figure in figures]
    return rows_of(t, columns, rows, N_("Targets and what was reached"))


def _figure(result: Values, figure: Values, t: Translator) -> list[Cell]:
    parts = [write(RESULT_FIGURE.by_name[name], figure.get(name), t).text for name in _DIVIDED_BY]
    name = " · ".join(part for part in (_name(result, t), *parts) if part)
    days = [t.date(figure[one], "medium") for one in ("starts_on", "ends_on") if figure.get(one)]
    unit = str(result.get("unit") or "")
    numbers = (result.get("baseline"), figure.get("target"), figure.get("actual"))
    *others, actual = (Said(t.number(one)) if isinstance(one, Decimal | int) else "" for one in numbers)
    return [name or missing(t), Said(" – ".join(days)), "" if unit == "1" else unit, *others, actual or missing(t)]


def _name(result: Values, t: Translator) -> str:
    title = write_text(result.get("title") or {}, t).text
    return title or next(
        (text for one in ("indicator", "measure") if (text := write(RESULT.by_name[one], result.get(one), t).text)), ""
    )


def list_statements(results: Results, t: Translator) -> Iterator[Block]:
    """What was stated in words, where a number would be false."""
    for result, _ in results:
        statement = write_text(result.get("statement") or {}, t)
        judgement = write(RESULT.by_name["judgement"], result.get("judgement"), t).text
        if statement or judgement:
            text = "\n".join(part for part in (statement.text, judgement) if part)
            yield Text(text, _name(result, t), statement.notes, statement.language)


def list_payments(payments: Sequence[Values], t: Translator) -> Rows:
    """What was received and spent, day by day."""
    fields = PAYMENT.by_name
    columns = ((N_("Date"), False), (N_("Received or spent"), False), (N_("Description"), False), (N_("Amount"), True))
    rows: list[list[Cell]] = [
        [
            Said(t.date(one["paid_on"], "medium")) if one.get("paid_on") else missing(t),
            write(fields["direction"], one.get("direction"), t).text,
            str(one.get("description") or ""),
            write_money(one.get("amount"), one.get("currency"), t) or missing(t),
        ]
        for one in payments
    ]
    return rows_of(t, columns, rows, N_("Payments"))


def list_balance(given: Given, t: Translator) -> Rows:
    """Agreed, received, spent and what is left, for each currency; no currency is turned into another."""
    received, spent = add_payments([given], "received"), add_payments([given], "spent")
    amount, currency = given.values.get("amount"), str(given.values.get("currency") or "")
    agreed = {currency: Decimal(amount)} if isinstance(amount, Decimal | int) else {}
    rows: list[list[Cell]] = []
    for one in sorted({*agreed, *received, *spent}):
        left = received.get(one, Decimal(0)) - spent.get(one, Decimal(0))
        amounts = [write_money(held.get(one), one, t) or "–" for held in (agreed, received, spent)]
        rows.append([t.currency(one) if one else missing(t), *amounts, write_money(left, one, t)])
    columns = (
        (N_("Currency"), False), (N_("Amount"), True), (N_("Received"), True), (N_("Spent"), True),
        (N_("Balance: received less spent"), True),
    )  # fmt: skip
    return rows_of(t, columns, rows, N_("Balance"))


def list_duties(duties: Sequence[Values], t: Translator) -> Iterator[Block]:
    """What had to be reported, by when, and whether it was."""
    columns = ((N_("What is to be reported"), False), (N_("Due"), False), (N_("Done"), False))
    rows: list[list[Cell]] = [
        [
            str(one.get("what") or "") or missing(t),
            *(Said(t.date(one[name], "medium")) if one.get(name) else missing(t) for name in ("due_on", "done_on")),
        ]
        for one in duties
    ]
    if rows:
        yield rows_of(t, columns, rows)
