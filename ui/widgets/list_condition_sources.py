"""What a condition is picked from: the fields of a type, and the values of one of them."""

from __future__ import annotations

from collections.abc import Mapping

from baseldesk.i18n import N_, _
from baseldesk.records.field import Field, Kind
from ui.widgets.picker_sources import Choice, Directory, Records, Source, Vocabulary, rank

_YES_NO = ((True, N_("Yes")), (False, N_("No")))


class Fields:
    """The fields of a type, by their labels."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._fields = fields

    def matches(self, typed: str) -> list[Choice]:
        """The fields whose label goes with what was typed."""
        return rank([Choice(name, _(field.label)) for name, field in self._fields.items()], typed)

    def text_of(self, value: object) -> str:
        """The label."""
        return _(self._fields[str(value)].label)


class YesNo:
    """Yes and no."""

    def matches(self, typed: str) -> list[Choice]:
        """Those that go with what was typed."""
        return rank([Choice(value, _(word)) for value, word in _YES_NO], typed)

    def text_of(self, value: object) -> str:
        """The word."""
        return _("Yes") if value else _("No")


def source_of(field: Field, directory: Directory | None) -> Source:
    """The values that can be picked for a field."""
    if field.kind is Kind.RECORD:
        return Records(field.target, directory)
    return YesNo() if field.kind is Kind.YES_NO else Vocabulary(field.vocabulary)
