"""Lists: the first rows at once, the whole order as local numbers, and any rows by number; never an OFFSET.

Decision: instead of paging by key, the order of all hits is read once as 8-byte numbers (0.8 MB at 100,000), and pages are read
by primary key. Any place can be jumped to, the scroll bar tells the truth, and a page costs the same anywhere.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from baseldesk.desk import same, sqlite
from baseldesk.desk.asked import Between, Filled, Holds, ListQuery, NoneOf, Row
from baseldesk.desk.columns import quoted, to_values
from baseldesk.desk.database import Reader
from baseldesk.desk.leading import leading_rows
from baseldesk.desk.search import match_query, plain_letters
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant, milliseconds
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.types import record_type
from baseldesk.records.values import from_wire, to_wire

_LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
_SLOW = (Kind.PROSE, Kind.DATA)


def first_rows(reader: Reader, query: ListQuery, limit: int) -> list[Row]:
    """The first rows of a list, in order."""
    found = _Selection(reader, query)
    rows = leading_rows(reader, query, found, limit)
    if rows is None:
        sql = f"SELECT {found.columns_sql} {found.source} ORDER BY {found.order} LIMIT :limit"
        rows = reader.rows(sql, limit=limit, **found.named)
    return _marked(reader, query, [found.row(one) for one in rows])


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
    return [one._replace(same=others[one.id]) if one.id in others else one for one in rows] if others else rows


def groups(reader: Reader, query: ListQuery, field: str) -> list[tuple[object, int]]:
    """How many records of a list hold each value of a field, most first; a record with several values counts under each.

    None stands for those where the field is empty.
    """
    found = _Selection(reader, query)
    one, column = found.declared.by_name[found.known(field)], f"t.{quoted(field)}"
    if one.translatable or one.kind in _SLOW:
        raise UsageError("list.cannot_group", field=field)
    if one.is_set:
        split = f"{found.source.replace(' WHERE ', f' LEFT JOIN json_each({column}) e WHERE ', 1)}"
        rows = reader.rows(f"SELECT e.key, count(*) {split} GROUP BY e.key ORDER BY 2 DESC, 1", **found.named)
    else:
        rows = reader.rows(f"SELECT {column}, count(*) {found.source} GROUP BY 1 ORDER BY 2 DESC, 1", **found.named)
    return [(from_wire(one, value) if not one.is_set else value, int(number)) for value, number in rows]


def _escaped(text: str) -> str:
    """The text as a pattern of LIKE that stands for itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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
                *(f"t.{quoted(self.known(one))}" for one in self.columns),
            ]
        )
        self.conditions = self._conditions(query)
        self.source = f"FROM record r JOIN {self.table} t ON t.n = r.n WHERE {' AND '.join(self.conditions)}"
        self.order = self._order(query)

    def known(self, name: str) -> str:
        """The name of a field of this type.

        Raises:
            UsageError: it has none of that name.
        """
        if name not in self.declared.by_name:
            raise UsageError("field.unknown", field=name, type=self.declared.name)
        return name

    def _conditions(self, query: ListQuery) -> list[str]:
        out = ["r.type = :type", "r.hidden = :hidden"]
        for name, wanted in query.where.items():
            out.append(self._condition(self.known(name), wanted))
        if query.numbers is not None:
            self.named["numbers"] = json.dumps(query.numbers)
            out.append("r.n IN (SELECT value FROM json_each(:numbers))")
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
        if isinstance(wanted, NoneOf):
            return f"NOT coalesce({self._condition(name, wanted.values)}, 0)"
        if isinstance(wanted, Filled):
            return f"{column} IS NOT NULL"
        if isinstance(wanted, Between):
            return self._between(name, column, wanted)
        if isinstance(wanted, Holds):
            self.named[f"h_{name}"] = f"%{_escaped(plain_letters(wanted.text))}%"
            text = (
                f"(SELECT group_concat(value, ' ') FROM json_each({column}))"
                if self.declared.by_name[name].translatable
                else column
            )
            return f"plain_letters({text}) LIKE :h_{name} ESCAPE '\\'"
        several = wanted if isinstance(wanted, tuple | list | set | frozenset) else (wanted,)
        tests = [self._test(name, column, one, f"w_{name}_{i}") for i, one in enumerate(self._meant(name, several))]
        return f"({' OR '.join(tests)})" if tests else "1 = 0"

    def _between(self, name: str, column: str, wanted: Between) -> str:
        one = self.declared.by_name[name]
        key = f"CAST({column} AS REAL)" if one.kind is Kind.DECIMAL else column
        tests = [f"{column} IS NOT NULL"]
        for sign, end, parameter in ((">=", wanted.first, f"a_{name}"), ("<=", wanted.last, f"b_{name}")):
            if end is not None:
                wire = to_wire(one, end)
                self.named[parameter] = float(str(wire)) if one.kind is Kind.DECIMAL else wire
                tests.append(f"{key} {sign} :{parameter}")
        return f"({' AND '.join(tests)})"

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
            escaped = _escaped(str(wanted))
            self.named[parameter] = f'%"{escaped}":%' if one.is_set else f"%{escaped}%"
            return f"{column} LIKE :{parameter} ESCAPE '\\'"
        self.named[parameter] = to_wire(one, wanted)
        return f"{column} = :{parameter}"

    def _order(self, query: ListQuery) -> str:
        down = " DESC" if query.descending else ""
        if query.sort in ("", "changed"):
            return "r.n DESC" if not query.sort else f"r.hlc{down}, r.n{down}"
        one = self.declared.by_name[self.known(query.sort)]
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
