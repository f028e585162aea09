"""A row of languages under a text: which are filled in, and which one the field shows.

Tab passes them by: one types in one language and goes on. From the text, Ctrl+↓ and Ctrl+↑ show the next and the one before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QToolButton, QWidget

from baseldesk.i18n import LANGUAGES, N_, _, current
from ui import theme
from ui.widgets.field_flow import FlowLayout

FILLED, EMPTY = "✓", "–"
_FILLED_IN = N_("{language}: filled in")
_NOT_YET = N_("{language}: not yet entered")
_MISSING = N_("{language}: still missing")
_KEYS = "(Ctrl+↓ Ctrl+↑)"


class LanguageChips(QWidget):
    """One button per language, `fr ✓`, `ar –`; the pressed one is shown.

    Attributes:
        language_chosen: a person chose a language; its code.
    """

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self._filled: frozenset[str] = frozenset()
        self._expected: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._row = FlowLayout(self, 2)  # large text in a narrow form takes a second line
        self._group.buttonToggled.connect(self._on_toggled)  # a screen reader toggles and never clicks
        self.offer(LANGUAGES)

    def offer(self, languages: Iterable[str]) -> None:
        """Adds the languages that are not there yet, after the six offered first."""
        for language in languages:
            if language not in self._buttons:
                self._add(language)
        self.retranslate()

    def languages(self) -> tuple[str, ...]:
        """The codes, in the order shown."""
        return tuple(self._buttons)

    def chosen(self) -> str:
        """The language shown, or ""."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, language: str) -> None:
        """Presses the button of a language, without a signal."""
        self.offer([language])
        with QSignalBlocker(self._group):
            self._buttons[language].setChecked(True)
        self._stay_out_of_tab_order()

    def step(self, by: int) -> None:
        """Goes on by so many languages, round the end."""
        codes = self.languages()
        self._buttons[codes[(codes.index(self.chosen()) + by) % len(codes)]].click()

    def mark_filled(self, languages: Collection[str]) -> None:
        """Which languages have a text."""
        if frozenset(languages) != self._filled:
            self._filled = frozenset(languages)
            self.retranslate()

    def expect(self, languages: Iterable[str]) -> None:
        """The languages in which a text that is begun should stand in the end."""
        self._expected = tuple(languages)
        self.offer(self._expected)

    def missing(self) -> tuple[str, ...]:
        """The expected languages that have no text yet while others have."""
        return tuple(code for code in self._expected if code not in self._filled) if self._filled else ()

    def retranslate(self) -> None:
        """Names the languages in the language in use; only of those that nobody expects nothing is said while they are empty."""
        missing = self.missing()
        for code, button in self._buttons.items():
            is_filled, is_missing = code in self._filled, code in missing
            is_wanted = not self._expected or code in self._expected
            button.setText(f"{code} {FILLED if is_filled else EMPTY}" if is_filled or is_wanted else code)
            words = _FILLED_IN if is_filled else _MISSING if is_missing else _NOT_YET
            name = current().format(words, language=current().language_name(code))
            theme.tint(button, "attention" if is_missing else "text" if is_filled or is_wanted else "muted")
            button.setToolTip(f"{name} {_KEYS}")
            button.setAccessibleName(name)
        self.setAccessibleName(_("Languages of the text"))

    def _add(self, language: str) -> None:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoRaise(True)
        theme.size(button, 0.9)
        button.setObjectName(f"chip_{language}")
        self._group.addButton(button)
        self._buttons[language] = button
        self._row.addWidget(button)

    def _stay_out_of_tab_order(self) -> None:
        """Once more after each change: in a group of buttons Qt gives the pressed one its place back."""
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _on_toggled(self, button: QAbstractButton, is_on: bool) -> None:
        self._stay_out_of_tab_order()
        if is_on:
            self.language_chosen.emit(next(code for code, one in self._buttons.items() if one is button))
