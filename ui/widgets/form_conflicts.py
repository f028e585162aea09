"""The versions of a field that two people wrote without knowing of each other, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from baseldesk.desk.shown import Candidate, Shown
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind
from ui.widgets.field_editor import FieldEditor
from ui.widgets.picker_sources import Vocabulary

_SEVERAL = N_("Several versions: {versions}. What you save here replaces them.")
_ONE = N_("{value} ({author}, {day})")
_NOBODY = N_("name not known here")
_LONGEST = 120


def conflicts_of(name: str, shown: Shown | None) -> dict[str, list[Candidate]]:
    """{register: its versions} of the registers of a field that are in conflict."""
    found = shown.conflicts if shown else {}
    return {register: list(held) for register, held in found.items() if register.partition("/")[0] == name}


def describe(editor: FieldEditor, conflicts: Mapping[str, Sequence[Candidate]]) -> str:
    """One sentence with every version, who wrote it and when."""
    versions = [_version(editor, register, one) for register, held in conflicts.items() for one in held]
    return current().format(_SEVERAL, versions=" · ".join(versions))


def _version(editor: FieldEditor, register: str, one: Candidate) -> str:
    key = register.partition("/")[2]
    value = value_in_words(editor.field, one.value)
    said = f"{key}: {value}" if key else value
    return current().format(_ONE, value=said, author=one.author or _(_NOBODY), day=current().date(one.at))


def value_in_words(field: Field, value: object) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return _("not yet entered")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime | date):
        return current().date(value)
    if isinstance(value, int | Decimal):
        return current().number(value)
    if field.kind is Kind.CODE and field.vocabulary:
        return Vocabulary(field.vocabulary).text_of(value)
    text = value.hex() if isinstance(value, bytes) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
