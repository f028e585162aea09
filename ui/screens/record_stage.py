"""What the next stage of a record still asks for: said beside the stepper, marked at the fields."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from baseldesk.records import rules
from baseldesk.records.field import RecordType
from ui import layouts
from ui.widgets.form import Form
from ui.widgets.stepper import Stepper


def make_stepper(declared: RecordType) -> Stepper | None:
    """The stepper of a type with stages; None where a record has none."""
    if not declared.stage:
        return None
    return Stepper(declared.by_name[declared.stage], layouts.EXITS.get(declared.name, ()))


def first_stage(declared: RecordType) -> dict[str, object]:
    """The stage that a new record begins with, as a value of its form."""
    first = layouts.FIRST_STAGE.get(declared.name)
    return {declared.stage: first} if first else {}


class Stage(QObject):
    """Stands between the form and the stepper of one screen; without a stepper it has nothing to say."""

    def __init__(self, declared: RecordType, form: Form, stepper: Stepper | None) -> None:
        super().__init__(form)
        self._declared, self._form, self._stepper = declared, form, stepper
        self._leads_back = False
        if stepper is not None:
            form.checked.connect(self.show_missing)
            stepper.changed.connect(self.mark)
            stepper.wanted.connect(form.go_to)

    def step_focus(self, first: QWidget, *, ahead: bool) -> bool:
        """Shift+Tab in the first field leads to the stage at once, and Tab from there back; else Tab goes as one reads."""
        here = QApplication.focusWidget()
        if self._stepper is None or here is None:
            return False
        is_in = self._stepper.isAncestorOf(here)
        if not ahead and here is first:
            chosen = (button for button in self._stepper.buttons.values() if button.isChecked())
            next(chosen, self._stepper.entry).setFocus(Qt.FocusReason.BacktabFocusReason)
            self._leads_back = True
            return True
        if ahead and is_in and self._leads_back:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            self._leads_back = False
            return True
        self._leads_back = False
        return False

    @Slot()
    def mark(self) -> None:
        """Marks the fields that the next stage needs."""
        self._form.mark_needed_for(self._stepper.asking_step() if self._stepper else "")

    @Slot()
    def show_missing(self) -> None:
        """Says beside the stepper what is missing."""
        if self._stepper is None:
            return
        step = self._stepper.asking_step()
        self._stepper.show_missing(rules.missing_for(self._declared, self._form.values(), step) if step else [])
