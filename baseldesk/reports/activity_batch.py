"""The reports of several activities in one file, each a chapter with a head and signatures of its own."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.reports import activity
from baseldesk.reports.blocks import Block, Chapter, Fact, Front, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, say_plural
from baseldesk.reports.gather import activity_data
from baseldesk.reports.request import OUTSIDERS, Request


def compose_activities(desk: Desk, request: Request, t: Translator) -> Document:
    """The report of one activity, or those of several in the order given.

    Raises:
        UsageError: there is no such activity, or it is not for outsiders.
    """
    outsiders = request.is_on(OUTSIDERS)
    documents = [activity.compose(activity_data(desk, one, for_outsiders=outsiders), t) for one in request.records]
    return documents[0] if len(documents) == 1 else _join(documents, t)


def _join(documents: list[Document], t: Translator) -> Document:
    first = documents[0]
    blocks: list[Block] = []
    for one in documents:
        blocks += [Chapter(one.front, one.reference), *one.blocks]
    number = say_plural(t, N_("{n} activity"), N_("{n} activities"), len(documents))
    made_on = Fact(Said(t.gettext(N_("Made on"))), Said(t.date(first.made_on, "long")))
    title = Titled(Said(t.gettext(N_("Activity reports"))))
    front = Front(first.front.centre, number, title, facts=(made_on,), short_centre=first.front.short_centre)
    return Document(front, tuple(blocks), "", first.made_on, {"reports": [dict(one.data) for one in documents]})
