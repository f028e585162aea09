"""How far each record of a list has come: as far as the last of the changes that wrote to it."""

from __future__ import annotations

from collections.abc import Iterable

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.sync.chains import Link, list_chains
from baseldesk.sync.membership import read_membership
from baseldesk.sync.reached import Peer, Where, read_peers

_ORDER = list(Where)


def record_states(desk: Desk, ids: Iterable[bytes]) -> dict[bytes, Where]:
    """How far each record has come to the secretariat (at the secretariat: to the centre it is for): as far as its last part.

    Records that others wrote are «received»: they came from there.
    """
    wanted = list(ids)
    place = read_membership(desk)
    if not wanted:
        return {}
    with desk.read() as reader:
        if place is None:
            return dict.fromkeys(wanted, Where.ONLY_HERE)
        peers = read_peers(desk, reader, place)
        out = dict.fromkeys(wanted, Where.RECEIVED)
        written_here = {one.n for one in list_chains(reader) if one.device == desk.device}
        for identity, chain, link in _changes_of(reader, wanted):
            held = [where for peer in peers if (where := _where_at(peer, chain, link)) is not None]
            if held or chain in written_here:
                best = max(held, key=_ORDER.index, default=Where.ONLY_HERE)
                out[identity] = min(out[identity], best, key=_ORDER.index)
    return out


def _where_at(peer: Peer, chain: int, link: Link) -> Where | None:
    """How far a change has come to a peer; None where it is not one's own or not for that peer."""
    found = next((one for one in peer.chains if one.n == chain), None)
    return peer.where(found, link) if found else None


def _changes_of(reader: Reader, ids: list[bytes]) -> list[tuple[bytes, int, Link]]:
    """Record id, chain and place of every change that wrote to these records."""
    sql = (
        "SELECT r.id, c.chain, c.n, c.id, c.seq, c.prev, c.whole FROM record r JOIN change c ON c.n = r.base_change "
        "WHERE r.id IN (:among)"
    )
    later = (
        "SELECT r.id, c.chain, c.n, c.id, c.seq, c.prev, c.whole FROM record r JOIN touch t ON t.record = r.n "
        "JOIN change c ON c.n = t.change WHERE r.id IN (:among)"
    )
    rows = [*reader.among(sql, ids), *reader.among(later, ids)]
    return [(bytes(row[0]), row[1], Link(row[2], bytes(row[3]), row[4], row[5], bool(row[6]))) for row in rows]
