"""The periodic report of a centre: what it did, for whom, with what result, with whom and with what means, for signature.

Printed from a submission its figures are those that were approved; without one, or before it is approved, every page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator, isolate
from baseldesk.reports.blocks import Block, Fact, Front, Heading, Signature, Signatures, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, plain_text, say, say_plural
from baseldesk.reports.periodic_changes import show_changes
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_gather import gather
from baseldesk.reports.periodic_means import show_cooperation, show_resources
from baseldesk.reports.periodic_results import show_results
from baseldesk.reports.periodic_summary import data_of
from baseldesk.reports.periodic_tables import list_activities, show_activities, show_apart, show_at_a_glance, show_parties
from baseldesk.reports.periodic_words import missing, name_of, narrative, plain_said, rows, said, version_of
from baseldesk.reports.request import Request
from baseldesk.reports.values import write_text

Section = tuple[str, str, Callable[[PeriodData, Translator], Iterator[Block]]]

KIND, CORRECTION = N_("Report on the activities of the centre"), N_("Correction of the report on the activities of the centre")
NOT_APPROVED, NOT_HERE = N_("Not yet approved"), N_("What was approved is not here: the figures are those of today")
SUPERSEDED = N_("A later version has taken the place of this one")


def compose_periodic(desk: Desk, request: Request, t: Translator) -> Document:
    """The report as a document in the translator's language.

    Raises:
        UsageError: there is no such submission, or it is not said which centre or period.
    """
    return compose(gather(desk, request, "activity_report"), t)


def compose(data: PeriodData, t: Translator) -> Document:
    """The report from its data."""
    correction = bool(data.handed and data.handed.before)
    front = front_of(data, t, CORRECTION if correction else KIND)
    blocks = (*sections_of(data, t, SECTIONS), *signatures_of(data, t))
    return Document(front, blocks, reference_of(data, t), data.made_on, data_of(data, "periodic", t))


# --- sections
def _summary(data: PeriodData, t: Translator) -> Iterator[Block]:
    yield narrative(data.narrative.get("summary", {}), t)
    yield from show_at_a_glance(data, t)


def _cooperation(data: PeriodData, t: Translator) -> Iterator[Block]:
    if data.narrative.get("cooperation"):
        yield narrative(data.narrative["cooperation"], t)
    yield from show_cooperation(data, t)


def _resources(data: PeriodData, t: Translator) -> Iterator[Block]:
    if data.narrative.get("resources"):
        yield narrative(data.narrative["resources"], t)
    yield from show_resources(data, t)


def _told(name: str, field: str = "") -> Callable[[PeriodData, Translator], Iterator[Block]]:
    """A narrative section; where nobody has written it, what the activities themselves say."""

    def show(data: PeriodData, t: Translator) -> Iterator[Block]:
        found = [(one, write_text(one[field], t)) for one in data.records.of("activity") if one[field]] if field else []
        if data.narrative.get(name) or not found:
            yield narrative(data.narrative.get(name, {}), t)
        else:
            lines = [[name_of(one, t), written.text] for one, written in found]
            yield rows(((N_("Activity"), "start"), (N_("As the activity's report says"), "start")), lines, t)

    return show


SECTIONS: tuple[Section, ...] = (
    ("summary", N_("Summary"), _summary),
    ("apart", N_("Not yet reported"), show_apart),
    ("activities", N_("Activities"), show_activities),
    ("parties", N_("Parties served"), show_parties),
    ("results", N_("Results against targets"), show_results),
    ("cooperation", N_("Cooperation"), _cooperation),
    ("resources", N_("Resources raised and spent"), _resources),
    ("constraints", N_("Constraints"), _told("constraints", "challenges")),
    ("lessons", N_("Lessons learned"), _told("lessons", "lessons")),
    ("plans", N_("Plans"), _told("plans")),
    ("list", N_("Annex: list of activities"), list_activities),
    ("changes", N_("Annex: differences to the version before"), show_changes),
)


def sections_of(data: PeriodData, t: Translator, sections: Sequence[Section]) -> Iterator[Block]:
    """Section by section; what is for a correction, or for the secretariat only, is left out elsewhere."""
    left_out = {"apart"} if not data.ground.apart else set()
    if data.changes is None:
        left_out.add("changes")
    for key, heading, show in sections:
        if key not in left_out:
            yield Heading(said(t, heading), key)
            yield from show(data, t)


# --- front, foot and end; shared by the reports on a period
def front_of(data: PeriodData, t: Translator, kind: str, title: str = "") -> Front:
    """The head of the first page: whose report, on what, how far it has come."""
    handed = data.handed
    written = write_text(handed.title, t) if handed else None
    made = title or say(t, N_("{kind}, {period}"), kind=said(t, kind), period=data.period.write(t))
    named = Titled(written.text, written.language) if written else Titled(made)
    return Front(
        centre=write_text(data.centre, t).text, kind=said(t, kind), title=named,
        title_note=Said(" · ".join(written.notes)) if written else "", mark=mark_of(data, t),
        facts=tuple(_front_facts(data, t)), short_centre=data.code,
    )  # fmt: skip


def mark_of(data: PeriodData, t: Translator) -> str:
    """What is said on each page: that it is not approved, or no longer the last word."""
    handed = data.handed
    if handed and handed.is_frozen:
        return said(t, SUPERSEDED) if handed.is_superseded else ""
    return said(t, NOT_HERE if handed and handed.approved_on else NOT_APPROVED)


def _front_facts(data: PeriodData, t: Translator) -> Iterator[Fact]:
    handed = data.handed
    yield Fact(said(t, N_("Period")), data.period.write(t))
    if handed:
        yield Fact(said(t, N_("Version")), Said(str(handed.version)))
        yield Fact(said(t, N_("Stage")), plain_said(t.label(handed.stage, "submission_stage")))
        if handed.call:
            written = write_text(handed.call, t)
            yield Fact(said(t, N_("Answers the call")), written.text, written.notes, written.language)
        by = data.people[-1].name if data.people else ""
        yield Fact(said(t, N_("Submitted by")), by or missing(t))
        yield Fact(said(t, N_("Approved on")), Said(t.date(handed.approved_on, "long")) if handed.approved_on else missing(t))
    elif data.ground.is_reported:
        yield Fact(said(t, N_("Figures from")), Said("\n".join(version_of(one, t) for one in data.ground.used)))
    yield Fact(said(t, N_("Made on")), Said(t.date(data.made_on, "long")), _undecided(data, t))


def _undecided(data: PeriodData, t: Translator) -> tuple[str, ...]:
    n = len(data.ground.undecided)
    return (
        (say_plural(t, N_("{n} record has values that are not decided"), N_("{n} records have values that are not decided"), n),)
        if n
        else ()
    )


def reference_of(data: PeriodData, t: Translator) -> str:
    """Centre, period and version, as the foot of each page has them."""
    parts = [plain_text(data.code), data.period.write(t)]
    if data.handed:
        parts.append(say(t, N_("Version {version}"), version=str(data.handed.version)))
    return Said(" · ".join(isolate(part) if t.rtl else part for part in parts if part))


def signatures_of(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Who prepared it and who approved it."""
    if data.people:
        yield Signatures(tuple(Signature(said(t, one.role), one.name, one.function) for one in data.people))
