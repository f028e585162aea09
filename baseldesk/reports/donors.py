"""Donors and contributions of a period: the summary, the list of recognition, or a letter to each donor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.records.money import CONTRIBUTION
from baseldesk.reports import donors_letters, donors_recognition
from baseldesk.reports.blocks import Block, Cell, Chart, Fact, Facts, Heading, Note, Rows, Series, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.donors_data import Donor, Donors, Given, add_payments, add_up, gather
from baseldesk.reports.donors_front import about, day_of, head, missing, rows_of, say
from baseldesk.reports.donors_options import LETTERS, RECOGNITION, WHAT
from baseldesk.reports.escape import Said, say_plural
from baseldesk.reports.escape import say as say_with
from baseldesk.reports.request import OUTSIDERS, Request
from baseldesk.reports.values import to_json, write, write_money, write_text

TITLE = N_("Donors and contributions")
UNNAMED = N_("A donor who wishes not to be named")
NOTHING = N_("There are no contributions in this period.")
_PRINTED = ("title", "purpose", "form", "stage", "amount", "currency", "agreed_on", "project_id")
_MOST_BARS = 12

_OTHERS = N_("Not drawn: {number} further donors, together {amount}. All are in the table.")
_EARLIER = N_("A contribution that was agreed before the period counts only with what was paid in it.")
_ONE_UNDATED = N_("{n} contribution without any date is left out.")
_UNDATED = N_("{n} contributions without any date are left out.")


def compose_donors(desk: Desk, request: Request, t: Translator) -> Document:
    """What was chosen to be printed of the contributions of a period."""
    held = gather(desk, request)
    what = request.option(WHAT)
    if what == LETTERS:
        return donors_letters.compose(desk, request, held, t)
    if what == RECOGNITION:
        return donors_recognition.compose(desk, request, held, t)
    report = _Summary(held, t, for_outsiders=request.is_on(OUTSIDERS))
    front = head(desk, request, t, TITLE, Titled(say(t, TITLE)))
    data = {"report": about(request, t, desk), "contributions": report.data()}
    return Document(front, tuple(report.blocks()), say(t, TITLE), day_of(desk), data)


class _Summary:
    """By donor, by purpose, and each contribution."""

    def __init__(self, held: Donors, t: Translator, *, for_outsiders: bool) -> None:
        self._held, self._t, self._for_outsiders = held, t, for_outsiders

    def data(self) -> list[object]:
        """The contributions as they are printed."""
        return [
            {
                "donor": self._name(donor, one),
                **{name: to_json(one.values[name]) for name in _PRINTED if one.values.get(name) is not None},
            }
            for donor in self._held.donors
            for one in donor.given
        ]

    def blocks(self) -> Iterator[Block]:
        """The sections."""
        t, given = self._t, self._held.given
        yield Heading(say(t, N_("Overview")), "overview")
        yield from self._overview(given)
        if not given:
            return
        yield Heading(say(t, N_("By donor")), "donors")
        yield from self._by_donor()
        yield Heading(say(t, N_("By purpose")), "purposes")
        yield self._sums(N_("Purpose"), "purpose")
        yield Heading(say(t, N_("By form")), "forms")
        yield self._sums(N_("Form"), "form")
        yield Heading(say(t, N_("Contributions")), "contributions")
        yield self._contributions()

    def _overview(self, given: list[Given]) -> Iterator[Block]:
        t = self._t
        if not given:
            yield Facts((Fact(say(t, N_("Contributions")), say(t, NOTHING)),))
        else:
            told = (
                (N_("Donors"), t.number(sum(donor.id is not None for donor in self._held.donors))),
                (N_("Contributions"), t.number(len(given))),
                (N_("Agreed or pledged"), write_sums(add_up(_new(given)), t)),
                (N_("Received"), write_sums(add_payments(given, "received"), t)),
                (N_("Spent"), write_sums(add_payments(given, "spent"), t)),
            )
            yield Facts(tuple(Fact(say(t, label), Said(value) if value else missing(t)) for label, value in told))
        if len(_new(given)) < len(given):
            yield Note(say(t, _EARLIER))
        if self._held.undated:
            yield Note(say_plural(t, _ONE_UNDATED, _UNDATED, self._held.undated))

    def _by_donor(self) -> Iterator[Block]:
        t = self._t
        held: dict[str, list[Given]] = {}
        for donor in self._held.donors:
            for one in donor.given:
                held.setdefault(self._name(donor, one), []).append(one)
        for currency in add_up(_new(self._held.given)):
            yield from self._chart(held, currency)
        columns = ((N_("Donor"), False), (N_("Contributions"), True), (N_("Agreed or pledged"), True), (N_("Received"), True))
        rows = [self._donor_row(name, given) for name, given in sorted(held.items())]
        yield rows_of(t, columns, rows)

    def _donor_row(self, name: str, given: list[Given]) -> list[Cell]:
        t = self._t
        return [name, t.number(len(given)), write_sums(add_up(_new(given)), t), write_sums(add_payments(given, "received"), t)]

    def _chart(self, held: dict[str, list[Given]], currency: str) -> Iterator[Block]:
        """The donors of the greatest amounts in one currency."""
        sums = [(name, add_up(_new(given)).get(currency, Decimal(0))) for name, given in held.items()]
        told = sorted([one for one in sums if one[1]], key=lambda one: (-one[1], one[0]))
        if not told or not currency:
            return
        title = say(self._t, N_("Agreed or pledged, by donor"))
        shown, others = told[:_MOST_BARS], told[_MOST_BARS:]
        yield Chart(
            "bars", title, tuple(name for name, _ in shown), (Series("", tuple(amount for _, amount in shown)),), currency
        )
        if others:
            rest = write_money(sum((amount for _, amount in others), Decimal(0)), currency, self._t)
            yield Note(say_with(self._t, _OTHERS, number=self._t.number(len(others)), amount=rest))

    def _sums(self, label: str, name: str) -> Rows:
        t, field = self._t, CONTRIBUTION.by_name[name]
        held: dict[str, list[Given]] = {}
        for one in self._held.given:
            held.setdefault(write(field, one.values.get(name), t).text, []).append(one)
        rows: list[list[Cell]] = [
            [text or missing(t), t.number(len(given)), write_sums(add_up(_new(given)), t)] for text, given in sorted(held.items())
        ]
        return rows_of(t, ((label, False), (N_("Contributions"), True), (N_("Agreed or pledged"), True)), rows)

    def _contributions(self) -> Rows:
        t = self._t
        columns = ((N_("Donor"), False), (N_("What for"), False), (N_("Stage"), False), (N_("Date"), False), (N_("Amount"), True))
        pairs = [(self._name(donor, one), one) for donor in self._held.donors for one in donor.given]
        pairs.sort(key=lambda pair: (str(pair[1].values.get("agreed_on") or pair[1].values.get("asked_on") or ""), pair[0]))
        return rows_of(t, columns, [self._line(name, one) for name, one in pairs])

    def _line(self, name: str, one: Given) -> list[Cell]:
        t, fields = self._t, CONTRIBUTION.by_name
        day = next((field for field in ("agreed_on", "asked_on") if one.values.get(field)), "agreed_on")
        stage = write(fields["stage"], one.values.get("stage"), t).text
        if one.undecided:
            stage = say_with(t, N_("{value} (values not decided)"), value=stage)
        date = Said(t.date(one.values[day], "medium")) if one.values.get(day) else ""
        amount = write_money(one.values.get("amount"), one.values.get("currency"), t)
        return [name, purpose_of(one, t), stage, date, amount or missing(t)]

    def _name(self, donor: Donor, one: Given) -> str:
        """The donor's name; to outsiders nobody is named who does not wish it."""
        if self._for_outsiders and one.is_anonymous:
            return say(self._t, UNNAMED)
        return write_text(donor.name, self._t).text or say(self._t, N_("Donor not yet entered"))


def _new(given: list[Given]) -> list[Given]:
    return [one for one in given if one.is_new]


def purpose_of(one: Given, t: Translator) -> str:
    """What a contribution is for: its own words, else the activity, else the kind of purpose."""
    named: tuple[Callable[[], str], ...] = (
        lambda: str(one.values.get("title") or ""),
        lambda: write_text(one.activity, t).text,
        lambda: write(CONTRIBUTION.by_name["purpose"], one.values.get("purpose"), t).text,
    )
    return next((text for made in named if (text := made())), "")


def write_sums(sums: dict[str, Decimal], t: Translator) -> str:
    """The amounts, each currency on a line of its own."""
    return Said("\n".join(write_money(amount, currency, t) for currency, amount in sums.items()))
