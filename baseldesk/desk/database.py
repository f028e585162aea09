"""The one database file: a reader per thread, one writer at a time, each write one transaction.

Readers go straight to the driver, so that the first list is painted before SQLAlchemy is loaded; writes, tables and migrations
go through SQLAlchemy Core on the one writing connection.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.desk import sqlite
from baseldesk.desk.documents import sync_folder
from baseldesk.desk.read_connections import ReadConnections
from baseldesk.desk.transactions import Reader, Rows, Writer
from baseldesk.errors import DeskDamaged, DeskError, DeskNewer

if TYPE_CHECKING:
    import sqlalchemy as sa

NEW = ".new"
__all__ = ["SCHEMA", "Database", "Reader", "Rows", "Writer", "remove_unfinished"]

SCHEMA = 2  # raised by each step in `schema.py`


class Database(ReadConnections):
    """Connections to one database file of this process."""

    def __init__(self, path: Path, *, create: bool = False, key: bytes | None = None) -> None:
        """Opens the file.

        Args:
            key: of an encrypted one.

        Raises:
            DeskError: it is missing, or cannot keep the promises, or the key is not its own.
            DeskDamaged: it is not a database.
            DeskNewer: it was written by a later version.
        """
        if not create and not path.exists():
            raise DeskError("desk.missing", folder=path.parent.name)
        super().__init__(path, key)
        self._writing = threading.RLock()
        self._writer = self.connect()
        self._engine: sa.Engine | None = None
        self._held_core: sa.Connection | None = None
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

        A connection that is closed under a running query takes the process with it: reads that go on for too long are
        interrupted, and one that even then does not let go keeps its connection until the process ends.
        """
        with self._writing, self._idle:
            self._is_closed = True
        if self._wait_for_reads():
            self._close_readers()
        self._let_go()

    def _let_go(self) -> None:
        """Of the writing connection."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._held_core = None
        self._writer.close()

    def fold(self) -> None:
        """Moves the write-ahead log into the file and empties it, so that nothing of what was erased stays in it."""
        with self._writing:
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_to(self, copy: Path) -> None:
        """Writes a consistent copy of the database to a new file, whatever is written meanwhile."""
        with self.aside() as connection:  # the copy has the same key
            connection.execute("VACUUM INTO ?", (str(copy),))

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

    def replace_file(self, make: Callable[[sqlite.Connection, Path], bytes | None]) -> None:
        """Puts another file in the place of this one: made and proved while others read on, exchanged in a moment of rest.

        Whatever stops it, the file under the name is one of the two, whole; what was begun beside it is taken away, at the
        latest when the desk is opened again (`remove_unfinished`).

        Args:
            make: writes the new file; gives its key.

        Raises:
            DeskError: `desk.busy`: what is being read does not end, or another program holds the file.
        """
        fresh = self.path.with_name(self.path.name + NEW)
        with self._writing:
            if self._is_closed:
                raise DeskError("desk.closed")
            remove_unfinished(self.path)
            try:
                key = make(self._writer, fresh)
                with self._resting():
                    self._exchange(fresh, key)
            finally:
                remove_unfinished(self.path)

    def _exchange(self, fresh: Path, key: bytes | None) -> None:
        """Nothing of the old file's log may be left: SQLite would replay it into the new one."""
        self._close_readers()
        self._times_replaced += 1
        self._let_go()
        try:
            if self.path.with_name(self.path.name + "-wal").exists():  # another program has it open
                raise DeskError("desk.busy")
            sync_folder(self.path.parent)  # that the log is gone, before the new file has the name
            os.replace(fresh, self.path)
            self.key = key
            sync_folder(self.path.parent)
        finally:
            self._writer = self.connect()

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
        if self._held_core is None:
            self._held_core = self.engine.connect()
        return self._held_core


def remove_unfinished(database: Path) -> None:
    """Takes away what a replacement that was cut short has left beside a database: it may be a plain copy of an encrypted one."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        database.with_name(f"{database.name}{NEW}{suffix}").unlink(missing_ok=True)
