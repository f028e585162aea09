"""The first rows of a list without sorting all of it: along an index, or from the newest hits of a search.

Where conditions leave too few of those looked at, the caller sorts the whole after all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol

from baseldesk.desk import sqlite
from baseldesk.desk.asked import ListQuery
from baseldesk.desk.columns import quoted
from baseldesk.desk.database import Reader, Rows
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.types import record_type

LOOKED_AT = 5_000  # rows of an index or hits of a search; more than that, and sorting all would have been as quick
_AMONG = "r.n IN (SELECT value FROM json_each(:hits))"
_INDEXED = frozenset({"reference", "starts_on", "stage", "hash"})  # with references to records, as `tables` declares


class Selection(Protocol):
    """The SQL of one list."""

    declared: RecordType
    table: str
    columns_sql: str
    conditions: list[str]
    named: dict[str, object]


def leading_rows(reader: Reader, query: ListQuery, found: Selection, limit: int) -> Rows | None:
    """The first rows in order; None where only sorting all of them tells."""
    if query.sort and comes_at_once(query):
        return _along_index(reader, query, found, limit)
    if not query.sort and sqlite.MATCHES in found.conditions:
        return _among_newest(reader, found, limit)
    return None


def comes_at_once(query: ListQuery) -> bool:
    """Whether the first rows of the whole list are found without sorting it, however long it is."""
    declared = record_type(query.type)
    return not query.sort or (query.sort in declared.by_name and _is_indexed(declared, query.sort))


def newest_hits(reader: Reader, match: str) -> list[int]:
    """The local numbers of the records recorded last that hold these words, last first; `LOOKED_AT` at most."""
    sql = "SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :most"
    return [row[0] for row in reader.rows(sql, match=match, most=LOOKED_AT)]


def rows_of_hits(reader: Reader, sql: str, hits: list[int], **named: object) -> Rows:
    """The rows of a query whose `:among` stands for the records with these numbers."""
    return reader.rows(sql.replace(":among", _AMONG), hits=json.dumps(hits), **named)


def _is_indexed(declared: RecordType, name: str) -> bool:
    one = declared.by_name[name]
    return not one.is_mapped and (name in _INDEXED or one.kind is Kind.RECORD)


def _along_index(reader: Reader, query: ListQuery, found: Selection, limit: int) -> Rows | None:
    """Those with a value in the order of the index, then those without by their numbers."""
    column, down = quoted(query.sort), " DESC" if query.descending else ""
    is_narrowed = bool(query.where or query.search.strip() or query.deleted or query.numbers is not None)

    def read(condition: str, order: Callable[[str], str], left: int) -> Rows:
        most = f" LIMIT {LOOKED_AT}" if is_narrowed else ""
        inner = f"(SELECT n FROM {found.table} WHERE {condition} ORDER BY {order('')}{most})" if is_narrowed else found.table
        joined = f"{inner} s CROSS JOIN {found.table} t ON t.n = s.n" if is_narrowed else f"{inner} t"
        where = " AND ".join([*found.conditions, f"t.{condition}"])
        sql = f"SELECT {found.columns_sql} FROM {joined} CROSS JOIN record r ON r.n = t.n WHERE {where} ORDER BY {order('t.')}"
        return reader.rows(f"{sql} LIMIT :limit", limit=left, **found.named)

    rows = read(f"{column} IS NOT NULL", lambda of: f"{of}{column}{down}, {of}n{down}", limit)
    if len(rows) < limit and is_narrowed:
        return None
    return rows + read(f"{column} IS NULL", lambda of: f"{of}n{down}", limit - len(rows)) if len(rows) < limit else rows


def _among_newest(reader: Reader, found: Selection, limit: int) -> Rows | None:
    """Hits come by the number of their record, the last first: those of the list are most often among the first of them."""
    hits = newest_hits(reader, str(found.named["match"]))
    where = " AND ".join(one for one in found.conditions if one != sqlite.MATCHES)
    source = f"FROM record r JOIN {found.table} t ON t.n = r.n WHERE {_AMONG} AND {where}"
    sql = f"SELECT {found.columns_sql} {source} ORDER BY r.n DESC LIMIT :limit"
    rows: Rows = []
    start, count = 0, 2 * limit
    while start < len(hits) and len(rows) < limit:
        block = json.dumps(hits[start : start + count])
        rows += reader.rows(sql, hits=block, limit=limit - len(rows), **found.named)
        start, count = start + count, 2 * count
    return rows if len(rows) == limit or len(hits) < LOOKED_AT else None
