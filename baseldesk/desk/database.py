"""The one database file: a reader per thread, one writer at a time, each write one transaction.

Readers go straight to the driver, so that the first list is painted before SQLAlchemy is loaded; writes, tables and migrations
go through SQLAlchemy Core on the one writing connection.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baseldesk.desk import sqlite
from baseldesk.desk.columns import quoted
from baseldesk.errors import DeskDamaged, DeskError, DeskNewer

if TYPE_CHECKING:
    import sqlalchemy as sa

SCHEMA = 2  # raised by each step in `schema.py`
Rows = list[tuple[Any, ...]]


class Reader:
    """Reads one consistent state; text queries with `:named` parameters, neutral between engines."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **named: object) -> Rows:
        """All rows of a query."""
        found: Rows = self._connection.execute(sql, named).fetchall()
        return found

    def one(self, sql: str, **named: object) -> tuple[Any, ...] | None:
        """The first row, if any."""
        found: tuple[Any, ...] | None = self._connection.execute(sql, named).fetchone()
        return found

    def among(self, sql: str, values: Sequence[object], **named: object) -> Rows:
        """All rows of a query whose `:among` stands for a list of values, in blocks where there are many."""
        out: Rows = []
        for start in range(0, len(values), 5000):
            block = {f"among_{i}": one for i, one in enumerate(values[start : start + 5000])}
            out += self.rows(sql.replace(":among", ",".join(f":{name}" for name in block)), **block, **named)
        return out

    def meta(self, key: str) -> bytes | None:
        """What the desk remembers under this key."""
        row = self.one("SELECT value FROM meta WHERE key = :key", key=key)
        return None if row is None else bytes(row[0])


