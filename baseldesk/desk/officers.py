"""Who works at this desk: the officers of the centre, and whose mark stands in what is saved from now on.

A change carries a random mark in place of a name; the officer's record says whose it is. Choosing is a courtesy and no lock:
everyone at this computer shares the desk and its key.
"""

from __future__ import annotations

from typing import NamedTuple

from baseldesk.desk.desk import Desk
from baseldesk.desk.record_view import officer_id
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError

OFFICER = "officer"
_MARK = 8  # bytes


class Officer(NamedTuple):
    """One person who keeps the centre's records."""

    id: bytes
    name: str
    function: str
    role: str
    user: bytes  # the mark in the history


def officers(desk: Desk) -> list[Officer]:
    """The officers of this desk's own organisation who have a mark, by name."""
    rows = (row for row in desk.find(OFFICER) if row.owner == desk.owner)
    found = (_officer(row.id, row.values) for row in rows)
    return sorted((one for one in found if len(one.user) == _MARK), key=lambda one: (one.name.casefold(), one.id))


def who_works(desk: Desk) -> bytes:
    """The officer whose mark stands in what is saved now; there may be no record of them."""
    return officer_id(desk.owner, desk.identity.user)


def add_officer(desk: Desk, name: str, function: str = "", role: str = "") -> bytes:
    """Records one more officer, with a mark of their own; the id.

    Raises:
        RuleBroken: the role is none.
    """
    user = desk.random(_MARK)
    made = officer_id(desk.owner, user)
    values = {"name": name, "user": user.hex(), "function": function or None, "role": role or None}
    desk.save([Edit(OFFICER, made, {name: held for name, held in values.items() if held is not None})])
    return made


def work_as(desk: Desk, officer: bytes) -> None:
    """From now on the changes of this desk carry the officer's mark; for the writer's thread.

    Raises:
        UsageError: there is no such officer here.
    """
    found = next((one for one in officers(desk) if one.id == officer), None)
    if found is None:
        raise UsageError("record.missing", type=OFFICER)
    with desk.write() as writer:
        writer.set_meta("user", found.user)
        desk.identity = desk.identity._replace(user=found.user)


def _officer(identity: bytes, values: dict[str, object]) -> Officer:
    mark = str(values.get("user") or "")
    try:
        user = bytes.fromhex(mark)
    except ValueError:
        user = b""
    name, function, role = (str(values.get(one) or "") for one in ("name", "function", "role"))
    return Officer(identity, name, function, role, user)
