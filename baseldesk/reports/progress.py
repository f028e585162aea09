"""The progress of the programme's work plan, as its table 1 is laid out: objectives, components, key activities, indicators.

What was done, by whom and with what result; key activities with nothing done are said too. At the secretariat of all centres
together, unless one is asked for; its figures then come from what the centres have handed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.i18n import LANGUAGES, N_, Translator, translator
from baseldesk.records import vocabulary
from baseldesk.reports.activity_data import Texts
from baseldesk.reports.blocks import Block, Fact, Facts, Heading, Note
from baseldesk.reports.document import Document
from baseldesk.reports.escape import say
from baseldesk.reports.periodic import front_of, reference_of, signatures_of
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import objective_of
from baseldesk.reports.periodic_gather import gather, ground_of, today
from baseldesk.reports.periodic_records import Item, activities
from baseldesk.reports.periodic_summary import data_of
from baseldesk.reports.periodic_tables import show_apart
from baseldesk.reports.periodic_words import label, narrative, said
from baseldesk.reports.progress_indicators import show_indicators
from baseldesk.reports.progress_tables import count_by_key_activity, show_done, show_key_activities
from baseldesk.reports.request import OUTSIDERS, Period, Request
from baseldesk.reports.values import join

KIND, SECRETARIAT = N_("Progress of the work plan"), N_("Secretariat of the Basel Convention")
_TOLD = ("summary", "cooperation", "constraints", "lessons", "plans")
_TITLES = {
    "summary": N_("Summary"), "cooperation": N_("Cooperation"), "constraints": N_("Constraints"),
    "lessons": N_("Lessons learned"), "plans": N_("Plans"),
}  # fmt: skip


def compose_progress(desk: Desk, request: Request, t: Translator) -> Document:
    """The progress report as a document in the translator's language.

    Raises:
        UsageError: there is no such submission, or it is not said which period.
    """
    if desk.is_secretariat and not request.records and not request.owner:
        data = _of_all_centres(desk, request)
    else:
        data = gather(desk, request, "work_plan_progress", "activity_report")
    return compose(replace(data, ratified=_count_ratifications(desk, data.period)), t)


def _count_ratifications(desk: Desk, period: Period) -> int:
    """As the measure M-RATIF counts them; no record of a centre, so neither reported nor frozen."""
    sql = (
        "SELECT count(*) FROM r_party_status t JOIN record r ON r.n = t.n "
        "WHERE r.hidden = 0 AND t.status IN ('ratified', 'acceded') AND t.since BETWEEN :first AND :last"
    )
    with desk.read() as reader:
        row = reader.one(sql, first=period.first.isoformat(), last=period.last.isoformat())
    return int(row[0]) if row else 0


def _of_all_centres(desk: Desk, request: Request) -> PeriodData:
    """What all centres have handed in, and what they have not."""
    if request.period is None:
        raise UsageError("report.no_period")
    owners = sorted({row.owner for row in desk.find("centre")})
    kinds = ("work_plan_progress", "activity_report")
    ground = ground_of(desk, owners, request.period, kinds, outsiders=request.is_on(OUTSIDERS))
    return PeriodData(_secretariat(), "", request.period, today(desk), ground)


def _secretariat() -> Texts:
    """What the secretariat is called, in every language that has a word for it."""
    return {language: translator(language).gettext(SECRETARIAT) for language in LANGUAGES}


def compose(data: PeriodData, t: Translator) -> Document:
    """The report from its data."""
    blocks = (*_blocks(data, t), *signatures_of(data, t))
    attached = {**data_of(data, "progress", t), "by_key_activity": count_by_key_activity(data)}
    return Document(front_of(data, t, KIND), blocks, reference_of(data, t), data.made_on, attached)


def _blocks(data: PeriodData, t: Translator) -> Iterator[Block]:
    if data.narrative.get("summary"):
        yield from _section("summary", data, t)
    if data.ground.apart:
        yield Heading(said(t, N_("Not yet reported")), "apart")
        yield from show_apart(data, t)
    for number, objective in enumerate(_objectives(data), start=1):
        yield from _objective(number, objective, data, t)
    yield from _outside(data, t)
    for name in _TOLD[1:]:
        if data.narrative.get(name):
            yield from _section(name, data, t)


def _section(name: str, data: PeriodData, t: Translator) -> Iterator[Block]:
    yield Heading(said(t, _TITLES[name]), name)
    yield narrative(data.narrative[name], t)


def _objectives(data: PeriodData) -> list[str]:
    """The objectives that are in force, and retired ones that something was done for."""
    used = {objective_of(one) for one in activities(data.records)}
    return [code for code in vocabulary.codes("objective") if code in vocabulary.offered("objective") or code in used]


def _objective(number: int, objective: str, data: PeriodData, t: Translator) -> Iterator[Block]:
    """One block of table 1: the objective, then components, key activities and indicators side by side."""
    text = say(t, N_("{number}. {text}"), number=number, text=label(objective, "objective", t))
    yield Heading(text, objective.lower())
    yield Facts(tuple(_parts(objective, t)))
    yield from show_key_activities(objective, data, t)
    yield from show_indicators(objective, data, t)


def _parts(objective: str, t: Translator) -> Iterator[Fact]:
    below = [
        code for code in vocabulary.codes("sub_objective") if objective in vocabulary.links("sub_objective", code, "objective")
    ]
    for code in below:
        yield Fact(said(t, N_("Sub-objective")), label(code, "sub_objective", t))
    components = [t.label(code, "component") for code in vocabulary.components_of(objective)]
    yield Fact(said(t, N_("Components")), join(components, t))


def _outside(data: PeriodData, t: Translator) -> Iterator[Block]:
    """What was done outside the work plan: a full answer, listed like the rest."""
    found: list[Item] = [one for one in activities(data.records) if not objective_of(one)]
    if found:
        yield Heading(said(t, N_("Outside the work plan")), "outside")
        yield Note(said(t, N_("These activities name no objective and no key activity of the work plan.")))
        yield from show_done(found, data, t)