class Writer(Reader):
    """One write transaction; also reads what it has written."""

    def __init__(self, connection: sqlite.Connection, core: sa.Connection) -> None:
        super().__init__(connection)
        self.core = core

    def run(self, statement: str | sa.Executable, **named: object) -> None:
        """Runs one statement."""
        if isinstance(statement, str):
            self._connection.execute(statement, named)
        else:
            self.core.execute(statement, named)

    def insert(self, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Inserts rows, all with the columns of the first.

        Rows go to the driver as they are: SQLAlchemy's own treatment of each would add a third to a full load.
        """
        if rows:
            names = tuple(rows[0])
            places = ", ".join(f":{name}" for name in names)
            self._connection.executemany(f"INSERT INTO {table.name} ({', '.join(map(quoted, names))}) VALUES ({places})", rows)

    def delete_numbers(self, table: sa.Table, column: str, numbers: Sequence[int]) -> None:
        """Deletes the rows whose column holds one of these numbers."""
        sql = f"DELETE FROM {table.name} WHERE {quoted(column)} = :n"
        self.many(sql, [{"n": one} for one in numbers])

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Runs one text statement for each row."""
        if rows:
            self._connection.executemany(sql, rows)

    def set_meta(self, key: str, value: bytes) -> None:
        """Remembers a value under this key."""
        self.run(
            "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key=key,
            value=value,
        )


class Database:
    """Connections to one database file of this process."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Opens the file.

        Raises:
            DeskError: it is missing, or cannot keep the promises.
            DeskDamaged: it is not a database.
            DeskNewer: it was written by a later version.
        """
        if not create and not path.exists():
            raise DeskError("desk.missing", folder=path.parent.name)
        self.path = path
        self._writing = threading.RLock()
        self._writer = sqlite.connect(path)
        self._local = threading.local()
        self._idle, self._reading, self._is_closed = threading.Condition(), 0, False
        self._readers: list[sqlite.Connection] = []
        self._engine: sa.Engine | None = None
        self._has_failed = False
        version = self._writer.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            self.close()
            raise DeskNewer("desk.newer", schema=version, known=SCHEMA)
        if version == 0 and not create:  # empty, cut to nothing, or another program's
            self.close()
            raise DeskDamaged("desk.not_a_desk", file=path.name)
        self.schema = version

    def close(self) -> None:
        """Closes every connection, once what other threads read or write has ended; the last one folds the WAL into the file.

        A connection that is closed under a running query takes the process with it.
        """
        with self._writing, self._idle:
            self._is_closed = True
        own = 1 if getattr(self._local, "depth", 0) else 0
        with self._idle:
            self._idle.wait_for(lambda: self._reading <= own)
        for one in self._readers:
            one.close()
        self._readers.clear()
        if self._engine is not None:
            self._engine.dispose()
        self._writer.close()

    def fold(self) -> None:
        """Moves the write-ahead log into the file and empties it, so that nothing of what was erased stays in it."""
        with self._writing:
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_to(self, copy: Path) -> None:
        """Writes a consistent copy of the database to a new file, whatever is written meanwhile."""
        connection = sqlite.connect(self.path)
        try:
            connection.execute("VACUUM INTO ?", (str(copy),))
        finally:
            connection.close()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One state of the database, whatever is written meanwhile.

        Raises:
            DeskError: the desk was closed.
        """
        connection = self._begin_reading()
        self._local.depth += 1
        try:
            yield Reader(connection)
        finally:
            self._local.depth -= 1
            if self._local.depth == 0:
                self._end_reading(connection)

    def _begin_reading(self) -> sqlite.Connection:
        """This thread's connection, in a transaction; from now on the database is not closed under it."""
        if getattr(self._local, "depth", 0):
            return self._local.connection
        with self._idle:
            if self._is_closed:
                raise DeskError("desk.closed")
            self._reading += 1
        try:
            if getattr(self._local, "connection", None) is None:
                self._local.connection, self._local.depth = sqlite.connect(self.path, read_only=True), 0
                self._readers.append(self._local.connection)
            self._local.connection.execute("BEGIN")
        except BaseException:
            self._leave()
            raise
        return self._local.connection

    def _end_reading(self, connection: sqlite.Connection) -> None:
        try:
            connection.execute("ROLLBACK")
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._idle:
            self._reading -= 1
            self._idle.notify_all()

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction: COMMIT at the end, nothing at all if anything fails.

        Raises:
            DeskError: the disk is full, and the state before stands; or it fails, and what stands shows after opening anew:
                until then nothing more is written; or the desk was closed.
        """
        with self._writing:
            if self._is_closed:
                raise DeskError("desk.closed")
            if self._has_failed:
                raise DeskError("desk.disk_failing")
            core = self._core()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield Writer(self._writer, core)
                self._commit()
            except BaseException as error:
                self._has_failed = sqlite.is_failing(error)
                self._roll_back()
                if sqlite.is_full(error):
                    raise DeskError("desk.disk_full") from error
                if self._has_failed:
                    raise DeskError("desk.disk_failing") from error
                raise

    def _commit(self) -> None:
        """Makes the transaction durable; where this fails and SQLite says that it is still open, it is undone whole."""
        self._writer.execute("COMMIT")

    def _roll_back(self) -> None:
        if self._writer.in_transaction:
            try:
                self._writer.execute("ROLLBACK")
            except sqlite.Failure as error:
                if not sqlite.is_failing(error):
                    raise

    @property
    def engine(self) -> sa.Engine:
        """SQLAlchemy over the one writing connection; transactions are this class's business."""
        if self._engine is None:
            import sqlalchemy as sa
            import sqlcipher3.dbapi2 as driver
            from sqlalchemy.pool import StaticPool

            self._engine = sa.create_engine(
                "sqlite://",
                module=driver,
                creator=lambda: self._writer,
                poolclass=StaticPool,
                pool_reset_on_return=None,
                isolation_level="AUTOCOMMIT",
            )
        return self._engine

    def _core(self) -> sa.Connection:
        held: sa.Connection | None = getattr(self, "_held_core", None)
        if held is None:
            held = self.engine.connect()
            self._held_core = held
        return held
