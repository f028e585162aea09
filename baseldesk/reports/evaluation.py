"""The evaluation mirror: the centre against the published scale, evidence first and score second, marked as indicative.

Decision: it is the centre's own. Nothing of it is stored or travels. The secretariat is refused until the centre has shared it,
which a centre does by attaching the printed mirror, to nothing else, as a document of the kind «evaluation»; that document goes
with the next data file like any other, and only then can the secretariat print a mirror of this centre.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.i18n import N_, Translator
from baseldesk.records.types import TYPES
from baseldesk.reports.blocks import Block, Cell, Fact, Facts, Front, Heading, Note
from baseldesk.reports.document import Document
from baseldesk.reports.escape import Said, say
from baseldesk.reports.evaluation_evidence import Evidence, evidence_of, show_evidence
from baseldesk.reports.evaluation_scale import Criterion, Part, Scale, latest_scale
from baseldesk.reports.periodic import front_of, reference_of
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_gather import gather
from baseldesk.reports.periodic_words import count, missing, rows, said
from baseldesk.reports.request import Request
from baseldesk.reports.values import write_text

KIND, MARK = N_("Evaluation mirror"), N_("Indicative: for the centre's own use")
NOT_KNOWN = N_("to be entered when known")
_COUNTS = {
    "steps": N_("How far activities have come"), "completed": N_("Activities completed"),
    "parties": N_("Parties that benefited"), "cooperation": N_("Cooperation"),
}  # fmt: skip
_SHARED = "evaluation"  # of the vocabulary document_kind


def compose_evaluation(desk: Desk, request: Request, t: Translator) -> Document:
    """The mirror as a document in the translator's language.

    Raises:
        UsageError: it is another centre's and not shared, the period is not said, or the scale cannot be read.
    """
    refuse_others(desk, request.owner or ("" if desk.is_secretariat else desk.owner))
    data = gather(desk, replace(request, records=()), "activity_report")
    return compose(data, latest_scale(desk.folder), t)


def refuse_others(desk: Desk, owner: str) -> None:
    """Lets through the centre itself, and the secretariat for a centre that has shared its mirror.

    Raises:
        UsageError: anybody else.
    """
    if owner == desk.owner and not desk.is_secretariat:
        return
    if not owner or not (desk.is_secretariat and is_shared(desk, owner)):
        raise UsageError("report.for_centre_only")


def is_shared(desk: Desk, owner: str) -> bool:
    """Whether the centre has attached its mirror as a document that belongs to no other record."""
    parents = [one.name for one in TYPES["document"].fields if one.target]
    found = [row for row in desk.find("document", kind=_SHARED) if row.owner == owner]
    return any(not any(row.values.get(name) for name in parents) for row in found)


def compose(data: PeriodData, scale: Scale, t: Translator) -> Document:
    """The mirror from its data."""
    evidence = evidence_of(data)
    front = _front(data, scale, t)
    blocks = tuple(_blocks(data, scale, evidence, t))
    return Document(front, blocks, reference_of(data, t), data.made_on, _attached(data, scale, evidence, t))


def _front(data: PeriodData, scale: Scale, t: Translator) -> Front:
    front = front_of(data, t, KIND)
    basis: Cell = scale.basis or said(t, NOT_KNOWN)
    known = Fact(said(t, N_("Scale as known on")), Said(t.date(scale.known_on, "long")))
    return replace(front, mark=said(t, MARK), facts=(*front.facts, known, Fact(said(t, N_("Basis of the scale")), basis)))


def _blocks(data: PeriodData, scale: Scale, evidence: Evidence, t: Translator) -> Iterator[Block]:
    yield Note(
        said(t, N_("Counted from the centre's own records by the points that are known. It is no evaluation and binds nobody."))
    )
    for one in scale.criteria:
        yield Heading(_title(one, t), f"criterion-{one.code}")
        for part in one.parts:
            yield from show_evidence(part.counts, evidence, data, t)
        yield Facts(tuple(Fact(said(t, N_("Indicative score")), _score(part, evidence, t)) for part in one.parts))
    yield Heading(said(t, N_("Indicative score in all")), "score")
    yield from _summary(scale, evidence, t)


def _title(one: Criterion, t: Translator) -> str:
    return say(t, N_("({code}) {text}"), code=one.code, text=write_text(one.label, t).text)


def _score(part: Part, evidence: Evidence, t: Translator) -> str:
    """«Activities completed: 12, 4 points of 8»."""
    points = part.points_for(evidence.number(part.counts))
    counted = said(t, _COUNTS[part.counts]) if part.counts in _COUNTS else part.counts
    if points is None or part.counts not in _COUNTS:
        return say(t, N_("{choice}: {words}"), choice=counted, words=said(t, NOT_KNOWN))
    return say(t, N_("{what}: {points} of {most}"), what=counted, points=points, most=part.most)


def _summary(scale: Scale, evidence: Evidence, t: Translator) -> Iterator[Block]:
    lines: list[list[Cell]] = []
    for one in scale.criteria:
        for number, part in enumerate(one.parts):
            points = _points(part, evidence)
            counted = said(t, _COUNTS[part.counts]) if part.counts in _COUNTS else part.counts
            cells: list[Cell] = [said(t, NOT_KNOWN), ""] if points is None else [count(points, t), count(part.most or 0, t)]
            lines.append([_title(one, t) if number == 0 else "", counted, *cells])
    heads = ((N_("Criterion"), "start"), (N_("Counted"), "start"), (N_("Points"), "end"), (N_("At most"), "end"))
    totals = [said(t, N_("Known so far")), "", count(known_points(scale, evidence), t), count(scale.most_known, t)]
    yield rows(heads, lines, t, totals=totals)
    yield Facts((Fact(said(t, N_("Points of the whole scale")), count(scale.total, t) if scale.total else missing(t)),))
    if scale.total and scale.total > scale.most_known:
        left = scale.total - scale.most_known
        yield Note(say(t, N_("What the other {n} points are given for is to be entered when known."), n=left))


def _points(part: Part, evidence: Evidence) -> int | None:
    return part.points_for(evidence.number(part.counts)) if part.counts in _COUNTS else None


def known_points(scale: Scale, evidence: Evidence) -> int:
    """The indicative score, of what is known."""
    return sum(_points(part, evidence) or 0 for one in scale.criteria for part in one.parts)


def _attached(data: PeriodData, scale: Scale, evidence: Evidence, t: Translator) -> dict[str, object]:
    about = {"kind": "evaluation", "language": t.language, "centre": data.code, "period": str(data.period),
             "made_on": data.made_on.isoformat(), "scale_known_on": scale.known_on.isoformat(), "indicative": True}  # fmt: skip
    parts = [
        {"criterion": one.code, "counts": part.counts, "number": evidence.number(part.counts), "points": _points(part, evidence)}
        for one in scale.criteria
        for part in one.parts
    ]
    return {"report": about, "parts": parts, "points": known_points(scale, evidence), "total": scale.total}
