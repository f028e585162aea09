"""Rows copied from a spreadsheet become lines of a list with Ctrl+V; Ctrl+Z takes them away again until they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from ui.screens.record_lines import Lines


class Pasting(QObject):
    """Takes the two keys of one list, before they are the window's."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(lines)
        self._lines = lines
        self._pasted: frozenset[bytes] = frozenset()
        lines.installEventFilter(self)
        lines.loaded.connect(self._on_loaded)

    def paste(self) -> None:
        """Makes lines of what was copied, and says what was not understood."""
        from ui.screens.record_paste import read_rows, say

        lines = self._lines
        if lines.is_read_only or not lines.takes_rows:
            return
        pasted = read_rows(QGuiApplication.clipboard().text(), lines.declared, [one.field.name for one in lines.model.columns])
        new = [lines.begun(values) for values in pasted.rows]
        self._pasted = frozenset(one.id for one in new)
        lines.go_on_with((*lines.drafts(), *new))
        lines.say(say(pasted))

    def take_away(self) -> None:
        """Takes the lines that were pasted last away again."""
        gone, self._pasted = self._pasted, frozenset()
        self._lines.go_on_with(tuple(one for one in self._lines.drafts() if one.id not in gone))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z is this list’s as long as there is something pasted to take away."""
        if not isinstance(event, QKeyEvent):
            return False
        undoes = bool(self._pasted) and event.matches(QKeySequence.StandardKey.Undo)
        if event.type() is QEvent.Type.ShortcutOverride and undoes:
            event.accept()
            return True
        if event.type() is not QEvent.Type.KeyPress or not (undoes or event.matches(QKeySequence.StandardKey.Paste)):
            return False
        if undoes:
            self.take_away()
        else:
            self._lines.paste()
        return True

    @Slot()
    def _on_loaded(self) -> None:
        self._pasted = frozenset()
