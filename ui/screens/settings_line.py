"""What cards of the settings are made of: a word over a list to choose from, and a line of text with a button at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme

_LEAST, _MOST = 16, 62  # letters


class ChoiceLine(QWidget):
    """A label over a list.

    Attributes:
        chosen: the value that a person chose.
    """

    chosen = Signal(object)

    def __init__(self, name: str, values: Sequence[Any]) -> None:
        super().__init__()
        self.label, self.box = QLabel(), QComboBox()
        self.box.setObjectName(f"setting_{name}")
        self.label.setBuddy(self.box)
        theme.tint(self.label, "muted")
        theme.align(self.label)
        for value in values:
            self.box.addItem("", value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        column.addWidget(self.label)
        column.addWidget(self.box)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.bind(self, "width", self._limit_width)
        self.box.activated.connect(self._on_activated)

    def set_texts(self, label: str, words: Sequence[str]) -> None:
        """Sets the label and the words of the values."""
        self.label.setText(label)
        self.box.setAccessibleName(label)
        for at, word in enumerate(words):
            self.box.setItemText(at, word)

    def choose(self, value: Any) -> None:
        """Shows a value as chosen, without telling anybody."""
        self.box.setCurrentIndex(max(self.box.findData(value), 0))  # `activated` is for people
        self.box.setToolTip(self.box.currentText())  # whole, where the page is too narrow for it

    def _limit_width(self) -> None:
        """No wider than a line that is easy to read; narrower where the page is."""
        self.setMaximumWidth(_MOST * QFontMetrics(QApplication.font()).averageCharWidth())

    @Slot()
    def _on_activated(self) -> None:
        self.chosen.emit(self.box.currentData())


def line_of(label: QLabel, *buttons: QPushButton) -> QHBoxLayout:
    """A text that takes the room, and buttons at its end."""
    row = QHBoxLayout()
    row.setSpacing(theme.NEAR)
    row.addWidget(label, 1)
    for button in buttons:  # in their own width also where there is no text yet
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    return row
