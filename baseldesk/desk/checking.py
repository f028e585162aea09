"""Integrity: the database itself, the chains, the tables against the journal, the documents against their hashes."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.desk import sqlite
from baseldesk.desk.database import Database, Reader
from baseldesk.desk.journal_reader import unpack
from baseldesk.desk.opened import CHECKED, OpenDesk, remove_database
from baseldesk.desk.rebuilding import compare_with_journal, rebuild
from baseldesk.desk.shown import Problem
from baseldesk.errors import BaselDeskError, DeskError
from baseldesk.journal.apply import Progress
from baseldesk.journal.change import change_id
from baseldesk.journal.rights import OrganisationOf


def check(desk: OpenDesk, progress: Progress | None = None) -> list[Problem]:
    """Everything that contradicts itself; empty when all is well.

    The tables are made anew in a copy beside the desk, as it lies there itself: plain or encrypted.

    Raises:
        DeskError: there is no room for the copy.
    """
    with desk.read() as reader:
        found = [*_database(desk.database), *_changes(reader), *_documents(desk, reader)]
        organisation_of = desk.organisation_of(reader)
    if not found:  # a journal that is not whole says nothing about the tables
        found += _tables(desk, organisation_of, progress)
    return found


def _tables(desk: OpenDesk, organisation_of: OrganisationOf, progress: Progress | None) -> list[Problem]:
    remove_database(desk.folder, CHECKED)
    try:
        return list(compare_with_journal(desk.database, organisation_of, desk.folder / CHECKED, progress))
    except sqlite.Failure as reason:
        if sqlite.is_full(reason):
            raise DeskError("desk.disk_full") from reason
        raise
    finally:
        remove_database(desk.folder, CHECKED)


def repair(desk: OpenDesk, progress: Progress | None = None) -> None:
    """Makes every table anew from the journal, in one transaction."""
    with desk.write() as writer:
        rebuild(writer, desk.organisation_of(writer), progress)


def _database(database: Database) -> Iterator[Problem]:
    """On a connection of its own: one that has read the search before keeps its structure, and calls a sound database damaged."""
    with database.aside(read_only=True) as connection:
        lines = [str(line) for (line,) in connection.execute("PRAGMA integrity_check").fetchall()]
    yield from (Problem("check.database", {"reason": line}) for line in lines if line != "ok")


def _changes(reader: Reader) -> Iterator[Problem]:
    """Every change has the id that its bytes give, and its predecessor in the chain is one lower."""
    for number, identity, seq, prev in reader.rows("SELECT n, id, seq, prev FROM change"):
        if not _is_as_signed(reader, number, bytes(identity)):
            yield Problem("check.change_altered", {"change": bytes(identity).hex()})
        before = reader.one("SELECT seq FROM change WHERE id = :id", id=prev) if prev is not None else (0,)
        if before is not None and before[0] != seq - 1:
            yield Problem("check.chain_broken", {"change": bytes(identity).hex(), "number": number})


def _is_as_signed(reader: Reader, number: int, identity: bytes) -> bool:
    """Whether the bytes on disk still give the id; one at a time, a journal may be larger than the memory."""
    row = reader.one("SELECT packed, CAST(bytes AS BLOB) FROM change WHERE n = :n", n=number)
    try:
        return row is not None and change_id(unpack(row[0], bytes(row[1]))) == identity
    except BaselDeskError:
        return False


def _documents(desk: OpenDesk, reader: Reader) -> Iterator[Problem]:
    for (hashed,) in reader.rows("SELECT DISTINCT hash FROM r_document WHERE hash IS NOT NULL"):
        if not desk.documents.is_sound(bytes(hashed)):
            yield Problem("check.document_altered", {"hash": bytes(hashed).hex()})
