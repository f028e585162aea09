"""The languages of window, records and reports; and how days and numbers are written, with an example that follows the choice."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton

from baseldesk.i18n import N_, _, current, isolate
from ui import theme
from ui.screens import Context
from ui.screens.record_languages import read_languages
from ui.screens.settings_line import line_of
from ui.screens.settings_page import Part
from ui.screens.settings_rows import ChoiceCard, SettingRow

_YOURS = N_("Each choice is for you alone and works at once.")
_SCREEN = N_("On the screen, and where you type: a day can be typed as 2026-11-23 in any case.")
_TYPED = "2026-11-23"
_WORKING = N_("Texts of the centre should stand in: {languages}.")
_NONE = N_("The centre has not said yet in which languages its texts should stand.")
_EXAMPLE = N_("For example: {example}")
_WHEN = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
_NUMBER, _AMOUNT, _SHARE = Decimal("1234567.5"), Decimal("1234.5"), Decimal("12.5")


class LanguagesCard(ChoiceCard):
    """The window's, and the one in which texts begin; under them those that the centre expects, with the way there."""

    def __init__(self, context: Context) -> None:
        super().__init__("languages", "languages", N_("Languages"), _YOURS, context.settings)
        self._context = context
        self._codes: tuple[str, ...] = ()
        self.working, self.said = SettingRow("working_languages"), QLabel()
        self.change_button = QPushButton()
        self.said.setWordWrap(True)
        theme.align(self.said)
        self.working.column.addLayout(line_of(self.said, self.change_button))
        self.body.addWidget(self.working)
        self.change_button.clicked.connect(self._on_change)
        self.change_button.setObjectName("working_languages_button")

    def working_part(self) -> Part:
        """The line about the centre's languages."""
        return Part("working_languages", self, self.working)

    def retranslate(self) -> None:
        """Sets every text anew, and reads what the centre expects."""
        super().retranslate()
        self.change_button.setText(_("Change…"))
        self.change_button.setAccessibleName(_("Working languages"))
        self._show()
        self._context.runner.read_anew(partial(read_languages, self._context.desk), self._on_read)

    @Slot(object)
    def _on_read(self, codes: tuple[str, ...]) -> None:
        self._codes = codes
        self._show()

    def _show(self) -> None:
        names = [isolate(current().language_name(code)) for code in self._codes]
        self.said.setText(current().format(_WORKING, languages=current().join(names)) if names else _(_NONE))

    @Slot()
    def _on_change(self) -> None:
        self._context.window.show_screen("settings", entry="centre")


class FiguresCard(ChoiceCard):
    """Days, numbers, digits; the digits only where the language has two kinds."""

    def __init__(self, context: Context) -> None:
        super().__init__("figures", "calendar", N_("Days and numbers"), _SCREEN, context.settings)
        self.example = QLabel()
        self.example.setObjectName("figures_example")
        self.example.setWordWrap(True)
        theme.align(self.example)
        self.body.addWidget(self.example)

    def retranslate(self) -> None:
        """Sets every text anew; the day in the sentence keeps its order among Arabic letters."""
        super().retranslate()
        self.set_sentence(_(_SCREEN).replace(_TYPED, isolate(_TYPED)) if current().rtl else _(_SCREEN))

    def show_chosen(self) -> None:
        """Shows the choices, and what comes of them."""
        super().show_chosen()
        t = current()
        shown = (t.date(_WHEN.date()), t.date(_WHEN, "short"), t.number(_NUMBER), t.money(_AMOUNT, "USD"), t.percent(_SHARE))
        self.example.setText(t.format(_EXAMPLE, example=" · ".join(isolate(one) for one in shown)))
