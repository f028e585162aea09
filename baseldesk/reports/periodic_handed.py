"""Reports and plans as handed in: what was approved with them, how far they have come, what a correction says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from baseldesk.desk import submissions
from baseldesk.desk.desk import Desk
from baseldesk.desk.frozen import Difference, Frozen, differences, differences_between
from baseldesk.desk.shown import Row, Shown
from baseldesk.errors import UsageError
from baseldesk.records.identity import id_text
from baseldesk.records.types import TYPES
from baseldesk.reports.activity_data import Texts
from baseldesk.reports.periodic_data import Change, Handed
from baseldesk.reports.periodic_records import Records, held_in, texts
from baseldesk.reports.request import Period

HANDED_IN = (submissions.SUBMITTED, submissions.ACCEPTED, submissions.RETURNED)
_NARRATIVE = tuple(one.name for one in TYPES["submission"].fields if one.translatable)
_OTHER = "other"  # a submission of this kind may be printed as any report


def submission_of(desk: Desk, identity: bytes, kinds: tuple[str, ...]) -> Shown:
    """The submission that is to be printed.

    Raises:
        UsageError: there is none, or it is of a kind that another report is for.
    """
    found = desk.record("submission", identity)
    if found is None or found.deleted:
        raise UsageError("record.missing", type="submission", id=id_text(identity))
    if found.values.get("kind", _OTHER) not in (*kinds, _OTHER):
        raise UsageError("report.of_another_kind", id=id_text(identity))
    return found


def reports_of(desk: Desk, owner: str, period: Period, kinds: tuple[str, ...]) -> Iterator[tuple[Handed, Frozen]]:
    """What the centre has handed in on days of this period, the latest versions, the oldest first; no other file is opened."""
    rows = [row for row in desk.find("submission", kind=kinds) if row.owner == owner and row.values.get("frozen_hash")]
    for row in sorted(rows, key=lambda one: (one.values.get("approved_on") or date.min, one.values.get("version") or 1)):
        days = _days(row.values.get("starts_on"), row.values.get("ends_on"))
        if days is None or days.first > period.last or days.last < period.first:
            continue
        standing = submissions.standing(desk, row.id)
        frozen = frozen_of(desk, row) if standing.stage in HANDED_IN and not standing.is_superseded else None
        if frozen is not None:
            yield handed_of(desk, row, frozen), frozen


def frozen_of(desk: Desk, submission: Shown | Row) -> Frozen | None:
    """What was approved, where it is here and is the centre's own."""
    frozen = submissions.frozen_copy(desk, submission.id)
    return frozen if frozen is not None and frozen.owner == submission.owner else None


def handed_of(desk: Desk, found: Shown | Row, frozen: Frozen | None) -> Handed:
    """A submission with how far it has come; title and period as they were approved, whatever was changed since.

    Raises:
        UsageError: it has no period.
    """
    values = found.values
    days = _days(values.get("starts_on"), values.get("ends_on")) if frozen is None else _days(frozen.starts_on, frozen.ends_on)
    if days is None:
        raise UsageError("report.no_period")
    standing = submissions.standing(desk, found.id)
    call = desk.record("reporting_call", values["call"]) if values.get("call") else None
    before = _before(desk, found)
    return Handed(
        owner=found.owner, kind=str(values.get("kind") or ""), title=narrative_of(found, frozen).get("title", {}),
        version=int(values.get("version") or 1), stage=standing.stage, period=days, approved_on=values.get("approved_on"),
        is_frozen=frozen is not None, is_superseded=standing.is_superseded,
        call=texts(call.values.get("title")) if call else {}, before=int(before.values.get("version") or 1) if before else 0,
    )  # fmt: skip


def narrative_of(found: Shown | Row, frozen: Frozen | None) -> dict[str, Texts]:
    """Title and sections in their languages, as they were approved, else as they stand."""
    held: Mapping[str, Any] = frozen.narrative if frozen else found.values
    return {name: texts(held[name]) for name in _NARRATIVE if texts(held.get(name))}


def changes_of(desk: Desk, found: Shown, frozen: Frozen | None) -> tuple[Records, tuple[Change, ...]]:
    """What a correction says otherwise than what was approved before; of a draft, otherwise than what stands now.

    Returns:
        The records of the version before, to name them by, and the changes: of the texts, then of the records.
    """
    before = _before(desk, found)
    then = frozen_of(desk, before) if before else None
    if before is None or then is None:
        return Records(), ()
    if frozen is not None:
        changed: list[Difference] = list(differences_between(then, frozen))
    else:
        with desk.read() as reader:
            changed = list(differences(reader, then))
    told = _changed_texts(found, narrative_of(before, then), narrative_of(found, frozen))
    lines = (Change(one.type, one.record, one.register, one.then, one.now) for one in changed)
    return Records().add(found.owner, held_in(then)), (*told, *lines)


def _changed_texts(found: Shown, then: Mapping[str, Texts], now: Mapping[str, Texts]) -> Iterator[Change]:
    for name in _NARRATIVE:
        before, after = then.get(name, {}), now.get(name, {})
        for language in sorted({*before, *after}):
            if before.get(language) != after.get(language):
                yield Change("submission", found.id, f"{name}/{language}", before.get(language), after.get(language))


def _before(desk: Desk, found: Shown | Row) -> Shown | None:
    """The version whose place it takes."""
    return desk.record("submission", found.values["supersedes"]) if found.values.get("supersedes") else None


def _days(first: object, last: object) -> Period | None:
    """A period, of days or of text as a file has them; None where it is none."""
    try:
        days = [date.fromisoformat(day) if isinstance(day, str) else day for day in (first, last)]
    except ValueError:
        return None
    starts, ends = days
    return Period(starts, ends) if isinstance(starts, date) and isinstance(ends, date) and starts <= ends else None
