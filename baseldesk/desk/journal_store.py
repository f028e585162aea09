"""The journal's port on the database: keeps changes byte for byte, and writes the records that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from baseldesk.desk import columns, tables
from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.search import search_text
from baseldesk.errors import DeskDamaged
from baseldesk.journal.change import Birth, Change, Choose, Dot, Life, Op, Set, change_id, decode_change, decode_leaf, ops_of
from baseldesk.journal.port import LIFE, Arrival, LifeMark, Local, State, Written

PACKED_FROM = 4096  # bytes; below, compressing costs more than it saves
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
        """The leaf of an op, if it is here."""
        row = self._reader.one("SELECT bytes FROM leaf WHERE change = :change AND op = :op", change=local.change, op=local.op)
        return None if row is None else bytes(row[0])

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
    """The name of a type's table, without loading SQLAlchemy."""
    from baseldesk.records.types import TYPES

    return f"r_{kind}" if kind in TYPES else "r_other"


class JournalStore(JournalReader):
    """The journal's port inside one write transaction."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer)
        self._writer = writer
        self._chains: dict[tuple[bytes, str, bytes], int] = {}
        self._next = {name: self._first_free(name) for name in ("change", "record", "chain")}

    def _first_free(self, table: str) -> int:
        row = self._writer.one(f"SELECT coalesce(max(n), 0) + 1 FROM {table}")
        assert row is not None
        return int(row[0])

    def _number(self, table: str) -> int:
        number = self._next[table]
        self._next[table] = number + 1
        return number

    # --- changes
    def append(self, arrivals: Sequence[Arrival]) -> dict[bytes, int]:
        """Keeps new changes and their leaves; gives their local numbers."""
        rows = [self._change_row(one) for one in sorted(arrivals, key=lambda one: one.change.seq)]
        self._mark_whole(rows)
        self._writer.insert(tables.change, rows)
        self._mark_descendants([row["id"] for row in rows if row["whole"]])
        numbers = {row["id"]: row["n"] for row in rows}
        leaves = [
            {"change": numbers[one.id], "op": op, "bytes": raw}
            for one in arrivals
            for op, raw in one.leaves.items()
            if not self._is_destroyed(one.change, op)
        ]
        self._writer.insert(tables.leaf, leaves)
        return numbers

    def _is_destroyed(self, change: Change, index: int) -> bool:
        """Whether the record that a leaf belongs to has been erased, and its values destroyed, already."""
        op = ops_of(change)[index] if index < len(change.ops) else None
        if not isinstance(op, Set):
            return True
        sql = "SELECT 1 FROM erased WHERE type = :type AND record = :record AND destroyed = 1"
        return self._writer.one(sql, type=op.type, record=op.record) is not None

    def _change_row(self, one: Arrival) -> dict[str, Any]:
        change = one.change
        packed, kept = pack(one.raw)
        return {
            "n": self._number("change"),
            "id": one.id,
            "chain": self._chain(change),
            "seq": change.seq,
            "prev": change.prev,
            "hlc": change.hlc,
            "wall": change.wall,
            "user": change.user,
            "action": change.action,
            "whole": change.prev is None,
            "packed": packed,
            "bytes": kept,
        }

    def _chain(self, change: Change) -> int:
        key = (change.replica, change.audience, change.device)
        number = self._chains.get(key)
        if number is None:
            row = self._writer.one(
                "SELECT n FROM chain WHERE replica = :r AND audience = :a AND device = :d", r=key[0], a=key[1], d=key[2]
            )
            number = row[0] if row else self._new_chain(key)
            self._chains[key] = number
        if change.seq == 1:
            self._note_birth(number, change)
        return number

    def _new_chain(self, key: tuple[bytes, str, bytes]) -> int:
        number = self._number("chain")
        self._writer.insert(tables.chain, [{"n": number, "replica": key[0], "audience": key[1], "device": key[2]}])
        return number

    def _note_birth(self, number: int, change: Change) -> None:
        op = ops_of(change)[0] if change.ops else None
        if isinstance(op, Birth):
            self._writer.run(
                "UPDATE chain SET centre = :centre, public_key = :key, old_replica = :old, old_head = :head, reason = :reason "
                "WHERE n = :n",
                centre=op.centre,
                key=op.public_key,
                old=op.old_replica,
                head=op.old_head,
                reason=op.reason,
                n=number,
            )

    def _mark_whole(self, rows: list[dict[str, Any]]) -> None:
        """A change is whole when everything before it in its chain is here."""
        prevs = [row["prev"] for row in rows if row["prev"] is not None]
        whole = (
            {bytes(row[0]) for row in self._writer.among("SELECT id FROM change WHERE whole = 1 AND id IN (:among)", prevs)}
            if prevs
            else set()
        )
        for row in rows:
            row["whole"] = bool(row["whole"] or row["prev"] in whole)
            if row["whole"]:
                whole.add(row["id"])

    def _mark_descendants(self, whole: list[bytes]) -> None:
        while whole:
            sql = "SELECT id FROM change WHERE whole = 0 AND prev IN (:among)"
            whole = [bytes(row[0]) for row in self._writer.among(sql, whole)]
            self._writer.many("UPDATE change SET whole = 1 WHERE id = :id", [{"id": one} for one in whole])

    def add_leaf(self, change: int, op: int, raw: bytes) -> bool:
        """Keeps a leaf that came after its change; False where it is here already."""
        if self.leaf(Local(change, op)) is not None or self._is_destroyed(self.decoded(change)[1], op):
            return False
        self._writer.insert(tables.leaf, [{"change": change, "op": op, "bytes": raw}])
        return True

    def cover_early(self, rows: Iterable[tuple[str, bytes, str, Dot]]) -> None:
        """Remembers versions replaced before they arrived."""
        sql = "INSERT INTO covered (type, record, register, dot) VALUES (:type, :record, :register, :dot) ON CONFLICT DO NOTHING"
        self._writer.many(sql, [dict(zip(("type", "record", "register", "dot"), row, strict=True)) for row in rows])

    def erase(self, kind: str, record: bytes) -> None:
        """Remembers that a record's personal values are erased for good."""
        sql = "INSERT INTO erased (type, record, destroyed) VALUES (:type, :record, 0) ON CONFLICT DO NOTHING"
        self._writer.run(sql, type=kind, record=record)

    def refuse(self, rows: Iterable[tuple[int, int, str, str, bytes]]) -> None:
        """Lists (change, op, register, type, record) of what does not stand."""
        names = ("change", "op", "register", "type", "record")
        self._writer.insert(tables.refused, [dict(zip(names, row, strict=True)) for row in rows])

    # --- records
    def store(self, states: Sequence[State]) -> None:
        """Writes records, their versions and their search text."""
        old = [state.n for state in states if state.n]
        for state in states:
            state.n = state.n or self._number("record")
        self._forget(states, old)
        self._writer.insert(tables.record, [_record_row(state) for state in states])
        by_type: dict[str, list[dict[str, Any]]] = {}
        for state in states:
            by_type.setdefault(tables.table_of(state.type).name, []).append(
                {"n": state.n, **columns.to_row(state.type, state.values)}
            )
        for name, rows in by_type.items():
            self._writer.insert(tables.metadata.tables[name], rows)
        self._writer.insert(tables.version, [row for state in states for row in _version_rows(state)])
        self._writer.insert(
            tables.touch, [{"record": s.n, "change": one.change, "op": one.op} for s in states for one in s.touches]
        )
        self._index(states, old)

    def _forget(self, states: Sequence[State], old: list[int]) -> None:
        if not old:
            return
        self._writer.delete_numbers(tables.record, "n", old)
        self._writer.delete_numbers(tables.version, "record", old)
        held = set(old)
        for kind in {state.type for state in states}:
            numbers = [state.n for state in states if state.type == kind and state.n in held]
            self._writer.delete_numbers(tables.table_of(kind), "n", numbers)

    def _index(self, states: Sequence[State], old: list[int]) -> None:
        self._writer.many("DELETE FROM search WHERE rowid = :n", [{"n": n} for n in old])
        texts = [{"n": s.n, "text": text} for s in states if not s.hidden and (text := search_text(s.type, s.values))]
        self._writer.many("INSERT INTO search (rowid, text) VALUES (:n, :text)", texts)


def _record_row(state: State) -> dict[str, Any]:
    base = state.base or Local(None, None)  # type: ignore[arg-type]
    return {
        "n": state.n,
        "id": state.id,
        "type": state.type,
        "owner": state.owner,
        "base_change": base.change,
        "base_op": base.op,
        "hidden": state.hidden,
        "conflicts": state.conflicts,
        "last_change": state.last_change,
        "hlc": state.hlc,
    }


def _version_rows(state: State) -> list[dict[str, Any]]:
    return [
        {"record": state.n, "register": register, "change": one.change, "op": one.op}
        for register, held in state.versions.items()
        for one in held
    ]


def pack(raw: bytes) -> tuple[int, bytes]:
    """How a change lies on disk: (0, as it is) or (1, compressed)."""
    if len(raw) < PACKED_FROM:
        return 0, raw
    from backports import zstd

    return 1, zstd.compress(raw, 3)


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


assert LIFE == "@life"
