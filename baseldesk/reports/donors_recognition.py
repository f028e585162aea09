"""The list in which donors are thanked by name: those who wish it, without amounts; of the others only how many they are."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Fact, Facts, Heading, Note, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.donors_data import Donor, Donors, Given
from baseldesk.reports.donors_front import about, day_of, head, rows_of, say
from baseldesk.reports.escape import say_plural
from baseldesk.reports.request import OUTSIDERS, Request
from baseldesk.reports.values import write_text

TITLE = N_("With thanks to our donors")
_ONE_UNNAMED = N_("{n} donor wishes not to be named.")
_UNNAMED = N_("{n} donors wish not to be named.")
_ONE_UNASKED = N_("{n} donor is not listed: whether it wishes to be named is not yet entered.")
_UNASKED = N_("{n} donors are not listed: whether they wish to be named is not yet entered.")


def compose(desk: Desk, request: Request, held: Donors, t: Translator) -> Document:
    """The list of recognition; to outsiders it does not tell of wishes that are not entered."""
    named = [(donor, public) for donor in held.donors if (public := _public(donor))]
    named.sort(key=lambda pair: write_text(pair[0].name, t).text.casefold())
    blocks = tuple(_blocks(named, held, t, for_outsiders=request.is_on(OUTSIDERS)))
    front = head(desk, request, t, N_("Recognition of donors"), Titled(say(t, TITLE)))
    names = [write_text(donor.name, t).text for donor, _ in named]
    return Document(front, blocks, say(t, TITLE), day_of(desk), {"report": about(request, t, desk), "donors": names})


def _public(donor: Donor) -> list[Given]:
    """What the donor agreed to be named for."""
    return [one for one in donor.given if donor.name and one.is_sure and one.values.get("recognition_wished") == "public"]


def _blocks(named: list[tuple[Donor, list[Given]]], held: Donors, t: Translator, *, for_outsiders: bool) -> Iterator[Block]:
    yield Heading(say(t, N_("Donors")), "donors")
    if named:
        columns = (
            (N_("Donor"), False),
            (N_("Country"), False),
            (N_("For"), False),
            (N_("Recognition given: what and when"), False),
        )
        yield rows_of(t, columns, [_row(donor, given, t, for_outsiders=for_outsiders) for donor, given in named])
    else:
        yield Facts((Fact(say(t, N_("Donors")), say(t, N_("No donor can be named for this period."))),))
    others = [donor for donor in held.donors if not _public(donor) and any(one.is_sure for one in donor.given)]
    unnamed = [donor for donor in others if any(one.is_anonymous for one in donor.given)]
    if unnamed:
        yield Note(say_plural(t, _ONE_UNNAMED, _UNNAMED, len(unnamed)))
    if not for_outsiders and len(others) > len(unnamed):
        yield Note(say_plural(t, _ONE_UNASKED, _UNASKED, len(others) - len(unnamed)))


def _row(donor: Donor, given: list[Given], t: Translator, *, for_outsiders: bool) -> list[Cell]:
    from baseldesk.reports.donors import purpose_of

    name = write_text(donor.name, t).text
    purposes = "\n".join(dict.fromkeys(text for one in given if (text := purpose_of(one, t))))
    done = (
        ""
        if for_outsiders
        else "\n".join(str(one.values["recognition_given"]) for one in given if one.values.get("recognition_given"))
    )
    return [name, t.country(donor.country) if donor.country else "", purposes, done]
