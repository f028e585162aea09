"""Bringing the tables to what the declarations say: made at first, added to when a field is new, migrated in place by small
named steps."""

from __future__ import annotations

from collections.abc import Callable

from baseldesk.desk import columns
from baseldesk.desk.database import SCHEMA, Database, Writer
from baseldesk.records.types import TYPES
from baseldesk.small_hash import sha256

DECLARED = "declared"
_BESIDE = ("unsaved",)  # tables that came after schema 2 and hold nothing of the journal: a desk of that schema gets them too


def add_new_tables(operations: object) -> None:
    """Schema 2: the tables and indexes that this version has and the first one had not."""
    from sqlalchemy.schema import CreateIndex

    from baseldesk.desk import tables

    held = operations.get_bind()  # type: ignore[attr-defined]
    tables.metadata.create_all(held)
    for index in tables.record.indexes:
        index.create(held, checkfirst=True)
    for index in (one for declared in tables.OVER for one in tables.RECORDS[declared].indexes if one.name == f"{declared}_over"):
        held.execute(CreateIndex(index, if_not_exists=True))  # looking first would warn: SQLAlchemy cannot read expressions back


# Each step takes an Alembic `Operations`, is named after what it does, and runs in one transaction with the number it leads to.
# Schema 1 is the first.
STEPS: dict[int, Callable[[object], None]] = {2: add_new_tables}


def fingerprint() -> bytes:
    """Changes with every field that is declared, and with every table beside the journal."""
    declared = (f"{name}: {' '.join(columns.column_names(name))}" for name in TYPES)
    return sha256("\n".join((*declared, *_BESIDE)).encode()).digest()


def make_tables(database: Database) -> None:
    """Makes every table of an empty database, in one transaction."""
    from baseldesk.desk import sqlite, tables

    with database.write() as writer:
        tables.metadata.create_all(writer.core)
        writer.run(sqlite.SEARCH_TABLE)
        writer.set_meta(DECLARED, fingerprint())
        writer.run(f"PRAGMA user_version = {SCHEMA}")
    database.schema = SCHEMA


def bring_up_to_date(database: Database) -> None:
    """Migrates an older database in place, and adds columns for fields declared since; each step whole or not at all."""
    for number in range(database.schema + 1, SCHEMA + 1):
        with database.write() as writer:
            STEPS[number](operations(writer))
            writer.run(f"PRAGMA user_version = {number}")
        database.schema = number
    with database.read() as reader:
        known = reader.meta(DECLARED)
    if known != fingerprint():
        _add_columns(database)


def operations(writer: Writer) -> object:
    """Alembic's operations inside this transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    return Operations(MigrationContext.configure(writer.core))


def _add_columns(database: Database) -> None:
    """New fields get their column, and what waited in `unknown` moves into it."""
    import sqlalchemy as sa

    from baseldesk.desk import tables

    with database.write() as writer:
        held = sa.inspect(writer.core)
        names = set(held.get_table_names())
        for table in tables.RECORDS.values():
            if table.name in names:
                there = {one["name"] for one in held.get_columns(table.name)}
                for column in table.columns:
                    if column.name not in there:
                        operations(writer).add_column(table.name, sa.Column(column.name, column.type))  # type: ignore[attr-defined]
        tables.metadata.create_all(writer.core)
        for name in TYPES:
            _unfold_unknown(writer, name)
        writer.set_meta(DECLARED, fingerprint())


def _unfold_unknown(writer: Writer, record_type: str) -> None:
    from baseldesk.desk import tables

    table, names = tables.table_of(record_type), columns.column_names(record_type)
    found = writer.rows(f"SELECT n, {', '.join(map(columns.quoted, names))} FROM {table.name} WHERE unknown IS NOT NULL")
    fresh = [{"n": row[0], **columns.to_row(record_type, columns.to_registers(record_type, row[1:]))} for row in found]
    writer.delete_numbers(table, "n", [row[0] for row in found])
    writer.insert(table, fresh)
