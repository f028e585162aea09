"""A card: a heading, one sentence of truth, what belongs to it, and at most one main button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.frame import Frame


class Card(Frame):
    """`body` takes what belongs to the card, between the sentence and the main button."""

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.sentence, self.button = QLabel(), QLabel(), QPushButton()
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.NEAR)
        theme.size(self.heading, 1.15, bold=True)
        theme.tint(self.sentence, "muted")
        for label in (self.heading, self.sentence):
            label.setWordWrap(True)
            theme.align(label)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.make_primary(self.button)
        self.button.hide()
        self._arrange(icon)

    def _arrange(self, icon: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.NEAR)
        if icon:
            drawn = QLabel()
            icons.put_on_label(drawn, icon, 20, "accent")
            drawn.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            top.addWidget(drawn)
        top.addWidget(self.heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.GROUP, theme.GROUP, theme.GROUP)
        column.setSpacing(theme.NEAR)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addLayout(self.body)
        column.addStretch(1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)  # as wide as its word; mirrored by the layout

    def set_texts(self, heading: str, sentence: str = "", button: str = "") -> None:
        """Sets what the card says now; without a text, its part is not shown."""
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.set_sentence(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))

    def lead(self, is_leading: bool) -> None:
        """Whether the card's button is the main one of the whole screen; a view has one of them."""
        (theme.make_primary if is_leading else theme.make_plain)(self.button)

    def set_sentence(self, sentence: str, role: str = "muted") -> None:
        """Changes the one sentence of truth."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        theme.tint(self.sentence, role)
