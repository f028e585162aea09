"""Which record a person means: by its id, or an activity by its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baseldesk.desk.shown import ListQuery
from baseldesk.errors import UsageError
from baseldesk.records.identity import parse_id
from baseldesk.records.types import record_type

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Shown

REFERENCE = "reference"


def find_id(desk: Desk, kind: str, named: str) -> bytes:
    """The id that a text names: a UUID, or the reference of a record that has one.

    Raises:
        UsageError: neither; or there are several of this reference.
    """
    try:
        return parse_id(named)
    except UsageError:
        if REFERENCE not in record_type(kind).by_name:
            raise
        found = desk.rows(ListQuery(kind, {REFERENCE: named.strip()}, each=True))
        if len(found) != 1:
            raise
        return found[0].id


def find_record(desk: Desk, kind: str, named: str) -> Shown:
    """The record of this type that a text names, deleted or not.

    Raises:
        UsageError: no such type or record.
    """
    record_type(kind)
    found = desk.record(kind, find_id(desk, kind, named))
    if found is None:
        raise UsageError("record.missing", type=kind, id=named[:80])
    return found


def find_any(desk: Desk, named: str) -> tuple[str, bytes]:
    """The (type, id) of a record whose type is not said; an activity may be named by its reference.

    Raises:
        UsageError: there is none.
    """
    identity = find_id(desk, "activity", named)
    with desk.read() as reader:
        row = reader.one("SELECT type FROM record WHERE id = :id ORDER BY n", id=identity)
    if row is None:
        raise UsageError("record.missing", id=named[:80])
    return row[0], identity
