"""What the activity report is made from, gathered from a desk: nothing of contacts, and nothing that is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Shown
from baseldesk.errors import UsageError
from baseldesk.records import vocabulary
from baseldesk.records.identity import derived_id
from baseldesk.reports.activity_data import ActivityData, ContributionLine, PartnerLine


def gather_activity(desk: Desk, identity: bytes, made_on: date) -> ActivityData:
    """All that the report of one activity prints.

    Raises:
        UsageError: there is no such activity.
    """
    shown = desk.record("activity", identity)
    if shown is None:
        raise UsageError("record.missing", type="activity")
    return ActivityData(
        values=shown.values,
        centre_name=_centre_name(desk, shown.owner),
        made_on=made_on,
        centre_code=shown.owner,
        original_language=_original_language(desk, shown),
        undecided={register: [one.value for one in held] for register, held in shown.conflicts.items()},
        headcounts=_values(desk, "headcount", identity),
        partners=[_partner(desk, one) for one in _values(desk, "activity_partner", identity)],
        budget=_values(desk, "budget_line", identity),
        contributions=[_contribution(desk, row.id, row.values) for row in desk.find("contribution", activity=identity)],
        documents=_values(desk, "document", identity),
    )


def _values(desk: Desk, kind: str, activity: bytes) -> list[Mapping[str, Any]]:
    return [row.values for row in reversed(desk.find(kind, activity=activity))]


def _centre_name(desk: Desk, owner: str) -> Mapping[str, str]:
    """The name in the centre's profile; where that has not come yet, the programme's."""
    profile = desk.record("centre", derived_id(owner, "centre", owner))
    held: Mapping[str, str] = profile.values.get("name", {}) if profile else {}
    return held or {one: vocabulary.label(owner, one, "centre") for one in vocabulary.languages_of(owner, "centre")}


def _original_language(desk: Desk, shown: Shown) -> str:
    """The language in which the title was written first; "" where several came at once."""
    titles: Mapping[str, str] = shown.values.get("title", {})
    if len(titles) < 2:
        return next(iter(titles), "")
    lines = [line for line in desk.history("activity", shown.id) if line.register.startswith("title/")]
    first = [line.register.partition("/")[2] for line in lines if line.dot == lines[-1].dot]
    return first[0] if len(first) == 1 and first[0] in titles else ""


def _partner(desk: Desk, link: Mapping[str, Any]) -> PartnerLine:
    held = _record(desk, "partner", link.get("partner"))
    given = link.get("name_as_given")
    name = held.get("name") or ({"": given} if given else {})
    return PartnerLine(name, link.get("role", ""), held.get("acronym", ""), held.get("country", ""))


def _contribution(desk: Desk, identity: bytes, values: Mapping[str, Any]) -> ContributionLine:
    donor = _record(desk, "partner", values.get("donor")).get("name", {})
    payments = [row.values for row in reversed(desk.find("payment", contribution=identity))]
    return ContributionLine(values, donor, payments)


def _record(desk: Desk, kind: str, identity: bytes | None) -> Mapping[str, Any]:
    shown = desk.record(kind, identity) if identity else None
    return shown.values if shown else {}
