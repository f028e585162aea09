"""What a bundle rests on: heads that every replica addressed has receipted, and what lies under them, here and there alike.

A *place* under a base head is (which head, how far down from it, which op). Both sides find the same change at a place, because
a head names all that lies under it by its hash; so a place says in three small numbers what a dot says in 34 bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import unpack
from baseldesk.errors import BundleRefused
from baseldesk.journal.change import decode_change

MOST_HEADS = 1000
_MOST_HELD = 64 << 20  # bytes of ops under base heads that are kept while one block is read
_ON_RECORDS = frozenset(("set", "unset", "life", "choose"))
_ops = msgspec.msgpack.Decoder(list[Any])


class Place(NamedTuple):
    """An op under a base head."""

    head: int
    distance: int
    op: int


class _Under(NamedTuple):
    """A base head here: its chain and seq."""

    chain: int
    seq: int
    id: bytes


class _Found(NamedTuple):
    """A change under a base head."""

    n: int
    id: bytes


def missing_bases(reader: Reader, base: Collection[bytes]) -> list[bytes]:
    """Those of a bundle's base heads that are not here with all that lies under them: such a bundle cannot be read yet."""
    sql = "SELECT id FROM change WHERE whole = 1 AND id IN (:among)"
    here = {bytes(row[0]) for row in reader.among(sql, list(base))} if base else set()
    return [one for one in base if one not in here]


class Base:
    """What lies under some heads, at this desk; ops that have been looked up stay for a while."""

    def __init__(self, reader: Reader | None = None) -> None:
        """`reader` None: there is nothing to rest on, as in a bundle that stands alone."""
        self._held_reader = reader
        self._heads: list[_Under] = []
        self._changes: dict[tuple[int, int], _Found] = {}
        self._ops: dict[Place, list[Any]] = {}
        self._held = 0

    @classmethod
    def of(cls, reader: Reader, heads: Sequence[bytes]) -> Base:
        """What a bundle with these base heads rests on.

        Raises:
            BundleRefused: they are not all here; `missing_bases` names those that are not.
        """
        missing = missing_bases(reader, heads)
        if missing or len(heads) > MOST_HEADS:
            raise BundleRefused("bundle.base_missing", count=len(missing))
        out = cls(reader)
        sql = "SELECT id, chain, seq FROM change WHERE id IN (:among)"
        rows = reader.among(sql, list(heads)) if heads else []
        found = {bytes(identity): (chain, seq) for identity, chain, seq in rows}
        out._heads = [_Under(*found[one], one) for one in heads]
        return out

    @property
    def _reader(self) -> Reader:
        if self._held_reader is None:
            raise ValueError
        return self._held_reader

    @property
    def heads(self) -> list[bytes]:
        """The ids of the heads, in the order in which places count them."""
        return [one.id for one in self._heads]

    def fetch(self, places: Iterable[Place]) -> None:
        """Looks up these places, in as few questions as there are chains.

        Raises:
            ValueError: a place where nothing is.
        """
        wanted = list(dict.fromkeys(places))
        self._fetch_changes({(one.head, one.distance) for one in wanted})
        self._fetch_ops([one for one in wanted if one not in self._ops])

    def dot(self, place: Place) -> bytes:
        """The 34 bytes that name the op at a place."""
        return self._changes[place.head, place.distance].id + place.op.to_bytes(2, "big")

    def record(self, place: Place) -> bytes:
        """The record on which the op at a place works; nothing where it works on none."""
        op = self._ops[place]
        on_record = len(op) > 2 and op[0] in _ON_RECORDS and type(op[2]) is bytes and len(op[2]) == 16
        return op[2] if on_record else b""

    def text(self, place: Place, register: str) -> str:
        """The text that the op at a place wrote into a register; empty where it wrote none."""
        op = self._ops[place]
        value = op[3].get(register) if op[0] == "set" and len(op) > 3 and isinstance(op[3], dict) else None
        return value if isinstance(value, str) else ""

    def _fetch_changes(self, wanted: set[tuple[int, int]]) -> None:
        by_head: dict[int, set[int]] = {}
        for head, distance in wanted - self._changes.keys():
            by_head.setdefault(head, set()).add(distance)
        for head, distances in by_head.items():
            under = self._heads[head]
            seqs = {under.seq - one for one in distances}
            if min(seqs) < 1 or max(seqs) > under.seq:
                raise ValueError
            for seq, found in self._at(under, seqs).items():
                self._changes[head, under.seq - seq] = found
        if wanted - self._changes.keys():
            raise ValueError

    def _at(self, under: _Under, seqs: set[int]) -> dict[int, _Found]:
        """The changes under a head by their seq; a chain that is forked here is walked down from the head."""
        sql = "SELECT seq, n, id FROM change WHERE chain = :chain AND seq IN (:among)"
        rows = self._reader.among(sql, sorted(seqs), chain=under.chain)
        found = {seq: _Found(n, bytes(identity)) for seq, n, identity in rows}
        return found if len(rows) == len(found) else self._walk(under, seqs)

    def _walk(self, under: _Under, seqs: set[int]) -> dict[int, _Found]:
        sql = "SELECT seq, n, id, prev FROM change WHERE chain = :chain AND seq BETWEEN :low AND :high ORDER BY seq DESC"
        out, at = {}, under.id
        for seq, n, identity, prev in self._reader.rows(sql, chain=under.chain, low=min(seqs), high=under.seq):
            if bytes(identity) == at:
                out[seq] = _Found(n, at)
                at = bytes(prev or b"")
        return {seq: found for seq, found in out.items() if seq in seqs}

    def _fetch_ops(self, places: Sequence[Place]) -> None:
        by_change: dict[int, list[Place]] = {}
        for one in places:
            by_change.setdefault(self._changes[one.head, one.distance].n, []).append(one)
        sql = "SELECT n, packed, bytes FROM change WHERE n IN (:among)"
        numbers = sorted(by_change)
        for start in range(0, len(numbers), 100):
            for n, packed, kept in self._reader.among(sql, numbers[start : start + 100]):
                self._take_ops(unpack(packed, bytes(kept)), by_change[n])

    def _take_ops(self, raw: bytes, places: Sequence[Place]) -> None:
        ops = decode_change(raw).ops
        for one in places:
            if one.op >= len(ops):
                raise ValueError
            op = bytes(ops[one.op])
            self._held += len(op)
            if self._held > _MOST_HELD:
                raise ValueError
            self._ops[one] = _ops.decode(op)

    def forget(self) -> None:
        """Lets go of the ops that were looked up."""
        self._ops.clear()
        self._held = 0


