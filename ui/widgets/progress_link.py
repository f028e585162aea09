"""A line that leads somewhere and shows how much of something is done: the words say it, a bar beside them draws it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.link import Link

_LONG, _HIGH = 96, 6
_BEFORE_ARROW = 16 + 2 * theme.NEAR
_ROOMY = 480  # from this width on there is a bar


class ProgressLink(Link):
    """The bar stands at the end of the line, where that is long enough."""

    def __init__(self, icon: str, role: str, done: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(icon, role, parent)
        self._done, self._total = done, total

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow line is all words."""
        super().resizeEvent(event)
        taken = _LONG + theme.GROUP if event.size().width() >= _ROOMY and self._total else 0
        if taken != self.taken:
            self.taken = taken
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line, and the bar: a frame for all, filled as far as it is done."""
        super().paintEvent(event)
        if not self.taken:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() - _BEFORE_ARROW - _LONG
        top = (self.height() - _HIGH) // 2
        frame = self.mirrored(QRect(left, top, _LONG, _HIGH))
        done = self.mirrored(QRect(left, top, round(_LONG * self._done / self._total), _HIGH))
        painter.setPen(theme.color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), _HIGH / 2, _HIGH / 2)
        if self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(done), _HIGH / 2, _HIGH / 2)
