"""What only SQLite does: opening a connection as promised, and the search index.

One known SQLite on every platform comes with `sqlcipher3`; Python's own is whatever the system has. It must be 3.51.3 or newer:
3.7.0–3.51.2 can corrupt a WAL database when two connections write or checkpoint at once. No second SQLite may open the file in
this process: Qt's SQL driver is banned by a test, and nothing reads the database file with `open()`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from baseldesk.desk.search import plain_letters
from baseldesk.errors import DeskDamaged, DeskError

Connection = Any  # sqlcipher3 ships no stubs
Failure = driver.Error
OLDEST = (3, 51, 3)
_ASKED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}
SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')"
)


def connect(path: Path, *, read_only: bool = False, key: bytes | None = None) -> Connection:
    """Opens the file in WAL with synchronous=FULL and reads the settings back.

    Args:
        key: the 32 bytes that an encrypted database was written with.

    Raises:
        DeskError: this build or this place cannot keep the promise, or the key is another one.
        DeskDamaged: the file is not a database.
    """
    if driver.sqlite_version_info < OLDEST:
        raise DeskError("desk.sqlite_too_old", version=driver.sqlite_version)
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=30)
    try:
        if key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
            connection.execute(f"PRAGMA key = {raw_key(key)}").fetchall()
        _set_up(connection, read_only=read_only)
    except driver.DatabaseError as error:
        connection.close()
        if key is not None and "not a database" in str(error):  # nothing tells another key from a damaged beginning
            raise DeskError("desk.other_key", file=path.name) from None
        raise DeskDamaged("desk.not_a_database", file=path.name, reason=str(error)) from None
    except DeskError:
        connection.close()
        raise
    return connection


def raw_key(key: bytes | None) -> str:
    """A key as it stands in SQL; none for a plain database."""
    return f"\"x'{key.hex()}'\"" if key is not None else "''"


def copy_under(connection: Connection, target: Path, key: bytes | None) -> None:
    """Writes the whole database into a new file under another key, or under none, whatever is written meanwhile."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute(f"ATTACH DATABASE ? AS other KEY {raw_key(key)}", (str(target),))
    try:
        connection.execute("SELECT sqlcipher_export('other')").fetchall()
        connection.execute(f"PRAGMA other.user_version = {version}")
    finally:
        connection.execute("DETACH DATABASE other")


def _set_up(connection: Connection, *, read_only: bool) -> None:
    for name, value in _ASKED.items():
        connection.execute(f"PRAGMA {name}={value}").fetchall()
    connection.create_function("plain_letters", 1, plain_letters)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA secure_delete=ON").fetchall()  # what is erased is overwritten
    for name, value in _ASKED.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is not None and row[0] != value:
            raise DeskError("desk.setting_refused", setting=name, got=str(row[0]))
    if read_only:
        connection.execute("PRAGMA query_only=ON")


def is_full(error: BaseException) -> bool:
    """Whether the disk had no room."""
    return isinstance(error, driver.OperationalError) and "full" in str(error)


def is_failing(error: BaseException) -> bool:
    """Whether the disk could not write, read or make durable: what was being done may be there or not."""
    return isinstance(error, driver.OperationalError) and "I/O" in str(error)


def text_expression(column: str, languages: tuple[str, ...]) -> str:
    """SQL for the text of a column that holds one per language: the first of these languages that has one."""
    return "coalesce(" + ", ".join(f"json_extract({column}, '$.\"{one}\"')" for one in languages) + ", '')"


MATCHES = "r.n IN (SELECT rowid FROM search WHERE search MATCH :match)"
# Of records that are the same one is listed, whichever of them the words stand in.
MATCHES_ANY = (
    f"({MATCHES} OR r.id IN (SELECT c.shown FROM same_class c JOIN record m ON m.id = c.record AND m.type = c.kind "
    "WHERE m.hidden = 0 AND c.kind = :type AND m.n IN (SELECT rowid FROM search WHERE search MATCH :match)))"
)
SHOWN_ONES = "r.id NOT IN (SELECT record FROM same_class WHERE kind = :type AND record <> shown)"
