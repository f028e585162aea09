"""Handing changes from one real desk to another without a bundle."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baseldesk.desk import tables
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import unpack
from baseldesk.desk.journal_store import JournalStore
from baseldesk.journal.apply import Applied, apply_changes
from baseldesk.journal.change import Change, decode_change
from baseldesk.journal.port import Arrival
from tests.conftest import CENTRE


def arrivals_of(desk: Desk, after: int = 0) -> list[Arrival]:
    """Every change of a desk beyond a local number, with its leaves."""
    with desk.read() as reader:
        leaves: dict[int, dict[int, bytes]] = {}
        for change, op, raw in reader.rows("SELECT change, op, bytes FROM leaf WHERE change > :after", after=after):
            leaves.setdefault(change, {})[op] = bytes(raw)
        rows = reader.rows("SELECT n, id, packed, bytes FROM change WHERE n > :after ORDER BY n", after=after)
    out = [(number, bytes(identity), unpack(packed, bytes(kept))) for number, identity, packed, kept in rows]
    return [Arrival(identity, raw, decode_change(raw), leaves.get(number, {})) for number, identity, raw in out]


def take(desk: Desk, arrivals: Sequence[Arrival]) -> Applied:
    """Takes changes in; devices that the desk has not heard of are the centre's."""
    with desk.write() as writer:
        known = desk.organisation_of(writer)
        new = {one.change.device for one in arrivals if known(one.change.device) is None}
        rows = [{"key_id": one, "public_key": b"", "organisation": CENTRE, "revoked": False} for one in sorted(new)]
        writer.insert(tables.device, rows)
        return apply_changes(JournalStore(writer), arrivals, desk.organisation_of(writer))


def changed(one: Arrival, **other: object) -> Change:
    """A change with other contents."""
    return msgspec.structs.replace(one.change, **other)
