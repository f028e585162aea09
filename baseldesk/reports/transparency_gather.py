"""From the desk to the register of partnerships: only what is marked for publication. Assessments and contacts are never read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import Shown
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.cooperation import PARTNERSHIP
from baseldesk.records.identity import derived_id, id_text
from baseldesk.reports.request import Option, Request

_OVER = ("ended",)


@dataclass(frozen=True, slots=True)
class PublishedPartner:
    """A partner that may be named, and its part in the partnership."""

    name: Mapping[str, str]
    role: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One partnership of the register.

    Attributes:
        values: the fields of its record that may be printed.
        undecided: how many values stand against each other, by field.
        unnamed: how many further partners take part that are not marked for publication.
        centre: the name of the centre whose partnership it is.
    """

    values: Mapping[str, Any]
    partners: tuple[PublishedPartner, ...] = ()
    undecided: Mapping[str, int] = field(default_factory=dict)
    unnamed: int = 0
    centre: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """What the register prints.

    Attributes:
        publisher: who hands it out, by name.
        of_centres: whether it lists the partnerships of several centres.
    """

    publisher: Mapping[str, str]
    code: str
    made_on: date
    entries: tuple[Entry, ...] = ()
    of_centres: bool = False


def gather_register(desk: Desk, request: Request, in_force: Option) -> Register:
    """The partnerships of a centre, or at the secretariat those of all centres, that are marked for publication.

    Args:
        in_force: the option that leaves out what has ended.

    Raises:
        UsageError: a partnership that was chosen is not there, or is not marked for publication.
    """
    day = instant(desk.clock()).date()
    owner = request.owner or ("" if desk.is_secretariat else desk.owner)
    found = [_chosen(desk, one) for one in request.records] or _all_of(desk, owner)
    kept = [one for one in found if not (request.is_on(in_force) and _is_over(one, day))]
    entries = tuple(_entry(desk, one) for one in kept)
    publisher = owner or desk.owner
    return Register(_centre_name(desk, publisher), publisher, day, entries, of_centres=not owner)


def may_be_published(record: Shown | None) -> bool:
    """Whether a record is marked for publication, and nobody has marked it otherwise at the same time."""
    if record is None or record.deleted or record.values.get("not_ready"):
        return False
    return record.values.get("publish") == "yes" and "publish" not in record.conflicts


def _chosen(desk: Desk, identity: bytes) -> Shown:
    found = desk.record("partnership", identity)
    if found is None or found.deleted:
        raise UsageError("record.missing", type="partnership", id=id_text(identity))
    if not may_be_published(found):
        raise UsageError("report.not_for_outsiders", id=id_text(identity))
    return found


def _all_of(desk: Desk, owner: str) -> list[Shown]:
    rows = [row for row in desk.find("partnership", publish="yes") if owner in ("", row.owner)]
    records = (desk.record("partnership", row.id) for row in rows)
    return [one for one in records if one is not None and may_be_published(one)]


def _is_over(record: Shown, day: date) -> bool:
    ends = record.values.get("ends_on")
    return record.values.get("stage") in _OVER or (isinstance(ends, date) and ends < day)


def _entry(desk: Desk, record: Shown) -> Entry:
    values = {name: value for name, value in record.values.items() if PARTNERSHIP.by_name[name].printed}
    links = desk.find("partnership_partner", partnership=record.id)
    held = [(link, _partner(desk, link.values.get("partner"))) for link in links]
    named = [
        PublishedPartner(
            found.values.get("name") or {}, link.values.get("role") or {}, str(found.values.get("stakeholder_kind") or ""),
            str(found.values.get("country") or ""),
        )
        for link, found in held
        if found is not None and may_be_published(found)
    ]  # fmt: skip
    undecided: dict[str, int] = {}
    for register, rivals in record.conflicts.items():
        name = register.partition("/")[0]
        undecided[name] = max(undecided.get(name, 0), len(rivals))
    return Entry(values, tuple(named), undecided, len(held) - len(named), _centre_name(desk, record.owner))


def _partner(desk: Desk, identity: object) -> Shown | None:
    """The partner that stands for this one where it is recorded twice."""
    if not isinstance(identity, bytes):
        return None
    with desk.read() as reader:
        shown = shown_for(reader, "partner", identity)
    return desk.record("partner", shown)


def _centre_name(desk: Desk, owner: str) -> Mapping[str, str]:
    found = desk.record("centre", derived_id(owner, "centre", owner))
    return (found.values.get("name") if found else None) or {"": owner}
