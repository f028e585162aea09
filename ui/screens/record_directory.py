"""Finds records of other types for the pickers, names them, and lets a person make a new one without leaving the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from baseldesk.desk.asked import ListQuery, Row
from baseldesk.desk.same import shown_for
from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.titles import text_in
from baseldesk.records.types import record_type
from ui.screens import Context
from ui.widgets.list_columns import value_cell

if TYPE_CHECKING:
    from ui.widgets.picker_sources import Choice

_MOST = 30
_TELLING, _MOST_TELLING = (Kind.CODE, Kind.DATE, Kind.INTEGER), 3
_NOT_RECEIVED = N_("{type} not received yet")
_RTL_MARK = "\u200f"  # the line begins at the right even where its first word is Latin


class DeskDirectory(QObject):
    """The records of the desk, for pickers."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._titles: dict[tuple[str, bytes, str], str] = {}

    def find(self, kind: str, typed: str) -> list[Choice]:
        """Records that hold the words typed; the newest first."""
        from ui.widgets.picker_sources import Choice

        declared = record_type(kind)
        columns = tuple(name for name in (declared.title, "acronym", "reference", "country") if name in declared.by_name)
        rows = self._context.desk.rows(ListQuery(kind, search=typed, columns=columns, language=current().language), _MOST)
        return [Choice(row.id, title_of(kind, row.values), self._detail(row)) for row in rows]

    def title_of(self, kind: str, record: bytes) -> str:
        """What the record is called; one that has not come yet says so."""
        key = (kind, record, current().language)
        if key not in self._titles:
            with self._context.desk.read() as reader:
                record = shown_for(reader, kind, record)
            shown = self._context.desk.record(kind, record)
            missing = current().format(_NOT_RECEIVED, type=_(record_type(kind).label))
            self._titles[key] = title_of(kind, shown.values) if shown else missing
        return self._titles[key]

    def can_create(self, kind: str) -> bool:
        """Whether a person may make one here."""
        declared = record_type(kind)
        return bool(declared.title) and not declared.secretariat_only and kind not in ("officer", "activity")

    def create(self, kind: str, typed: str, then: Callable[[bytes], None]) -> None:
        """Opens a dialog with the form of this type; what it makes is saved at once, as a record of its own."""
        from ui.screens.record_dialog import NewRecordDialog

        dialog = NewRecordDialog(self._context, self, kind, self._preset(kind, typed), self._window)
        dialog.made.connect(then)
        dialog.open()

    def forget(self) -> None:
        """Names every record anew when next asked."""
        self._titles.clear()

    def _preset(self, kind: str, typed: str) -> dict[str, object]:
        declared = record_type(kind)
        is_translated = declared.by_name[declared.title].translatable
        return {declared.title: {current().language: typed} if is_translated else typed} if typed else {}

    def _detail(self, row: Row) -> str:
        values = row.values
        country = current().country(str(values["country"])) if values.get("country") else ""
        return " · ".join(str(one) for one in (values.get("reference"), values.get("acronym"), country) if one)


def title_of(kind: str, values: dict[str, object]) -> str:
    """What names a record of this type to people, in the language in use where there is a text in it."""
    declared = record_type(kind)
    held = values.get(declared.title)
    text = text_in(held, current().language)[0] if isinstance(held, dict) else str(held or "")
    if not declared.title or declared.by_name[declared.title].kind is Kind.CODE:
        text = " · ".join(_named_by(declared, values))
    return text or _("without a name")


def _named_by(declared: RecordType, values: Mapping[str, object]) -> Iterator[str]:
    """What tells records without a title apart: the first few codes, days and years."""
    telling = (one for one in declared.fields if one.kind in _TELLING and values.get(one.name) not in (None, ""))
    for field in islice(telling, _MOST_TELLING):
        yield value_cell(field, values[field.name]).text


def heading_of(reference: object, title: str) -> str:
    """Reference and title as they stand over a record: «SEN-26-A1 · Formation des douanes»."""
    said = " · ".join(isolate(one) for one in (str(reference or ""), title) if one)
    return f"{_RTL_MARK}{said}" if current().rtl else said
