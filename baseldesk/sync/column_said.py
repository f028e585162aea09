"""How a block's writer says the versions that ops cover, and the records that they work on, in as few bytes as it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from baseldesk.sync.bases import Place
from baseldesk.sync.column_block import (
    BASED,
    BASED_DOT,
    BASED_REFERENCE,
    COVERED,
    DERIVED,
    NEW,
    RESTING,
    SAME_DOT,
    Codes,
    Key,
    RestingBlock,
    Shape,
    Tables,
)
from baseldesk.sync.column_ops import derive
from baseldesk.sync.columns import fold, fold_one, pack_numbers
from baseldesk.sync.offering import Offered


class SaidOp(NamedTuple):
    """A shaped op, waiting for its record's code."""

    shape: Shape
    record: bytes
    owner: str
    values: dict[str, Any]
    first: Place | None  # where the version that it covers first lies under a base head

    @property
    def is_derived(self) -> bool:
        """Whether the id follows from the registers that the shape names."""
        return bool(self.shape.link) and derive(self.owner, self.shape.type, self.shape.link, self.values) == self.record


class SaidDots:
    """Says dots: as the one before, by their place under a base head, by their change's place in the bundle, or in full."""

    def __init__(self, tables: Tables, base: Offered, codes: Codes) -> None:
        self._tables, self._base, self._codes = tables, base, codes
        self._counts: list[int] = []
        self._said: list[int] = []
        self._ops: list[int] = []
        self._ids = bytearray()
        self._places: list[Place] = []
        self._last_change = self._last_op = 0
        self._last = b""

    def add(self, covers: dict[str, list[bytes]]) -> tuple[dict[str, Place], Place | None]:
        """Says what an op covers; gives the registers that cover one version under a base head, and where the first lies."""
        rests_on: dict[str, Place] = {}
        firsts: list[Place | None] = []
        for register, dots in covers.items():
            self._counts.append(len(dots))
            places = [self._add(one) for one in dots]
            firsts += places
            if len(places) == 1 and places[0] is not None:
                rests_on[register] = places[0]
        return rests_on, firsts[0] if firsts else None

    def _add(self, one: bytes) -> Place | None:
        rests = self._codes is RESTING
        under = self._base.place_of(one) if rests and one[:32] not in self._tables.change_places else None
        if rests and one == self._last:
            self._said.append(SAME_DOT)
        elif under is not None:
            self._said.append(BASED_DOT)
            self._places.append(under)
        else:
            self._add_other(one[:32], int.from_bytes(one[32:], "big"))
        self._last = one
        return under

    def _add_other(self, identity: bytes, op: int) -> None:
        places = self._tables.change_places
        place = places.get(identity)
        if place is None:
            self._said.append(NEW)
            self._ids += identity
            self._tables.add_change(identity)
            place = places[identity]
        else:
            self._said.append(self._codes.change + fold_one(place - self._last_change))
        self._ops.append(op - self._last_op)
        self._last_change, self._last_op = place, op

    def put_into(self, block: RestingBlock) -> None:
        """Fills the columns of the block that hold dots."""
        block.covers, block.cover_change = pack_numbers(self._counts), pack_numbers(self._said)
        block.cover_ids, block.cover_op = bytes(self._ids), pack_numbers(fold(self._ops))
        block.cover_base = pack_places(self._places)


class SaidIds:
    """Says ids of records: by their place in the table, worked out, by an op under a base head, or in full."""

    def __init__(self, tables: Tables, base: Offered, codes: Codes, made: Mapping[bytes, Place]) -> None:
        self._tables, self._base, self._codes, self._made = tables, base, codes, made
        self.fresh: list[bytes] = []
        self.places: list[Place] = []

    def code_records(self, ops: Sequence[SaidOp], references: Sequence[Key]) -> list[int]:
        """The code of each op's record; links whose ends are references enter the table later."""
        codes, last, waiting = [], 0, set(references)
        tables = self._tables
        for op in ops:
            place = tables.id_places.get(op.record)
            if op.first is not None and self._is_of(op.first, op.record):
                codes.append(COVERED)
            elif place is not None:
                codes.append(self._codes.record + fold_one(place - last))
            elif op.is_derived:
                codes.append(DERIVED)
                if any((op.shape.type, register) in waiting for register in op.shape.link):
                    continue
            else:
                codes.append(self._say(op.record, BASED))
            tables.add_id(op.record)
            last = tables.id_places.get(op.record, last)
        return codes

    def code_references(self, columns: Sequence[list[Any]]) -> None:
        """Puts codes in the place of the ids in these columns."""
        tables = self._tables
        for values in columns:
            last = 0
            for at, value in enumerate(values):
                place = tables.id_places.get(value)
                if place is None:
                    values[at] = self._say(value, BASED_REFERENCE)
                    tables.add_id(value)
                else:
                    values[at] = self._codes.reference + fold_one(place - last)
                last = tables.id_places.get(value, last)

    def add_derived(self, ops: Sequence[SaidOp], codes: Sequence[int]) -> None:
        """The links that waited are known now."""
        for op, code in zip(ops, codes, strict=True):
            if code == DERIVED:
                self._tables.add_id(op.record)

    def _is_of(self, place: Place, record: bytes) -> bool:
        """Whether the op at a place works on a record."""
        return self._made.get(record) == place or self._base.record(place) == record

    def _say(self, identity: bytes, based: int) -> int:
        """How an id that is not in the table is said; what is needed for it waits in a column."""
        place = self._made.get(identity)
        if place is not None:
            self.places.append(place)
            return based
        self.fresh.append(identity)
        return NEW


def pack_places(places: Sequence[Place]) -> list[bytes]:
    """Their three columns: head, distance, op."""
    return [pack_numbers(column) for column in zip(*places, strict=True)]
