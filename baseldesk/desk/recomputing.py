"""Records taken out of the tables, to be made anew from all changes on them: when other changes stand than did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baseldesk.desk import same, tables
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.rebuilding import arrival_of
from baseldesk.journal.change import Choose, Erase, Life, Set, Unset
from baseldesk.journal.port import Arrival, State

Key = tuple[str, bytes]
_RECORDS = 200  # taken out at a time


def take_out(store: JournalStore, changes: Iterable[int]) -> Iterator[tuple[set[Key], list[Arrival]]]:
    """The records that these changes touch, some at a time: out of the tables, with every change that they follow from.

    A record keeps its local number. One that is not made again by the time the next are asked for is gone.
    """
    touching = _touching(store, changes)
    keys = sorted(touching, key=lambda key: (min(touching[key]), key))
    for start in range(0, len(keys), _RECORDS):
        block = set(keys[start : start + _RECORDS])
        numbers = {number for key in block for number in touching[key]} | _take_out(store, block)
        yield block, [arrival_of(store.writer, one) for one in sorted(numbers)]
        gone = [key for key in block if key in store.reserved]
        same.settle(store.writer, [State(kind, record, "", hidden=True) for kind, record in gone])
        store.reserved.clear()


def _touching(store: JournalStore, changes: Iterable[int]) -> dict[Key, set[int]]:
    """Record → those of these changes that have an op on it."""
    out: dict[Key, set[int]] = {}
    for number in sorted(changes):
        for op in store.decoded(number)[2]:
            if isinstance(op, Set | Unset | Life | Choose | Erase):
                out.setdefault((op.type, op.record), set()).add(number)
    return out


def _take_out(store: JournalStore, block: set[Key]) -> set[int]:
    """Empties the tables of these records; gives the changes that they came from, those that were refused too."""
    writer, records = store.writer, [record for _, record in block]
    rows = writer.among("SELECT n, type, id, base_change FROM record WHERE id IN (:among)", records)
    held = {(kind, bytes(record)): (n, base) for n, kind, record, base in rows if (kind, bytes(record)) in block}
    numbers = [n for n, _ in held.values()]
    touches = writer.among("SELECT change FROM touch WHERE record IN (:among)", numbers) if numbers else []
    refused = writer.among("SELECT type, record, change FROM refused WHERE record IN (:among)", records)
    found = {base for _, base in held.values() if base is not None} | {row[0] for row in touches}
    found |= {change for kind, record, change in refused if (kind, bytes(record)) in block}
    for table, column in ((tables.record, "n"), (tables.version, "record"), (tables.touch, "record")):
        writer.delete_numbers(table, column, numbers)
    for kind in {kind for kind, _ in held}:
        writer.delete_numbers(tables.table_of(kind), "n", [n for key, (n, _) in held.items() if key[0] == kind])
    writer.many("DELETE FROM search WHERE rowid = :n", [{"n": n} for n in numbers])
    named = [{"type": kind, "record": record} for kind, record in block]
    for name in ("covered", "refused"):
        writer.many(f"DELETE FROM {name} WHERE type = :type AND record = :record", named)
    writer.many("DELETE FROM erased WHERE type = :type AND record = :record AND destroyed = 0", named)
    store.reserved.update({key: n for key, (n, _) in held.items()})
    return found
