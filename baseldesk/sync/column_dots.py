"""The versions that the ops of a block cover, as its reader finds them: in the bundle, under a base head, or in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from baseldesk.sync.bases import Base, Place
from baseldesk.sync.column_block import BASED_DOT, MOST_VALUES, NEW, SAME_DOT, Codes, Key, RestingBlock, Shape, Tables
from baseldesk.sync.columns import unfold, unfold_one, unpack_numbers


def read_places(columns: Sequence[bytes], count: int) -> list[Place]:
    """So many places under base heads, from their three columns.

    Raises:
        BundleRefused, ValueError: not so many.
    """
    if not count and not columns:
        return []
    head, distance, op = columns
    held = (unpack_numbers(head, count), unpack_numbers(distance, count), unpack_numbers(op, count))
    return [Place(*one) for one in zip(*held, strict=True)]


class CoveredDots:
    """Goes through the covered dots of a block, op by op."""

    def __init__(self, tables: Tables, base: Base, block: RestingBlock, codes: Codes, shaped: Sequence[Shape]) -> None:
        self._tables, self._base, self._first_distance = tables, base, codes.change
        self._counts = unpack_numbers(block.covers, sum(len(shape.covered) for shape in shaped))
        total = sum(self._counts)
        if total > MOST_VALUES:
            raise ValueError
        self._codes, rests = unpack_numbers(block.cover_change, total), codes.change > BASED_DOT
        self._shaped = shaped
        self.places = read_places(block.cover_base, self._codes.count(BASED_DOT) if rests else 0)
        said = total - len(self.places) - (self._codes.count(SAME_DOT) if rests else 0)
        self._each_count, self._each_code, self._each_place = iter(self._counts), iter(self._codes), iter(self.places)
        self._ops = iter(unfold(unpack_numbers(block.cover_op, said)))
        self._ids = pieces(block.cover_ids, 32)
        self._last_change = self._last_op = 0
        self._dot = b""  # the one before
        self._place: Place | None = None  # and where it lies under a base head
        self.rests_on: dict[str, Place | None] = {}  # of the op at hand: register → the one version covered, under a base head

    def firsts(self) -> Iterator[Place | None]:
        """Of each shaped op, where the version that it covers first lies under a base head."""
        counts, codes, places, last = iter(self._counts), iter(self._codes), iter(self.places), None
        for shape in self._shaped:
            found: list[Place | None] = []
            for _ in range(sum(next(counts) for _ in shape.covered)):
                code = next(codes)
                last = next(places) if code == BASED_DOT else last if code == SAME_DOT else None
                found.append(last)
            yield found[0] if found else None

    def under_texts(self, altered: Collection[Key]) -> Iterator[Place]:
        """Where the versions lie that texts are said against: alone covered, in columns of such texts."""
        counts, codes, places, last = iter(self._counts), iter(self._codes), iter(self.places), None
        for shape in self._shaped:
            for register in shape.covered:
                many = next(counts)
                for _ in range(many):
                    code = next(codes)
                    last = next(places) if code == BASED_DOT else last if code == SAME_DOT else None
                if many == 1 and last is not None and (shape.type, register) in altered:
                    yield last

    def take(self, registers: Sequence[str]) -> dict[str, list[bytes]]:
        """What the next op covers."""
        self.rests_on = {}
        out = {}
        for register in registers:
            out[register] = [self._next() for _ in range(next(self._each_count))]
            if self._place is not None:
                self.rests_on[register] = self._place if len(out[register]) == 1 else None
        return out

    def _next(self) -> bytes:
        code = next(self._each_code)
        if NEW < code < self._first_distance:
            if code == BASED_DOT:
                place = self._place = next(self._each_place)
                self._dot = self._base.dot(place)
            elif not self._dot:
                raise ValueError
            return self._dot
        self._last_op += next(self._ops)
        self._place, self._dot = None, self._change(code) + self._last_op.to_bytes(2, "big")
        return self._dot

    def _change(self, code: int) -> bytes:
        tables = self._tables
        if code == NEW:
            identity = next(self._ids)
            tables.add_change(identity)
            self._last_change = tables.change_places[identity]
            return identity
        self._last_change += unfold_one(code - self._first_distance)
        return entry(tables.changes, self._last_change)


def entry(table: list[bytes], place: int) -> bytes:
    """An entry; a place below the table's beginning is no place."""
    if place < 0:
        raise ValueError
    return table[place]


def pieces(raw: bytes, size: int) -> Iterator[bytes]:
    """The bytes, so many at a time."""
    if len(raw) % size:
        raise ValueError
    return (raw[at : at + size] for at in range(0, len(raw), size))
