"""Which widget edits which kind of field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from baseldesk.records import rules
from baseldesk.records.field import Field, Kind
from ui.widgets.field_choice import CodeEditor, RecordEditor, YesNoEditor
from ui.widgets.field_date import DateEditor
from ui.widgets.field_editor import FieldEditor
from ui.widgets.field_number import NumberEditor
from ui.widgets.field_set import CodesEditor, LabelsEditor
from ui.widgets.field_text import LineEditor, ProseEditor, ReadOnlyEditor
from ui.widgets.field_translated import TranslatedEditor
from ui.widgets.picker_sources import Directory

_EDITORS: dict[Kind, type[FieldEditor]] = {
    Kind.TEXT: LineEditor, Kind.PROSE: ProseEditor, Kind.CODE: CodeEditor, Kind.CODES: CodesEditor, Kind.LABELS: LabelsEditor,
    Kind.DATE: DateEditor, Kind.INSTANT: ReadOnlyEditor, Kind.INTEGER: NumberEditor, Kind.DECIMAL: NumberEditor,
    Kind.YES_NO: YesNoEditor, Kind.HASH: ReadOnlyEditor, Kind.DATA: ReadOnlyEditor,
}  # fmt: skip


def join_periods(record_type: str, editors: Mapping[str, FieldEditor]) -> None:
    """Lets the end of a period know its start, so that a day alone can be typed for it."""
    for first, last in rules.BEFORE.get(record_type, ()):
        start, end = editors.get(first), editors.get(last)
        if isinstance(start, DateEditor) and isinstance(end, DateEditor):
            end.start = start


def make_editor(field: Field, directory: Directory | None = None, parent: QWidget | None = None) -> FieldEditor:
    """The widget for a field, from its declaration alone."""
    if field.kind is Kind.RECORD:
        return RecordEditor(field, directory, parent)
    if field.translatable:
        return TranslatedEditor(field, parent)
    return _EDITORS[field.kind](field, parent)
