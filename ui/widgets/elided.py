"""A heading that gives way: where it is too long for its line, it ends in «…» and can be read whole in its tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from baseldesk.i18n import FIRST_STRONG_ISOLATE, POP_ISOLATE

_LEAST = 6  # letters


def elide(metrics: QFontMetrics, text: str, width: int) -> str:
    """As much of a text as has room; what was set apart in it is closed again, else the rest would change its order in Arabic."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return shown + POP_ISOLATE * (shown.count(FIRST_STRONG_ISOLATE) - shown.count(POP_ISOLATE))


class ElidedLabel(QLabel):
    """One line of plain text; takes the room it would like, and is content with less."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        metrics = self.fontMetrics()
        wanted = min(metrics.averageCharWidth() * _LEAST, metrics.horizontalAdvance(self.text()))
        return QSize(wanted, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws as much as there is room for."""
        painter = QPainter(self)
        text = elide(self.fontMetrics(), self.text(), self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), text)
