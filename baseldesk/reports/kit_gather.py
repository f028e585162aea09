"""What a workshop kit is made from: the event, its sessions and who takes part. Read only at the centre's own desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Row, Shown
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.identity import id_text
from baseldesk.reports.centre_title import centre_name
from baseldesk.reports.certificate import certificate_number
from baseldesk.reports.request import Request

_TEXTS = ("name", "organisation", "function", "country", "sex", "certificate")
_MOST_DAYS = 14  # longer than that is no workshop: one sheet for all of it


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part. Without consent the name stands on nothing but the attendance sheet.

    Attributes:
        attended: in how many sessions somebody has noted the person as present.
        certificate: the number, "" for who has attended nothing though attendance was noted.
    """

    name: str
    organisation: str = ""
    function: str = ""
    country: str = ""
    sex: str = ""
    consent: bool = False
    attended: int = 0
    certificate: str = ""
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session, or a day where no sessions are recorded."""

    title: str = ""
    held_on: date | None = None
    starts: str = ""
    ends: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An activity as its sheets need it."""

    titles: Mapping[str, str]
    centre_name: Mapping[str, str]
    centre_code: str
    made_on: date
    reference: str = ""
    original: str = ""
    first: date | None = None
    last: date | None = None
    city: str = ""
    country: str = ""
    sittings: tuple[Sitting, ...] = (Sitting(),)
    has_sessions: bool = False
    people: tuple[Person, ...] = field(default=(), repr=False)

    @property
    def listed(self) -> tuple[Person, ...]:
        """Those who have agreed to be listed."""
        return tuple(one for one in self.people if one.consent)


def gather_event(desk: Desk, request: Request) -> Event:
    """The event of a request, with its people in the order of their names.

    Raises:
        UsageError: there is no such activity, it is another centre's, or the sheets are wanted for outsiders.
    """
    identity = request.records[0] if request.records else b""
    found = desk.record("activity", identity) if identity else None
    if found is None or found.deleted:
        raise UsageError("record.missing", type="activity", id=id_text(identity) if identity else "")
    if found.owner != desk.owner or (request.owner and request.owner != desk.owner):
        raise UsageError("report.only_at_own_desk", id=id_text(identity))
    if request.options.get("outsiders"):
        raise UsageError("report.personal_data", id=id_text(identity))
    return _event(desk, found)


def _event(desk: Desk, found: Shown) -> Event:
    values = found.values
    titles = values.get("title") or {}
    sessions = sorted(desk.find("session", activity=found.id), key=_session_order)
    first = values.get("started_on") or values.get("starts_on")
    last = values.get("ended_on") or values.get("ends_on") or first
    return Event(
        titles, centre_name(desk, found.owner), found.owner, instant(desk.clock()).date(),
        str(values.get("reference") or ""), next(iter(titles), "") if len(titles) == 1 else "", first, last,
        str(values.get("city") or ""), str(values.get("country") or ""),
        tuple(_sitting(one) for one in sessions) or _days(first, last), bool(sessions),
        tuple(_people(desk, found, [one.id for one in sessions])),
    )  # fmt: skip


def _session_order(session: Row) -> tuple[str, str, str]:
    held = session.values
    return str(held.get("held_on") or "9999"), str(held.get("starts") or ""), str(held.get("title") or "")


def _sitting(session: Row) -> Sitting:
    held = session.values
    texts = [str(held.get(name) or "") for name in ("starts", "ends", "place")]
    return Sitting(str(held.get("title") or ""), held.get("held_on"), *texts)


def _days(first: date | None, last: date | None) -> tuple[Sitting, ...]:
    """One sheet a day, where the days are known."""
    if first is None or last is None or not 0 <= (last - first).days < _MOST_DAYS:
        return (Sitting(),)
    return tuple(Sitting(held_on=first + timedelta(days=number)) for number in range((last - first).days + 1))


def _people(desk: Desk, activity: Shown, sessions: list[bytes]) -> list[Person]:
    present: dict[object, int] = {}
    for session in sessions:
        for one in desk.find("attendance", session=session, present=True):
            present[one.values.get("participant")] = present.get(one.values.get("participant"), 0) + 1
    reference = str(activity.values.get("reference") or "")
    rows = desk.find("participant", activity=activity.id)
    people = [_person(row, reference, present.get(row.id, 0), bool(present)) for row in rows]
    return sorted(people, key=lambda one: (one.name.casefold(), one.certificate))


def _person(row: Row, reference: str, attended: int, is_noted: bool) -> Person:
    held = row.values
    texts = {name: " ".join(str(held.get(name) or "").split()) for name in _TEXTS}
    earns = attended or not is_noted or texts["certificate"]
    texts["certificate"] = certificate_number(reference, row.id, texts["certificate"]) if earns else ""
    return Person(
        **texts,
        consent=bool(held.get("consent")),
        attended=attended,
        before=held.get("score_before"),
        after=held.get("score_after"),
    )
