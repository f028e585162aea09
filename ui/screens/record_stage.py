"""What the next stage of a record still asks for: said beside the stepper, marked at the fields."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from baseldesk.records import rules
from baseldesk.records.field import RecordType
from ui.widgets.form import Form
from ui.widgets.stepper import Stepper


class Stage(QObject):
    """Stands between the form and the stepper of one screen."""

    def __init__(self, declared: RecordType, form: Form, stepper: Stepper) -> None:
        super().__init__(form)
        self._declared, self._form, self._stepper = declared, form, stepper

    @Slot()
    def mark(self) -> None:
        """Marks the fields that the next stage needs."""
        self._form.mark_needed_for(self._stepper.next_step())

    @Slot()
    def show_missing(self) -> None:
        """Says beside the stepper what is missing."""
        step = self._stepper.next_step()
        self._stepper.show_missing(rules.missing_for(self._declared, self._form.values(), step) if step else [])
