"""What the last import said of each record: by this, what the file changed is told from what a person changed.

Kept in the table `imported` as MessagePack {register: 8-byte digest}; an item's first record also lists the records that
hung on it, under `@type/id`. It is this desk's own knowledge: neither journalled nor sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.imports import note_before
from baseldesk.records.values import Wire

Key = tuple[str, bytes]
Digests = dict[str, bytes]
CHILD = "@"
TAKEN_BACK = "@taken back"  # alone in an entry: an import made the record, and that import was taken back
_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decoder = msgspec.msgpack.Decoder(Digests)


class Verdict(NamedTuple):
    """What becomes of one record: the registers to write, and those left because a person wrote them."""

    write: dict[str, Wire]
    kept: list[str]


def digest(wire: Wire) -> bytes:
    """Eight bytes that stand for a value."""
    return blake2b(_encode(wire), digest_size=8).digest()


def digests(wires: Mapping[str, Wire]) -> Digests:
    """What an import says, register by register; what is empty is not said."""
    return {register: digest(wire) for register, wire in wires.items() if wire is not None}


def compare(said: Mapping[str, Wire], before: Digests | None, here: Mapping[str, Wire], conflicts: Iterable[str]) -> Verdict:
    """Tells what to write on a record that is here already.

    Args:
        said: what the file says now.
        before: digests of what the last import said; None where another computer imported the record.
        here: what the desk holds.
        conflicts: registers with several versions: a person's business.
    """
    verdict, open_conflicts = Verdict({}, []), set(conflicts)
    last = {register: one for register, one in (before or {}).items() if not register.startswith(CHILD)}
    for register in sorted(said.keys() | last.keys()):
        now, held = said.get(register), here.get(register)
        told, stands, known = _digest_or_none(now), _digest_or_none(held), last.get(register)
        if told in (known, stands):
            continue
        if stands == known and register not in open_conflicts:
            verdict.write[register] = now
        else:
            verdict.kept.append(register)
    return verdict


def _digest_or_none(wire: Wire) -> bytes | None:
    return None if wire is None else digest(wire)


def fill(said: Mapping[str, Wire], before: Digests | None, here: Mapping[str, Wire]) -> Verdict:
    """As `compare`, for a record that many files describe: writes what is empty; what is said anew and differs is left."""
    new = {one: wire for one, wire in said.items() if wire is not None and one not in (before or {})}
    others = [one for one, wire in new.items() if here.get(one) is not None and digest(here[one]) != digest(wire)]
    return Verdict({one: wire for one, wire in new.items() if here.get(one) is None}, others)


def load(reader: Reader, keys: Iterable[Key]) -> dict[Key, Digests]:
    """What the last import said of these records."""
    found = reader.among("SELECT type, record, registers FROM imported WHERE record IN (:among)", [key[1] for key in keys])
    return {(row[0], bytes(row[1])): _decoder.decode(row[2]) for row in found}


def store(writer: Writer, entries: Mapping[Key, Digests]) -> None:
    """Remembers what this import said, in the import's own transaction."""
    sql = (
        "INSERT INTO imported (type, record, registers) VALUES (:type, :record, :registers) "
        "ON CONFLICT (type, record) DO UPDATE SET registers = excluded.registers"
    )
    rows = [{"type": kind, "record": record, "registers": _encode(held)} for (kind, record), held in entries.items()]
    writer.many(sql, rows)


def note(writer: Writer, before: Mapping[Key, Digests | None], since: bytes | None) -> None:
    """Keeps what was known until this import, in its own transaction, so that undoing it brings that back."""
    held = {key: None if one is None else _encode(one) for key, one in before.items()}
    note_before(writer, held, _encode({TAKEN_BACK: b""}), since)
