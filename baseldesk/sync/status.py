"""Where one's own work is: only here, sent, received, merged. Computed from receipts and journal each time; there are no marks.

«Received» needs a signed receipt that lists the change by hash, «merged» one that says it was not only kept. «Sent» is what
the diary says went out, and is for display only. Received counts what is merged too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.desk.standing import count_waiting
from baseldesk.sync.chains import Chain, list_chains
from baseldesk.sync.diary import instant
from baseldesk.sync.inbox import list_waiting
from baseldesk.sync.membership import read_membership
from baseldesk.sync.outbox import Kept, list_kept
from baseldesk.sync.parking import count_parked
from baseldesk.sync.reached import Peer, Where, read_peers
from baseldesk.sync.waiting import Waiting


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
        peers = read_peers(desk, reader, place)
        status.peers = [_peer_status(reader, one) for one in peers]
        status.centre_only_here = _count_centre_only(desk, reader, peers)
        _add_up(desk, reader, status, peers)
    return status


def _conflicts(reader: Reader) -> int:
    row = reader.one("SELECT count(*) FROM record WHERE conflicts > 0 AND NOT hidden")
    return int(row[0]) if row else 0


def _peer_status(reader: Reader, peer: Peer) -> PeerStatus:
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


def _own_among(reader: Reader, peer: Peer, ids: set[bytes]) -> int:
    if not ids:
        return 0
    chains = {one.n for one in peer.chains}
    return sum(row[0] in chains for row in reader.among("SELECT chain FROM change WHERE id IN (:among)", list(ids)))


def _last(reader: Reader, sql: str, peer: str) -> datetime | None:
    row = reader.one(sql, peer=peer)
    return instant(row[0]) if row and row[0] is not None else None


def _add_up(desk: Desk, reader: Reader, status: SyncStatus, peers: list[Peer]) -> None:
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


def _count_centre_only(desk: Desk, reader: Reader, peers: list[Peer]) -> int:
    """Changes that only the centre's own computers may see, and that no other of them is known to hold."""
    twin = next((one for one in peers if one.name == desk.owner), None)
    private = [one for one in list_chains(reader, desk.owner) if one.audience == f"centre/{desk.owner}"]
    received = sum(twin.count_chain(one)[Where.RECEIVED] for one in private if one in twin.chains) if twin else 0
    return sum(one.held for one in private if one.device == desk.device) - received


def _count_best(peer: Peer, chain: Chain) -> tuple[int, int]:
    counts = peer.count_chain(chain)
    return counts[Where.RECEIVED], counts[Where.RECEIVED] + counts[Where.SENT]
