"""The journal's port on the database: keeps changes byte for byte, and writes the records that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from baseldesk.desk import columns, same, standing, tables
from baseldesk.desk.database import Writer
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.pieces import pack
from baseldesk.desk.search import search_text, searched_texts
from baseldesk.journal.change import Birth, Change, Dot, Set, ops_of
from baseldesk.journal.port import Arrival, Local, OrganisationOf, State


class JournalStore(JournalReader):
    """The journal's port inside one write transaction."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer)
        self.writer = self._writer = writer
        self.reserved: dict[tuple[str, bytes], int] = {}  # local numbers of records taken out to be made anew
        self._chains: dict[tuple[bytes, str, bytes], int] = {}
        self._indexed: dict[int, list[str] | None] = {}  # of records loaded: in which texts search finds them
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
        standing.note_adopts(self._writer, ((numbers[one.id], one.raw, one.change) for one in arrivals))
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
        packed, kept = pack(one.raw, change.ops)
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
        """Keeps a leaf that came after its change; False where it is here already, be it hidden by an erase."""
        held = self._writer.one("SELECT 1 FROM leaf WHERE change = :change AND op = :op", change=change, op=op)
        if held is not None or self._is_destroyed(self.decoded(change)[1], op):
            return False
        self._writer.insert(tables.leaf, [{"change": change, "op": op, "bytes": raw}])
        return True

    # --- which of them stand
    def judge(self, fresh: Sequence[Arrival], organisation_of: OrganisationOf) -> set[int]:
        """Decides which changes of withdrawn keys stand now that these are kept; gives the earlier ones that are others now."""
        if not fresh:
            return set()
        turned = standing.judge(self._writer, {self._chain(one.change) for one in fresh}, organisation_of)
        return turned - set(self.numbers(one.id for one in fresh).values()) if turned else turned

    def standing(self, numbers: Iterable[int]) -> dict[int, str | None]:
        """Of these changes, those that stand not for their key's organisation: for another one, or (None) for nobody yet."""
        wanted = list(numbers)
        if not wanted or self._writer.one("SELECT 1 FROM standing LIMIT 1") is None:
            return {}
        rows = self._writer.among("SELECT change, organisation FROM standing WHERE change IN (:among)", wanted)
        return {row[0]: row[1] for row in rows}

    def take_out(self, changes: Iterable[int]) -> Iterator[tuple[set[tuple[str, bytes]], list[Arrival]]]:
        """Takes the records that these changes touch out of the tables, some at a time, with all that they follow from."""
        from baseldesk.desk.recomputing import take_out

        return take_out(self, changes)

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
    def load(self, keys: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], State]:
        """The records that are in the tables."""
        found = super().load(keys)
        self._indexed = {state.n: _indexed_texts(state) for state in found.values()}
        return found

    def store(self, states: Sequence[State]) -> None:
        """Writes records, their versions and their search text."""
        old = [state.n for state in states if state.n]
        for state in states:
            state.n = state.n or self.reserved.pop((state.type, state.id), 0) or self._number("record")
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
        same.settle(self._writer, states)

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
        """Makes the words of these records findable; where none of the searched texts has changed, they are already."""
        unchanged = {s.n for s in states if s.n in self._indexed and self._indexed[s.n] == _indexed_texts(s)}
        fresh = [s for s in states if s.n not in unchanged]
        self._writer.many("DELETE FROM search WHERE rowid = :n", [{"n": n} for n in old if n not in unchanged])
        texts = [{"n": s.n, "text": text} for s in fresh if not s.hidden and (text := search_text(s.type, s.values))]
        self._writer.many("INSERT INTO search (rowid, text) VALUES (:n, :text)", texts)
        self._indexed.clear()


def _indexed_texts(state: State) -> list[str] | None:
    return None if state.hidden else searched_texts(state.type, state.values)


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