class Offered(Base):
    """What a new bundle may rest on: of each plain chain, the head up to which every replica addressed holds it.

    The heads that are used are numbered as they come into use; the others do not travel.
    """

    def __init__(self, reader: Reader | None = None, held_by_all: Mapping[int, int] = MappingProxyType({})) -> None:
        """`held_by_all`: chain number → seq."""
        super().__init__(reader)
        self._held_by_all = held_by_all
        self.is_offered = bool(held_by_all)
        self._numbers: dict[int, int] = {}
        self._dots: dict[bytes, tuple[int, int] | None] = {}

    def look_up(self, dots: Iterable[bytes], records: Iterable[bytes]) -> dict[bytes, Place]:
        """Finds the places of covered dots, and of records the op that made them; gives the latter by record.

        Afterwards `place_of` answers for these dots without asking the store.
        """
        fresh = {one[:32] for one in dots} - self._dots.keys()
        made = self._made(set(records))
        changes = {**self._by_id(fresh), **self._by_number({n for n, _ in made.values()})}
        self._dots.update(dict.fromkeys(fresh))
        for identity, (n, chain, seq) in changes.items():
            if seq <= self._held_by_all.get(chain, 0):
                self._note(identity, n, chain, seq)
        ids = {n: identity for identity, (n, _, _) in changes.items()}
        out = {record: self.place_of(ids[n] + op.to_bytes(2, "big")) for record, (n, op) in made.items() if n in ids}
        return {record: place for record, place in out.items() if place is not None}

    def place_of(self, dot: bytes) -> Place | None:
        """Where a dot that was looked up lies under a base head, if it does."""
        found = self._dots.get(dot[:32])
        return Place(*found, int.from_bytes(dot[32:], "big")) if found is not None else None

    def _note(self, identity: bytes, n: int, chain: int, seq: int) -> None:
        head = self._number_of(chain)
        distance = self._heads[head].seq - seq
        self._dots[identity] = (head, distance)
        self._changes[head, distance] = _Found(n, identity)

    def _number_of(self, chain: int) -> int:
        number = self._numbers.get(chain)
        if number is None:
            seq = self._held_by_all[chain]
            row = self._reader.one("SELECT id FROM change WHERE chain = :chain AND seq = :seq", chain=chain, seq=seq)
            assert row is not None
            number = self._numbers[chain] = len(self._heads)
            self._heads.append(_Under(chain, seq, bytes(row[0])))
        return number

    def _by_id(self, ids: set[bytes]) -> dict[bytes, tuple[int, int, int]]:
        sql = "SELECT id, n, chain, seq FROM change WHERE id IN (:among)"
        rows = self._reader.among(sql, sorted(ids)) if ids else []
        return {bytes(identity): (n, chain, seq) for identity, n, chain, seq in rows}

    def _by_number(self, numbers: set[int]) -> dict[bytes, tuple[int, int, int]]:
        sql = "SELECT id, n, chain, seq FROM change WHERE n IN (:among)"
        rows = self._reader.among(sql, sorted(numbers)) if numbers else []
        return {bytes(identity): (n, chain, seq) for identity, n, chain, seq in rows}

    def _made(self, records: set[bytes]) -> dict[bytes, tuple[int, int]]:
        """Record → the change and op that made it, where it is in the tables."""
        sql = "SELECT id, base_change, base_op FROM record WHERE base_change IS NOT NULL AND id IN (:among)"
        rows = self._reader.among(sql, sorted(records)) if records else []
        return {bytes(identity): (n, op) for identity, n, op in rows}
