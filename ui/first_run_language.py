"""The first question of the first start: in which language one works."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton

from baseldesk.i18n import NATIVE_NAMES, _
from ui.language import offered
from ui.widgets.guide import Step


class LanguageStep(Step):
    """The languages, each in its own words; the choice counts at once.

    Attributes:
        chosen: another language; its code.
    """

    chosen = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        for one in offered():
            button = QRadioButton(NATIVE_NAMES[one])
            button.setObjectName(f"first_language_{one}")
            button.setProperty("code", one)
            button.setChecked(one == code)
            self._group.addButton(button)
            self.body.addWidget(button)
        self._group.buttonToggled.connect(self._on_toggled)

    def heading(self) -> str:
        """The question."""
        return _("In which language do you work?")

    def sentence(self) -> str:
        """That it binds nobody."""
        return _("It can be changed at any time. Records and reports can be in any of the six.")

    def chosen_button(self) -> QAbstractButton | None:
        """The language that is chosen: the system's, until another one is."""
        return self._group.checkedButton()

    @Slot(object, bool)
    def _on_toggled(self, button: QRadioButton, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(str(button.property("code")))
