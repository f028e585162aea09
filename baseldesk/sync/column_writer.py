"""Puts changes into columns, block by block, and proves each block by expanding it again.

A change that this version would not encode to the very same bytes (one of a newer version, say) lies in its block as it is; a
block that does not come back byte for byte is written with all its changes as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from baseldesk.journal.change import change_id
from baseldesk.sync.column_block import (
    AS_IT_IS,
    DERIVED,
    EACH,
    IN_COLUMNS,
    KNOWN,
    NEW,
    OTHER,
    Block,
    Constant,
    Key,
    Shape,
    Tables,
    is_ref,
)
from baseldesk.sync.column_ops import derive, find_link, gather, read_canonical, read_shaped, sets_of
from baseldesk.sync.column_reader import BlockReader, Position
from baseldesk.sync.columns import fold, fold_one, pack_numbers, pack_values
from baseldesk.sync.payload import ChainName, Run

_BLOCK_BYTES = 4 << 20
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def write_columns(runs: list[Run], chains: list[ChainName], changes: Iterable[bytes]) -> Iterator[bytes]:
    """The changes as blocks, each with its length (4 bytes, big-endian)."""
    writer = _Writer(runs, chains)
    held: list[bytes] = []
    size = 0
    for raw in changes:
        held.append(raw)
        size += len(raw)
        if size >= _BLOCK_BYTES:
            yield writer.pack(held)
            held, size = [], 0
    if held:
        yield writer.pack(held)


class _Writer:
    """Goes through a bundle once; keeps the tables, and a reader that proves each block."""

    def __init__(self, runs: list[Run], chains: list[ChainName]) -> None:
        self._tables = Tables()
        self._shapes: dict[tuple[Any, ...], int] = {}
        self._constants: dict[bytes, int] = {}
        self._position = Position(runs, chains)
        self._reader = BlockReader(runs, chains)

    def pack(self, held: list[bytes]) -> bytes:
        """A block that is known to expand to these changes."""
        mark, start = self._tables.mark(), self._position.copy()
        packed = _encoder.encode(_Filling(self, held).fill())
        if not self._reader.proves(packed, held):
            self._shrink(mark)
            self._position = start
            packed = _encoder.encode(_Filling(self, held, plain=True).fill())
            if not self._reader.proves(packed, held):
                raise AssertionError("changes do not lie on their runs")
        return len(packed).to_bytes(4, "big") + packed

    def _shrink(self, mark: tuple[int, ...]) -> None:
        self._tables.shrink(mark)
        self._constants = {key: place for key, place in self._constants.items() if place < mark[0]}
        self._shapes = {key: place for key, place in self._shapes.items() if place < mark[1]}


@dataclass
class _Op:
    """A shaped op, waiting for its record's code."""

    shape: Shape
    record: bytes
    owner: str
    values: dict[str, Any]

    @property
    def is_derived(self) -> bool:
        """Whether the id follows from the registers that the shape names."""
        return bool(self.shape.link) and derive(self.owner, self.shape.type, self.shape.link, self.values) == self.record


