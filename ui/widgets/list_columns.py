"""The columns of a list, made from the declaration: what stands in a cell, what it says aloud, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.titles import text_in
from ui.widgets.field_number_text import COUNTED_FROM
from ui.widgets.list_dates import write_day, write_period

if TYPE_CHECKING:
    from baseldesk.desk.shown import Row

NOT_YET = N_("not yet entered")
NOTHING = "–"  # where nothing is entered: quiet to the eye, and said in words aloud
CONFLICT = "▲"
_NEEDS_ANSWER = N_("Two versions differ: this needs an answer")
_RECORDED_TWICE = N_("How often this is recorded")
_STANDS_FOR_ONE = N_("Recorded twice: stands for {n} other record")
_STANDS_FOR_MANY = N_("Recorded several times: stands for {n} other records")
_IN_OTHER = N_("{text} ({language})")
_FIGURES = (Kind.INTEGER, Kind.DECIMAL)
_CURRENCIES = "currency"


class Cell(NamedTuple):
    """What a cell shows, and in words what it means where that is not the same."""

    text: str
    words: str = ""
    role: str = ""  # the colour's, where it is not the text's own


class Column(NamedTuple):
    """One column.

    Attributes:
        name: stable name, for settings and tests.
        heading: message id.
        cell: what stands there for a row.
        fields: the fields that the cell needs from the desk.
        sort: the field it is sorted by, or "" where it cannot be.
        letters: its width in average letters; 0 takes what is left.
        heading_words: message id of what a heading that is a mark means.
        icon: the drawing of such a heading.
        is_figure: amounts and numbers stand with their units under each other.
        is_day: one day, which is of no use where it is cut.
    """

    name: str
    heading: str
    cell: Callable[[Row], Cell]
    fields: tuple[str, ...] = ()
    sort: str = ""
    letters: int = 14
    heading_words: str = ""
    icon: str = ""
    is_figure: bool = False
    is_day: bool = False

    @property
    def words(self) -> str:
        """What the column is called in words, also where its heading is a mark: message id."""
        return self.heading_words or self.heading


def field_column(declared: RecordType, name: str, letters: int = 14, heading: str = "") -> Column:
    """The column of any field, from its declaration alone."""
    field = declared.by_name[name]

    def cell(row: Row) -> Cell:
        return value_cell(field, row.values.get(name))

    is_sorted = field.kind not in (Kind.CODES, Kind.LABELS, Kind.DATA)
    sort, is_day = name if is_sorted else "", field.kind is Kind.DATE
    return Column(name, heading or field.label, cell, (name,), sort, letters, is_figure=is_figure(field), is_day=is_day)


def is_figure(field: Field) -> bool:
    """Whether its values are amounts, to be read one under the other; years are not."""
    return field.kind in _FIGURES and field.name not in COUNTED_FROM


def record_column(field: Field, title_of: Callable[[str, bytes], str], letters: int = 28) -> Column:
    """The column of a field that names another record: what that is called. It is not sorted: an id has no order to a person."""

    def cell(row: Row) -> Cell:
        held = row.values.get(field.name)
        return Cell(title_of(field.target, held)) if isinstance(held, bytes) else nothing()

    return Column(field.name, field.label, cell, (field.name,), "", letters)


def period_column(name: str, heading: str, start: str, end: str, letters: int = 18) -> Column:
    """A column with two days as one period."""

    def cell(row: Row) -> Cell:
        period = write_period(row.values.get(start), row.values.get(end))
        return Cell(period) if period else nothing()

    return Column(name, heading, cell, (start, end), start, letters)


def conflict_column() -> Column:
    """▲ where two versions differ."""

    def cell(row: Row) -> Cell:
        return Cell(CONFLICT, _(_NEEDS_ANSWER), "attention") if row.conflicts else Cell("")

    return Column("conflicts", CONFLICT, cell, letters=3, heading_words=_NEEDS_ANSWER, icon="triangle-alert")


def same_column() -> Column:
    """×2 where a record is recorded twice and stands here for both."""

    def cell(row: Row) -> Cell:
        if not row.same:
            return Cell("")
        words = current().format_plural(_STANDS_FOR_ONE, _STANDS_FOR_MANY, row.same)
        return Cell(f"×{current().number(row.same + 1)}", words, "muted")

    return Column("same", "×", cell, letters=3, heading_words=_RECORDED_TWICE, icon="copy")


def state_column(heading: str, state_of: Callable[[Row], tuple[str, str]]) -> Column:
    """A mark that the caller knows, such as how far a record has travelled: (mark, message id of its meaning)."""

    def cell(row: Row) -> Cell:
        mark, meaning = state_of(row)
        return Cell(mark, _(meaning))

    return Column("state", heading, cell, letters=8)


def nothing() -> Cell:
    """What stands where nothing is entered."""
    return Cell(NOTHING, _(NOT_YET), "muted")


def owner_column() -> Column:
    """Whose record it is, by the centre's code; its name is said aloud."""

    def cell(row: Row) -> Cell:
        return Cell(row.owner, current().label(row.owner, "centre"))

    return Column("owner", N_("Centre"), cell, letters=14)


def value_cell(field: Field, value: object) -> Cell:
    """A value as a person reads it."""
    if value in (None, "", {}):
        return nothing()
    if field.translatable and isinstance(value, dict):
        return _text_cell(value)
    if isinstance(value, dict):
        return Cell(", ".join(_element(field, str(key)) for key in value))
    if field.vocabulary == _CURRENCIES:
        return Cell(str(value), current().label(str(value), field.vocabulary))
    return Cell(_plain(field, value))


def _text_cell(texts: dict[str, str]) -> Cell:
    text, language = text_in(texts, current().language)
    if language == current().language:
        return Cell(text)
    return Cell(current().fill(_(_IN_OTHER), text=isolate(text), language=language))


def _plain(field: Field, value: object) -> str:
    if field.kind is Kind.CODE:
        return current().label(str(value), field.vocabulary)
    if field.kind is Kind.DATE:
        return write_day(value)
    if field.kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    if field.name in COUNTED_FROM:
        return str(value)
    if isinstance(value, int | Decimal):
        return current().number(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _element(field: Field, key: str) -> str:
    return current().label(key, field.vocabulary) if field.kind is Kind.CODES else key
