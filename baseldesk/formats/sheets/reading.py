"""Rows → drafts: each row is an item; what no column rule takes, and what a rule cannot understand, is kept as other data."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from baseldesk.errors import FileRefused
from baseldesk.formats.draft import Draft, Item, Ref, Source, Warned
from baseldesk.formats.sheets.cells import NotUnderstood, text_of, value_of
from baseldesk.formats.sheets.grid import Book, Cell, Sheet, column_name
from baseldesk.formats.sheets.headings import find_heading, is_tagged, normalise
from baseldesk.formats.sheets.mapping import Mapping, sheet_of
from baseldesk.formats.sheets.targets import HEADCOUNT, PARTNER, Target, parse_target
from baseldesk.records.field import Kind
from baseldesk.records.types import record_type

MOST_ROWS = 50_000
_WORDS = frozenset({Kind.TEXT, Kind.PROSE, Kind.LABELS})
_SAID = frozenset({Kind.CODE, Kind.CODES, Kind.DATE, Kind.RECORD, Kind.YES_NO})
_PLACES, _BESIDE = frozenset({"city", "venue"}), frozenset({"country", "currency"})  # fields, vocabularies
_encode = msgspec.json.Encoder(order="deterministic").encode


def sheet_source(path: Path, size: int, book: Book, mapping: Mapping) -> Source:
    """The rows of a sheet under a mapping, as a source that can be taken in.

    Raises:
        FileRefused: more rows than an import may have.
        UsageError: the mapping names a sheet that is not there.
    """
    sheet = sheet_of(book, mapping.sheet)
    if len(sheet.rows) - mapping.first + 1 > MOST_ROWS:
        raise FileRefused("import.too_many", file=path.name, most=MOST_ROWS)
    others = [one for one in book.sheets if one is not sheet]
    return Source(path, book.kind, size, lambda _contacts: _Rows(sheet, mapping, size).items(others), dict(book.about))


class _Rows:
    """Reads one sheet, row by row."""

    def __init__(self, sheet: Sheet, mapping: Mapping, size: int) -> None:
        self.sheet, self.mapping, self.size = sheet, mapping, size
        self.declared = record_type(mapping.type)
        self.names = find_heading(sheet, mapping.heading - 1).names
        width = max((len(row) for row in sheet.rows), default=0)
        found = ((n, parse_target(mapping.columns.get(column_name(n), ""), mapping.type)) for n in range(width))
        self.targets: dict[int, Target] = {n: target for n, target in found if target}
        self.has_titles = any(one.record == "" and one.field == self.declared.title for one in self.targets.values())
        self.seen: Counter[str] = Counter()
        self.partners: dict[Ref, Draft] = {}

    def items(self, others: Iterable[Sheet]) -> Iterator[Item]:
        """An item for each row that holds something, then the partners that they name, once each, then what was not read."""
        body = self.sheet.rows[self.mapping.first - 1 :]
        for at, row in enumerate(body, self.mapping.first):
            if any(cell is not None for cell in row):
                yield self._item(at, row, self.size * at // max(1, len(self.sheet.rows)))
        if self.partners:
            yield Item(self.sheet.name, tuple(self.partners.values()), counted=False, offset=self.size)
        for warned in (*self._rows_above(), *map(_not_read, others)):
            yield Item(warned.where, warnings=(warned,), counted=False, offset=self.size)

    def _rows_above(self) -> Iterator[Warned]:
        """What stands above the table and is neither heading nor tag: a title, a note, names of groups of columns."""
        for at, row in enumerate(self.sheet.rows[: self.mapping.first - 1], 1):
            texts = [text_of(cell) for cell in row if cell is not None]
            if texts and at != self.mapping.heading and not is_tagged(row):
                yield Warned(self.place(at), "sheet.row_above", {"text": " · ".join(texts)})

    def _item(self, at: int, row: list[Cell], offset: int) -> Item:
        one, where, raw = _Row(self, at, row), self.place(at), tuple(text_of(cell) for cell in row)
        one.read()
        if not one.is_named():
            one.warnings.append(Warned(where, "sheet.row_unnamed", {"field": self.declared.by_name[self.declared.title].label}))
        elif (drafts := tuple(one.drafts())) and not self._is_twice(drafts[0]):
            return Item(where, drafts, tuple(one.warnings), offset=offset, raw=raw)
        else:
            one.warnings.append(Warned(where, "sheet.row_twice", {}))
        return Item(where, (), tuple(one.warnings), offset=offset, raw=raw)

    def _is_twice(self, own: Draft) -> bool:
        """Whether a row above is about the same partner; other rows are told apart by their count."""
        self.seen[repr(own.ref)] += 1
        return self.seen[repr(own.ref)] > 1

    def place(self, at: int, column: int | None = None) -> str:
        """A row or cell as spreadsheets name it: Sheet1!C5."""
        cell = f"{'' if column is None else column_name(column)}{at}"
        return f"{self.sheet.name}!{cell}" if self.sheet.name else cell

    def find_partner(self, name: str) -> Ref:
        """The partner of this name, noted so that it is taken in once for the whole sheet."""
        draft = Draft("partner", ("name", normalise(name)), {"name": {self.mapping.language: name}}, first_wins=True)
        return self.partners.setdefault(draft.ref, draft).ref

    def name_row(self, row: list[Cell]) -> tuple[str, ...]:
        """What names a row in its source: its identifier, or all it holds and how often that came before."""
        column = self.mapping.identifier
        place = next((n for n in range(len(row)) if column_name(n) == column), None) if column else None
        if place is not None and row[place] is not None:
            key: tuple[str, ...] = ("sheet", normalise(self.names[place]) or column, text_of(row[place]))
        else:
            key = ("sheet", hashlib.sha256(_encode([text_of(cell) for cell in row])).hexdigest())
        self.seen["\0".join(key)] += 1
        count = self.seen["\0".join(key)]
        return key if count == 1 else (*key, str(count))


class _Row:
    """One row on its way to its drafts."""

    def __init__(self, rows: _Rows, at: int, row: list[Cell]) -> None:
        self.rows, self.at, self.row = rows, at, row
        self.values: dict[str, Any] = {}
        self.partners: list[tuple[str, str]] = []  # role, name
        self.counted: dict[str, int] = {}
        self.other: dict[str, str] = {}
        self.warnings: list[Warned] = []

    def read(self) -> None:
        """Reads every cell of the row."""
        for n, cell in enumerate(self.row):
            if cell is None:
                continue
            target = self.rows.targets.get(n)
            try:
                if target is None or not self._take(target, cell):
                    self._keep(n, cell)
            except NotUnderstood:
                if target and self._take_in_words(target, cell):
                    continue
                self._keep(n, cell)
                params = {"value": text_of(cell)[:80], "heading": self.rows.names[n] or column_name(n)}
                self.warnings.append(Warned(self.rows.place(self.at, n), "sheet.cell_not_understood", params))

    def _keep(self, n: int, cell: Cell) -> None:
        name = self.rows.names[n] or column_name(n)
        self.other[name if name not in self.other else f"{name} ({column_name(n)})"] = text_of(cell)

    def _take(self, target: Target, cell: Cell) -> bool:
        """Puts a cell where it belongs; False where something stands there already."""
        if target.record == PARTNER:
            self.partners += [(target.detail, one) for one in _names(text_of(cell))]
            return True
        declared = record_type(HEADCOUNT) if target.record == HEADCOUNT else self.rows.declared
        one = declared.by_name[target.field]
        if target.record == HEADCOUNT:
            self.counted[target.field] = int(str(value_of(one, cell)))
            return True
        if one.translatable:
            held = self.values.setdefault(target.field, {})
            language = target.detail or self.rows.mapping.language
            return bool(held.setdefault(language, text_of(cell)) == text_of(cell))
        is_partner = one.kind is Kind.RECORD
        value = (
            self.rows.find_partner(text_of(cell)) if is_partner else value_of(one, cell, day_first=self.rows.mapping.day_first)
        )
        return bool(self.values.setdefault(target.field, value) == value)

    def _take_in_words(self, target: Target, cell: Cell) -> bool:
        """A choice that is none of the list's goes into the field «other, in words» where there is one."""
        other = f"{target.field}_other"
        return other in self.rows.declared.by_name and self.values.setdefault(other, text_of(cell)) == text_of(cell)

    def is_named(self) -> bool:
        """Whether the row says what it is about: by its title; an activity also by its reference, its words or a partner.

        Where the table has no titles at all, a date or a kind will do; a place or a figure, as in a line of totals, never does.
        """
        declared = self.rows.declared
        if self.values.get(declared.title) or self.rows.mapping.type != "activity":
            return bool(self.values.get(declared.title))
        kinds = _WORDS if self.rows.has_titles else _WORDS | _SAID
        held = (declared.by_name[name] for name in self.values if name not in _PLACES)
        return bool(self.partners) or any(one.kind in kinds and one.vocabulary not in _BESIDE for one in held)

    def drafts(self) -> Iterator[Draft]:
        """The row's own record first, then those that hang on it."""
        mapping = self.rows.mapping
        if self.other and "other_data" in self.rows.declared.by_name:
            self.values["other_data"] = _encode({"spreadsheet": self.other}).decode()
        if mapping.into and self.rows.declared.parent:
            self.values[self.rows.declared.parent] = bytes.fromhex(mapping.into.replace("-", ""))
        name = (*self.rows.name_row(self.row), *([mapping.into] if mapping.into else []))
        if mapping.type == "partner":
            name = ("name", normalise(next(iter(self.values["name"].values()))))
        own = Draft(mapping.type, name, self.values, first_wins=mapping.type == "partner")
        yield own
        yield from self._partner_drafts(own)
        if self.counted:
            counts = {"activity": own.ref, **self.counted, "source": "other"}
            yield Draft(HEADCOUNT, (own.ref, "headcount"), counts)

    def _partner_drafts(self, own: Draft) -> Iterator[Draft]:
        for role, name in {(role, normalise(name)): (role, name) for role, name in self.partners}.values():
            partner = self.rows.find_partner(name)
            values: dict[str, object] = {"activity": own.ref, "partner": partner, "role": role, "name_as_given": name}
            yield Draft("activity_partner", (own.ref, partner, role), values)


def _not_read(other: Sheet) -> Warned:
    count = sum(any(cell is not None for cell in row) for row in other.rows)
    return Warned(other.name, "sheet.not_read", {"sheet": other.name, "count": count})


def _names(text: str) -> list[str]:
    """Several partners in one cell are written one below the other or with a semicolon; a slash may belong to a name."""
    return [one.strip() for one in text.replace("\n", ";").split(";") if one.strip()]
