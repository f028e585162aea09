"""The menu of languages in the rail, each in its own words."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from baseldesk.i18n import NATIVE_NAMES
from ui import language
from ui.settings import Settings


class LanguageMenu(QMenu):
    """Choosing counts at once, and for the next day."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        group = QActionGroup(self)
        self._actions = {code: QAction(NATIVE_NAMES[code], self, checkable=True) for code in language.offered()}
        for code, action in self._actions.items():
            action.setObjectName(f"language_{code}")
            action.setData(code)
            group.addAction(action)
            self.addAction(action)
        self.triggered.connect(self._on_chosen)

    def mark(self, code: str) -> None:
        """Ticks the language in use."""
        for other, action in self._actions.items():
            action.setChecked(other == code)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._settings.put("language", str(action.data()))
