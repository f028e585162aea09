"""Human numbers, `SEN-2026-A-042`: centre, year, the computer's letter in the roster («0» before registration), highest in the
journal + 1.

Doubles are a task for a person, never renumbered silently.
"""

from __future__ import annotations

from collections.abc import Collection

from baseldesk.desk.database import Reader
from baseldesk.desk.identity import Identity


def next_reference(reader: Reader, identity: Identity, year: int, given: Collection[str] = ()) -> str:
    """The next free reference of this centre, year and computer; `given` are not in the tables yet."""
    row = reader.one("SELECT letter FROM device WHERE key_id = :key", key=identity.device)
    start = f"{identity.owner.rpartition('-')[2]}-{year}-{row[0] if row and row[0] else '0'}-"
    found = reader.one(
        "SELECT max(CAST(substr(reference, :skip) AS INTEGER)) FROM r_activity WHERE reference >= :start AND reference < :end",
        skip=len(start) + 1,
        start=start,
        end=start + "\uffff",
    )
    last = max([found[0] or 0 if found else 0, *(int(one[len(start) :]) for one in given if one.startswith(start))])
    return f"{start}{last + 1:03}"
