"""The profile of a centre, read for the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Shown

KIND = "centre"


class Profile(NamedTuple):
    """What was read: the centres that can be looked at, and the record of one of them, if there is any."""

    centres: tuple[str, ...]
    centre: str
    record: bytes
    shown: Shown | None


def read_profile(desk: Desk, centre: str) -> Profile:
    """Reads the record of a centre; at the secretariat of the first that there is, where this one has none."""
    from baseldesk.records.identity import derived_id

    centres = tuple(sorted({row.owner for row in desk.find(KIND)})) if desk.is_secretariat else (centre,)
    chosen = centre if centre in centres or not centres else centres[0]
    record = derived_id(chosen, KIND, chosen)
    return Profile(centres, chosen, record, desk.record(KIND, record))
