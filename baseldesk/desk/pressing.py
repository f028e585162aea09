"""What is most pressing of what has a date, and how much there is in all: the same as `attention`, without reading all of it."""

from __future__ import annotations

from datetime import date, timedelta

from baseldesk.desk import attention as all_of_it
from baseldesk.desk.attention import SOON, Due, Kept
from baseldesk.desk.database import Reader


def pressing(
    reader: Reader, owner: str, today: date, most: int, days: int = SOON, since: date | None = None
) -> tuple[list[Due], int]:
    """The first so many of what is overdue or due within so many days, as `attention` has them; and the number of all.

    With `since`, only what has its day then or later: what was due already, or is missing, is left out.
    """
    until = today + timedelta(days=days)
    found = [one for one in all_of_it.calls(reader, owner, today, until) if since is None or (one.on and one.on >= since)]
    total = len(found)
    for kept in all_of_it.DATES:
        first, number = _first_of(reader, kept, today, (since, until), most)
        found += first
        total += number
    found.sort(key=lambda one: (one.on or date.min, one.code, one.record))
    if since is not None:
        return found[:most], total
    missing, others = all_of_it.missing(reader, max(most - len(found), 0))
    return [*found[:most], *missing][:most], total + others


def _first_of(reader: Reader, kept: Kept, today: date, between: tuple[date | None, date], most: int) -> tuple[list[Due], int]:
    """The first dates of one kind, and how many there are of it."""
    ends = {"first": between[0].isoformat() if between[0] else "", "last": between[1].isoformat()}
    source = (
        f"FROM r_{kept.type} t JOIN record r ON r.n = t.n "
        f"WHERE r.hidden = 0 AND date({kept.on}) = {kept.on} AND {kept.open} AND {kept.on} BETWEEN :first AND :last"
    )
    row = reader.one(f"SELECT count(*) {source}", **ends)
    number = int(row[0]) if row else 0
    if not number:
        return [], 0
    sql = f"SELECT r.id, {kept.on} {source} ORDER BY 2, 1 LIMIT :most"
    rows = ((bytes(record), date.fromisoformat(on)) for record, on in reader.rows(sql, most=most, **ends))
    return [Due(on, kept.code, kept.type, record, on < today) for record, on in rows], number
