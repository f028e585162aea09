"""Where one's own work is: only here, sent, received, merged. Computed from receipts and journal each time; there are no marks.

«Received» needs a signed receipt that lists the change by hash, «merged» one that says it was not only kept. «Sent» is what
the diary says went out, and is for display only. Received counts what is merged too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.desk.standing import count_waiting
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.chains import Chain, Holding, Link, Reach, links, list_chains
from baseldesk.sync.diary import DONE, OUT, Exchange, instant, read_lines
from baseldesk.sync.inbox import list_waiting
from baseldesk.sync.knowledge import Knowledge
from baseldesk.sync.mailing import gone_out
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.outbox import Kept, list_kept
from baseldesk.sync.parking import count_parked
from baseldesk.sync.receipt import Receipt
from baseldesk.sync.receipt_store import read_knowledge
from baseldesk.sync.waiting import Waiting


class Where(StrEnum):
    """How far a change or record has come, from least to most."""

    ONLY_HERE = "only_here"
    SENT = "sent"
    RECEIVED = "received"


_ORDER = list(Where)


@dataclass
class PeerStatus:
    """What of this desk's own work a peer has; and when each last heard of the other."""

    peer: str
    only_here: int = 0
    sent: int = 0
    received: int = 0
    merged: int = 0
    last_heard: datetime | None = None
    last_sent: datetime | None = None
    roster: int = 0
    release: int = 0
    missing_documents: int = 0
    wanted: int = 0
    refused: list[str] = field(default_factory=list)
    missing_parts: list[tuple[str, int, list[int]]] = field(default_factory=list)  # bundle, parts, those it lacks


@dataclass
class SyncStatus:
    """The whole state of the exchange.

    The first four count this organisation's own changes for others to see; `centre_only_here` those meant for the centre's own
    computers that no other of them has.
    """

    only_here: int = 0
    sent: int = 0
    received: int = 0
    merged: int = 0
    centre_only_here: int = 0
    parked: int = 0
    conflicts: int = 0
    enrolled: bool = False
    peers: list[PeerStatus] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    outbox: list[Kept] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The keys of `sync status --json`."""
        names = ("only_here", "sent", "received", "merged", "centre_only_here", "parked", "conflicts", "enrolled")
        lists = {name: [one.to_json() for one in getattr(self, name)] for name in ("waiting", "outbox")}
        return {**{name: getattr(self, name) for name in names}, "peers": [_peer_json(one) for one in self.peers], **lists}


def _peer_json(one: PeerStatus) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in vars(one).items()}


class _Peer:
    """What is known of one peer's holding of one's own chains."""

    def __init__(
        self, reader: Reader, name: str, receipts: Sequence[Receipt], outgoing: Sequence[Exchange], own: set[bytes]
    ) -> None:
        self._reader, self.name, self.receipts = reader, name, receipts
        self.chains = [one for one in list_chains(reader, name) if one.device in own]
        reach = Reach(reader, self.chains)
        self.holdings: list[Holding] = [reach.under(one) for one in receipts]
        self._sent = _sent_up_to(outgoing, name)
        self.last_sent = max((one.at for one in outgoing if one.peer == name), default=None)

    def count(self) -> dict[Where, int]:
        """Own changes by how far they have come."""
        out = dict.fromkeys(Where, 0)
        for chain in self.chains:
            for where, many in self._count_chain(chain).items():
                out[where] += many
        return out

    def _count_chain(self, chain: Chain) -> dict[Where, int]:
        if not chain.is_plain or any(one.above for one in self.holdings):
            each = [self.where(chain, one) for one in links(self._reader, chain)]
            return {where: each.count(where) for where in Where}
        received = max((one.up_to.get(chain.n, 0) for one in self.holdings), default=0)
        sent = max(min(self._sent.get(_key(chain), 0), chain.last), received)
        return {Where.RECEIVED: received, Where.SENT: sent - received, Where.ONLY_HERE: chain.last - sent}

    def where(self, chain: Chain, link: Link) -> Where:
        """How far one change has come."""
        if any(one.has(chain, link) for one in self.holdings):
            return Where.RECEIVED
        return Where.SENT if link.seq <= self._sent.get(_key(chain), 0) else Where.ONLY_HERE


def _key(chain: Chain) -> tuple[bytes, str, bytes]:
    return chain.replica, chain.audience, chain.device


def _sent_up_to(outgoing: Sequence[Exchange], peer: str) -> dict[tuple[bytes, str, bytes], int]:
    """The end of each chain that ever went out to a peer."""
    out: dict[tuple[bytes, str, bytes], int] = {}
    for line in outgoing:
        for replica, audience, device, last in line.detail.get("sent", []) if line.peer == peer else []:
            key = (replica, audience, device)
            out[key] = max(out.get(key, 0), last)
    return out


def sync_status(desk: Desk) -> SyncStatus:
    """Where one's own work is, per peer and in all."""
    place = read_membership(desk)
    with desk.read() as reader:
        listed = place is not None and place.roster.device(desk.device) is not None  # a rescued desk has a place before it is
        parked = count_parked(reader) + count_waiting(reader)
        status = SyncStatus(parked=parked, conflicts=_conflicts(reader), enrolled=listed)
        status.waiting, status.outbox = list_waiting(desk, reader), list_kept(desk)
        if place is None:
            status.only_here = sum(chain.held for chain in list_chains(reader))
            return status
        peers = _read_peers(desk, reader, place)
        status.peers = [_peer_status(reader, one) for one in peers]
        status.centre_only_here = _count_centre_only(desk, reader, peers)
        _add_up(desk, reader, status, peers)
    return status


