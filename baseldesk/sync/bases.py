"""What a bundle rests on: heads that every replica addressed has receipted, and what lies under them, here and there alike.

A *place* under a base head is (which head, how far down from it, which op). Both sides find the same change at a place, because
a head names all that lies under it by its hash; so a place says in three small numbers what a dot says in 34 bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import unpack
from baseldesk.desk.pieces import read_ops
from baseldesk.errors import BundleRefused
from baseldesk.journal.change import decode_change

MOST_HEADS = 1000
_MOST_HELD = 64 << 20  # bytes of ops under base heads that are kept while one block is read
_ON_RECORDS = frozenset(("set", "unset", "life", "choose"))
_op = msgspec.msgpack.Decoder(list[Any])


class Place(NamedTuple):
    """An op under a base head."""

    head: int
    distance: int
    op: int


class Under(NamedTuple):
    """A base head here: its chain and seq."""

    chain: int
    seq: int
    id: bytes


class Found(NamedTuple):
    """A change under a base head."""

    n: int
    id: bytes


def _record_of(op: list[Any]) -> bytes:
    on_record = len(op) > 2 and op[0] in _ON_RECORDS and type(op[2]) is bytes and len(op[2]) == 16
    return op[2] if on_record else b""


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
        self._heads: list[Under] = []
        self._changes: dict[tuple[int, int], Found] = {}
        self._ops: dict[Place, list[Any]] = {}
        self._records: dict[Place, bytes] = {}
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
        out._heads = [Under(*found[one], one) for one in heads]
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

    def fetch(self, places: Iterable[Place], texts: Iterable[Place] = ()) -> None:
        """Looks up the changes at these places, and the ops at those whose texts will be asked for, in few questions.

        Raises:
            ValueError: a place where nothing is.
        """
        self._fetch_changes({(one.head, one.distance) for one in places})
        self._fetch_ops([one for one in dict.fromkeys(texts) if one not in self._ops])

    def dot(self, place: Place) -> bytes:
        """The 34 bytes that name the op at a place."""
        return self._changes[place.head, place.distance].id + place.op.to_bytes(2, "big")

    def record(self, place: Place) -> bytes:
        """The record on which the op at a place works; nothing where it works on none.

        Raises:
            LookupError: nothing is at that place.
        """
        found = self._records.get(place)
        if found is None:
            sql = "SELECT id FROM record WHERE base_change = :n AND base_op = :op"
            row = self._reader.one(sql, n=self._changes[place.head, place.distance].n, op=place.op)
            found = self._records[place] = bytes(row[0]) if row else _record_of(self._op(place))
        return found

    def text(self, place: Place, register: str) -> str:
        """The text that the op at a place wrote into a register; empty where it wrote none."""
        op = self._op(place)
        value = op[3].get(register) if op[0] == "set" and len(op) > 3 and isinstance(op[3], dict) else None
        return value if isinstance(value, str) else ""

    def _op(self, place: Place) -> list[Any]:
        if place not in self._ops:
            self._fetch_ops([place])
        return self._ops[place]

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

    def _at(self, under: Under, seqs: set[int]) -> dict[int, Found]:
        """The changes under a head by their seq; a chain that is forked here is walked down from the head."""
        sql = "SELECT seq, n, id FROM change WHERE chain = :chain AND seq IN (:among)"
        rows = self._reader.among(sql, sorted(seqs), chain=under.chain)
        found = {seq: Found(n, bytes(identity)) for seq, n, identity in rows}
        return found if len(rows) == len(found) else self._walk(under, seqs)

    def _walk(self, under: Under, seqs: set[int]) -> dict[int, Found]:
        sql = "SELECT seq, n, id, prev FROM change WHERE chain = :chain AND seq BETWEEN :low AND :high ORDER BY seq DESC"
        out, at = {}, under.id
        for seq, n, identity, prev in self._reader.rows(sql, chain=under.chain, low=min(seqs), high=under.seq):
            if bytes(identity) == at:
                out[seq] = Found(n, at)
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
                self._take_ops(packed, bytes(kept), by_change[n])

    def _take_ops(self, packed: int, kept: bytes, places: Sequence[Place]) -> None:
        wanted = [one.op for one in places]
        found = read_ops(kept, wanted)
        if found is None:
            ops = decode_change(unpack(packed, kept)).ops
            found = {one: bytes(ops[one]) for one in wanted}
        self._held += sum(map(len, found.values()))
        if self._held > _MOST_HELD:
            raise ValueError
        self._ops.update((one, _op.decode(found[one.op])) for one in places)

    def forget(self) -> None:
        """Lets go of the ops that were looked up."""
        self._ops.clear()
        self._records.clear()
        self._held = 0
