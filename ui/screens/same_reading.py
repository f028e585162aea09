"""Records that are the same, read for the window; outside the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from baseldesk.desk import same
from baseldesk.records.same import JOINED

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Shown


class Other(NamedTuple):
    """Another record that is the same, by what names it."""

    id: bytes
    owner: str
    values: Mapping[str, Any]


class Standing(NamedTuple):
    """One record among those that are the same: which is shown in lists, and the others in view."""

    kind: str
    record: bytes
    shown: bytes
    others: tuple[Other, ...]


class Pair(NamedTuple):
    """Two records to compare: the one that lists would show for both, and the other."""

    shown: Shown
    other: Shown
    are_joined: bool


def read_standing(desk: Desk, kind: str, record: bytes) -> Standing:
    """What this record is the same as."""
    if kind not in JOINED:
        return Standing(kind, record, record, ())
    with desk.read() as reader:
        ids, shown = same.same_as(reader, kind, record), same.shown_for(reader, kind, record)
    found = [desk.record(kind, one) for one in ids]
    return Standing(kind, record, shown, tuple(Other(one.id, one.owner, one.values) for one in found if one))


def read_pair(desk: Desk, kind: str, one: bytes, other: bytes) -> Pair | None:
    """Both as lists show them, in the order in which they would stand when joined; None where one is not here any more."""
    with desk.read() as reader:
        ends = sorted({same.shown_for(reader, kind, end) for end in (one, other)})
    are_joined = len(ends) == 1
    found = [desk.record(kind, end) for end in ((one, other) if are_joined else ends)]
    if not all(found):
        return None
    return Pair(found[0], found[1], are_joined)  # type: ignore[arg-type]
