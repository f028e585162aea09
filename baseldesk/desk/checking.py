"""Integrity: the database itself, the chains, the tables against the journal, the documents against their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_store import JournalReader, unpack
from baseldesk.desk.opened import OpenDesk
from baseldesk.desk.shown import Problem
from baseldesk.errors import BaselDeskError
from baseldesk.journal.change import change_id


def check(desk: OpenDesk) -> list[Problem]:
    """Everything that contradicts itself; empty when all is well."""
    with desk.read() as reader:
        return [*_database(reader), *_changes(reader), *_records(reader), *_documents(desk, reader)]


def _database(reader: Reader) -> Iterator[Problem]:
    for (line,) in reader.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem("check.database", {"reason": line})


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


def _records(reader: Reader) -> Iterator[Problem]:
    """Every live version that the tables name is an op on that very record."""
    journal = JournalReader(reader)
    for kind, identity, change, op in reader.rows(
        "SELECT type, id, base_change, base_op FROM record WHERE base_change IS NOT NULL"
    ):
        found = _op_at(journal, change, op)
        if getattr(found, "record", None) != bytes(identity) or getattr(found, "type", None) != kind:
            yield Problem("check.record_without_change", {"type": kind, "id": bytes(identity).hex()})


def _op_at(journal: JournalReader, change: int, index: int) -> object:
    try:
        ops = journal.decoded(change)[2]
    except BaselDeskError:
        return None  # altered: said already
    return ops[index] if index < len(ops) else None


def _documents(desk: OpenDesk, reader: Reader) -> Iterator[Problem]:
    for (hashed,) in reader.rows("SELECT DISTINCT hash FROM r_document WHERE hash IS NOT NULL"):
        place = desk.documents.path(bytes(hashed))
        if place is not None and hashlib.sha256(place.read_bytes()).digest() != bytes(hashed):
            yield Problem("check.document_altered", {"hash": bytes(hashed).hex()})
