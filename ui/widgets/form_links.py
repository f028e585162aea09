"""A line of words that lead somewhere: a few links after a sentence, reached by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme

_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class LinkLine(QLabel):
    """A sentence and links; hidden while it has nothing to say.

    Attributes:
        chosen: a link was followed; its key.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(_LINKS)
        self.linkActivated.connect(self.chosen)
        theme.tint(self, "muted")
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Rich text keeps the colour of its links from when it was set: once more with another palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.text():
            text = self.text()
            self.setText("")
            self.setText(text)

    def show_links(self, sentence: str, links: Mapping[str, str]) -> None:
        """Shows a translated sentence with {key: translated words}; without either the line is hidden."""
        words = " · ".join(f'<a href="{escape(key)}">{escape(text)}</a>' for key, text in links.items())
        self.setText(f"{escape(sentence)} {words}".strip())
        self.setAccessibleName(" ".join((sentence, *links.values())))
        self.setVisible(bool(sentence or links))
