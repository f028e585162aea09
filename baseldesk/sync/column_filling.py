"""One block while it is filled: changes that fit go into columns, the others lie in it as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from baseldesk.journal.change import change_id, own_action
from baseldesk.sync.bases import Place
from baseldesk.sync.column_block import (
    AS_IT_IS,
    DIGEST_BYTES,
    EACH,
    EXPLICIT_ACTION,
    IN_COLUMNS,
    OTHER,
    OWN_ACTION,
    RESTING,
    SAME_ACTION,
    Codes,
    Constant,
    Key,
    RestingBlock,
    Shape,
    Tables,
    is_ref,
)
from baseldesk.sync.column_ops import find_link, gather, read_canonical, read_shaped, sets_of
from baseldesk.sync.column_position import Expected, Position
from baseldesk.sync.column_said import SaidDots, SaidIds, SaidOp, pack_places
from baseldesk.sync.column_texts import Altered, alter, digest_texts, is_long, pack_texts
from baseldesk.sync.columns import fold, pack_numbers, pack_values
from baseldesk.sync.offering import Offered
from baseldesk.sync.payload import ChainName, Run

_encoder = msgspec.msgpack.Encoder(order="deterministic")
_NUMBERS = ("form", "constant", "hlc", "wall", "new_action", "ops", "shape")
_FOLDED = ("hlc", "wall")


class Known:
    """What a writer knows at a place in the bundle: the tables, as the reader will have them, and where it stands."""

    def __init__(self, runs: list[Run], chains: list[ChainName], codes: Codes, base: Offered) -> None:
        self.tables, self.position, self.codes, self.base = Tables(), Position(runs, chains), codes, base
        self.shapes: dict[tuple[Any, ...], int] = {}
        self.constants: dict[bytes, int] = {}

    def shrink(self, mark: tuple[int, ...]) -> None:
        """Back to a mark of the tables."""
        self.tables.shrink(mark)
        self.constants = {key: place for key, place in self.constants.items() if place < mark[0]}
        self.shapes = {key: place for key, place in self.shapes.items() if place < mark[1]}


@dataclass
class Filling:
    """One block while it is filled."""

    known: Known
    held: list[bytes]
    plain: bool = False
    ops: list[SaidOp] = field(default_factory=list)
    columns: dict[Key, list[Any]] = field(default_factory=dict)
    open_shapes: dict[int, tuple[Shape, list[list[Any]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables, self.position, self.base = self.known.tables, self.known.position, self.known.base
        self.rests = self.known.codes is RESTING
        self.block = RestingBlock(len(self.held))
        self.actions, self.leaves = bytearray(), bytearray()
        self.numbers: dict[str, list[int]] = {name: [] for name in _NUMBERS}
        self.dots = SaidDots(self.tables, self.base, self.known.codes)
        self.made: Mapping[bytes, Place] = {}  # record → the op under a base head that made it
        self.base_texts: list[str] = []

    def fill(self) -> RestingBlock:
        """The whole block."""
        decoded = [None if self.plain else read_canonical(raw) for raw in self.held]
        if self.rests and self.base.is_offered:
            self._look_up([one for one in decoded if one is not None])
        last: list[Any] = [0, b""]  # hlc and action of the change before
        for raw, change in zip(self.held, decoded, strict=True):
            expected = self.position.next()
            if change is None or not expected.fits(change):
                self.numbers["form"].append(AS_IT_IS)
                self.block.plain.append(raw)
            else:
                self.numbers["form"].append(IN_COLUMNS)
                self._add_change(change, expected, last)
            identity = change_id(raw)
            self.position.note(identity)
            self.tables.add_change(identity)
        self._finish()
        return self.block

    def _look_up(self, changes: Iterable[list[Any]]) -> None:
        """Finds under the base heads what these changes name, all at once."""
        dots: list[bytes] = []
        records: list[bytes] = []
        under: list[bytes] = []  # what texts replace
        for change in changes:
            for op in change[13]:
                values, covers, *_ = read_shaped(op) or ({}, {})
                records += [one for one in values.values() if is_ref(one)]
                dots += [one for held in covers.values() for one in held]
                under += [held[0] for name, held in covers.items() if len(held) == 1 and is_long(values.get(name))]
                if values or covers:
                    records.append(op[2])
        self.made = self.base.look_up(dots, records)
        self.base.fetch([], [place for one in under if (place := self.base.place_of(one)) is not None])

    def _add_change(self, change: list[Any], expected: Expected, last: list[Any]) -> None:
        hlc, wall, action, numbers = change[6], change[7], change[12], self.numbers
        numbers["constant"].append(self._constant(change))
        numbers["hlc"].append(hlc - last[0])
        numbers["wall"].append(wall - (hlc >> 16))
        numbers["new_action"].append(self._say_action(change, last[1]))
        last[:] = hlc, action
        numbers["ops"].append(len(change[13]))
        for op in change[13]:
            self._add_op(op, expected.owner)

    def _say_action(self, change: list[Any], last: bytes) -> int:
        action = change[12]
        if action == last:
            return SAME_ACTION
        _, replica, _, audience, seq, prev, hlc, _, user, *_ = change
        if self.rests and action == own_action(replica, audience, seq, prev, hlc, user):
            return OWN_ACTION
        self.actions += action
        return EXPLICIT_ACTION

    def _constant(self, change: list[Any]) -> int:
        constant = Constant(change[0], change[8], change[9], change[10], change[11])
        key, held = _encoder.encode(constant), self.known.constants
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
        sets = sets_of(op[1])
        names, gathered = gather(values, sets) if sets else (values, values.values())
        place = self._place(op, names, covers, registers, owner)
        shape, columns = self._columns(place)
        self.numbers["shape"].append(place)
        rests_on, first = self.dots.add(covers) if covers else ({}, None)
        self.ops.append(SaidOp(shape, op[2], owner, values, first))
        for column, value in zip(columns, gathered, strict=True):
            column.append(value)
        for at, name in enumerate(shape.registers if rests_on else ()):
            if name in rests_on:
                columns[at][-1] = self._say_text(rests_on[name], name, columns[at][-1])
        if leaf is not None:
            self.leaves += leaf

    def _say_text(self, under: Place, register: str, value: Any) -> Any:
        """A text said against the one that it replaces, where that is shorter."""
        if not is_long(value):
            return value
        base = self.base.text(under, register)
        altered = alter(base, value)
        if altered is not None:
            self.base_texts.append(base)
        return altered or value

    def _place(self, op: Any, names: Iterable[str], covers: dict[str, Any], leaf: list[str] | None, owner: str) -> int:
        """The place of the op's shape in the table; a new one is added."""
        held = self.known.shapes
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

    def _finish(self) -> None:
        block, numbers = self.block, self.numbers
        refs = [key for key, values in self.columns.items() if is_ref(values[0]) and all(map(is_ref, values))]
        ids = SaidIds(self.tables, self.base, self.known.codes, self.made)
        codes = ids.code_records(self.ops, refs)
        ids.code_references([self.columns[key] for key in refs])
        ids.add_derived(self.ops, codes)
        block.record = pack_numbers(codes)
        block.values = [one for key, values in self.columns.items() for one in _pack_column(key, values, key in refs)]
        block.prefixes = pack_numbers([int.from_bytes(one[:4], "big") for one in ids.fresh])
        block.ids = b"".join(one[4:] for one in ids.fresh)
        block.id_base = pack_places(ids.places)
        block.actions, block.leaves = bytes(self.actions), bytes(self.leaves)
        for name in _NUMBERS:
            setattr(block, name, pack_numbers(fold(numbers[name]) if name in _FOLDED else numbers[name]))
        self.dots.put_into(block)
        if self.base_texts:
            block.digest = hashlib.sha256(b"".join(digest_texts(self.base_texts))).digest()[:DIGEST_BYTES]


def _pack_column(key: Key, values: list[Any], is_reference: bool) -> list[bytes]:
    if is_reference:
        return [b"r" + pack_numbers(values)]
    if not key[1].endswith(EACH):
        return [pack_texts(values) if any(type(one) is Altered for one in values) else pack_values(values)]
    elements = [one for each, _ in values for one in each]
    held = [one for _, each in values for one in each]
    return [pack_numbers([len(each) for each, _ in values]), pack_values(elements), pack_values(held)]
