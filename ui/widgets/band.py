"""A band across the window that says all the time what kind of window this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import icons, theme


class Band(QWidget):
    """Words on the colour of attention, with a sign beside them."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self.words, drawn = QLabel(), QLabel()
        self.words.setWordWrap(True)
        theme.align(self.words)
        theme.size(self.words, bold=True)
        theme.tint(self.words, "ground")
        icons.put_on_label(drawn, icon, 20, "ground")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE, theme.NEAR, theme.PAGE, theme.NEAR)
        row.setSpacing(theme.NEAR)
        row.addWidget(drawn, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        theme.bind(self, "band", self.update)

    def say(self, words: str) -> None:
        """Sets the words, which a screen reader says, too."""
        self.words.setText(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fills it."""
        QPainter(self).fillRect(self.rect(), theme.color("attention"))
