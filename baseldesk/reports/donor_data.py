"""What a report to one donor is made from: the contribution, what it is for, what came of it, the money, the photographs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import Row, Shown
from baseldesk.errors import UsageError
from baseldesk.records.identity import id_text
from baseldesk.reports.donors_data import Given

Values = Mapping[str, Any]
PICTURES = ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture that may be shown to a donor."""

    content: bytes
    values: Values


@dataclass(frozen=True, slots=True)
class Work:
    """The activity that a contribution is for, with what belongs to it."""

    values: Values
    headcounts: Sequence[Values]
    results: Sequence[tuple[Values, Sequence[Values]]]
    budget: Sequence[Values]
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class DonorData:
    """All that the report prints.

    Attributes:
        owner: the centre that had the contribution.
        withheld: photographs that are not shown, because they are not to be published or somebody in them has not consented.
    """

    owner: str
    given: Given
    donor: Mapping[str, str]
    donor_country: str
    work: Work | None
    duties: Sequence[Values]
    photographs: Sequence[Photograph]
    withheld: int


def gather(desk: Desk, identity: bytes) -> DonorData:
    """Everything about one contribution.

    Raises:
        UsageError: there is no such contribution.
    """
    found = desk.record("contribution", identity)
    if found is None or found.deleted:
        raise UsageError("record.missing", type="contribution", id=id_text(identity))
    donor = _partner(desk, found.values.get("donor"))
    activity = _activity(desk, found)
    pictures = list(_pictures(desk, identity, activity.id if activity else None))
    shown = [one for one in pictures if _may_be_shown(one)]
    held = [Photograph(content, one.values) for one in shown if (content := _read(desk, one)) is not None]
    return DonorData(
        owner=found.owner,
        given=_given(desk, found, activity),
        donor=donor.get("name") or {},
        donor_country=str(donor.get("country") or ""),
        work=_work(desk, activity) if activity else None,
        duties=sorted((one.values for one in desk.find("reporting_duty", contribution=identity)), key=_due),
        photographs=held,
        withheld=len(pictures) - len(shown),
    )


def _given(desk: Desk, found: Shown, activity: Shown | None) -> Given:
    paid = [one.values for one in desk.find("payment", contribution=found.id)]
    paid.sort(key=lambda one: str(one.get("paid_on") or ""))
    return Given(found.id, found.values, paid, (activity.values.get("title") if activity else None) or {}, len(found.conflicts))


def _due(values: Values) -> str:
    return str(values.get("due_on") or "9999")


def _partner(desk: Desk, identity: object) -> Values:
    if not isinstance(identity, bytes):
        return {}
    with desk.read() as reader:
        shown = shown_for(reader, "partner", identity)
    found = desk.record("partner", shown)
    return found.values if found else {}


def _activity(desk: Desk, contribution: Shown) -> Shown | None:
    identity = contribution.values.get("activity")
    found = desk.record("activity", identity) if isinstance(identity, bytes) else None
    return found if found and not found.deleted else None


def _work(desk: Desk, activity: Shown) -> Work:
    results = [
        (one.values, sorted((figure.values for figure in desk.find("result_figure", result=one.id)), key=_begins))
        for one in desk.find("result", activity=activity.id)
    ]
    headcounts = [one.values for one in desk.find("headcount", activity=activity.id)]
    budget = sorted(
        (one.values for one in desk.find("budget_line", activity=activity.id)), key=lambda one: str(one.get("category"))
    )
    return Work(activity.values, headcounts, results, budget, len(activity.conflicts))


def _begins(values: Values) -> str:
    return str(values.get("starts_on") or "")


def _pictures(desk: Desk, contribution: bytes, activity: bytes | None) -> Iterator[Row]:
    """The pictures of the contribution and of its activity."""
    found = [*desk.find("document", contribution=contribution), *(desk.find("document", activity=activity) if activity else [])]
    yield from {one.id: one for one in found if one.values.get("media_type") in PICTURES}.values()


def _may_be_shown(one: Row) -> bool:
    """A donor is an outsider: only what is marked for publication, and nobody who has not consented."""
    values = one.values
    return values.get("publish") == "yes" and (not values.get("people_recognisable") or values.get("people_consent") is True)


def _read(desk: Desk, one: Row) -> bytes | None:
    hashed = one.values.get("hash")
    return desk.documents.read(hashed) if hashed else None
