"""The report to one donor on one contribution: what was done with it, what came of it, where the money went, for signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.records.activity import ACTIVITY
from baseldesk.records.field import Kind
from baseldesk.records.money import CONTRIBUTION
from baseldesk.reports.activity_data import ActivityData
from baseldesk.reports.activity_tables import list_budget, list_headcounts
from baseldesk.reports.blocks import Block, Fact, Facts, Front, Heading, Note, Picture, Signature, Signatures, Text, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.donor_data import DonorData, Photograph, Work, gather
from baseldesk.reports.donor_tables import list_balance, list_duties, list_payments, list_results, list_statements
from baseldesk.reports.donors import purpose_of
from baseldesk.reports.donors_front import TO_SIGN, about, day_of, head, missing, say
from baseldesk.reports.escape import Said, say_plural
from baseldesk.reports.request import Request
from baseldesk.reports.values import to_json, write, write_money, write_text

_NO_DAY = date.min  # the tables that are borrowed from the activity report print no day
KIND = N_("Report to a donor")
_ABOUT = ("purpose", "form", "stage", "agreed_on", "project_id")
_WORK = ("kind", "stage", "city", "summary", "outputs", "outcomes", "challenges", "lessons")
_ONE_WITHHELD = N_("{n} photograph is not shown: it is not marked for publication, or somebody in it has not consented.")
_WITHHELD = N_("{n} photographs are not shown: they are not marked for publication, or somebody in them has not consented.")


def compose_donor(desk: Desk, request: Request, t: Translator) -> Document:
    """The report on the contribution that was asked for.

    Raises:
        UsageError: there is no such contribution.
    """
    data = gather(desk, request.records[0])
    report = _DonorReport(data, t)
    front = report.front(desk, request)
    blocks = tuple(report.blocks())
    printed = {"report": about(request, t, desk), "contribution": report.printed(), "payments": report.payments()}
    return Document(front, blocks, str(data.given.values.get("project_id") or ""), day_of(desk), printed)


class _DonorReport:
    """Composes the sections."""

    def __init__(self, data: DonorData, t: Translator) -> None:
        self._data, self._t = data, t

    def front(self, desk: Desk, request: Request) -> Front:
        """The head: the donor by name, and what the contribution is for."""
        t, data = self._t, self._data
        donor = write_text(data.donor, t)
        title = purpose_of(data.given, t)
        facts = [Fact(say(t, N_("Donor")), donor.text or missing(t), donor.notes, donor.language)]
        return head(desk, Request(request.kind, owner=data.owner), t, KIND, Titled(title or say(t, N_("Contribution"))), facts)

    def printed(self) -> Mapping[str, object]:
        """The contribution's printed fields."""
        names = (*_ABOUT, "title", "amount", "currency")
        return {name: to_json(held) for name in names if (held := self._data.given.values.get(name)) is not None}

    def payments(self) -> list[object]:
        """The payments as they are printed."""
        names = ("paid_on", "direction", "amount", "currency", "description")
        return [{name: to_json(one[name]) for name in names if one.get(name) is not None} for one in self._data.given.payments]

    def blocks(self) -> Iterator[Block]:
        """The sections; those with nothing in them are left out."""
        t, work = self._t, self._data.work
        for text, key, blocks in (
            (N_("The contribution"), "contribution", self._contribution()),
            (N_("What was done"), "activities", self._work(work) if work else iter(())),
            (N_("Results"), "results", self._results(work) if work else iter(())),
            (N_("Money"), "money", self._money()),
            (N_("Reports that were promised"), "duties", list_duties(self._data.duties, t)),
            (N_("Photographs"), "photographs", self._photographs()),
        ):
            held = list(blocks)
            if held:
                yield Heading(say(t, text), key)
                yield from held
        yield Signatures((Signature(say(t, TO_SIGN)),))

    def _contribution(self) -> Iterator[Block]:
        t, values = self._t, self._data.given.values
        amount = write_money(values.get("amount"), values.get("currency"), t)
        notes = self._undecided(self._data.given.undecided)
        facts = [Fact(say(t, CONTRIBUTION.by_name["amount"].label), amount or missing(t), notes)]
        for name in _ABOUT:
            written = write(CONTRIBUTION.by_name[name], values.get(name), t)
            if written:
                facts.append(Fact(say(t, CONTRIBUTION.by_name[name].label), written.text))
        yield Facts(tuple(facts))

    def _undecided(self, number: int) -> tuple[str, ...]:
        """A note where two computers gave different values and nobody has chosen."""
        return (say(self._t, N_("some values are not decided")),) if number else ()

    def _work(self, work: Work) -> Iterator[Block]:
        t = self._t
        title = write_text(work.values.get("title") or {}, t)
        notes = (*title.notes, *self._undecided(work.undecided))
        yield Facts((
            Fact(say(t, N_("Activity")), title.text or missing(t), notes, title.language),
            Fact(say(t, N_("When")), _period(work, t) or missing(t)),
            *self._countries(work),
        ))  # fmt: skip
        for name in _WORK:
            yield from self._field(work, name)
        headcounts, _ = list_headcounts(ActivityData(work.values, {}, _NO_DAY, headcounts=work.headcounts), t)
        if headcounts.rows:
            yield headcounts

    def _countries(self, work: Work) -> Iterator[Fact]:
        for name in ("country", "countries"):
            written = write(ACTIVITY.by_name[name], work.values.get(name), self._t)
            if written:
                yield Fact(say(self._t, ACTIVITY.by_name[name].label), written.text)

    def _field(self, work: Work, name: str) -> Iterator[Block]:
        field = ACTIVITY.by_name[name]
        written = write(field, work.values.get(name), self._t)
        if not written:
            return
        label = say(self._t, field.label)
        if field.kind is Kind.PROSE:
            yield Text(written.text, label, written.notes, written.language)
        else:
            yield Facts((Fact(label, written.text, written.notes, written.language),))

    def _results(self, work: Work) -> Iterator[Block]:
        table = list_results(work.results, self._t)
        if table.rows:
            yield table
        yield from list_statements(work.results, self._t)

    def _money(self) -> Iterator[Block]:
        data, t = self._data, self._t
        if data.work and data.work.budget:
            yield list_budget(ActivityData(data.work.values, {}, _NO_DAY, budget=data.work.budget), t)[0]
        payments = list_payments(data.given.payments, t)
        if payments.rows:
            yield payments
        yield list_balance(data.given, t)

    def _photographs(self) -> Iterator[Block]:
        for number, one in enumerate(self._data.photographs, 1):
            yield self._picture(one, number)
        if self._data.withheld:
            yield Note(say_plural(self._t, _ONE_WITHHELD, _WITHHELD, self._data.withheld))

    def _picture(self, one: Photograph, number: int) -> Picture:
        t = self._t
        texts = (write_text(one.values.get(name) or {}, t).text for name in ("caption", "title"))
        caption = next((text for text in texts if text), "")
        credit = str(one.values.get("credit") or "")
        shown = " · ".join(part for part in (caption, credit) if part)
        return Picture(one.content, shown, caption or t.format(N_("Photograph {number}"), number=number), 100)


def _period(work: Work, t: Translator) -> str:
    """From the first to the last day, the actual ones where they are known."""
    values = work.values
    days = [values.get("started_on") or values.get("starts_on"), values.get("ended_on") or values.get("ends_on")]
    return Said(" – ".join(dict.fromkeys(t.date(day, "long") for day in days if day)))
