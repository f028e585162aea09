"""The chains as sync sees them: which end where, what lies under a receipt's heads, what an addressee lacks.

Most chains are plain: no hole, no fork, so that a number says it all and nothing is walked. Only chains that a clone or a
restored backup has forked are walked change by change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import unpack
from baseldesk.journal.change import Birth, Change, decode_change, ops_of
from baseldesk.records.types import is_entitled
from baseldesk.sync.counting import count_chains
from baseldesk.sync.receipt import Head, Receipt


@dataclass(frozen=True)
class Chain:
    """One replica's writing for one audience, as far as it is here."""

    n: int
    replica: bytes
    audience: str
    device: bytes
    held: int  # changes here
    last: int  # the highest seq here
    is_plain: bool  # 1 … last without hole or fork, each naming the one before


@dataclass(frozen=True)
class Link:
    """A change, as far as its place in the chain goes."""

    n: int
    id: bytes
    seq: int
    prev: bytes | None
    whole: bool


def list_chains(reader: Reader, organisation: str | None = None) -> list[Chain]:
    """All chains, or those that an organisation may receive, in a fixed order."""
    counted = count_chains(reader)
    sql = "SELECT n, replica, audience, device FROM chain ORDER BY audience, replica, device"
    chains = [
        Chain(n, bytes(replica), audience, bytes(device), *counted[n])
        for n, replica, audience, device in reader.rows(sql)
        if n in counted
    ]
    return [one for one in chains if organisation is None or is_entitled(organisation, one.audience)]


def links(reader: Reader, chain: Chain, after: int = 0) -> list[Link]:
    """The changes of a chain beyond a seq, in order."""
    sql = "SELECT n, id, seq, prev, whole FROM change WHERE chain = :chain AND seq > :after ORDER BY seq, id"
    return [
        Link(n, bytes(identity), seq, None if prev is None else bytes(prev), bool(whole))
        for n, identity, seq, prev, whole in reader.rows(sql, chain=chain.n, after=after)
    ]


def read_birth(change: Change) -> Birth | None:
    """The birth that begins a chain, if this is its first change."""
    first = ops_of(msgspec.structs.replace(change, ops=change.ops[:1])) if change.seq == 1 else []
    return first[0] if first and isinstance(first[0], Birth) else None


def births(reader: Reader, chains: Sequence[Chain]) -> dict[int, list[tuple[bytes, Birth]]]:
    """Chain number → (id of its first change, birth); a forked chain may have several."""
    out: dict[int, list[tuple[bytes, Birth]]] = {}
    forked = [one.n for one in chains if not one.is_plain]
    sql = (
        "SELECT c.chain, c.id, h.centre, h.public_key, h.old_replica, h.old_head, h.reason FROM chain h "
        "JOIN change c ON c.chain = h.n AND c.seq = 1 WHERE h.centre IS NOT NULL AND h.n IN (:among)"
    )
    plain = [one.n for one in chains if one.is_plain]
    for chain, identity, centre, public, replica, head, reason in reader.among(sql, plain) if plain else []:
        names = (centre, bytes(public), replica and bytes(replica), head and bytes(head), reason)
        out.setdefault(chain, []).append((bytes(identity), Birth(*names)))
    sql = "SELECT chain, id, packed, bytes FROM change WHERE seq = 1 AND chain IN (:among)"
    for chain, identity, packed, kept in reader.among(sql, forked) if forked else []:
        birth = read_birth(decode_change(unpack(packed, bytes(kept))))
        if birth is not None:
            out.setdefault(chain, []).append((bytes(identity), birth))
    return out


class Holding:
    """What the owner of a receipt holds of what is here: of plain chains up to a seq, of forked ones a set of ids."""

    def __init__(self) -> None:
        self.up_to: dict[int, int] = {}
        self.ids: dict[int, set[bytes]] = {}
        self.above: frozenset[bytes] = frozenset()

    def has(self, chain: Chain, link: Link) -> bool:
        """Whether the owner has said that it holds this change."""
        if link.id in self.above:
            return True
        return link.seq <= self.up_to.get(chain.n, 0) if chain.is_plain else link.id in self.ids.get(chain.n, ())


