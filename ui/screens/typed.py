"""The list of any record type, made from its declaration: columns, conditions and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind, RecordType
from ui import layouts
from ui.screens import Context
from ui.screens.record_list import RecordListScreen
from ui.widgets.list_columns import Column, field_column, period_column

_MOST, _MOST_FILTERS = 5, 8
_LETTERS = {Kind.DATE: 14, Kind.CODE: 18, Kind.DECIMAL: 13, Kind.INTEGER: 9, Kind.YES_NO: 8, Kind.TEXT: 22, Kind.RECORD: 24}
NEW = N_("New: {label}")


def new_words(declared: RecordType) -> str:
    """«New: Partnership»."""
    return current().format(NEW, label=_(declared.label))


class TypedListScreen(RecordListScreen):
    """All records of one type."""

    def __init__(self, context: Context, kind: str, name: str) -> None:
        self.kind, self.name = kind, name
        super().__init__(context)

    def columns(self) -> Sequence[Column]:
        """As arranged, else what names a record, then its days, codes and amounts."""
        return tuple(list_columns(self.declared))

    def conditions(self) -> Sequence[str]:
        """The coded fields."""
        coded = (one.name for one in self.declared.fields if one.kind in (Kind.CODE, Kind.CODES))
        return tuple(coded)[:_MOST_FILTERS]

    def count_words(self, count: int) -> str:
        """«Partnerships: 12»."""
        return current().format(N_("{list}: {count}"), list=_(self.declared.plural), count=current().number(count))

    def new_words(self) -> str:
        """The button."""
        return new_words(self.declared)

    def may_begin(self) -> bool:
        """A centre begins what is its own; the secretariat what only it writes."""
        return self.declared.secretariat_only == self.context.desk.is_secretariat

    def empty_words(self) -> tuple[str, str]:
        """What stands where no record is yet."""
        nothing = current().format(N_("{list}: none yet"), list=_(self.declared.plural))
        if self.may_begin():
            return nothing, _("What you enter here is saved on this computer, and goes with the next data file.")
        if self.context.desk.is_secretariat:
            return nothing, _("They appear here when a centre’s data file is taken in.")
        return nothing, _("They appear here when a data file of the secretariat is taken in.")


def list_columns(declared: RecordType) -> Iterator[Column]:
    """The columns of a type's list, the widest last to be named so that it takes what is left."""
    arranged = layouts.lists(declared.name)
    if arranged:
        yield from (field_column(declared, name, letters) for name, letters in arranged)
        return
    has_period = {"starts_on", "ends_on"} <= declared.by_name.keys()
    if declared.title:
        yield field_column(declared, declared.title, 0)
    if has_period:
        yield period_column("dates", N_("Dates"), "starts_on", "ends_on", 25)
    first = next((one for one in declared.fields if one.kind is Kind.RECORD), None)  # the record that it is about
    telling = [
        one for one in declared.fields if _tells(one, declared, has_period) and (one is first or one.kind is not Kind.RECORD)
    ]
    shown = telling[: _MOST - bool(declared.title) - has_period]
    for place, one in enumerate(shown):
        yield field_column(declared, one.name, _LETTERS[one.kind] if declared.title or place else 0)


def _tells(field: Field, declared: RecordType, has_period: bool) -> bool:
    is_shown_already = field.name == declared.title or (has_period and field.name in ("starts_on", "ends_on"))
    return not is_shown_already and field.kind in _LETTERS and not field.personal
