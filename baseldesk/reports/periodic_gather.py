"""From the desk to the data of a report on a period: the submission and what was approved with it, or what stands.

At the secretariat the figures come from what the centres have handed in; what no centre has reported yet is kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from baseldesk.desk import submissions
from baseldesk.desk.desk import Desk
from baseldesk.desk.frozen import Difference, Frozen, differences, differences_between
from baseldesk.desk.period_records import collect
from baseldesk.desk.shown import Row, Shown
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.identity import derived_id, id_text
from baseldesk.records.types import TYPES
from baseldesk.reports.activity import APPROVED, PREPARED
from baseldesk.reports.activity_data import SignatureLine, Texts
from baseldesk.reports.periodic_data import Change, Ground, Handed, PeriodData
from baseldesk.reports.periodic_records import Held, Records, for_outsiders, held_in, texts
from baseldesk.reports.request import OUTSIDERS, Period, Request

_NARRATIVE = tuple(one.name for one in TYPES["submission"].fields if one.translatable and one.name != "title")
_HANDED_IN = (submissions.SUBMITTED, submissions.ACCEPTED, submissions.RETURNED)


def gather(desk: Desk, request: Request, *kinds: str) -> PeriodData:
    """What a report on a period prints.

    Args:
        kinds: of the submissions that its figures may rest on, codes of the vocabulary submission_kind.

    Raises:
        UsageError: there is no such submission, it has no period, or it is not said which centre's report is wanted.
    """
    if request.records:
        return _of_submission(desk, request)
    if request.period is None:
        raise UsageError("report.no_period")
    owner = request.owner or ("" if desk.is_secretariat else desk.owner)
    if not owner or (owner != desk.owner and not desk.is_secretariat):
        raise UsageError("report.which_centre")
    ground = ground_of(desk, [owner], request.period, kinds, outsiders=request.is_on(OUTSIDERS))
    return PeriodData(
        **about_centre(desk, owner), period=request.period, made_on=today(desk), ground=ground, people=_nobody_yet(),
    )  # fmt: skip


def about_centre(desk: Desk, owner: str) -> dict[str, Any]:
    """Name, code and Parties served, from the centre's own profile."""
    found = desk.record("centre", derived_id(owner, "centre", owner))
    served = found.values.get("parties_served") if found else None
    return {
        "centre": texts(found.values.get("name")) if found and found.values.get("name") else {"": owner},
        "code": owner,
        "parties_served": tuple(sorted(served)) if served else None,
    }


def today(desk: Desk) -> date:
    """The day that the report says it was made."""
    return instant(desk.clock()).date()


def ground_of(desk: Desk, owners: list[str], period: Period, kinds: tuple[str, ...], *, outsiders: bool = False) -> Ground:
    """The records of these centres and this period, by what was reported at the secretariat, as they stand at a centre."""
    reported, apart, used = Records(), Records(), []
    for owner in owners:
        standing = _standing(desk, owner, period)
        approved: dict[tuple[str, str], Any] = {}
        for handed, frozen in _reports_of(desk, owner, period, kinds) if desk.is_secretariat else ():
            approved |= {key: wires for key, wires in held_in(frozen).items() if key in standing or handed.period == period}
            used.append(handed)
        reported.add(owner, _shown(approved, outsiders))
        apart.add(owner, _shown({key: wires for key, wires in standing.items() if key not in approved}, outsiders))
    if used:
        return Ground(reported, apart, used, is_reported=True)
    return Ground(apart, undecided=_undecided(desk, apart))


def _standing(desk: Desk, owner: str, period: Period) -> dict[tuple[str, str], dict[str, Any]]:
    with desk.read() as reader:
        return collect(reader, owner, period.first, period.last)


def _undecided(desk: Desk, records: Records) -> frozenset[bytes]:
    """Those of these records that hold several values, of which none is chosen."""
    sql = "SELECT id FROM record WHERE conflicts > 0 AND hidden = 0 AND id IN (:among)"
    with desk.read() as reader:
        return frozenset(bytes(row[0]) for row in reader.among(sql, records.ids()))


def standing_records(desk: Desk, data: PeriodData, request: Request) -> Records:
    """The records of the same centre and period as they stand today, whatever was approved."""
    return Records().add(data.code, _shown(_standing(desk, data.code, data.period), request.is_on(OUTSIDERS)))


def _shown(held: Held, outsiders: bool) -> Held:
    return for_outsiders(held) if outsiders else held


def _reports_of(desk: Desk, owner: str, period: Period, kinds: tuple[str, ...]) -> Iterator[tuple[Handed, Frozen]]:
    """What the centre has handed in on days of this period, the latest versions, the oldest first."""
    rows = [row for row in desk.find("submission", kind=kinds) if row.owner == owner and row.values.get("frozen_hash")]
    for row in sorted(rows, key=lambda one: (one.values.get("approved_on") or date.min, one.values.get("version") or 1)):
        standing, frozen = submissions.standing(desk, row.id), frozen_of(desk, row)
        if frozen is None or standing.stage not in _HANDED_IN or standing.is_superseded:
            continue
        handed = handed_of(desk, row)
        if handed.period.first <= period.last and handed.period.last >= period.first:
            yield handed, frozen


