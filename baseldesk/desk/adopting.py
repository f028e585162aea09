"""Adopting: a computer of a centre vouches for changes whose key is lost or withdrawn; a person has said that they are genuine.

The `adopt` travels in the same audience as the chain it names, signed like any change. Through the hash chain it vouches for all
that lies under the change it names, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from baseldesk.desk.author import Planned
from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.opened import OpenDesk
from baseldesk.desk.saving import write_action
from baseldesk.errors import UsageError
from baseldesk.journal.change import Adopt


@dataclass(frozen=True)
class End:
    """Where a chain, or a branch of one, ends here."""

    replica: bytes
    audience: str
    id: bytes


_ENDS = """
    SELECT h.replica, h.audience, c.id FROM change c JOIN chain h ON h.n = c.chain {joined}
    WHERE h.device = :device AND NOT EXISTS (SELECT 1 FROM change f WHERE f.prev = c.id AND f.chain = c.chain)
    ORDER BY h.audience, h.replica, c.seq, c.id
"""
_WAITING = "JOIN standing s ON s.change = c.n AND s.organisation IS NULL"


def ends_of(reader: Reader, device: bytes, *, waiting: bool = False) -> list[End]:
    """The ends of a key's chains; only of those whose end waits for a person."""
    rows = reader.rows(_ENDS.format(joined=_WAITING if waiting else ""), device=device)
    return [End(bytes(replica), audience, bytes(identity)) for replica, audience, identity in rows]


def adopt_waiting(desk: OpenDesk, device: bytes) -> int:
    """A person accepts what waits of a withdrawn key of this organisation; gives how many changes stand now.

    Raises:
        UsageError: nothing waits, or another organisation decides.
    """
    with desk.write() as writer:
        before = count_waiting_of(writer, device)
        if not before:
            raise UsageError("adopt.nothing_waits")
        row = writer.one("SELECT organisation FROM device WHERE key_id = :device", device=device)
        if row is None or row[0] != desk.owner:
            raise UsageError("adopt.not_yours", owner=row[0] if row else "")
        write_adopts(desk, writer, ends_of(writer, device, waiting=True))
        return before - count_waiting_of(writer, device)


def adopt_former(desk: OpenDesk, writer: Writer, devices: Collection[bytes]) -> int:
    """Vouches with the present key for all that this database holds of its own former keys; gives for how many ends."""
    done = {bytes(row[0]) for row in writer.rows("SELECT id FROM adopted")}
    ends = [end for device in devices for end in ends_of(writer, device) if end.id not in done]
    write_adopts(desk, writer, ends)
    return len(ends)


def write_adopts(desk: OpenDesk, writer: Writer, ends: Collection[End]) -> None:
    """One action that names these ends, each in the audience of its chain."""
    planned = Planned()
    for end in ends:
        if _may_write_into(desk.owner, end.audience):
            planned.add(end.audience, Adopt(end.replica, end.audience, end.id))
    if planned.ops:
        write_action(desk, writer, JournalStore(writer), planned, "adopt")


def _may_write_into(owner: str, audience: str) -> bool:
    return audience == "public" or audience.partition("/")[2] == owner


def count_waiting_of(reader: Reader, device: bytes) -> int:
    """How many changes of a key wait for a person."""
    sql = (
        "SELECT count(*) FROM standing s JOIN change c ON c.n = s.change JOIN chain h ON h.n = c.chain "
        "WHERE s.organisation IS NULL AND h.device = :device"
    )
    row = reader.one(sql, device=device)
    return int(row[0]) if row else 0


def waiting_ids(reader: Reader) -> Iterator[tuple[bytes, str]]:
    """(id, audience) of every change that waits for a person."""
    sql = (
        "SELECT c.id, h.audience FROM standing s JOIN change c ON c.n = s.change JOIN chain h ON h.n = c.chain "
        "WHERE s.organisation IS NULL ORDER BY c.id"
    )
    for identity, audience in reader.rows(sql):
        yield bytes(identity), audience
