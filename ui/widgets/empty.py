"""What stands where nothing is yet: what this place is for, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons, theme


class Empty(QWidget):
    """An icon, a title, a sentence and, where there is one, the button of the first step."""

    chosen = Signal()

    def __init__(self, icon: str = "inbox", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self.heading, self.sentence, self.button = QLabel(), QLabel(), QLabel(), QPushButton()
        icons.put_on_label(self._icon, icon, 32, "muted")
        theme.size(self.heading, 1.15, bold=True)
        theme.tint(self.sentence, "muted")
        theme.make_primary(self.button)
        self.button.clicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        column.addStretch(1)
        for label in (self._icon, self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)

    def set_texts(self, heading: str, sentence: str = "", action: str = "") -> None:
        """Sets the words; without an action there is no button."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(heading)
