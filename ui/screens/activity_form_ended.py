"""The actual end in the short form, once an activity is completed: the stage asks for it, and “Details” is a page away."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import N_, current
from ui.widgets.field_date import DateEditor
from ui.widgets.form import Form
from ui.widgets.form_frame import FieldFrame
from ui.widgets.form_links import LinkLine
from ui.widgets.form_page import FormPage
from ui.widgets.list_dates import write_day

FIELD = "ended_on"
_COMPLETED = "completed"
_AS_PLANNED = N_("As planned: {day}")


class EndedField(QWidget):
    """A second place for one field: what is typed here stands there, and the other way round."""

    def __init__(self, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._slot = form, parent
        self._page = next(page for page in form.pages if isinstance(page, FormPage) and page.holds(parent.objectName()))
        self._field = cast(DateEditor, form.editors[FIELD])
        self.editor = DateEditor(self._field.field)
        self.editor.setObjectName(f"short_{FIELD}")
        self.editor.start = cast(DateEditor, form.editors["starts_on"])
        self.frame, self.planned = FieldFrame(self.editor), LinkLine()
        for place, parts in ((parent, (self,)), (self, (self.frame, self.planned))):
            layout = QVBoxLayout(place)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(1)
            for part in parts:
                layout.addWidget(part)
        layout.addStretch(1)
        self.planned.chosen.connect(self._on_planned)
        self.editor.changed.connect(self._on_edited)
        form.checked.connect(self.show_field)
        for name in (FIELD, form.record_type.stage):
            form.editors[name].changed.connect(self.show_field)
        self.is_shown = True
        self.show_field()

    @Slot()
    def show_field(self) -> None:
        """Shows what the field holds, where the stage asks for it."""
        is_shown = self._form.editors[self._form.record_type.stage].value() == _COMPLETED
        if self.editor.value() != self._field.value():
            self.editor.load(self._field.value())
        self.editor.set_read_only(self._field.line.isReadOnly())
        self.frame.set_problem(self._form.frames[FIELD].problem())
        self._offer_planned()
        if is_shown is not self.is_shown:
            self.is_shown = is_shown
            self._page.show_slot(self._slot.objectName(), is_shown=is_shown)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.frame.retranslate()
        self.show_field()

    def _offer_planned(self) -> None:
        """One click where it ended when it was meant to."""
        planned = self._form.editors["ends_on"].value() or self._form.editors["starts_on"].value()
        may = isinstance(planned, date) and self._field.value() is None and not self._field.line.isReadOnly()
        words = current().format(_AS_PLANNED, day=write_day(planned)) if may else ""
        self.planned.show_links("", {FIELD: words} if words else {})

    @Slot(str)
    def _on_planned(self, _key: str) -> None:
        self._field.put(self._form.editors["ends_on"].value() or self._form.editors["starts_on"].value())

    @Slot()
    def _on_edited(self) -> None:
        if self.editor.value() != self._field.value():
            self._field.put(self.editor.value())
