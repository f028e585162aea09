"""The reports of one or several activities in one file, each a chapter with a head and signatures of its own."""

from __future__ import annotations

from dataclasses import replace

from baseldesk.desk.desk import Desk
from baseldesk.desk.period_records import ids_of_period
from baseldesk.desk.shown import Shown
from baseldesk.errors import Cancelled, UsageError
from baseldesk.i18n import N_, Translator
from baseldesk.reports import activity
from baseldesk.reports.blocks import Block, Cell, Chapter, Column, Fact, Front, Rows, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, say_plural
from baseldesk.reports.gather import activity_data
from baseldesk.reports.record_state import belonging
from baseldesk.reports.request import CARRIED, OUTSIDERS, Period, Request
from baseldesk.reports.words import Span


def compose_activities(desk: Desk, request: Request, t: Translator) -> Document:
    """The report of one activity, those of several in the order given, or those of all activities of a period.

    Raises:
        UsageError: there is no such activity, or it is not for outsiders.
        Cancelled: the person has stopped it.
    """
    outsiders = request.is_on(OUTSIDERS)
    records = request.records or _of_period(desk, request)
    documents = []
    for done, one in enumerate(records):
        if request.cancelled and request.cancelled():
            raise Cancelled
        if request.progress:
            request.progress(done, len(records))
        documents.append(activity.compose(activity_data(desk, one, for_outsiders=outsiders), t))
    if len(documents) > 1 or not request.records:
        return replace(_join(documents, request.period, t), signer=desk.signer)
    carried = (
        b"" if outsiders or not request.is_on(CARRIED) else desk.pack_for_paper(list(belonging(desk, "activity", records[0])))
    )
    return replace(documents[0], signer=desk.signer, carried=carried or b"")


def _of_period(desk: Desk, request: Request) -> list[bytes]:
    """The centre's activities that the period overlaps, as the report on the period has them, in order of time.

    Raises:
        UsageError: there is none.
    """
    owner, period = request.owner or desk.owner, request.period
    assert period is not None  # `kinds.compose` asks for one or the other
    with desk.read() as reader:
        ids = list(ids_of_period(reader, owner, "activity", period.first, period.last))
    found = [one for identity in ids if (one := desk.record("activity", identity)) is not None]
    if request.is_on(OUTSIDERS):
        found = [one for one in found if one.values.get("publish") == "yes"]
    if not found:
        raise UsageError("report.nothing_in_period", period=period.shortest)
    return [one.id for one in sorted(found, key=_in_time)]


def _in_time(one: Shown) -> tuple[str, str]:
    values = one.values
    return str(values.get("started_on") or values.get("starts_on") or ""), str(values.get("reference") or "")


def _contents(documents: list[Document], t: Translator) -> Rows:
    """What the file holds, on its first page."""
    columns = tuple(Column(Said(t.gettext(one))) for one in (N_("Reference"), N_("Title")))
    rows: list[list[Cell]] = [
        [one.reference, [Span(one.front.title.text, language=one.front.title.language)]] for one in documents
    ]
    return Rows(columns, rows, "")


def _join(documents: list[Document], period: Period | None, t: Translator) -> Document:
    first = documents[0]
    blocks: list[Block] = [_contents(documents, t)]
    for one in documents:
        blocks += [Chapter(one.front, one.reference, one.subject), *one.blocks]
    number = say_plural(t, N_("{n} activity"), N_("{n} activities"), len(documents))
    facts = [Fact(Said(t.gettext(N_("Period"))), period.write(t))] if period else []
    facts.append(Fact(Said(t.gettext(N_("Made on"))), Said(t.date(first.made_on, "long"))))
    title = Titled(Said(t.gettext(N_("Activity reports"))))
    front = Front(first.front.centre, number, title, facts=tuple(facts), short_centre=first.front.short_centre)
    return Document(front, tuple(blocks), "", first.made_on, {"reports": [dict(one.data) for one in documents]})
