"""What a person typed and has not saved yet: kept beside the journal until it is saved or given up, through leaving and a crash.

One row per record. Nothing of it travels and no rule looks at it, for it may be half a word; it lies in the desk's own database,
so that it is encrypted with the records, and erased with the people that it names. The versions that the form had shown are
part of the content: a later save then makes a conflict of what was changed meanwhile, and overwrites nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from baseldesk.desk.database import Reader, Writer

if TYPE_CHECKING:
    from baseldesk.desk.opened import OpenDesk

KIND = "unsaved"  # what screens hear when a record begins or ceases to have something unsaved
_DECIMAL, _DATE, _INSTANT = 1, 2, 3
_COLUMNS = "type, record, at, is_new, CAST(content AS BLOB)"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What stood on a form when it was last touched.

    Attributes:
        is_new: the record was never saved.
        content: plain values: mappings, lists, texts, numbers, days, bytes.
    """

    type: str
    record: bytes
    is_new: bool
    at: datetime
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """What keeping or forgetting has changed for those who show it; nothing where it was kept before."""

    kinds: frozenset[str]
    record: bytes


def keep(desk: OpenDesk, one: Unsaved) -> Noted:
    """Keeps it in the place of what was kept of this record before; kept again as it was, it is no later than it was.

    Of whom was erased for good nothing is kept: a form that was open meanwhile, or a draft that is brought back, still holds it.
    """
    with desk.database.write() as writer:
        gone = {bytes(row[0]) for row in writer.rows("SELECT record FROM erased WHERE destroyed = 1")}
        if one.record in gone:
            return Noted(frozenset(), one.record)
        is_first = writer.one("SELECT 1 FROM unsaved WHERE type = :type AND record = :id", type=one.type, id=one.record) is None
        writer.run(
            "INSERT INTO unsaved (type, record, at, is_new, content) VALUES (:type, :id, :at, :is_new, :content) "
            "ON CONFLICT (type, record) DO UPDATE SET is_new = excluded.is_new, content = excluded.content, "
            "at = CASE WHEN CAST(unsaved.content AS BLOB) = excluded.content THEN unsaved.at ELSE excluded.at END",
            type=one.type,
            id=one.record,
            at=round(one.at.timestamp() * 1000),
            is_new=one.is_new,
            content=_packed(_without(one.content, gone)),
        )
    return Noted(frozenset({KIND} if is_first else ()), one.record)


def forget(desk: OpenDesk, record_type: str, record: bytes) -> Noted:
    """It was given up."""
    with desk.database.write() as writer:
        was_kept = (
            writer.one("SELECT 1 FROM unsaved WHERE type = :type AND record = :id", type=record_type, id=record) is not None
        )
        if was_kept:
            forget_in(writer, record_type, record)
    return Noted(frozenset({KIND} if was_kept else ()), record)


def forget_in(writer: Writer, record_type: str, record: bytes) -> None:
    """It is being saved: what was kept goes in the same transaction."""
    writer.run("DELETE FROM unsaved WHERE type = :type AND record = :id", type=record_type, id=record)


def forget_all_about(writer: Writer, record: bytes) -> None:
    """Whatever names this record goes whole: its personal data are being destroyed."""
    writer.run("DELETE FROM unsaved WHERE record = :id OR instr(CAST(content AS BLOB), :id) > 0", id=record)


def find(reader: Reader, record_type: str, record: bytes) -> Unsaved | None:
    """What was kept of this record; None for nothing, and for what cannot be read."""
    row = reader.one(f"SELECT {_COLUMNS} FROM unsaved WHERE type = :type AND record = :id", type=record_type, id=record)
    return _read(row) if row else None


def find_all(reader: Reader) -> list[Unsaved]:
    """Everything that was kept, newest first."""
    found = (_read(row) for row in reader.rows(f"SELECT {_COLUMNS} FROM unsaved ORDER BY at DESC, type, record"))
    return [one for one in found if one is not None]


def records_with(reader: Reader) -> set[bytes]:
    """The records of which something is kept."""
    return {bytes(row[0]) for row in reader.rows("SELECT record FROM unsaved")}


def _read(row: tuple[Any, ...]) -> Unsaved | None:
    """A row; what a later version or a damaged disk left there must never keep a record from being opened."""
    try:
        content = msgspec.msgpack.decode(bytes(row[4]), ext_hook=_extended)
    except (msgspec.DecodeError, ValueError, ArithmeticError):
        return None
    at = datetime.fromtimestamp(row[2] / 1000, UTC)
    return Unsaved(row[0], bytes(row[1]), bool(row[3]), at, content) if isinstance(content, dict) else None


def _without(value: Any, gone: set[bytes]) -> Any:
    """What is to be kept, but for the lines of these records."""
    if isinstance(value, Mapping):
        return {key: _without(held, gone) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_without(held, gone) for held in value if not (isinstance(held, Mapping) and held.get("id") in gone)]
    return value


def _packed(value: object) -> bytes:
    return msgspec.msgpack.encode(_plain(value))


def _plain(value: object) -> object:
    """With days and decimals as what they are, unlike their usual form in MessagePack, which is a text."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return msgspec.msgpack.Ext(_DECIMAL, str(value).encode())
    if isinstance(value, datetime):
        return msgspec.msgpack.Ext(_INSTANT, value.isoformat().encode())
    return msgspec.msgpack.Ext(_DATE, value.isoformat().encode()) if isinstance(value, date) else value


def _extended(code: int, data: memoryview) -> object:
    text = bytes(data).decode()
    if code == _DECIMAL:
        return Decimal(text)
    if code == _INSTANT:
        return datetime.fromisoformat(text)
    if code == _DATE:
        return date.fromisoformat(text)
    raise ValueError(code)
