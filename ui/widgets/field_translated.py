"""The editor of a text per language: one field, with the languages beneath it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import RIGHT_TO_LEFT, current
from baseldesk.records.field import Field, Kind
from ui.widgets.field_editor import FieldEditor
from ui.widgets.field_steps import TranslatedBlock, TranslatedLine
from ui.widgets.language_chips import LanguageChips

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_RTL_BESIDE_ARABIC = frozenset({"fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ku"})


class TranslatedEditor(FieldEditor):
    """A text field whose chips, or Ctrl+↓ and Ctrl+↑, switch the language that is shown, its direction and its font."""

    def __init__(self, field: Field, parent: QWidget | None = None, lines: int = 3) -> None:
        super().__init__(field, parent)
        self._texts: dict[str, str] = {}
        self._writing = False
        self._read_only = False
        self.text: TranslatedLine | TranslatedBlock = (
            TranslatedBlock(lines, self) if field.kind is Kind.PROSE else TranslatedLine(self)
        )
        self.chips = LanguageChips(self)
        self.entry = self.text
        self._lay_out()
        self.text.textChanged.connect(self._on_text_changed)
        self.chips.language_chosen.connect(self.show_language)

    def language(self) -> str:
        """The language that is shown."""
        return self.chips.chosen()

    def show_language(self, language: str) -> None:
        """Shows the text of this language, in its direction and font."""
        self.chips.choose(language)
        self._writing = True
        self.text.turn_to(language)
        self._writing = False
        is_rtl = language in RIGHT_TO_LEFT | _RTL_BESIDE_ARABIC
        self.text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        self.text.setReadOnly(self._read_only)
        self._fill(self._texts.get(language, ""))

    def missing(self) -> tuple[str, ...]:
        """The languages expected of this text that it is not in yet; none while there is no text at all."""
        return self.chips.missing()

    def start_afresh(self) -> None:
        """Begins with the reader's own language again, and with nothing to undo."""
        self.text.forget()
        self.chips.choose(current().text_language)

    def value(self) -> object:
        """{language: text} of the languages that have one."""
        return dict(self._texts)

    def retranslate(self) -> None:
        """Names the languages anew; an empty field follows the language of the window."""
        self.chips.retranslate()
        if not self._texts:
            self.show_language(current().text_language)

    def set_read_only(self, read_only: bool) -> None:
        """Readable in every language still."""
        self._read_only = read_only
        self.text.setReadOnly(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+↓ and Ctrl+↑ in the text go to the next language and the one before."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if not (is_key and event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _STEPS):  # type: ignore[attr-defined]
            return False
        self.chips.step(_STEPS[event.key()])  # type: ignore[attr-defined]
        return True

    def _write(self, value: object) -> None:
        self._texts = {str(code): str(text) for code, text in value.items() if text} if isinstance(value, Mapping) else {}
        self.chips.offer(self._texts)
        self.chips.mark_filled(self._texts.keys())
        self.show_language(self._best_language())

    def _best_language(self) -> str:
        """The one shown now if it has a text, else the reader's, else the first that has one."""
        asked = (self.language(), current().text_language, current().language, *self.chips.languages())
        return next((code for code in asked if code in self._texts), current().text_language)

    def _fill(self, text: str) -> None:
        self._writing = True
        self.text.write(text)
        self._writing = False

    def _on_text_changed(self) -> None:
        if self._writing:
            return
        self._texts[self.language()] = self.text.read()
        self._texts = {code: text for code, text in self._texts.items() if text}
        self.chips.mark_filled(self._texts.keys())
        self.changed.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.text)
        layout.addWidget(self.chips)
        self.setFocusProxy(self.text)
        self.text.installEventFilter(self)
        self.show_language(current().text_language)
