"""Whose paper it is: the name of a centre in all languages in which it is known."""

from __future__ import annotations

from collections.abc import Mapping

from baseldesk.desk.desk import Desk
from baseldesk.records.identity import derived_id


def centre_name(desk: Desk, owner: str) -> Mapping[str, str]:
    """The name from the centre's own profile, or its code where that has not been received."""
    found = desk.record("centre", derived_id(owner, "centre", owner))
    return (found.values.get("name") if found else None) or {"": owner}
