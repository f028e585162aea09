"""One block while it is expanded: held to limits that are known before anything is built."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Any

import msgspec

from baseldesk.journal.change import LONGEST_CHANGE, MOST_OPS, change_id, own_action
from baseldesk.sync.bases import Base
from baseldesk.sync.column_block import (
    AS_IT_IS,
    DIGEST_BYTES,
    EACH,
    EXPLICIT_ACTION,
    MOST_CHANGES,
    MOST_COPIED,
    MOST_ELEMENTS,
    MOST_OPS_HELD,
    MOST_VALUES,
    OTHER,
    OWN_ACTION,
    RESTING,
    SAME_ACTION,
    Codes,
    Key,
    RestingBlock,
    Shape,
    Tables,
)
from baseldesk.sync.column_dots import CoveredDots, pieces
from baseldesk.sync.column_position import Expected, Position
from baseldesk.sync.column_records import RecordsRead
from baseldesk.sync.column_texts import LETTER, Altered, digest_texts, unpack_texts
from baseldesk.sync.columns import unfold, unpack_numbers, unpack_values

_encoder = msgspec.msgpack.Encoder(order="deterministic")


class Expansion:
    """Turns the columns of a block into the bytes of its changes."""

    def __init__(self, tables: Tables, position: Position, block: RestingBlock, codes: Codes, base: Base) -> None:
        self.tables, self.position, self.block, self.codes, self.base = tables, position, block, codes, base
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
        self.used = [(self._shape(one), many) for one, many in Counter(self.shapes).items() if one != OTHER]
        if sum((len(one.registers) + len(one.covered)) * many for one, many in self.used) > MOST_VALUES:
            raise ValueError
        self.shaped = [self._shape(one) for one in self.shapes if one != OTHER]
        self.heads = self._read_heads(columned)
        self.altered: set[Key] = set()  # columns in which texts are said against others
        self.texts: list[str] = []  # base texts that texts were said against
        self.copied = 0

    def _shape(self, place: int) -> Shape:
        shape = self.tables.shapes[place]
        if shape is None:
            raise ValueError
        return shape

    def _read_heads(self, count: int) -> Generator[tuple[int, int, int, int], None, None]:
        """(constant, hlc, wall, how the action is said) of each change in columns."""
        block, hlc = self.block, 0
        constants, distances = unpack_numbers(block.constant, count), unfold(unpack_numbers(block.hlc, count))
        walls, actions = unfold(unpack_numbers(block.wall, count)), unpack_numbers(block.new_action, count)
        for constant, distance, wall, action in zip(constants, distances, walls, actions, strict=True):
            hlc += distance
            yield constant, hlc, wall + (hlc >> 16), action

    def changes(self) -> list[bytes]:
        """The bytes of the changes, in order.

        Raises:
            ValueError, IndexError, KeyError …: columns that do not belong together.
        """
        self.columns = self._read_columns()
        self.dots = CoveredDots(self.tables, self.base, self.block, self.codes, self.shaped)
        records = RecordsRead(self, self.dots)
        self.base.fetch([*self.dots.places, *records.places], self.dots.under_texts(self.altered) if self.altered else ())
        self.records = iter(records.read())
        self.values = {key: iter(held) for key, held in self.columns.items()}
        self.drawn: dict[int, tuple[list[Iterator[Any]], list[str]]] = {}
        self._open_the_rest()
        out = [self._next(form) for form in self.form]
        self.heads.close()  # it holds this block, and this block it
        if hashlib.sha256(b"".join(digest_texts(self.texts))).digest()[:DIGEST_BYTES] != self.block.digest and self.texts:
            raise ValueError
        return out

    def _next(self, form: int) -> bytes:
        expected = self.position.next()
        raw = next(self.plain) if form == AS_IT_IS else self._change(expected)
        identity = change_id(raw)
        self.position.note(identity)
        self.tables.add_change(identity)
        return raw

    def _open_the_rest(self) -> None:
        block = self.block
        self.plain, self.others = iter(block.plain), iter(block.others)
        self.each_shape, self.each_count = iter(self.shapes), iter(self.counts)
        self.leaves, self.actions = pieces(block.leaves, 32), pieces(block.actions, 16)
        self.action = b""

    def _read_columns(self) -> dict[Key, list[Any]]:
        """Each register's values; those that are references still as numbers."""
        counts: dict[Key, int] = {}
        for shape, many in self.used:  # in the order in which ops first name them
            for register in shape.registers:
                counts[shape.type, register] = counts.get((shape.type, register), 0) + many
        out: dict[Key, list[Any]] = {}
        self.refs, packed = [], iter(self.block.values)
        for key, count in counts.items():
            raw = next(packed)
            if key[1].endswith(EACH):
                out[key] = _read_sets(raw, next(packed), next(packed), count)
            elif raw[:1] == b"r":
                self.refs.append(key)
                out[key] = unpack_numbers(raw[1:], count)
            elif raw[:1] == LETTER and self.codes is RESTING:
                self.altered.add(key)
                out[key] = unpack_texts(raw, count)
            else:
                out[key] = list(unpack_values(raw, count))
        if next(packed, None) is not None:
            raise ValueError
        return out

    def _change(self, expected: Expected) -> bytes:
        place, hlc, wall, said = next(self.heads)
        constant = self.tables.constants[place]
        self._read_action(said, expected, hlc, constant.user)
        ops, cost = [], 0
        for _ in range(next(self.each_count)):
            shape = self.tables.shapes[next(self.each_shape)]
            cost += shape.cost if shape else 0
            if cost > LONGEST_CHANGE:
                raise ValueError
            ops.append(msgspec.Raw(next(self.others)) if shape is None else self._op(shape))
        described = (constant.user, constant.app, constant.schema, constant.features, self.action)
        raw = _encoder.encode([constant.v, *expected, hlc, wall, *described, ops])
        if len(raw) > LONGEST_CHANGE:
            raise ValueError
        return raw

    def _read_action(self, said: int, expected: Expected, hlc: int, user: bytes) -> None:
        if said == EXPLICIT_ACTION:
            self.action = next(self.actions)
        elif said == OWN_ACTION and self.codes is RESTING:
            self.action = own_action(expected.replica, expected.audience, expected.seq, expected.prev, hlc, user)
        elif said != SAME_ACTION or not self.action:
            raise ValueError

    def _op(self, shape: Shape) -> list[Any]:
        record = next(self.records)
        covers = self.dots.take(shape.covered) if shape.covered else {}
        columns, uncommon = self._drawn(shape)
        written = dict(zip(shape.registers, map(next, columns), strict=True))
        for register in uncommon:
            self._put_right(written, register)
        leaf = None if shape.leaf is None else next(self.leaves)
        if shape.op == "unset":
            return ["unset", shape.type, record, covers]
        return ["set", shape.type, record, written, covers, leaf, shape.leaf or []]

    def _drawn(self, shape: Shape) -> tuple[list[Iterator[Any]], list[str]]:
        """A shape's columns, and the registers whose values are not what stands there."""
        found = self.drawn.get(id(shape))
        if found is None:
            columns = [self.values[shape.type, one] for one in shape.registers]
            uncommon = [one for one in shape.registers if one.endswith(EACH) or (shape.type, one) in self.altered]
            found = self.drawn[id(shape)] = (columns, uncommon)
        return found

    def _put_right(self, written: dict[str, Any], register: str) -> None:
        if register.endswith(EACH):
            elements, held = written.pop(register)
            written.update(zip((register[:-1] + one for one in elements), held, strict=True))
        elif type(written[register]) is Altered:
            written[register] = self._text(written[register], register)

    def _text(self, altered: Altered, register: str) -> str:
        """A text said against the one that it replaces."""
        place = self.dots.rests_on.get(register)
        if place is None:
            raise ValueError
        base = self.base.text(place, register)
        text = altered.of(base)
        self.texts.append(base)
        self.copied += len(base)
        if self.copied > MOST_COPIED:
            raise ValueError
        return text


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
