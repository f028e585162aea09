"""Lists: the first rows at once, the whole order as local numbers, and any rows by number; never an OFFSET.

Decision: instead of paging by key, the order of all hits is read once as 8-byte numbers (0.8 MB at 100,000), and pages are read
by primary key. Any place can be jumped to, the scroll bar tells the truth, and a page costs the same anywhere.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from baseldesk.desk import same, sqlite
from baseldesk.desk.columns import quoted, to_values
from baseldesk.desk.database import Reader
from baseldesk.desk.search import match_query
from baseldesk.desk.shown import ListQuery, Row
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant, milliseconds
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.types import record_type
from baseldesk.records.values import to_wire

_LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
_SLOW = (Kind.PROSE, Kind.DATA)


def first_rows(reader: Reader, query: ListQuery, limit: int) -> list[Row]:
    """The first rows of a list, in order."""
    found = _Selection(reader, query)
    sql = f"SELECT {found.columns_sql} {found.source} ORDER BY {found.order} LIMIT :limit"
    return _marked(reader, query, [found.row(one) for one in reader.rows(sql, limit=limit, **found.named)])


def order(reader: Reader, query: ListQuery) -> array[int]:
    """The local numbers of all hits, in order."""
    found = _Selection(reader, query)
    return array("q", [row[0] for row in reader.rows(f"SELECT r.n {found.source} ORDER BY {found.order}", **found.named)])


def rows_by_number(reader: Reader, query: ListQuery, numbers: Sequence[int]) -> list[Row]:
    """The rows of these numbers, in the order given; a number that is gone is left out."""
    found = _Selection(reader, query)
    sql = f"SELECT {found.columns_sql} FROM record r JOIN {found.table} t ON t.n = r.n WHERE r.n IN (:among)"
    held = {row[0]: found.row(row) for row in reader.among(sql, numbers)}
    return _marked(reader, query, [held[one] for one in numbers if one in held])


def count(reader: Reader, query: ListQuery) -> int:
    """How many records a list holds."""
    found = _Selection(reader, query)
    row = reader.one(f"SELECT count(*) {found.source}", **found.named)
    return int(row[0]) if row else 0


def _marked(reader: Reader, query: ListQuery, rows: list[Row]) -> list[Row]:
    """The rows, those that stand for others with how many."""
    others = {} if query.each or query.deleted else same.sizes(reader, query.type, [one.id for one in rows])
    return [replace(one, same=others[one.id]) if one.id in others else one for one in rows] if others else rows


class _Selection:
    """The SQL of one list."""

    def __init__(self, reader: Reader, query: ListQuery) -> None:
        self._reader = reader
        self.declared: RecordType = record_type(query.type)
        self._joins = not query.each
        self._is_joined = not query.each and not query.deleted and same.has_classes(reader, query.type)
        self.table = f"r_{query.type}"
        self.columns = query.columns or tuple(one.name for one in self.declared.fields if one.kind not in _SLOW)
        self.named: dict[str, Any] = {"type": query.type, "hidden": query.deleted}
        self.columns_sql = ", ".join(
            [
                "r.n",
                "r.id",
                "r.owner",
                "r.conflicts",
                "r.hlc",
                "r.last_change",
                *(f"t.{quoted(self._known(one))}" for one in self.columns),
            ]
        )
        self.source = f"FROM record r JOIN {self.table} t ON t.n = r.n WHERE {' AND '.join(self._conditions(query))}"
        self.order = self._order(query)

    def _known(self, name: str) -> str:
        if name not in self.declared.by_name:
            raise UsageError("field.unknown", field=name, type=self.declared.name)
        return name

    def _conditions(self, query: ListQuery) -> list[str]:
        out = ["r.type = :type", "r.hidden = :hidden"]
        for name, wanted in query.where.items():
            out.append(self._condition(self._known(name), wanted))
        match = match_query(query.search)
        if match:
            self.named["match"] = match
            out.append(sqlite.MATCHES_ANY if self._is_joined else sqlite.MATCHES)
        elif query.search.strip():
            out.append("1 = 0")  # typed, but no word in it
        return [*out, sqlite.SHOWN_ONES] if self._is_joined else out

    def _condition(self, name: str, wanted: object) -> str:
        column = f"t.{quoted(name)}"
        if wanted is None:
            return f"{column} IS NULL"
        several = wanted if isinstance(wanted, tuple | list | set | frozenset) else (wanted,)
        tests = [self._test(name, column, one, f"w_{name}_{i}") for i, one in enumerate(self._meant(name, several))]
        return f"({' OR '.join(tests)})" if tests else "1 = 0"

    def _meant(self, name: str, several: Iterable[object]) -> list[object]:
        """A record stands for all that are the same, but for what is part of it like its own fields."""
        one = self.declared.by_name[name]
        if one.kind is not Kind.RECORD or not self._joins or same.is_part(self.declared.name, name):
            return list(several)
        ends = [to_wire(one, end) for end in several]
        return [
            each for end in ends for each in (same.all_of(self._reader, one.target, end) if isinstance(end, bytes) else [end])
        ]

    def _test(self, name: str, column: str, wanted: object, parameter: str) -> str:
        one = self.declared.by_name[name]
        if one.is_mapped:
            escaped = str(wanted).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            self.named[parameter] = f'%"{escaped}":%' if one.is_set else f"%{escaped}%"
            return f"{column} LIKE :{parameter} ESCAPE '\\'"
        self.named[parameter] = to_wire(one, wanted)
        return f"{column} = :{parameter}"

    def _order(self, query: ListQuery) -> str:
        down = " DESC" if query.descending else ""
        if query.sort in ("", "changed"):
            return "r.n DESC" if not query.sort else f"r.hlc{down}, r.n{down}"
        one = self.declared.by_name[self._known(query.sort)]
        column = f"t.{quoted(one.name)}"
        if one.translatable:
            languages = (query.language, *(other for other in _LANGUAGES if other != query.language))
            return f"{column} IS NULL, lower({sqlite.text_expression(column, languages)}){down}, r.n{down}"
        key = f"CAST({column} AS REAL)" if one.kind is Kind.DECIMAL else column
        return f"{column} IS NULL, {key}{down}, r.n{down}"

    def row(self, found: Sequence[Any]) -> Row:
        """One line of the list from one row of the query."""
        n, identity, owner, conflicts, hlc, last = found[:6]
        values = to_values(self.declared, self.columns, found[6:])
        return Row(
            n,
            bytes(identity),
            self.declared.name,
            owner,
            values,
            conflicts,
            instant(milliseconds(hlc)),
            last,
        )
