"""The records that the ops of a block work on, and the references between records, as its reader finds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from baseldesk.sync.column_block import (
    AS_IT_IS,
    BASED,
    BASED_REFERENCE,
    COVERED,
    DERIVED,
    NEW,
    OTHER,
    RESTING,
    Key,
    Shape,
)
from baseldesk.sync.column_dots import CoveredDots, entry, pieces, read_places
from baseldesk.sync.column_ops import derive
from baseldesk.sync.columns import unfold_one, unpack_numbers

if TYPE_CHECKING:
    from baseldesk.sync.column_expansion import Expansion

_Derived = list[tuple[int, Shape, dict[str, int]]]


class RecordsRead:
    """The record of each shaped op, in three passes: those said, then the references, then those derived from references."""

    def __init__(self, block: Expansion, dots: CoveredDots) -> None:
        self._block, self._dots, self._tables, self._base = block, dots, block.tables, block.base
        self._shaped, self._columns, self._refs = block.shaped, block.columns, block.refs
        self._codes = unpack_numbers(block.block.record, len(self._shaped))
        self._fresh = self._fresh_ids(block.block.ids, block.block.prefixes)
        rests = block.codes is RESTING
        based = self._codes.count(BASED) + sum(self._columns[key].count(BASED_REFERENCE) for key in self._refs)
        self.places = read_places(block.block.id_base, based if rests else 0)
        self._each_place = iter(self.places)
        self._firsts = list(dots.firsts()) if rests and COVERED in self._codes else []
        self._owners = self._read_owners()

    def read(self) -> list[bytes]:
        """The ids.

        Raises:
            ValueError, IndexError …: columns that do not belong together.
        """
        taken = {(shape.type, one): 0 for shape, _ in self._block.used for one in shape.link}
        derived: _Derived = []
        records = self._said(taken, derived)
        for key in self._refs:
            self._resolve(key)
        for at, shape, places in derived:
            if not records[at]:
                records[at] = self._derive(at, shape, places)
            self._tables.add_id(records[at])
        if not all(len(one) == 16 for one in records):
            raise ValueError
        return records

    def _fresh_ids(self, rest: bytes, prefixes: bytes) -> Iterator[bytes]:
        each = unpack_numbers(prefixes, len(rest) // 12)
        return (prefix.to_bytes(4, "big") + one for prefix, one in zip(each, pieces(rest, 12), strict=True))

    def _read_owners(self) -> list[str]:
        """The owner of each shaped op's record, by the run of its change."""
        block = self._block
        ahead, out, op = block.position.copy(), [], iter(block.shapes)
        counts = iter(block.counts)
        for form in block.form:
            owner = ahead.next().owner
            ahead.note(b"")
            if form != AS_IT_IS:
                out += [owner for _ in range(next(counts)) if next(op) != OTHER]
        return out

    def _said(self, taken: dict[Key, int], derived: _Derived) -> list[bytes]:
        tables, first_known, last = self._tables, self._block.codes.record, 0
        out, waiting = [], set(self._refs)
        counted = {
            id(shape): [key for one in shape.registers if (key := (shape.type, one)) in taken] for shape, _ in self._block.used
        }
        for at, (code, shape) in enumerate(zip(self._codes, self._shaped, strict=True)):
            record = b""
            if code >= first_known:
                last += unfold_one(code - first_known)
                record = entry(tables.ids, last)
            elif code == DERIVED:
                places = {register: taken[shape.type, register] for register in shape.link}
                derived.append((at, shape, places))
                if not any((shape.type, register) in waiting for register in shape.link):
                    record = self._derive(at, shape, places)
            else:
                record = self._said_otherwise(code, at)
            if record and code < first_known:
                tables.add_id(record)
                last = tables.id_places.get(record, last)
            for key in counted[id(shape)]:
                taken[key] += 1
            out.append(record)
        return out

    def _said_otherwise(self, code: int, at: int) -> bytes:
        if code == NEW:
            return next(self._fresh)
        place = next(self._each_place) if code == BASED else self._firsts[at]
        if place is None:
            raise ValueError
        return self._base.record(place)

    def _derive(self, at: int, shape: Shape, places: dict[str, int]) -> bytes:
        values: dict[str, Any] = {one: self._columns[shape.type, one][place] for one, place in places.items()}
        return derive(self._owners[at], shape.type, shape.link, values) or b""

    def _resolve(self, key: Key) -> None:
        """Puts ids in the place of a column's references."""
        tables, values, last, first_known = self._tables, self._columns[key], 0, self._block.codes.reference
        for at, code in enumerate(values):
            if code >= first_known:
                last += unfold_one(code - first_known)
                values[at] = entry(tables.ids, last)
                continue
            values[at] = next(self._fresh) if code == NEW else self._base.record(next(self._each_place))
            if not values[at]:
                raise ValueError
            tables.add_id(values[at])
            last = tables.id_places.get(values[at], last)
