"""How far one's own changes have come to each peer: only here, sent, received; from its receipts and the diary.

«Received» needs a signed receipt that lists the change by hash. «Sent» is what the diary says went out, and is for display only.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.chains import Chain, Holding, Link, Reach, links, list_chains
from baseldesk.sync.diary import DONE, OUT, Exchange, read_lines
from baseldesk.sync.knowledge import Knowledge
from baseldesk.sync.mailing import gone_out
from baseldesk.sync.membership import Membership
from baseldesk.sync.receipt import Receipt
from baseldesk.sync.receipt_store import read_knowledge


class Where(StrEnum):
    """How far a change or record has come, from least to most."""

    ONLY_HERE = "only_here"
    SENT = "sent"
    RECEIVED = "received"


class Peer:
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
            for where, many in self.count_chain(chain).items():
                out[where] += many
        return out

    def count_chain(self, chain: Chain) -> dict[Where, int]:
        """The changes of one chain by how far they have come."""
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


def read_peers(desk: Desk, reader: Reader, place: Membership) -> list[Peer]:
    """Everyone that this desk's own work goes to, with what each is known to hold."""
    known: Knowledge = read_knowledge(reader, desk.owner, desk.replica)
    outgoing = gone_out(reader, read_lines(reader, "WHERE direction = :out AND outcome = :done", out=OUT, done=DONE))
    own = {one.key_id for one in place.roster.body.devices if one.organisation == desk.owner} | {desk.device}
    return [Peer(reader, name, known.of(name), outgoing, own) for name in _peer_names(desk, place)]


def _peer_names(desk: Desk, place: Membership) -> list[str]:
    """The secretariat and the centre's other computers; at the secretariat, every centre."""
    others = place.roster.body.centres if desk.is_secretariat else [SECRETARIAT]
    has_twin = len({one.letter for one in place.roster.devices_of(desk.owner)}) > 1
    return [one for one in others if one != desk.owner] + ([desk.owner] if has_twin else [])