class Reach:
    """Follows receipts' heads down the chains, and over births to the heads that they name."""

    def __init__(self, reader: Reader, chains: Sequence[Chain]) -> None:
        self._reader = reader
        self._chains = {one.n: one for one in chains}
        self._births = births(reader, chains)
        self._forked: dict[int, dict[bytes, Link]] = {}

    def under(self, receipt: Receipt) -> Holding:
        """What lies under the heads of a receipt, of what is here."""
        out, wanted = Holding(), set(receipt.wanted)
        out.above = frozenset(receipt.above)
        todo = [head.id for heads in receipt.heads.values() for head in heads]
        while todo:
            places = self._places(todo)
            todo = [old for place in places for old in self._hold(out, *place) if old not in wanted]
        return out

    def _places(self, ids: Iterable[bytes]) -> list[tuple[Chain, bytes, int]]:
        found = self._reader.among("SELECT chain, id, seq FROM change WHERE id IN (:among)", list(ids))
        return [(self._chains[chain], bytes(identity), seq) for chain, identity, seq in found if chain in self._chains]

    def _hold(self, out: Holding, chain: Chain, identity: bytes, seq: int) -> list[bytes]:
        """Adds a head; gives the heads of former chains that the births under it name."""
        if not chain.is_plain:
            return self._walk(out.ids.setdefault(chain.n, set()), chain, identity)
        if seq <= out.up_to.get(chain.n, 0):
            return []
        fresh = chain.n not in out.up_to
        out.up_to[chain.n] = seq
        return [birth.old_head for _, birth in self._births.get(chain.n, ()) if birth.old_head] if fresh else []

    def _walk(self, held: set[bytes], chain: Chain, identity: bytes) -> list[bytes]:
        here = self._forked.setdefault(chain.n, {one.id: one for one in links(self._reader, chain)})
        at: bytes | None = identity
        last = None
        while at is not None and at in here and at not in held:
            held.add(at)
            last, at = at, here[at].prev
        return [birth.old_head for first, birth in self._births.get(chain.n, ()) if first == last and birth.old_head]


def holdings_of(reader: Reader, chains: Sequence[Chain], receipts: Sequence[Receipt]) -> list[Holding]:
    """What each of these replicas holds of what is here."""
    if not receipts:
        return []
    reach = Reach(reader, chains)
    return [reach.under(one) for one in receipts]


def held_by_all(chains: Sequence[Chain], holdings: Sequence[Holding], receipts: Sequence[Receipt]) -> dict[int, int]:
    """Plain chain → the seq up to which every one of these replicas holds it; nothing where none is known."""
    if not holdings or any(one.wanted for one in receipts):  # who lacks what it should have may lack more
        return {}
    common = {one.n: min(held.up_to.get(one.n, 0) for held in holdings) for one in chains if one.is_plain}
    return {n: seq for n, seq in common.items() if seq}


def lacking(reader: Reader, chains: Sequence[Chain], receipts: Sequence[Receipt]) -> dict[int, list[Link]]:
    """Of each chain, the changes that not all of these replicas have receipted; with no receipt, everything."""
    return lacking_beyond(reader, chains, holdings_of(reader, chains, receipts))


def lacking_beyond(reader: Reader, chains: Sequence[Chain], holdings: Sequence[Holding]) -> dict[int, list[Link]]:
    """Of each chain, the changes that not all of the holders hold; with none, everything."""
    out = {}
    for chain in chains:
        everywhere = min((one.up_to.get(chain.n, 0) for one in holdings), default=0) if chain.is_plain else 0
        if everywhere < chain.last:
            candidates = links(reader, chain, everywhere)
            out[chain.n] = [one for one in candidates if not holdings or not all(held.has(chain, one) for held in holdings)]
    return {n: held for n, held in out.items() if held}


def heads_and_holes(reader: Reader, chains: Sequence[Chain]) -> tuple[dict[str, list[Head]], list[bytes], list[bytes]]:
    """What a receipt says of these chains: whole heads by audience, ids above a hole, ids wanted."""
    named = {birth.old_head for held in births(reader, chains).values() for _, birth in held if birth.old_head}
    heads: dict[str, list[Head]] = {}
    above: list[bytes] = []
    whole_named: set[bytes] = set(_whole(reader, named))
    wanted = {one for one in named if one not in whole_named}
    for chain in chains:
        if chain.is_plain:
            tip = reader.one("SELECT id FROM change WHERE chain = :chain AND seq = :seq", chain=chain.n, seq=chain.last)
            assert tip is not None
            tips = [(bytes(tip[0]), chain.last)]
        else:
            tips = _tips_of_forked(links(reader, chain), above, wanted)
        heads.setdefault(chain.audience, []).extend(Head(chain.replica, seq, one) for one, seq in tips if one not in named)
    return {audience: held for audience, held in heads.items() if held}, sorted(above), sorted(wanted)


def _whole(reader: Reader, ids: Iterable[bytes]) -> list[bytes]:
    wanted = list(ids)
    sql = "SELECT id FROM change WHERE whole = 1 AND id IN (:among)"
    return [bytes(row[0]) for row in reader.among(sql, wanted)] if wanted else []


def _tips_of_forked(held: list[Link], above: list[bytes], wanted: set[bytes]) -> list[tuple[bytes, int]]:
    """The ends of what is whole; notes what lies above a hole, and which predecessors are missing."""
    here, inner = {one.id for one in held}, {one.prev for one in held if one.whole}
    above += [one.id for one in held if not one.whole]
    wanted |= {one.prev for one in held if one.prev and one.prev not in here}
    return [(one.id, one.seq) for one in held if one.whole and one.id not in inner]