def _conflicts(reader: Reader) -> int:
    row = reader.one("SELECT count(*) FROM record WHERE conflicts > 0 AND NOT hidden")
    return int(row[0]) if row else 0


def _read_peers(desk: Desk, reader: Reader, place: Membership) -> list[_Peer]:
    known: Knowledge = read_knowledge(reader, desk.owner, desk.replica)
    outgoing = gone_out(reader, read_lines(reader, "WHERE direction = :out AND outcome = :done", out=OUT, done=DONE))
    own = {one.key_id for one in place.roster.body.devices if one.organisation == desk.owner} | {desk.device}
    return [_Peer(reader, name, known.of(name), outgoing, own) for name in _peer_names(desk, place)]


def _peer_names(desk: Desk, place: Membership) -> list[str]:
    """The secretariat and the centre's other computers; at the secretariat, every centre."""
    others = place.roster.body.centres if desk.is_secretariat else [SECRETARIAT]
    has_twin = len({one.letter for one in place.roster.devices_of(desk.owner)}) > 1
    return [one for one in others if one != desk.owner] + ([desk.owner] if has_twin else [])


def _peer_status(reader: Reader, peer: _Peer) -> PeerStatus:
    counts = peer.count()
    not_merged = {one.id for receipt in peer.receipts for one in receipt.verdicts}
    status = PeerStatus(peer.name, counts[Where.ONLY_HERE], counts[Where.SENT], counts[Where.RECEIVED])
    status.merged = max(0, counts[Where.RECEIVED] - _own_among(reader, peer, not_merged))
    status.last_heard = _last(reader, "SELECT max(at) FROM receipt WHERE ours = 0 AND peer = :peer", peer.name)
    status.last_sent = peer.last_sent
    status.roster = max((one.roster for one in peer.receipts), default=0)
    status.release = max((one.release for one in peer.receipts), default=0)
    status.missing_documents = len({one for receipt in peer.receipts for one in receipt.missing_documents})
    status.wanted = len({one for receipt in peer.receipts for one in receipt.wanted})
    told = [one for receipt in peer.receipts for one in receipt.missing_parts]
    status.missing_parts = [(one.bundle.hex(), one.parts, one.missing) for one in told]
    status.refused = [one.code for receipt in peer.receipts for one in receipt.refused]
    return status


def _own_among(reader: Reader, peer: _Peer, ids: set[bytes]) -> int:
    if not ids:
        return 0
    chains = {one.n for one in peer.chains}
    return sum(row[0] in chains for row in reader.among("SELECT chain FROM change WHERE id IN (:among)", list(ids)))


def _last(reader: Reader, sql: str, peer: str) -> datetime | None:
    row = reader.one(sql, peer=peer)
    return instant(row[0]) if row and row[0] is not None else None


def _add_up(desk: Desk, reader: Reader, status: SyncStatus, peers: list[_Peer]) -> None:
    """In all: at a centre what the secretariat has; at the secretariat, of each chain as far as it has come to any centre."""
    if not desk.is_secretariat:
        first = status.peers[0]
        status.only_here, status.sent, status.received, status.merged = first.only_here, first.sent, first.received, first.merged
        return
    own = {chain.n: chain for peer in peers for chain in peer.chains}
    for chain in own.values():
        best = [_count_best(peer, chain) for peer in peers if chain in peer.chains]
        received = max(one[0] for one in best)
        sent = max(*(one[1] for one in best), received)
        status.received += received
        status.merged += received
        status.sent += sent - received
        status.only_here += chain.held - sent


def _count_centre_only(desk: Desk, reader: Reader, peers: list[_Peer]) -> int:
    """Changes that only the centre's own computers may see, and that no other of them is known to hold."""
    twin = next((one for one in peers if one.name == desk.owner), None)
    private = [one for one in list_chains(reader, desk.owner) if one.audience == f"centre/{desk.owner}"]
    received = sum(twin._count_chain(one)[Where.RECEIVED] for one in private if one in twin.chains) if twin else 0
    return sum(one.held for one in private if one.device == desk.device) - received


def _count_best(peer: _Peer, chain: Chain) -> tuple[int, int]:
    counts = peer._count_chain(chain)
    return counts[Where.RECEIVED], counts[Where.RECEIVED] + counts[Where.SENT]


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
        peers = _read_peers(desk, reader, place)
        out = dict.fromkeys(wanted, Where.RECEIVED)
        written_here = {one.n for one in list_chains(reader) if one.device == desk.device}
        for identity, chain, link in _changes_of(reader, wanted):
            held = [where for peer in peers if (where := _where_at(peer, chain, link)) is not None]
            if held or chain in written_here:
                best = max(held, key=_ORDER.index, default=Where.ONLY_HERE)
                out[identity] = min(out[identity], best, key=_ORDER.index)
    return out


def _where_at(peer: _Peer, chain: int, link: Link) -> Where | None:
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