def frozen_of(desk: Desk, submission: Shown | Row) -> Frozen | None:
    """What was approved, where it is here and is the centre's own."""
    frozen = submissions.frozen_copy(desk, submission.id)
    return frozen if frozen is not None and frozen.owner == submission.owner else None


def handed_of(desk: Desk, found: Shown | Row) -> Handed:
    """A submission with how far it has come.

    Raises:
        UsageError: it has no period.
    """
    values = found.values
    first, last = values.get("starts_on"), values.get("ends_on")
    if not isinstance(first, date) or not isinstance(last, date) or last < first:
        raise UsageError("report.no_period")
    standing = submissions.standing(desk, found.id)
    call = desk.record("reporting_call", values["call"]) if values.get("call") else None
    before = desk.record("submission", values["supersedes"]) if values.get("supersedes") else None
    return Handed(
        owner=found.owner, kind=str(values.get("kind") or ""), title=texts(values.get("title")),
        version=int(values.get("version") or 1), stage=standing.stage, period=Period(first, last),
        approved_on=values.get("approved_on"), is_frozen=frozen_of(desk, found) is not None,
        is_superseded=standing.is_superseded, call=texts(call.values.get("title")) if call else {},
        before=int(before.values.get("version") or 1) if before else 0,
    )  # fmt: skip


def _of_submission(desk: Desk, request: Request) -> PeriodData:
    (identity,) = request.records
    found = desk.record("submission", identity)
    if found is None or found.deleted:
        raise UsageError("record.missing", type="submission", id=id_text(identity))
    if request.is_on(OUTSIDERS) and found.values.get("publish") != "yes":
        raise UsageError("report.not_for_outsiders", id=id_text(identity))
    handed, frozen = handed_of(desk, found), frozen_of(desk, found)
    held: Held = held_in(frozen) if frozen else _standing(desk, found.owner, handed.period)
    records = Records().add(found.owner, _shown(held, request.is_on(OUTSIDERS)))
    ground = Ground(
        records, _reported_by_nobody(desk, handed, held, request), [handed] if frozen else [], frozen is not None,
        frozenset() if frozen else _undecided(desk, records),
    )  # fmt: skip
    earlier, changes = _against_the_version_before(desk, found, frozen)
    return PeriodData(
        **about_centre(desk, found.owner), period=handed.period, made_on=today(desk),
        ground=ground, handed=handed, narrative=_narrative(found, frozen), people=_people(desk, found),
        changes=() if request.is_on(OUTSIDERS) else changes, earlier=earlier,
    )  # fmt: skip


def _reported_by_nobody(desk: Desk, handed: Handed, held: Held, request: Request) -> Records:
    """At the secretariat: records of the period that came since the report was approved."""
    if not desk.is_secretariat or not handed.is_frozen:
        return Records()
    standing = _standing(desk, handed.owner, handed.period)
    return Records().add(
        handed.owner, _shown({key: wires for key, wires in standing.items() if key not in held}, request.is_on(OUTSIDERS))
    )


def _narrative(found: Shown, frozen: Frozen | None) -> dict[str, Texts]:
    held = frozen.narrative if frozen else found.values
    return {name: texts(held[name]) for name in _NARRATIVE if texts(held.get(name))}


def _against_the_version_before(desk: Desk, found: Shown, frozen: Frozen | None) -> tuple[Records, tuple[Change, ...]]:
    """What a correction says otherwise than what was approved before; of a draft, otherwise than what stands now."""
    before = desk.record("submission", found.values["supersedes"]) if found.values.get("supersedes") else None
    then = frozen_of(desk, before) if before else None
    if then is None:
        return Records(), ()
    if frozen is not None:
        changed: list[Difference] = list(differences_between(then, frozen))
    else:
        with desk.read() as reader:
            changed = list(differences(reader, then))
    lines = tuple(Change(one.type, one.record, one.register, one.then, one.now) for one in changed)
    return Records().add(found.owner, held_in(then)), lines


def _people(desk: Desk, found: Shown) -> tuple[SignatureLine, ...]:
    """Who prepared it and who approved it; the function of the approver as it stood then."""
    prepared, approved = (_officer(desk, found.values.get(name)) for name in ("prepared_by", "approved_by"))
    function = str(found.values.get("approver_function") or approved[1])
    return (SignatureLine(PREPARED, *prepared), SignatureLine(APPROVED, approved[0], function))


def _officer(desk: Desk, identity: object) -> tuple[str, str]:
    found = desk.record("officer", identity) if isinstance(identity, bytes) else None
    return (str(found.values.get("name") or ""), str(found.values.get("function") or "")) if found else ("", "")


def _nobody_yet() -> tuple[SignatureLine, ...]:
    return (SignatureLine(PREPARED), SignatureLine(APPROVED))
