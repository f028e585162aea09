"""A rounded ground with a hairline round it, painted from the palette: what cards and banners stand on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme


class Frame(QFrame):
    """Paints its ground, its line and, if it has a mark, a stripe at the leading edge in the colour of a role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ground, self.line, self.mark = "raised", "line", ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the frame under its children."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft = theme.blend(theme.color(self.line), theme.color(self.ground), 1.0 if theme.name() == "contrast" else 0.5)
        painter.setPen(QPen(theme.color(self.mark) if self.mark else soft, 1))
        painter.setBrush(theme.color(self.ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        if self.mark:
            self._draw_mark(painter)

    def _draw_mark(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self.mark))
        leading = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        painter.drawRoundedRect(QRectF(0 if leading else self.width() - 4, 0, 4, self.height()), 2, 2)
