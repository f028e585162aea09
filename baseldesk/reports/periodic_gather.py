"""From the desk to the data of a report on a period: the submission and what was approved with it, or what stands.

At the secretariat the figures come from what the centres have handed in; what no centre has reported yet is kept apart.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.period_records import collect
from baseldesk.desk.shown import Shown
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.identity import derived_id, id_text
from baseldesk.reports.activity import APPROVED, PREPARED
from baseldesk.reports.activity_data import SignatureLine
from baseldesk.reports.periodic_data import Ground, Handed, PeriodData
from baseldesk.reports.periodic_handed import changes_of, frozen_of, handed_of, narrative_of, reports_of, submission_of
from baseldesk.reports.periodic_records import Held, Records, for_outsiders, held_in, texts
from baseldesk.reports.request import OUTSIDERS, Period, Request


def gather(desk: Desk, request: Request, *kinds: str) -> PeriodData:
    """What a report on a period prints.

    Args:
        kinds: of the submissions that its figures may rest on, codes of the vocabulary submission_kind.

    Raises:
        UsageError: there is no such submission, it has no period, or it is not said which centre's report is wanted.
    """
    if request.records:
        return _of_submission(desk, request, kinds)
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
        for handed, frozen in reports_of(desk, owner, period, kinds) if desk.is_secretariat else ():
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


def _of_submission(desk: Desk, request: Request, kinds: tuple[str, ...]) -> PeriodData:
    (identity,) = request.records
    found, outsiders = submission_of(desk, identity, kinds), request.is_on(OUTSIDERS)
    if outsiders and found.values.get("publish") != "yes":
        raise UsageError("report.not_for_outsiders", id=id_text(identity))
    frozen = frozen_of(desk, found)
    handed = handed_of(desk, found, frozen)
    held: Held = held_in(frozen) if frozen else _standing(desk, found.owner, handed.period)
    records = Records().add(found.owner, _shown(held, outsiders))
    ground = Ground(
        records, _reported_by_nobody(desk, handed, held, request), [handed] if frozen else [], frozen is not None,
        frozenset() if frozen else _undecided(desk, records),
    )  # fmt: skip
    earlier, changes = (Records(), None) if outsiders or not handed.before else changes_of(desk, found, frozen)
    return PeriodData(
        **about_centre(desk, found.owner), period=handed.period, made_on=today(desk),
        ground=ground, handed=handed, narrative=narrative_of(found, frozen), people=_people(desk, found),
        changes=changes, earlier=earlier,
    )  # fmt: skip


def _reported_by_nobody(desk: Desk, handed: Handed, held: Held, request: Request) -> Records:
    """At the secretariat: records of the period that came since the report was approved."""
    if not desk.is_secretariat or not handed.is_frozen:
        return Records()
    standing = _standing(desk, handed.owner, handed.period)
    return Records().add(
        handed.owner, _shown({key: wires for key, wires in standing.items() if key not in held}, request.is_on(OUTSIDERS))
    )


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
