"""The headcount that the participants give: worked out at the centre, written to the shared record only when a person says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.records.identity import derived_id

SOURCE = "participants"
_BY_SEX = {"female": "women", "male": "men", "other": "other"}
Counts = dict[str, int]


def count_participants(desk: Desk, activity: bytes) -> dict[str, Counts]:
    """Country («» where none is given) → women, men, other, not stated.

    Who was marked absent from every session that has marks is not counted; without sessions everybody is.
    """
    absent = _absent(desk, activity)
    out: dict[str, Counter[str]] = {}
    for row in desk.find("participant", activity=activity):
        if row.id not in absent:
            name = _BY_SEX.get(str(row.values.get("sex") or ""), "not_stated")
            out.setdefault(str(row.values.get("country") or ""), Counter())[name] += 1
    return {country: dict(counts) for country, counts in sorted(out.items())}


def _absent(desk: Desk, activity: bytes) -> set[bytes]:
    """Participants with marks of attendance, none of which says present."""
    present: dict[bytes, bool] = {}
    for session in desk.find("session", activity=activity):
        for mark in desk.find("attendance", session=session.id):
            who = mark.values.get("participant")
            if isinstance(who, bytes) and mark.values.get("present") is not None:
                present[who] = present.get(who, False) or bool(mark.values["present"])
    return {who for who, was in present.items() if not was}


def differ(desk: Desk, activity: bytes) -> dict[str, tuple[Counts, Counts]]:
    """Country → (what was taken over, what the participants give now), where they are not the same."""
    computed, taken = count_participants(desk, activity), _taken_over(desk, activity)
    both = {country: (taken.get(country, {}), computed.get(country, {})) for country in {*computed, *taken}}
    return {country: pair for country, pair in sorted(both.items()) if pair[0] != pair[1]}


def _taken_over(desk: Desk, activity: bytes) -> dict[str, Counts]:
    rows = desk.find("headcount", activity=activity, source=SOURCE)
    return {str(row.values.get("country") or ""): _numbers(row.values) for row in rows}


def _numbers(values: Mapping[str, object]) -> Counts:
    found = {name: values.get(name) for name in (*_BY_SEX.values(), "not_stated")}
    return {name: int(held) for name, held in found.items() if isinstance(held, int) and held}


def take_over(desk: Desk, activity: bytes) -> Saved:
    """Writes the participants' numbers as headcounts of the activity, one for each country; typed ones stay as they are.

    Two computers of a centre that take the same over write one record.

    Raises:
        UsageError: there are no participants.
    """
    computed = count_participants(desk, activity)
    if not computed:
        raise UsageError("headcount.no_participants")
    edits = []
    for country in sorted({*computed, *_taken_over(desk, activity)}):
        identity = derived_id(desk.owner, "headcount", activity, SOURCE, country)
        counts = {name: computed.get(country, {}).get(name) for name in (*_BY_SEX.values(), "not_stated")}
        known = desk.record("headcount", identity)
        fixed = {} if known else {"activity": activity, "country": country or None, "source": SOURCE}
        edits.append(Edit("headcount", identity, {**fixed, **counts}, life=None if country in computed else False))
    return desk.save(edits)
