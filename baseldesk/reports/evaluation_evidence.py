"""The evidence for the criteria of the evaluation: what the records of a period prove, whatever the points for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Fact, Facts
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import (
    DONE,
    UNDER_WAY,
    completed_in,
    parties,
    partners_in,
    partnerships,
    standing,
)  # fmt: skip
from baseldesk.reports.periodic_records import Item, Records, begun_on
from baseldesk.reports.periodic_words import count, days_of, name_lines, name_of, rows, said
from baseldesk.reports.values import join

IDENTIFIED, DOCUMENTED, IMPLEMENTED = "identified", "documented", "implemented"
STEPS = (IDENTIFIED, DOCUMENTED, IMPLEMENTED)
_STEP_WORDS = {IDENTIFIED: N_("Identified"), DOCUMENTED: N_("Documented"), IMPLEMENTED: N_("Implemented")}
_PAPERS = ("concept", "proposal", "invitation")
_START, _END = "start", "end"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be counted: each number beside the records that prove it."""

    steps: dict[str, list[Item]]
    completed: list[Item]
    parties: list[str]
    partnerships: list[Item]
    partners: dict[bytes, Item]
    meetings: list[Item]

    def number(self, counts: str) -> int:
        """What a part of a criterion counts; 0 for what this program does not know how to count."""
        if counts == "steps":
            return max((place for place, step in enumerate(STEPS, start=1) if self.steps[step]), default=0)
        numbers = {"completed": len(self.completed), "parties": len(self.parties), "cooperation": len(self.partnerships)}
        return numbers.get(counts, 0)


def evidence_of(data: PeriodData) -> Evidence:
    """All of it, from the records of the period."""
    records = data.records
    every = standing(records)
    proven = {step: [one for one in every if step in proven_of(one, records)] for step in STEPS}
    partners = {each.id: each for one in every for each in partners_in(records, one)}
    meetings = [one for one in records.of("interaction") if one["held_on"] in data.period]
    return Evidence(
        proven,
        completed_in(records, data.period),
        sorted(parties(records)),
        partnerships(records, data.period),
        partners,
        meetings,
    )


def proven_of(activity: Item, records: Records) -> list[str]:
    """The steps for which an activity carries the proof, in whatever stage it is.

    Identified: the need and who asked. Documented: a concept, proposal or invitation is attached. Implemented: under way or
    completed, and begun.
    """
    papers = records.parts("document", "activity", activity.id)
    proofs = {
        IDENTIFIED: bool(activity["need"] and activity["asked_by"]),
        DOCUMENTED: any(one["kind"] in _PAPERS for one in papers),
        IMPLEMENTED: activity["stage"] in (UNDER_WAY, DONE) and begun_on(activity) is not None,
    }
    return [step for step in STEPS if proofs[step]]


def show_evidence(counts: str, evidence: Evidence, data: PeriodData, t: Translator) -> Iterator[Block]:
    """The evidence for one part of a criterion."""
    if counts == "steps":
        yield from _steps(evidence, data.records, t)
    elif counts == "completed":
        lines = [[str(one["reference"] or ""), name_of(one, t), days_of(one, t)] for one in evidence.completed]
        heads = ((N_("Reference"), _START), (N_("Activity"), _START), (N_("Dates"), _START))
        yield rows(heads, lines, t, N_("Activities completed in the period"))
    elif counts == "parties":
        names = [t.country(code) for code in evidence.parties]
        yield Facts((Fact(said(t, N_("Parties that benefited")), join(sorted(names), t) or count(0, t)),))
    elif counts == "cooperation":
        yield from _cooperation(evidence, t)


def _steps(evidence: Evidence, records: Records, t: Translator) -> Iterator[Block]:
    """How many activities prove each step, and which."""
    yield Facts(tuple(Fact(said(t, _STEP_WORDS[step]), count(len(evidence.steps[step]), t)) for step in STEPS))
    lines: list[list[Cell]] = [
        [str(one["reference"] or ""), name_of(one, t), *(_tick(one in evidence.steps[step], t) for step in STEPS)]
        for one in standing(records)
    ]
    heads = ((N_("Reference"), _START), (N_("Activity"), _START), *((_STEP_WORDS[step], _START) for step in STEPS))
    yield rows(heads, lines, t, N_("What was proven"))


def _tick(is_so: bool, t: Translator) -> str:
    return said(t, N_("yes")) if is_so else "–"


def _cooperation(evidence: Evidence, t: Translator) -> Iterator[Block]:
    centres = [one for one in evidence.partners.values() if one["stakeholder_kind"] == "SK-BCRC"]
    yield Facts((
        Fact(said(t, N_("Partnerships active in the period")), count(len(evidence.partnerships), t)),
        Fact(said(t, N_("Partners in the activities")), count(len(evidence.partners), t)),
        Fact(said(t, N_("Of these other centres")), count(len(centres), t)),
        Fact(said(t, N_("Meetings and letters")), count(len(evidence.meetings), t)),
    ))  # fmt: skip
    if titles := name_lines(name_of(one, t) for one in evidence.partnerships):
        yield Facts((Fact(said(t, N_("Partnerships")), titles),))
