"""The yardsticks: what plain tools make of the same records, for somebody who needs nothing of what a bundle keeps."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from backports import zstd

from baseldesk.desk import sqlite
from baseldesk.desk.columns import column_names, quoted
from baseldesk.desk.database import Reader
from baseldesk.records.identity import id_text
from baseldesk.records.types import TYPES
from baseldesk.sync.keys import DeviceKey

_TAG = b"baseldesk/bench/1\0"
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # type → (column names, rows; the first column is the id)


def read_rows(reader: Reader) -> Rows:
    """Every record in view, as its table holds it."""
    out: Rows = {}
    for kind in TYPES:
        names = list(column_names(kind))
        listed = ", ".join(f"t.{quoted(name)}" for name in names)
        rows = reader.rows(f"SELECT r.id, {listed} FROM r_{kind} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 ORDER BY r.n")
        if rows:
            out[kind] = (["id", *names], rows)
    return out


def json_lines(tables: Rows) -> bytes:
    """The records as JSON lines; what is a map in its column is one here."""
    return b"\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() for one in _documents(tables))


def _documents(tables: Rows) -> Iterator[dict[str, Any]]:
    for kind, (names, rows) in tables.items():
        for row in rows:
            yield {"type": kind, **{name: _plain(value) for name, value in zip(names, row, strict=True) if value is not None}}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return id_text(value) if len(value) == 16 else value.hex()
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def signed_lines(reader: Reader, level: int, key: DeviceKey, out: Path) -> int:
    """Reads the records, writes them as compressed JSON lines with a signature; gives the size without it."""
    packed = zstd.compress(json_lines(read_rows(reader)), level)
    out.write_bytes(packed + key.sign(_TAG, hashlib.sha256(packed).digest()))
    return len(packed)


def take_lines(file: Path, key: DeviceKey, database: Path) -> int:
    """The floor of an import: verify, decode, `executemany`; gives how many rows."""
    raw = file.read_bytes()
    packed, signature = raw[:-64], raw[-64:]
    if key.sign(_TAG, hashlib.sha256(packed).digest()) != signature:  # costs about what verifying costs
        raise ValueError
    documents = [json.loads(line) for line in zstd.decompress(packed).splitlines()]
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for one in documents:
        by_kind.setdefault(one["type"], []).append(one)
    connection = sqlite.connect(database)
    connection.execute("BEGIN IMMEDIATE")
    for kind, held in by_kind.items():
        names = ["id", *column_names(kind)]
        connection.execute(f"CREATE TABLE {kind} ({', '.join(map(quoted, names))}, PRIMARY KEY (id))")
        places = ", ".join("?" for _ in names)
        connection.executemany(
            f"INSERT INTO {kind} VALUES ({places})", ([_cell(one.get(name)) for name in names] for one in held)
        )
    connection.execute("COMMIT")
    connection.close()
    return len(documents)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def dump_xz(tables: Rows) -> int:
    """The size of the records as SQL, as `.dump` writes it, through xz -6."""
    lines = ["BEGIN TRANSACTION;"]
    for kind, (names, rows) in tables.items():
        lines.append(f"CREATE TABLE {kind} ({', '.join(map(quoted, names))}, PRIMARY KEY (id));")
        lines += [f"INSERT INTO {kind} VALUES({','.join(map(_literal, row))});" for row in rows]
    return len(lzma.compress("\n".join([*lines, "COMMIT;"]).encode(), preset=6))


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(int(value))


# --- SQLite's session extension
def patchset(kind: str, columns: Sequence[str], changed: Iterable[tuple[bytes, Mapping[str, Any]]]) -> bytes:
    """What SQLite's `sqlite3session_patchset` gives for UPDATEs of one table: the key and the new values, nothing else."""
    out = bytearray(b"P" + _varint(1 + len(columns)) + b"\1" + bytes(len(columns)) + kind.encode() + b"\0")
    for identity, values in changed:
        out += b"\x17\0" + _value(identity)
        for name in columns:
            out += _value(values[name]) if name in values else b"\0"
    return bytes(out)


def _varint(number: int) -> bytes:
    out = bytearray([number & 0x7F])
    while number := number >> 7:
        out.insert(0, number & 0x7F | 0x80)
    return bytes(out)


def _value(value: Any) -> bytes:
    if value is None:
        return b"\5"
    if isinstance(value, int):
        return b"\1" + int(value).to_bytes(8, "big", signed=True)
    raw = value if isinstance(value, bytes) else str(value).encode()
    return (b"\4" if isinstance(value, bytes) else b"\3") + _varint(len(raw)) + raw


# --- merging
class FieldClocks:
    """A plain merge: per record and field a clock, compared row by row."""

    def __init__(self, database: Path, tables: Rows) -> None:
        self._connection = sqlite.connect(database)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("CREATE TABLE clock (record, field, at INTEGER, PRIMARY KEY (record, field)) WITHOUT ROWID")
        for kind, (names, rows) in tables.items():
            self._connection.execute(f"CREATE TABLE {kind} ({', '.join(map(quoted, names))}, PRIMARY KEY (id))")
            self._connection.executemany(f"INSERT INTO {kind} VALUES ({', '.join('?' for _ in names)})", rows)
            clocks = ((row[0], name, 1) for row in rows for name, value in zip(names, row, strict=True) if value is not None)
            self._connection.executemany("INSERT INTO clock VALUES (?, ?, ?)", clocks)
        self._connection.execute("COMMIT")

    def merge(self, kind: str, changed: Iterable[tuple[bytes, Mapping[str, Any]]], at: int) -> None:
        """Takes newer values over, in one transaction."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        for identity, values in changed:
            for name, value in values.items():
                held = run("SELECT at FROM clock WHERE record = ? AND field = ?", (identity, name)).fetchone()
                if held is None or held[0] < at:
                    run(f"UPDATE {kind} SET {quoted(name)} = ? WHERE id = ?", (value, identity))
                    run("INSERT OR REPLACE INTO clock VALUES (?, ?, ?)", (identity, name, at))
        run("COMMIT")

    def close(self) -> None:
        """Closes the database."""
        self._connection.close()
