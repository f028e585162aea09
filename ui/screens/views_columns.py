"""The columns that a list can show: those it comes with, its marks, and any other field of the type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from baseldesk.i18n import _
from baseldesk.records.field import Field, Kind, RecordType
from ui.widgets.list_columns import Column, field_column, record_column

_LETTERS = {Kind.DATE: 14, Kind.CODE: 18, Kind.DECIMAL: 13, Kind.INTEGER: 9, Kind.YES_NO: 8, Kind.PROSE: 34, Kind.RECORD: 28}
_OTHERS = 22
_NEVER = (Kind.HASH, Kind.DATA)
TitleOf = Callable[[str, bytes], str]


class Columns:
    """All columns of one list, by name."""

    def __init__(self, declared: RecordType, own: Sequence[Column], title_of: TitleOf) -> None:
        """`own` are those that the list comes with, in their order."""
        self._declared, self._title_of = declared, title_of
        self.own = tuple(self._readable(one) for one in own)
        self._by_name = {one.name: one for one in self.own}

    def names(self) -> Iterator[str]:
        """Every column that can be shown: first those that the list comes with."""
        yield from self._by_name
        yield from (one.name for one in self._declared.fields if one.name not in self._by_name and one.kind not in _NEVER)

    def word(self, name: str) -> str:
        """What a column is called, in the language in use."""
        return _(self.column(name).words)

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self._by_name or (name in self._declared.by_name and self._declared.by_name[name].kind not in _NEVER)

    def is_mark(self, name: str) -> bool:
        """Whether a column shows no field: ▲, ×2, how far a record has travelled, whose it is."""
        return name in self._by_name and not self._by_name[name].fields

    def column(self, name: str) -> Column:
        """The column of this name, as wide as it comes."""
        return self._by_name.get(name) or self._make(self._declared.by_name[name])

    def chosen(self, wanted: Sequence[tuple[str, int]]) -> tuple[Column, ...]:
        """The columns of these names and widths; those of the list where none of them is known."""
        known = {name: letters for name, letters in wanted if self.has(name)}
        return tuple(self.column(name)._replace(letters=letters) for name, letters in known.items()) or self.own

    def _readable(self, column: Column) -> Column:
        """A column of another record shows what that is called."""
        field = self._declared.by_name.get(column.name)
        return record_column(field, self._title_of, column.letters) if field and field.kind is Kind.RECORD else column

    def _make(self, field: Field) -> Column:
        letters = _LETTERS.get(field.kind, _OTHERS)
        if field.kind is Kind.RECORD:
            return record_column(field, self._title_of, letters)
        return field_column(self._declared, field.name, letters)


def as_kept(columns: Sequence[Column]) -> tuple[tuple[str, int], ...]:
    """Names and widths, as a view keeps them."""
    return tuple((one.name, one.letters) for one in columns)
