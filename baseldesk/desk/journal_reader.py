"""Reading the journal and the records that follow from it; needs no SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from baseldesk.desk import columns
from baseldesk.desk.database import Reader
from baseldesk.desk.same import Edge, edges
from baseldesk.errors import DeskDamaged
from baseldesk.journal.change import Change, Choose, Dot, Life, Op, Set, change_id, decode_change, decode_leaf, ops_of
from baseldesk.journal.port import LifeMark, Local, State, Written
from baseldesk.records.types import TYPES

_RECORD_COLUMNS = "r.n, r.id, r.owner, r.base_change, r.base_op, r.hidden, r.conflicts, r.last_change, r.hlc"
_CACHED_CHANGES = 64


class JournalReader:
    """Reads kept changes and records."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._ops: dict[int, tuple[bytes, Change, list[Op]]] = {}

    def numbers(self, ids: Iterable[bytes]) -> dict[bytes, int]:
        """The local numbers of the changes that are here."""
        wanted = list(ids)
        if not wanted:
            return {}
        return {bytes(row[0]): row[1] for row in self._reader.among("SELECT id, n FROM change WHERE id IN (:among)", wanted)}

    def ids(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The ids of local numbers."""
        return {
            row[0]: bytes(row[1]) for row in self._reader.among("SELECT n, id FROM change WHERE n IN (:among)", list(numbers))
        }

    def raw(self, number: int) -> bytes:
        """The bytes of a kept change."""
        row = self._reader.one("SELECT packed, CAST(bytes AS BLOB) FROM change WHERE n = :n", n=number)
        assert row is not None, number
        return unpack(row[0], bytes(row[1]))

    def decoded(self, number: int) -> tuple[bytes, Change, list[Op]]:
        """(id, change, ops) of a kept change; the last few stay in memory."""
        held = self._ops.get(number)
        if held is None:
            raw = self.raw(number)
            change = decode_change(raw)
            if len(self._ops) >= _CACHED_CHANGES:
                self._ops.pop(next(iter(self._ops)))
            held = self._ops[number] = (change_id(raw), change, ops_of(change))
        return held

    def leaf(self, local: Local) -> bytes | None:
        """The leaf of an op, if it is here and its record has not been erased: that hides at once, confirmed or not."""
        row = self._reader.one("SELECT bytes FROM leaf WHERE change = :change AND op = :op", change=local.change, op=local.op)
        return None if row is None or self._is_erased(local) else bytes(row[0])

    def _is_erased(self, local: Local) -> bool:
        op = self.decoded(local.change)[2][local.op]
        sql = "SELECT 1 FROM erased WHERE type = :type AND record = :record"
        return isinstance(op, Set) and self._reader.one(sql, type=op.type, record=op.record) is not None

    def written(self, local: Local, register: str) -> Written:
        """What a kept op wrote; value None where its leaf is not here."""
        identity, change, ops = self.decoded(local.change)
        op = ops[local.op]
        value: Any = None
        if isinstance(op, Set) and register in op.values:
            value = op.values[register]
        elif isinstance(op, Set):
            leaf = self.leaf(local)
            value = decode_leaf(leaf).get(register) if leaf is not None else None
        elif isinstance(op, Choose):
            value = op.value
        return Written(value, change.hlc, identity)

    def life_mark(self, local: Local) -> LifeMark:
        """What a kept `life` op said."""
        op = self.decoded(local.change)[2][local.op]
        assert isinstance(op, Life)
        return LifeMark(op.yes, frozenset(op.seen))

    def rows_referring(self, kind: str, column: str, record: bytes) -> list[bytes]:
        """The ids of the records of a type, in view, whose column refers to this record."""
        source = f"{tables_name(kind)} t JOIN record r ON r.n = t.n"
        rows = self._reader.rows(f"SELECT r.id FROM {source} WHERE r.hidden = 0 AND t.{columns.quoted(column)} = :id", id=record)
        return [bytes(row[0]) for row in rows]

    def edges_of(self, kind: str, record: bytes) -> list[Edge]:
        """The statements that join this record with others."""
        found = [one for column in ("first", "second") for one in edges(self._reader, column, [record])]
        return [one for one in found if one.kind == kind]

    def covered_early(self, keys: Sequence[tuple[str, bytes]]) -> set[tuple[str, bytes, str, Dot]]:
        """Versions of these records that were replaced before they arrived."""
        if self._reader.one("SELECT 1 FROM covered LIMIT 1") is None:
            return set()
        found = self._reader.among(
            "SELECT type, record, register, dot FROM covered WHERE record IN (:among)", [key[1] for key in keys]
        )
        return {(row[0], bytes(row[1]), row[2], bytes(row[3])) for row in found}

    def load(self, keys: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], State]:
        """The records that are in the tables."""
        by_type: dict[str, list[bytes]] = {}
        for kind, identity in keys:
            by_type.setdefault(kind, []).append(identity)
        out: dict[tuple[str, bytes], State] = {}
        for kind, identities in by_type.items():
            out.update(((kind, state.id), state) for state in self._load_type(kind, identities))
        return out

    def _load_type(self, kind: str, identities: list[bytes]) -> list[State]:
        names = ", ".join(f"t.{columns.quoted(name)}" for name in columns.column_names(kind))
        joined = f"record r JOIN {tables_name(kind)} t ON t.n = r.n"
        sql = f"SELECT {_RECORD_COLUMNS}, {names} FROM {joined} WHERE r.type = :type AND r.id IN (:among)"
        states = [_state(kind, row) for row in self._reader.among(sql, identities, type=kind)]
        self._add_versions({state.n: state for state in states})
        self._mark_erased(kind, states)
        return states

    def _mark_erased(self, kind: str, states: Sequence[State]) -> None:
        rows = self._reader.rows("SELECT record FROM erased WHERE type = :type", type=kind)
        gone = {bytes(row[0]) for row in rows}
        for state in states:
            state.erased = state.id in gone

    def _add_versions(self, states: Mapping[int, State]) -> None:
        sql = "SELECT record, register, change, op FROM version WHERE record IN (:among)"
        for number, register, change, op in self._reader.among(sql, list(states)):
            states[number].versions.setdefault(register, []).append(Local(change, op))


def _state(kind: str, row: tuple[Any, ...]) -> State:
    n, identity, owner, base_change, base_op, hidden, conflicts, last, hlc = row[:9]
    base = None if base_change is None else Local(base_change, base_op)
    return State(
        kind, bytes(identity), owner, n, base, columns.to_registers(kind, row[9:]), {}, bool(hidden), conflicts, last, hlc
    )


def tables_name(kind: str) -> str:
    """The name of a type's table."""
    return f"r_{kind}" if kind in TYPES else "r_other"


def unpack(packed: int, kept: bytes) -> bytes:
    """The change's own bytes.

    Raises:
        DeskDamaged: what was compressed cannot be unpacked.
    """
    if not packed:
        return kept
    from backports import zstd

    try:
        return zstd.decompress(kept)
    except zstd.ZstdError as error:
        raise DeskDamaged("desk.change_unreadable", reason=str(error)) from None
