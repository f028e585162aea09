"""What one sees of the database: a consistent state to read, or a transaction to write in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from baseldesk.desk import sqlite
from baseldesk.desk.columns import quoted

if TYPE_CHECKING:
    import sqlalchemy as sa

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
