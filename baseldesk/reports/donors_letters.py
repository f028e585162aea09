"""A letter of thanks to each donor of a period, each on a page of its own, for signature."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Chapter, Fact, Facts, Front, Signature, Signatures, Text, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.donors_data import Donor, Donors, Given, add_payments, add_up
from baseldesk.reports.donors_front import TO_SIGN, about, day_of, head, missing, rows_of, say
from baseldesk.reports.escape import Said
from baseldesk.reports.escape import say as say_with
from baseldesk.reports.request import Request
from baseldesk.reports.values import write_money, write_text

KIND = N_("Letter of thanks")
_GREETING = N_("Dear partner,")
_THANKS = N_(
    "On behalf of {centre} and of the countries that it serves, we thank you for your support to the environmentally sound "
    "management of hazardous and other wastes. What you have given is listed below."
)
_CLOSING = N_("We shall be glad to tell you what was achieved with it, and look forward to working with you again.")
_NOT_NAMED = N_("As you wish, we do not name you in what we publish.")


def compose(desk: Desk, request: Request, held: Donors, t: Translator) -> Document:
    """The letters in one file, in the order of the donors' names; those who are thanked have agreed something in the period."""
    donors = [donor for donor in held.donors if donor.name and any(one.is_sure for one in donor.given)]
    donors.sort(key=lambda donor: write_text(donor.name, t).text.casefold())
    data = {"report": about(request, t, desk), "letters": [write_text(donor.name, t).text for donor in donors]}
    if not donors:
        front = head(desk, request, t, KIND, Titled(say(t, N_("Letters of thanks"))))
        nothing = Fact(say(t, N_("Donors")), say(t, N_("No contribution was agreed in this period.")))
        return Document(front, (Facts((nothing,)),), "", day_of(desk), data)
    letters = [(_front(desk, request, donor, t), tuple(_blocks(donor, t, _centre(desk, request, t)))) for donor in donors]
    (first, blocks), *others = letters
    told: list[Block] = [*blocks]
    for front, further in others:
        told += [Chapter(front), *further]
    return Document(first, tuple(told), "", day_of(desk), data)


def _front(desk: Desk, request: Request, donor: Donor, t: Translator) -> Front:
    written = write_text(donor.name, t)
    country = [Fact(say(t, N_("Country")), t.country(donor.country))] if donor.country else []
    return head(desk, request, t, KIND, Titled(written.text, written.language), country)


def _centre(desk: Desk, request: Request, t: Translator) -> str:
    return head(desk, request, t, KIND, Titled("")).centre


def _blocks(donor: Donor, t: Translator, centre: str) -> Iterator[Block]:
    sure = [one for one in donor.given if one.is_sure]
    yield Text(say(t, _GREETING))
    yield Text(say_with(t, _THANKS, centre=centre))
    yield _list(sure, t)
    if any(one.is_anonymous for one in sure):
        yield Text(say(t, _NOT_NAMED))
    yield Text(say(t, _CLOSING))
    yield Signatures((Signature(say(t, TO_SIGN)),))


def _list(sure: list[Given], t: Translator) -> Block:
    from baseldesk.reports.donors import purpose_of, write_sums

    columns = ((N_("What for"), False), (N_("Agreed on"), False), (N_("Amount"), True), (N_("Received"), True))
    rows: list[list[Cell]] = [
        [
            purpose_of(one, t), Said(t.date(one.values["agreed_on"], "medium")) if one.values.get("agreed_on") else "",
            write_money(one.values.get("amount"), one.values.get("currency"), t) or missing(t),
            write_sums(add_payments([one], "received"), t),
        ]
        for one in sure
    ]  # fmt: skip
    totals = (t.gettext(N_("Total")), "", write_sums(add_up(sure), t), write_sums(add_payments(sure, "received"), t))
    return rows_of(t, columns, rows, totals=totals if len(rows) > 1 else ())
