"""The keys of the whole window: new, save, find, undo, back and forth, help. A screen does with each what it means there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from baseldesk.i18n import current

if TYPE_CHECKING:
    from ui.places import Places
    from ui.screens import Context
    from ui.screens.record_undo import Undoing
    from ui.window import MainWindow

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def press_by_enter(widget: QWidget | None, event: QKeyEvent) -> bool:
    """Whether Enter was pressed on a button, and so pressed it; what is ticked is ticked by the space bar alone."""
    if event.key() not in _ENTER or event.isAutoRepeat() or isinstance(widget, (QCheckBox, QRadioButton)):
        return False
    if not isinstance(widget, QAbstractButton) or not widget.isEnabled():
        return False
    widget.click()
    return True


class Keys(QObject):
    """Puts the actions on the window."""

    def __init__(self, window: MainWindow, places: Places, context: Context) -> None:
        super().__init__(window)
        self._places, self._context = places, context
        self._undoing: Undoing | None = None
        keys = (
            ("Ctrl+N", self._on_new), ("Ctrl+S", self._on_save), ("Ctrl+F", self._on_search), ("Esc", places.back),
            ("Alt+Left", self._on_alt_left), ("Alt+Right", self._on_alt_right), ("Ctrl+Q", window.close),
            ("Ctrl+Z", self._on_undo), ("Ctrl+K", window.find_anything), ("F1", self._on_help),
        )  # fmt: skip
        for key, act in keys:
            action = QAction(window)
            action.setShortcut(QKeySequence(key))
            action.setAutoRepeat(key != "Ctrl+Z")  # a key held down takes one save back, not all of them
            action.triggered.connect(act)
            window.addAction(action)
        window.rail.help_button.clicked.connect(self._on_help)

    @Slot()
    def _on_help(self) -> None:
        """Opens help at the page for the place, tab or part that one is in; nothing of it is loaded before."""
        from ui.help import show_help
        from ui.help_places import target_of

        show_help(self._places, target_of(self._places.here, self._places.focusWidget()), self._context)

    @Slot()
    def _on_new(self) -> None:
        if here := self._places.here:
            here.new()

    @Slot()
    def _on_save(self) -> None:
        if here := self._places.here:
            here.save()

    @Slot()
    def _on_undo(self) -> None:
        """Reached only where no text field takes Ctrl+Z for itself."""
        from ui.screens.record_undo import Undoing

        here = self._places.here
        if here is not None and here.undo():
            return
        self._undoing = self._undoing or Undoing(self._context, self)
        self._undoing.start(here)

    @Slot()
    def _on_search(self) -> None:
        if here := self._places.here:
            here.start_search()

    @Slot()
    def _on_alt_left(self) -> None:
        self._places.move_by(1 if current().rtl else -1)

    @Slot()
    def _on_alt_right(self) -> None:
        self._places.move_by(-1 if current().rtl else 1)
