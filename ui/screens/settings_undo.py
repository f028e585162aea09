"""The line under the settings: what was chosen last, a way to undo it, and one to put a whole page back as usual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from baseldesk.i18n import N_, RIGHT_TO_LEFT_MARK, _, current, isolate
from ui import icons, theme
from ui.screens.settings_lists import LISTS, arranged_lists, forget_arrangement
from ui.screens.settings_words import CHOSEN, word_of
from ui.settings import Settings
from ui.widgets.elided import ElidedLabel

_CHANGED = N_("{setting}: {choice}")
_AS_USUAL = N_("All choices of this page are as usual.")
_LISTS, _LISTS_ALREADY = N_("All lists are as they came."), N_("All lists were as they came already.")
_MOST = 50


class Step(NamedTuple):
    """What was kept under some keys before they were changed; the key and value that a person chose, or what else it was."""

    keys: tuple[str, ...]
    before: dict[str, Any]
    key: str = ""
    value: object = None
    said: str = ""  # instead of the choice, a message id


class UndoLine(QWidget):
    """Changes settings, and remembers how they were for as long as the screen lives.

    Attributes:
        lists_changed: lists are arranged otherwise now.
    """

    lists_changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings, self._steps, self._keys = settings, list[Step](), tuple[str, ...]()
        self.said, self.undo_button, self.usual_button = ElidedLabel(), QPushButton(), QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        theme.tint(self.said, "muted")
        theme.align(self.said)
        row.addWidget(self.said, 1)
        for button, name, icon in (
            (self.undo_button, "undo_button", "undo-2"),
            (self.usual_button, "usual_button", "refresh-cw"),
        ):
            button.setObjectName(name)
            icons.put(button, icon)
            row.addWidget(button)
        self.undo_button.clicked.connect(self._on_undo)
        self.usual_button.clicked.connect(self._on_usual)
        settings.officer_changed.connect(self._on_officer)

    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """As they stand in the line."""
        return self.undo_button, self.usual_button

    def choose(self, key: str, value: object) -> None:
        """Keeps what a person chose; works at once."""
        if key == LISTS:
            self._reset_lists()
            return
        self._remember(Step((key,), self._settings.kept((key,)), key, value))
        self._settings.put(key, value)
        self.show_state()

    def show_for(self, keys: Sequence[str]) -> None:
        """Serves the choices among these keys; a page without any has no such line."""
        self._keys = tuple(key for key in keys if key in CHOSEN)
        self.setVisible(bool(self._keys))
        self.show_state()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.undo_button.setText(_("Undo"))
        self.usual_button.setText(_("Reset this page"))
        self.usual_button.setToolTip(_("Puts all choices of this page back as they came"))
        self.usual_button.setAccessibleDescription(self.usual_button.toolTip())
        self.show_state()

    def show_state(self) -> None:
        """Says what was chosen last, and what can be done about it."""
        last = self._steps[-1] if self._steps else None
        said = ""
        if last is not None and last.key:
            choice = isolate(word_of(last.key, last.value))
            said = current().format(_CHANGED, setting=_(CHOSEN[last.key].label), choice=choice)
        elif last is not None:
            said = _(last.said)
        self.said.setText(f"{RIGHT_TO_LEFT_MARK}{said}" if said and current().rtl else said)
        self.said.setToolTip(said)
        self.undo_button.setEnabled(last is not None)
        self.undo_button.setAccessibleDescription(said)
        self.usual_button.setEnabled(bool(self._changed()))

    def _changed(self) -> tuple[str, ...]:
        """The keys of this page under which something is kept that is not usual; the language always stands as chosen."""
        kept = self._settings.kept(key for key in self._keys if key != "language")
        return tuple(key for key in kept if self._settings.choice(key) != _usual(key))

    def _reset_lists(self) -> None:
        keys = arranged_lists(self._settings)
        self._remember(Step(keys, self._settings.kept(keys), said=_LISTS if keys else _LISTS_ALREADY))
        for key in keys:
            forget_arrangement(self._settings, key)
        self.show_state()
        self.lists_changed.emit()

    def _remember(self, step: Step) -> None:
        self._steps = [*self._steps, step][-_MOST:]

    def undo(self) -> bool:
        """Takes the last choice back; False where there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        self._settings.bring_back(step.keys, step.before)
        self.show_state()
        if step.said in (_LISTS, _LISTS_ALREADY):
            self.lists_changed.emit()
        return True

    @Slot()
    def _on_undo(self) -> None:
        self.undo()

    @Slot()
    def _on_usual(self) -> None:
        keys = self._changed()
        self._remember(Step(keys, self._settings.kept(keys), said=_AS_USUAL))
        for key in keys:
            self._settings.forget(key)
        self.show_state()

    @Slot()
    def _on_officer(self) -> None:
        """Somebody else's choices are not undone."""
        self._steps.clear()
        self.show_state()


def _usual(key: str) -> object:
    from ui.settings import CHOICES

    return CHOICES[key][0]
