"""Erase: personal values of a record are destroyed for good; ids, chain and everything else stay verifiable.

An erase of this desk destroys at once. One that arrives hides at once, and destroys when a person has confirmed the list. It is
final for the record's id and wins over edits that it has not seen: leaves that come later are refused. A restored backup meets
the erase again at the next exchange.
"""

from __future__ import annotations

from collections.abc import Sequence

from baseldesk.desk import unsaved
from baseldesk.desk.author import Planned
from baseldesk.desk.database import Writer
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.opened import OpenDesk
from baseldesk.desk.saving import write_action
from baseldesk.desk.shown import Saved
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.journal.change import Erase
from baseldesk.records.identity import is_owned
from baseldesk.records.types import audience_of_record, record_type

# Those of ops that do not stand too: whoever signed them, they say something of this person.
_DELETE_LEAVES = """
    DELETE FROM leaf WHERE EXISTS (
        SELECT 1 FROM record r LEFT JOIN touch t ON t.record = r.n WHERE r.type = :type AND r.id = :id
        AND (leaf.change = r.base_change AND leaf.op = r.base_op OR leaf.change = t.change AND leaf.op = t.op)
    ) OR EXISTS (
        SELECT 1 FROM refused f WHERE f.type = :type AND f.record = :id AND leaf.change = f.change AND leaf.op = f.op
    )
"""


def erase(desk: OpenDesk, kind: str, identity: bytes) -> Saved:
    """See `Desk.erase`."""
    declared = record_type(kind)
    if not any(one.personal for one in declared.fields):
        raise RuleBroken("erase.nothing_personal", declared.title or declared.fields[0].name, type=kind)
    if not is_owned(identity, desk.owner):
        raise UsageError("record.not_yours", type=kind, owner="")
    with desk.write() as writer:
        store = JournalStore(writer)
        if not store.load([(kind, identity)]):
            raise UsageError("record.missing", type=kind)
        planned = Planned(records=[(kind, identity)])
        planned.add(audience_of_record(identity, desk.owner, declared.scope), Erase(kind, identity))
        _reach_files(desk, [(kind, identity)])
        saved = write_action(desk, writer, store, planned, "erase")
        _destroy(writer, [(kind, identity)])
    desk.database.fold()
    return saved


def waiting(desk: OpenDesk) -> list[tuple[str, bytes]]:
    """The records that others have erased and whose personal values are still on this computer, hidden."""
    with desk.read() as reader:
        rows = reader.rows("SELECT type, record FROM erased WHERE destroyed = 0 ORDER BY type, record")
    return [(row[0], bytes(row[1])) for row in rows]


def confirm(desk: OpenDesk, records: Sequence[tuple[str, bytes]] | None = None) -> int:
    """A person has looked at the list: what was erased elsewhere is destroyed here too. Gives how many records.

    Args:
        records: of the list, those to destroy; all of it by default.
    """
    found = [one for one in waiting(desk) if records is None or one in records]
    with desk.write() as writer:
        _reach_files(desk, found)
        _destroy(writer, found)
    desk.database.fold()
    return len(found)


def _reach_files(desk: OpenDesk, records: Sequence[tuple[str, bytes]]) -> None:
    """Files beside the database go first: where the power then fails, they are made or sent again, and nothing is half erased."""
    for forget in desk.before_erasing if records else ():
        forget([identity for _, identity in records])


def _destroy(writer: Writer, records: list[tuple[str, bytes]]) -> None:
    """Drops every leaf of these records; `secure_delete` overwrites what they held."""
    for kind, identity in records:
        writer.run(_DELETE_LEAVES, type=kind, id=identity)
        writer.run("UPDATE erased SET destroyed = 1 WHERE type = :type AND record = :id", type=kind, id=identity)
        unsaved.forget_all_about(writer, identity)
