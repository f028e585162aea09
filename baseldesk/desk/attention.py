"""What has a date: overdue, due soon, and the calendar round it; worked out from the tables each time.

Deadlines are data: follow-ups, reporting duties, calls of the secretariat, answers promised, agreements and activities that end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from baseldesk.desk.columns import quoted
from baseldesk.desk.database import Reader
from baseldesk.records.types import SECRETARIAT

SOON = 60  # days ahead that a list of what is due looks
# Kinds of partner of whom an assessment is asked before they are active.
ASSESSED = ("SK-IND", "SK-ENGO", "SK-NGO", "SK-FOUND")


class Kept(NamedTuple):
    """Where a date stands, and when it no longer matters."""

    code: str
    type: str
    on: str  # an SQL expression over the record's table `t`
    open: str  # an SQL condition: still to be done


@dataclass(frozen=True, slots=True)
class Due:
    """One date that matters.

    Attributes:
        on: the day; None where something is missing and was due already.
        code: what it is; `baseldesk.messages` has the words.
        type, record: what it is about.
        is_overdue: the day is past.
    """

    on: date | None
    code: str
    type: str
    record: bytes
    is_overdue: bool


def _all_empty(*names: str) -> str:
    return " AND ".join(f"t.{quoted(name)} IS NULL" for name in names)


_OVER = "coalesce(t.ended_on, t.ends_on)"
DATES = (
    Kept("due.follow_up", "follow_up", "t.due_on", _all_empty("done_on")),
    Kept("due.reporting_duty", "reporting_duty", "t.due_on", _all_empty("done_on")),
    Kept("due.decision", "contribution", "t.decision_due", "coalesce(t.stage, 'sought') IN ('sought', 'pledged')"),
    Kept("due.opportunity", "opportunity", "t.answer_due", _all_empty("answered_on")),
    Kept("due.remark", "remark", "t.answer_due", _all_empty("answered_on", "closed_on")),
    Kept("due.agreement_ends", "partnership", "t.ends_on", "coalesce(t.stage, 'active') = 'active'"),
    Kept("due.activity_ends", "activity", _OVER, "coalesce(t.stage, 'identified') NOT IN ('completed', 'cancelled')"),
)
_BEGINNINGS = (
    Kept("due.activity_starts", "activity", "coalesce(t.started_on, t.starts_on)", "coalesce(t.stage, '') != 'cancelled'"),
    Kept("due.meeting", "interaction", "t.held_on", "1 = 1"),
)
_NO_RESULT = """
    SELECT r.id FROM r_activity t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.stage = 'completed'
    AND NOT EXISTS (SELECT 1 FROM r_result x JOIN record o ON o.n = x.n WHERE x.activity = r.id AND o.hidden = 0)
    AND NOT EXISTS (SELECT 1 FROM r_headcount x JOIN record o ON o.n = x.n WHERE x.activity = r.id AND o.hidden = 0)
    AND coalesce(t.ended_on, t.ends_on) IS NOT NULL ORDER BY coalesce(t.ended_on, t.ends_on) DESC
"""
_NOT_ASSESSED = """
    SELECT r.id FROM r_partner t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.status = 'active'
    AND t.stakeholder_kind IN (:among)
    AND NOT EXISTS (SELECT 1 FROM r_assessment x JOIN record o ON o.n = x.n WHERE x.partner = r.id AND o.hidden = 0)
"""
_CALLS = """
    SELECT r.id, t.due_on FROM r_reporting_call t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.due_on IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM r_submission x JOIN record o ON o.n = x.n WHERE x.call = r.id AND o.hidden = 0
                    AND o.owner = :owner AND x.stage = 'submitted') ORDER BY t.due_on
"""


def attention(reader: Reader, owner: str, today: date, days: int = SOON) -> list[Due]:
    """What is overdue or due within so many days, the oldest first; then what is missing and was due already."""
    until = today + timedelta(days=days)
    dated = [one for kept in DATES for one in _dated(reader, kept, today, None, until)]
    dated += calls(reader, owner, today, until)
    return [*sorted(dated, key=lambda one: (one.on or date.min, one.code, one.record)), *missing(reader)[0]]


def missing(reader: Reader, most: int | None = None) -> tuple[list[Due], int]:
    """What is missing and was due already, all or the first so many; and the number of all."""
    rows = [("due.no_result", "activity", row[0]) for row in reader.rows(_NO_RESULT)]
    rows += [("due.assessment", "partner", row[0]) for row in reader.among(_NOT_ASSESSED, list(ASSESSED))]
    return [Due(None, code, kind, bytes(record), True) for code, kind, record in rows[:most]], len(rows)


def calendar(reader: Reader, owner: str, first: date, last: date, today: date) -> list[Due]:
    """Everything that has its day between two days, both included, done or not yet."""
    found = [one for kept in (*DATES, *_BEGINNINGS) for one in _dated(reader, kept, today, first, last)]
    found += [one for one in calls(reader, owner, today, last) if one.on and one.on >= first]
    return sorted(found, key=lambda one: (one.on or date.min, one.code, one.record))


def _dated(reader: Reader, kept: Kept, today: date, first: date | None, last: date) -> Iterator[Due]:
    sql = (
        f"SELECT r.id, {kept.on} FROM r_{kept.type} t JOIN record r ON r.n = t.n "
        f"WHERE r.hidden = 0 AND {kept.on} IS NOT NULL AND {kept.open} AND {kept.on} <= :last AND {kept.on} >= :first"
    )
    for record, on in reader.rows(sql, last=last.isoformat(), first=first.isoformat() if first else ""):
        day = _day(on)
        if day is not None:
            yield Due(day, kept.code, kept.type, bytes(record), day < today)


def calls(reader: Reader, owner: str, today: date, until: date) -> list[Due]:
    """Calls of the secretariat that this centre has not answered; the secretariat itself owes no report."""
    if owner == SECRETARIAT:
        return []
    found = ((bytes(record), _day(on)) for record, on in reader.rows(_CALLS, owner=owner))
    return [Due(on, "due.report", "reporting_call", record, on < today) for record, on in found if on and on <= until]


def _day(text: object) -> date | None:
    """A day as the tables hold it; what a newer version wrote differently is no day here."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
