"""The marks of a drawing in the window's colours: ink and ground are the palette's, the tones of series those of paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from baseldesk.reports.chart_shapes import GROUND, LAND, Box, Disc, Mark, Plan, Shape, Stroke, Words, tone
from ui import theme
from ui.widgets.chart_text import draw_text, sized

_PATTERNS = {
    "/": Qt.BrushStyle.BDiagPattern, "\\": Qt.BrushStyle.FDiagPattern, "-": Qt.BrushStyle.HorPattern,
    "x": Qt.BrushStyle.DiagCrossPattern,
}  # fmt: skip
_DARK_INK = QColor(40, 40, 40)


def paint(plan: Plan, painter: QPainter, font: QFont, unit: float) -> None:
    """Paints all marks; the painter is scaled to the units of the drawing, of which one is `unit` pixels."""
    for mark in plan.marks:
        _paint(mark, painter, font, unit)


def _paint(mark: Mark, painter: QPainter, font: QFont, unit: float) -> None:
    match mark:
        case Words():
            _write(mark, painter, font, unit)
        case Box():
            _fill(painter, mark.tone, QRectF(mark.x, mark.y, mark.width, mark.height))
        case Stroke():
            painter.setPen(_pen(mark))
            painter.drawPolyline(_polygon(mark.points))
        case Shape():
            painter.setPen(_outline() if mark.outlined else Qt.PenStyle.NoPen)
            painter.setBrush(_colour(mark.tone))
            painter.drawPolygon(_polygon(mark.points))
        case Disc():
            painter.setPen(QPen(theme.color("raised"), 0.8))
            painter.setBrush(_colour(mark.tone))
            painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius, mark.radius)


def _write(mark: Words, painter: QPainter, font: QFont, unit: float) -> None:
    """Text in real pixels: its size is no whole number of units."""
    painter.save()
    painter.scale(1 / unit, 1 / unit)
    painter.setPen(theme.blend(theme.color("raised"), theme.color("text"), min(mark.grey, 0.35)))
    area = (mark.x * unit, mark.y * unit, mark.width * unit)
    draw_text(painter, mark.text, sized(font, mark.size * unit, mark.bold), area, mark.align)
    painter.restore()


def _fill(painter: QPainter, number: int, area: QRectF) -> None:
    look = tone(number)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_colour(number))
    painter.drawRect(area)
    if look.pattern:
        painter.setBrush(QBrush(_DARK_INK, _PATTERNS[look.pattern]))
        painter.drawRect(area)
    painter.setPen(_outline())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)


def _outline() -> QPen:
    return QPen(theme.blend(theme.color("text"), theme.color("raised"), 0.8), 0.5)


def _colour(number: int) -> QColor:
    """The first series has the window's accent; land and ground are the palette's."""
    if number == LAND:
        return theme.blend(theme.color("line"), theme.color("raised"), 0.35)
    if number == GROUND:
        return theme.color("raised")
    return theme.color("accent") if number == 0 else QColor(*tone(number).colour)


def _pen(mark: Stroke) -> QPen:
    ink = theme.blend(theme.color("raised"), theme.color("text"), mark.grey) if mark.tone is None else _line_colour(mark.tone)
    pen = QPen(ink, mark.thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if mark.dashes:
        pen.setDashPattern([one / mark.thickness for one in mark.dashes])
    return pen


def _line_colour(number: int) -> QColor:
    """A colour that is seen as a thin line on the palette's ground."""
    colour = _colour(number)
    dark_ground = theme.color("raised").lightness() < 128
    if dark_ground and colour.lightness() < 110:
        return colour.lighter(230)
    return colour if dark_ground or colour.lightness() < 150 else colour.darker(170)


def _polygon(points: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
