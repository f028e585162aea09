"""Words of a drawing in the window: measured and painted by the same layout, so that no letter falls to another line."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from baseldesk.reports.chart_shapes import Align

_WIDEST = 1e5


def lay_text(text: str, font: QFont, width: float) -> tuple[QTextLayout, float, float]:
    """The text broken into lines of this width, a longer word within itself; width of the longest line and height of all."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    laid = QTextLayout(text, font)
    laid.setTextOption(option)
    laid.beginLayout()
    widest = high = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(min(width, _WIDEST))
        line.setPosition(QPointF(0, high))
        widest, high = max(widest, line.naturalTextWidth()), high + line.height()
    laid.endLayout()
    return laid, widest, high


def draw_text(painter: QPainter, text: str, font: QFont, area: tuple[float, float, float], align: Align) -> None:
    """Paints the text below the top of an area (left, top, width), each line at the side asked for."""
    left, top, width = area
    laid, _widest, _high = lay_text(text, font, width + 0.5)
    for number in range(laid.lineCount()):
        line = laid.lineAt(number)
        free = width - line.naturalTextWidth()
        x = {"left": 0.0, "right": free, "centre": free / 2}[align]
        begins = line.naturalTextRect().left()  # a line that runs from the right lies at the right end of its width
        line.draw(painter, QPointF(left + x - begins, top))


class ScreenMeasure:
    """How wide and high a text comes out in the window, in units of the drawing, of which one is `unit` pixels."""

    def __init__(self, font: QFont, unit: float) -> None:
        self._font, self._unit = font, unit
        self._known = lru_cache(maxsize=500)(self._measure)

    def __call__(self, text: str, width: float, size: float, bold: bool) -> tuple[float, float]:
        """Width of the longest line and height of all."""
        return self._known(text, width, size, bold)

    def _measure(self, text: str, width: float, size: float, bold: bool) -> tuple[float, float]:
        _laid, widest, high = lay_text(text, sized(self._font, size * self._unit, bold), width * self._unit)
        return widest / self._unit + 0.5, high / self._unit


def sized(font: QFont, pixels: float, bold: bool) -> QFont:
    """The window's font so many pixels high."""
    made = QFont(font)
    made.setPixelSize(max(round(pixels), 1))
    made.setBold(bold)
    return made
