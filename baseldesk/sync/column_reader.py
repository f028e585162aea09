"""Expands blocks of columns to the exact bytes of their changes, held to limits that are known before anything is built."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.journal.change import LONGEST_CHANGE, MOST_OPS, change_id
from baseldesk.sync.column_block import (
    AS_IT_IS,
    DERIVED,
    EACH,
    KNOWN,
    MOST_BLOCK,
    MOST_CHANGES,
    MOST_ELEMENTS,
    MOST_OPS_HELD,
    MOST_VALUES,
    NEW,
    OTHER,
    Block,
    Key,
    Shape,
    Tables,
)
from baseldesk.sync.column_ops import derive
from baseldesk.sync.columns import unfold, unfold_one, unpack_numbers, unpack_values
from baseldesk.sync.expanding import Exactly, Source
from baseldesk.sync.payload import ChainName, Run

_blocks = msgspec.msgpack.Decoder(Block)
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def read_columns(runs: list[Run], chains: list[ChainName], source: Source, name: str) -> Iterator[bytes]:
    """The changes, one by one.

    Raises:
        BundleRefused: no blocks of columns, or beyond the limits.
    """
    exact, reader = Exactly(source, name), BlockReader(runs, chains)
    while not exact.at_end():
        size = int.from_bytes(exact.read(4), "big")
        if size > MOST_BLOCK:
            raise BundleRefused("bundle.too_large", file=name, bytes=size, most=MOST_BLOCK)
        yield from reader.expand(exact.read(size))


class Expected(NamedTuple):
    """What a change's place in its run says of it."""

    replica: bytes
    device: bytes
    audience: str
    seq: int
    prev: bytes | None

    @property
    def owner(self) -> str:
        """The organisation whose records stand in this audience; empty for `public`."""
        return self.audience.partition("/")[2]

    def fits(self, change: list[Any]) -> bool:
        """Whether a decoded change says the same of itself."""
        return bool(change[1:6] == [self.replica, self.device, self.audience, self.seq, self.prev])


class Position:
    """Goes through the runs change by change."""

    def __init__(self, runs: list[Run], chains: list[ChainName]) -> None:
        self._runs, self._chains = runs, chains
        self._run = self._at = 0
        self._prev: bytes | None = runs[0].prev if runs else None

    def copy(self) -> Position:
        """The same place, to come back to."""
        return copy(self)

    def next(self) -> Expected:
        """What the next change must be.

        Raises:
            BundleRefused: there is none.
        """
        if self._run == len(self._runs):
            raise BundleRefused("bundle.malformed", what="runs")
        run = self._runs[self._run]
        chain = self._chains[run.chain]
        return Expected(chain.replica, chain.device, chain.audience, run.first + self._at, self._prev)

    def note(self, identity: bytes) -> None:
        """The change at this place has come: on to the next."""
        self._at, self._prev = self._at + 1, identity
        if self._at == self._runs[self._run].count:
            self._run, self._at = self._run + 1, 0
            self._prev = self._runs[self._run].prev if self._run < len(self._runs) else None


class BlockReader:
    """Expands the blocks of one bundle in their order."""

    def __init__(self, runs: list[Run], chains: list[ChainName]) -> None:
        self.tables, self.position = Tables(), Position(runs, chains)

    def proves(self, packed: bytes, changes: list[bytes]) -> bool:
        """Whether a block expands to just these changes; if not, it is as if it had not been read."""
        mark, start = self.tables.mark(), self.position.copy()
        try:
            if self.expand(packed) == changes:
                return True
        except BundleRefused:
            pass
        self.tables.shrink(mark)
        self.position = start
        return False

    def expand(self, packed: bytes) -> list[bytes]:
        """The changes of the next block.

        Raises:
            BundleRefused: no block, columns that do not belong together, or beyond the limits.
        """
        try:
            block = _blocks.decode(packed)
            return _Expansion(self.tables, self.position, block).changes()
        except (msgspec.DecodeError, IndexError, KeyError, StopIteration, RuntimeError, ValueError, OverflowError):
            raise BundleRefused("bundle.malformed", what="columns") from None