@dataclass
class _Filling:
    """One block while it is filled."""

    writer: _Writer
    held: list[bytes]
    plain: bool = False
    ops: list[_Op] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    columns: dict[Key, list[Any]] = field(default_factory=dict)
    fresh: list[bytes] = field(default_factory=list)  # ids not in the table
    open_shapes: dict[int, tuple[Shape, list[list[Any]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables, self.position = self.writer._tables, self.writer._position
        self.block = Block(len(self.held))
        self.actions, self.leaves, self.cover_ids = bytearray(), bytearray(), bytearray()
        self.last_cover = self.last_op = 0
        names = ("form", "constant", "hlc", "wall", "new_action", "ops", "shape", "record", "covers", "cover_change", "cover_op")
        self.numbers = {name: [] for name in names}

    def fill(self) -> Block:
        """The whole block."""
        last: list[Any] = [0, b""]  # hlc and action of the change before
        for raw in self.held:
            expected = self.position.next()
            decoded = None if self.plain else read_canonical(raw)
            if decoded is None or not expected.fits(decoded):
                self.numbers["form"].append(AS_IT_IS)
                self.block.plain.append(raw)
            else:
                self.numbers["form"].append(IN_COLUMNS)
                self._add_change(decoded, expected.owner, last)
            identity = change_id(raw)
            self.position.note(identity)
            self.tables.add_change(identity)
        self._finish()
        return self.block

    def _add_change(self, change: list[Any], owner: str, last: list[Any]) -> None:
        hlc, wall, action, numbers = change[6], change[7], change[12], self.numbers
        numbers["constant"].append(self._constant(change))
        numbers["hlc"].append(hlc - last[0])
        numbers["wall"].append(wall - (hlc >> 16))
        numbers["new_action"].append(action != last[1])
        if action != last[1]:
            self.actions += action
        last[:] = hlc, action
        numbers["ops"].append(len(change[13]))
        for op in change[13]:
            self._add_op(op, owner)

    def _constant(self, change: list[Any]) -> int:
        constant = Constant(change[0], change[8], change[9], change[10], change[11])
        key, held = _encoder.encode(constant), self.writer._constants
        if key not in held:
            held[key] = len(self.tables.constants)
            self.tables.constants.append(constant)
            self.block.constants.append(constant)
        return held[key]

    def _add_op(self, op: Any, owner: str) -> None:
        parts = read_shaped(op)
        if parts is None:
            self.numbers["shape"].append(OTHER)
            self.block.others.append(_encoder.encode(op))
            return
        values, covers, leaf, registers = parts
        names, gathered = gather(values, sets_of(op[1])) if sets_of(op[1]) else (values, values.values())
        place = self._place(op, names, covers, registers, owner)
        shape, columns = self._columns(place)
        self.numbers["shape"].append(place)
        self.ops.append(_Op(shape, op[2], owner, values))
        for column, value in zip(columns, gathered, strict=True):
            column.append(value)
        if leaf is not None:
            self.leaves += leaf
        for dots in covers.values():
            self._add_dots(dots)

    def _place(self, op: Any, names: Iterable[str], covers: dict[str, Any], leaf: list[str] | None, owner: str) -> int:
        """The place of the op's shape in the table; a new one is added."""
        held = self.writer._shapes
        key = (op[0], op[1], tuple(names), tuple(covers), None if leaf is None else tuple(leaf))
        place = held.get(key)
        if place is None:
            place = held[key] = len(self.tables.shapes)
            link = find_link(op[1], op[2], op[3], owner) if op[0] == "set" else []
            shape = Shape(op[0], op[1], list(names), list(covers), leaf, link)
            self.tables.shapes.append(shape)
            self.block.shapes.append(shape)
        return place

    def _columns(self, place: int) -> tuple[Shape, list[list[Any]]]:
        """A shape and the columns of its registers, in this block."""
        found = self.open_shapes.get(place)
        if found is None:
            shape = self.tables.shapes[place]
            assert shape is not None
            columns = [self.columns.setdefault((shape.type, register), []) for register in shape.registers]
            found = self.open_shapes[place] = (shape, columns)
        return found

    def _add_dots(self, dots: list[bytes]) -> None:
        numbers, places = self.numbers, self.tables.change_places
        numbers["covers"].append(len(dots))
        for one in dots:
            identity, op = one[:32], int.from_bytes(one[32:], "big")
            place = places.get(identity)
            if place is None:
                numbers["cover_change"].append(NEW)
                self.cover_ids += identity
                self.tables.add_change(identity)
                place = places[identity]
            else:
                numbers["cover_change"].append(1 + fold_one(place - self.last_cover))
            numbers["cover_op"].append(op - self.last_op)
            self.last_cover, self.last_op = place, op

    def _finish(self) -> None:
        block, numbers = self.block, self.numbers
        refs = [key for key, values in self.columns.items() if is_ref(values[0]) and all(map(is_ref, values))]
        codes = self._code_records(refs)
        self._code_refs(refs)
        self._add_derived(codes)
        block.record = pack_numbers(codes)
        block.values = [one for key, values in self.columns.items() for one in _pack_column(key, values, key in refs)]
        block.prefixes = pack_numbers([int.from_bytes(one[:4], "big") for one in self.fresh])
        block.ids = b"".join(one[4:] for one in self.fresh)
        block.actions, block.leaves, block.cover_ids = bytes(self.actions), bytes(self.leaves), bytes(self.cover_ids)
        for name in ("form", "constant", "new_action", "ops", "shape", "covers", "cover_change"):
            setattr(block, name, pack_numbers(numbers[name]))
        for name in ("hlc", "wall", "cover_op"):
            setattr(block, name, pack_numbers(fold(numbers[name])))

    def _code_records(self, refs: list[Key]) -> list[int]:
        """Says each record: by its place in the table, worked out from its registers, or in full."""
        codes, last, waiting = [], 0, set(refs)
        tables = self.tables
        for op in self.ops:
            place = tables.id_places.get(op.record)
            if place is not None:
                codes.append(KNOWN + fold_one(place - last))
                last = place
            elif op.is_derived:
                codes.append(DERIVED)
                if not any((op.shape.type, register) in waiting for register in op.shape.link):
                    tables.add_id(op.record)
                    last = tables.id_places.get(op.record, last)
            else:
                codes.append(NEW)
                self.fresh.append(op.record)
                tables.add_id(op.record)
                last = tables.id_places.get(op.record, last)
        return codes

    def _code_refs(self, refs: list[Key]) -> None:
        tables = self.tables
        for key in refs:
            values, last = self.columns[key], 0
            for at, value in enumerate(values):
                place = tables.id_places.get(value)
                if place is None:
                    self.fresh.append(value)
                    tables.add_id(value)
                    values[at] = NEW
                else:
                    values[at] = 1 + fold_one(place - last)
                last = tables.id_places.get(value, last)

    def _add_derived(self, codes: list[int]) -> None:
        for op, code in zip(self.ops, codes, strict=True):
            if code == DERIVED:
                self.tables.add_id(op.record)


def _pack_column(key: Key, values: list[Any], is_reference: bool) -> list[bytes]:
    if is_reference:
        return [b"r" + pack_numbers(values)]
    if not key[1].endswith(EACH):
        return [pack_values(values)]
    elements = [one for each, _ in values for one in each]
    held = [one for _, each in values for one in each]
    return [pack_numbers([len(each) for each, _ in values]), pack_values(elements), pack_values(held)]
