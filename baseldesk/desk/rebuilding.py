"""The tables as a pure function of the journal: made anew from it, and compared with what stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from baseldesk.desk import standing, tables
from baseldesk.desk.database import Database, Reader, Writer
from baseldesk.desk.journal_reader import JournalReader, unpack
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Problem
from baseldesk.journal.apply import Progress, replay_changes
from baseldesk.journal.change import decode_change
from baseldesk.journal.port import Arrival, State
from baseldesk.journal.rights import OrganisationOf

_BLOCK = 20  # changes at a time
_MADE = (tables.record, tables.version, tables.touch, tables.covered, tables.refused, *tables.RECORDS.values(), tables.OTHER)
_CLASSES = (tables.same_edge, tables.same_class)
_RECORDS = 500  # records at a time


class _Replaying(JournalStore):
    """The port over emptied tables: of the kept changes only those up to the block at hand are there."""

    reached = 0

    def numbers(self, ids: Iterable[bytes]) -> dict[bytes, int]:
        """The local numbers of the changes that have been replayed, or are in this block."""
        return {one: number for one, number in super().numbers(ids).items() if number <= self.reached}


def rebuild(writer: Writer, organisation_of: OrganisationOf, progress: Progress | None = None) -> None:
    """Empties every table that follows from the journal and makes it anew, in this transaction."""
    for table in (*_MADE, *_CLASSES):
        writer.run(f"DELETE FROM {table.name}")
    writer.run("DELETE FROM search")
    writer.run("DELETE FROM erased WHERE destroyed = 0")
    writer.run("DELETE FROM standing")
    standing.judge(writer, None, organisation_of)
    store = _Replaying(writer)
    numbers = [row[0] for row in writer.rows("SELECT n FROM change ORDER BY n")]
    for start in range(0, len(numbers), _BLOCK):
        block = numbers[start : start + _BLOCK]
        store.reached = block[-1]
        replay_changes(store, [arrival_of(writer, one) for one in block], organisation_of)
        if progress:
            progress(start + len(block), len(numbers))


def arrival_of(reader: Reader, number: int) -> Arrival:
    """A kept change with the leaves that are here."""
    row = reader.one("SELECT id, packed, CAST(bytes AS BLOB) FROM change WHERE n = :n", n=number)
    assert row is not None
    raw = unpack(row[1], bytes(row[2]))
    leaves = {op: bytes(leaf) for op, leaf in reader.rows("SELECT op, bytes FROM leaf WHERE change = :n", n=number)}
    return Arrival(bytes(row[0]), raw, decode_change(raw), leaves)


def compare_with_journal(
    database: Database, organisation_of: OrganisationOf, copy: Path, progress: Progress | None = None
) -> Iterator[Problem]:
    """Makes the tables anew in a private copy and says which records differ; the desk itself is only read."""
    database.copy_to(copy)
    other = Database(copy, key=database.key)
    try:
        with other.read() as held:
            held.one("SELECT count(*) FROM record")  # from here on it sees the copy as it was
            with other.write() as made:
                rebuild(made, organisation_of, progress)
                yield from _differences(held, made)
    finally:
        other.close()


def _differences(reader: Reader, rebuilt: Reader) -> Iterator[Problem]:
    keys = {name: _keys(one) for name, one in (("held", reader), ("made", rebuilt))}
    for key in sorted(keys["held"] ^ keys["made"]):
        yield Problem("check.record_differs", {"type": key[0], "id": key[1].hex()})
    both, journals = sorted(keys["held"] & keys["made"]), (JournalReader(reader), JournalReader(rebuilt))
    for start in range(0, len(both), _RECORDS):
        block = both[start : start + _RECORDS]
        held, made = (journal.load(block) for journal in journals)
        for key in block:
            if _shown(held[key]) != _shown(made[key]):
                yield Problem("check.record_differs", {"type": key[0], "id": key[1].hex()})
    for kind, record in sorted({row[:2] for row in _refused(reader) ^ _refused(rebuilt)}):
        yield Problem("check.record_differs", {"type": kind, "id": record.hex()})
    stood = {row[0] for row in _standing(reader) ^ _standing(rebuilt)}
    for (change,) in reader.among("SELECT id FROM change WHERE n IN (:among)", sorted(stood)):
        yield Problem("check.standing_differs", {"change": bytes(change).hex()})
    for kind, record in sorted({row[:2] for row in _classes(reader) ^ _classes(rebuilt)}):
        yield Problem("check.record_differs", {"type": kind, "id": record.hex()})


def _classes(reader: Reader) -> set[tuple[str, bytes, bytes]]:
    """(kind, record, shown), and (kind of the statement, its id, what it joins)."""
    shown = reader.rows("SELECT kind, record, shown FROM same_class")
    joined = reader.rows("SELECT 'same_as', id, kind || hex(first) || hex(second) FROM same_edge")
    return {(row[0], bytes(row[1]), row[2]) for row in (*shown, *joined)}


def _refused(reader: Reader) -> set[tuple[str, bytes, int, int, str]]:
    """What is listed as not allowed."""
    rows = reader.rows("SELECT type, record, change, op, register FROM refused")
    return {(row[0], bytes(row[1]), *row[2:]) for row in rows}


def _standing(reader: Reader) -> set[tuple[int, str | None]]:
    """Which changes of withdrawn keys wait, or stand for whom."""
    return {(row[0], row[1]) for row in reader.rows("SELECT change, organisation FROM standing")}


def _keys(reader: Reader) -> set[tuple[str, bytes]]:
    return {(row[0], bytes(row[1])) for row in reader.rows("SELECT type, id FROM record")}


def _shown(state: State) -> tuple[object, ...]:
    """What must be the same whatever the order in which the changes came: not the local number, nor which op was the first."""
    live = {register: sorted(state.live(register)) for register in {*state.values, *state.versions}}
    return state.values, live, state.hidden, state.conflicts, state.hlc