class _Expansion:
    """One block while it is expanded."""

    def __init__(self, tables: Tables, position: Position, block: Block) -> None:
        self.tables, self.position, self.block = tables, position, block
        tables.constants += block.constants
        tables.shapes += block.shapes
        if not 0 <= block.count <= MOST_CHANGES:
            raise ValueError
        self.form = unpack_numbers(block.form, block.count)
        columned = self.form.count(0)
        self.counts = unpack_numbers(block.ops, columned)
        if max(self.counts, default=0) > MOST_OPS or sum(self.counts) > MOST_OPS_HELD:
            raise ValueError
        self.shapes = unpack_numbers(block.shape, sum(self.counts))
        self.shaped = [self._shape(one) for one in self.shapes if one != OTHER]
        if sum(len(one.registers) + len(one.covered) for one in self.shaped) > MOST_VALUES:
            raise ValueError
        self.heads = self._read_heads(columned)
        self.owners = self._read_owners()
        self.last_cover = self.last_op = 0

    def _shape(self, place: int) -> Shape:
        shape = self.tables.shapes[place]
        if shape is None:
            raise ValueError
        return shape

    def _read_heads(self, count: int) -> Iterator[tuple[int, int, int, bytes]]:
        """(constant, hlc, wall, action) of each change in columns."""
        block, hlc, at, action = self.block, 0, 0, b""
        constants, distances = unpack_numbers(block.constant, count), unfold(unpack_numbers(block.hlc, count))
        walls, fresh = unfold(unpack_numbers(block.wall, count)), unpack_numbers(block.new_action, count)
        for constant, distance, wall, is_new in zip(constants, distances, walls, fresh, strict=True):
            hlc += distance
            if is_new:
                action, at = block.actions[at : at + 16], at + 16
            if len(action) != 16:
                raise ValueError
            yield constant, hlc, wall + (hlc >> 16), action

    def _read_owners(self) -> list[str]:
        """The owner of each shaped op's record, by the run of its change."""
        ahead, out, op = self.position.copy(), [], iter(self.shapes)
        counts = iter(self.counts)
        for form in self.form:
            owner = ahead.next().owner
            ahead.note(b"")
            if form != AS_IT_IS:
                out += [owner for _ in range(next(counts)) if next(op) != OTHER]
        return out

    def changes(self) -> list[bytes]:
        """The bytes of the changes, in order."""
        self.columns = self._read_columns()
        self.records = iter(self._read_records())
        self.values = {key: iter(held) for key, held in self.columns.items()}
        self._open_the_rest()
        out = []
        for form in self.form:
            expected = self.position.next()
            raw = next(self.plain) if form == AS_IT_IS else self._change(expected)
            identity = change_id(raw)
            self.position.note(identity)
            self.tables.add_change(identity)
            out.append(raw)
        return out

    def _open_the_rest(self) -> None:
        block, covered = self.block, sum(len(shape.covered) for shape in self.shaped)
        dots = unpack_numbers(block.covers, covered)
        if sum(dots) > MOST_VALUES:
            raise ValueError
        self.plain, self.others, self.each_shape, self.each_count = (
            iter(block.plain),
            iter(block.others),
            iter(self.shapes),
            iter(self.counts),
        )
        self.covers = iter(dots)
        self.cover_changes = iter(unpack_numbers(block.cover_change, sum(dots)))
        self.cover_ops = iter(unfold(unpack_numbers(block.cover_op, sum(dots))))
        self.cover_ids = _pieces(block.cover_ids, 32)
        self.leaves = _pieces(block.leaves, 32)

    def _read_columns(self) -> dict[Key, list[Any]]:
        """Each register's values; those that are references still as places."""
        counts: dict[Key, int] = {}
        for shape in self.shaped:
            for register in shape.registers:
                key = (shape.type, register)
                counts[key] = counts.get(key, 0) + 1
        out: dict[Key, list[Any]] = {}
        self.refs, packed = [], iter(self.block.values)
        for key, count in counts.items():
            raw = next(packed)
            if key[1].endswith(EACH):
                out[key] = _read_sets(raw, next(packed), next(packed), count)
            elif raw[:1] == b"r":
                self.refs.append(key)
                out[key] = unpack_numbers(raw[1:], count)
            else:
                out[key] = list(unpack_values(raw, count))
        if next(packed, None) is not None:
            raise ValueError
        return out

    def _read_records(self) -> list[bytes]:
        """The record of each shaped op, in three passes: those said, then the references, then those derived from references."""
        codes = unpack_numbers(self.block.record, len(self.shaped))
        fresh = self._fresh_ids()
        taken = dict.fromkeys(self.columns, 0)
        derived: list[tuple[int, Shape, dict[str, Any]]] = []
        records = self._said_records(codes, fresh, taken, derived)
        for key in self.refs:
            self._resolve(key, fresh)
        for at, shape, places in derived:
            if not records[at]:
                values = {register: self.columns[shape.type, register][place] for register, place in places.items()}
                records[at] = derive(self.owners[at], shape.type, shape.link, values) or b""
            self.tables.add_id(records[at])
        if not all(len(one) == 16 for one in records):
            raise ValueError
        return records

    def _fresh_ids(self) -> Iterator[bytes]:
        rest = self.block.ids
        prefixes = unpack_numbers(self.block.prefixes, len(rest) // 12)
        return (prefix.to_bytes(4, "big") + one for prefix, one in zip(prefixes, _pieces(rest, 12), strict=True))

    def _said_records(
        self,
        codes: list[int],
        fresh: Iterator[bytes],
        taken: dict[Key, int],
        derived: list[tuple[int, Shape, dict[str, Any]]],
    ) -> list[bytes]:
        tables, last, out, waiting = self.tables, 0, [], set(self.refs)
        for at, (code, shape) in enumerate(zip(codes, self.shaped, strict=True)):
            record = b""
            if code >= KNOWN:
                last += unfold_one(code - KNOWN)
                record = _at(tables.ids, last)
            elif code == NEW:
                record = next(fresh)
            else:
                places = {register: taken[shape.type, register] for register in shape.link}
                derived.append((at, shape, places))
                if not any((shape.type, register) in waiting for register in shape.link):
                    values = {register: self.columns[shape.type, register][place] for register, place in places.items()}
                    record = derive(self.owners[at], shape.type, shape.link, values) or b""
            if record and code in (NEW, DERIVED):
                tables.add_id(record)
                last = tables.id_places.get(record, last)
            for register in shape.registers:
                taken[shape.type, register] += 1
            out.append(record)
        return out

    def _resolve(self, key: Key, fresh: Iterator[bytes]) -> None:
        """Puts ids in the place of a column's references."""
        tables, values, last = self.tables, self.columns[key], 0
        for at, code in enumerate(values):
            if code == NEW:
                values[at] = next(fresh)
                tables.add_id(values[at])
                last = tables.id_places.get(values[at], last)
            else:
                last += unfold_one(code - 1)
                values[at] = _at(tables.ids, last)

    def _change(self, expected: Expected) -> bytes:
        place, hlc, wall, action = next(self.heads)
        constant = self.tables.constants[place]
        count = next(self.each_count)
        ops, cost = [], 0
        for _ in range(count):
            shape = self.tables.shapes[next(self.each_shape)]
            cost += shape.cost if shape else 0
            if cost > LONGEST_CHANGE:
                raise ValueError
            ops.append(msgspec.Raw(next(self.others)) if shape is None else self._op(shape))
        head = [constant.v, *expected, hlc, wall, constant.user, constant.app, constant.schema, constant.features, action, ops]
        raw = _encoder.encode(head)
        if len(raw) > LONGEST_CHANGE:
            raise ValueError
        return raw

    def _op(self, shape: Shape) -> list[Any]:
        record, values = next(self.records), self.values
        written = {register: next(values[shape.type, register]) for register in shape.registers}
        for register in [one for one in shape.registers if one.endswith(EACH)]:
            elements, held = written.pop(register)
            written.update(zip((register[:-1] + one for one in elements), held, strict=True))
        leaf = None if shape.leaf is None else next(self.leaves)
        covers = {register: [self._dot() for _ in range(next(self.covers))] for register in shape.covered}
        if shape.op == "unset":
            return ["unset", shape.type, record, covers]
        return ["set", shape.type, record, written, covers, leaf, shape.leaf or []]

    def _dot(self) -> bytes:
        code = next(self.cover_changes)
        self.last_op += next(self.cover_ops)
        if code == NEW:
            identity = next(self.cover_ids)
            self.tables.add_change(identity)
            self.last_cover = self.tables.change_places[identity]
        else:
            self.last_cover += unfold_one(code - 1)
            identity = _at(self.tables.changes, self.last_cover)
        return identity + self.last_op.to_bytes(2, "big")


def _read_sets(counts: bytes, elements: bytes, values: bytes, count: int) -> list[Any]:
    """Of each op, the elements of a set and their values."""
    sizes = unpack_numbers(counts, count)
    if sum(sizes) > MOST_VALUES or max(sizes, default=0) > MOST_ELEMENTS:
        raise ValueError
    names, held = unpack_values(elements, sum(sizes)), unpack_values(values, sum(sizes))
    out, at = [], 0
    for size in sizes:
        out.append((names[at : at + size], held[at : at + size]))
        at += size
    return out


def _at(table: list[bytes], place: int) -> bytes:
    """An entry; a place below the table's beginning is no place."""
    if place < 0:
        raise ValueError
    return table[place]


def _pieces(raw: bytes, size: int) -> Iterator[bytes]:
    if len(raw) % size:
        raise ValueError
    return (raw[at : at + size] for at in range(0, len(raw), size))
