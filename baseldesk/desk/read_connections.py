"""The connections that read a database file: one per thread, counted, so that nothing is closed under a running query."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from baseldesk.desk import sqlite
from baseldesk.desk.transactions import Reader
from baseldesk.errors import DeskError

PATIENCE = 5.0  # seconds that closing waits for what is being read, before it is interrupted
_AGAIN = 0.1


class ReadConnections:
    """Readers of one file; they can be let go of all at once."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        self.path, self.key = path, key
        self._local = threading.local()
        self._idle, self._reading, self._is_closed = threading.Condition(), 0, False
        self._is_resting, self._times_replaced = False, 0
        self._readers: list[sqlite.Connection] = []

    def connect(self, *, read_only: bool = False) -> sqlite.Connection:
        """One more connection, not counted among those that read: see `aside`."""
        return sqlite.connect(self.path, read_only=read_only, key=self.key)

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
        except sqlite.Failure as error:
            if self._is_closed:  # interrupted
                raise DeskError("desk.closed") from error
            raise
        finally:
            self._local.depth -= 1
            if self._local.depth == 0:
                self._end_reading(connection)

    @contextmanager
    def aside(self, *, read_only: bool = False) -> Iterator[sqlite.Connection]:
        """A connection of one's own for a while; like one that reads, it holds up closing and the exchange of the file.

        Raises:
            DeskError: the desk was closed.
        """
        self._enter()
        try:
            connection = self.connect(read_only=read_only)
            self._readers.append(connection)
            try:
                yield connection
            finally:
                with suppress(ValueError), self._idle:  # from now on nobody interrupts it
                    self._readers.remove(connection)
                connection.close()
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._idle:
            self._idle.wait_for(lambda: not self._is_resting)
            if self._is_closed:
                raise DeskError("desk.closed")
            self._reading += 1

    def _begin_reading(self) -> sqlite.Connection:
        """This thread's connection, in a transaction; from now on the database is not closed under it."""
        if getattr(self._local, "depth", 0):
            return self._local.connection
        self._enter()
        try:
            if getattr(self._local, "of", None) != self._times_replaced:
                self._local.connection, self._local.depth = self.connect(read_only=True), 0
                self._local.of = self._times_replaced
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

    def _close_readers(self) -> None:
        for one in self._readers:
            one.close()
        self._readers.clear()

    def _wait_for_reads(self) -> bool:
        """Until no other thread reads; in the end what is being read is interrupted, again and again for a while."""
        with self._idle:
            if self._idle.wait_for(self._is_idle, PATIENCE):
                return True
            for _ in range(int(PATIENCE / _AGAIN)):
                for one in self._readers:
                    one.interrupt()
                if self._idle.wait_for(self._is_idle, _AGAIN):
                    return True
        return False

    def _is_idle(self) -> bool:
        return self._reading <= (1 if getattr(self._local, "depth", 0) else 0)

    @contextmanager
    def _resting(self) -> Iterator[None]:
        """Nobody reads; who wants to waits. Rest begins when nobody reads, so that until then nobody waits for it.

        Raises:
            DeskError: what is being read does not end.
        """
        with self._idle:
            if getattr(self._local, "depth", 0) or not self._idle.wait_for(self._is_idle, 4 * PATIENCE):
                raise DeskError("desk.busy")
            self._is_resting = True
        try:
            yield
        finally:
            with self._idle:
                self._is_resting = False
                self._idle.notify_all()
