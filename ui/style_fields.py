"""What one writes and chooses in, the frames round it, and the bars that move it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionSlider,
    QWidget,
)  # fmt: skip

from ui import theme
from ui.style_buttons import State, draw_chevron, draw_ring, draw_round, soft

_THIN, _THICK = 6, 8  # pixels of the handle of a scroll bar
_SHORTEST = 28
INSET = 3  # between a frame and the words in it, beyond Fusion's own


def draw_line_edit(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A line to write in: the accent's ring while one writes, no ground where nothing can be written."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return False
    is_closed = bool(option.state & (State.State_ReadOnly)) or not option.state & State.State_Enabled
    ground = theme.color("ground") if is_closed else option.palette.color(QPalette.ColorRole.Base)
    _draw_box(option, painter, ground)
    return True


def _draw_box(option: QStyleOption, painter: QPainter, ground: QColor) -> None:
    is_enabled = bool(option.state & State.State_Enabled)
    has_focus = bool(option.state & State.State_HasFocus)
    line = theme.color("line") if is_enabled else theme.blend(theme.color("line"), theme.color("ground"), 0.45)
    if is_enabled and option.state & State.State_MouseOver and not has_focus:
        line = theme.color("muted" if theme.name() != "contrast" else "accent")
    draw_round(painter, option.rect, ground, line)
    if has_focus:
        draw_ring(painter, option.rect, theme.color("raised"))


def draw_combo_box(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A list to choose from: a field with the mark of what opens."""
    assert isinstance(option, QStyleOptionComboBox)
    if not option.frame:
        return False
    is_enabled = bool(option.state & State.State_Enabled)
    _draw_box(option, painter, option.palette.color(QPalette.ColorRole.Base) if is_enabled else theme.color("ground"))
    arrow = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, widget)
    draw_chevron(painter, QRectF(arrow).center(), theme.color("text" if is_enabled else "muted"))
    return True


def draw_check_box(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A box with a tick; the accent's while it is ticked."""
    side = min(option.rect.width(), option.rect.height())
    box = QRect(0, 0, side, side)
    box.moveCenter(option.rect.center())
    is_on = bool(option.state & State.State_On)
    _draw_mark_ground(option, painter, box, is_on or bool(option.state & State.State_NoChange))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("on_accent"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    unit, corner = side / 14, QPointF(box.topLeft())
    if is_on:
        painter.drawPolyline(QPolygonF([corner + QPointF(x, y) * unit for x, y in ((3.2, 7.4), (6, 10.2), (10.8, 4.4))]))
    elif option.state & State.State_NoChange:
        painter.drawLine(corner + QPointF(4, 7) * unit, corner + QPointF(10, 7) * unit)
    painter.restore()
    return True


def _draw_mark_ground(option: QStyleOption, painter: QPainter, box: QRect, is_on: bool) -> None:
    is_enabled = bool(option.state & State.State_Enabled)
    tone = theme.color("accent") if is_enabled else theme.color("line")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone if is_on else theme.color("line"), 1))
    painter.setBrush(tone if is_on else option.palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.restore()


def draw_radio(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A round box; the accent's ring and dot while it is chosen."""
    side = min(option.rect.width(), option.rect.height()) - 1
    tone = theme.color("accent") if option.state & State.State_Enabled else theme.color("line")
    is_on = bool(option.state & State.State_On)
    middle = QRectF(option.rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone if is_on else theme.color("line"), 1.5 if is_on else 1))
    painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
    painter.drawEllipse(middle, side / 2 - 0.5, side / 2 - 0.5)
    if is_on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawEllipse(middle, side / 4, side / 4)
    painter.restore()
    return True


def draw_frame(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The frame of a table or a text: rounded nowhere, so that rows meet it, and soft."""
    if not isinstance(option, QStyleOptionFrame) or option.frameShape != QFrame.Shape.StyledPanel:
        return False
    is_writing = bool(option.state & State.State_HasFocus) and not isinstance(widget, QAbstractItemView)
    painter.save()
    painter.setPen(QPen(theme.color("accent") if is_writing else soft("line", 0.7), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    painter.restore()
    return True


def draw_corner(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Between two scroll bars there is nothing."""
    painter.fillRect(option.rect, theme.color("ground"))
    return True


def draw_scroll_bar(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A slim handle on the ground, a little thicker under the mouse."""
    assert isinstance(option, QStyleOptionSlider)
    painter.fillRect(option.rect, theme.color("ground"))
    if option.maximum <= option.minimum:
        return True
    handle = part_of_scroll_bar(option, QStyle.SubControl.SC_ScrollBarSlider)
    is_met = bool(option.state & (State.State_MouseOver | State.State_Sunken))
    is_held = bool(option.state & State.State_Sunken)
    area, thick = QRectF(handle), _THICK if is_met else _THIN
    middle = area.center()
    if option.orientation is Qt.Orientation.Vertical:
        area = QRectF(middle.x() - thick / 2, area.top(), thick, area.height())
    else:
        area = QRectF(area.left(), middle.y() - thick / 2, area.width(), thick)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent" if is_held else "muted" if is_met else "line"))
    painter.drawRoundedRect(area, thick / 2, thick / 2)
    painter.restore()
    return True


def part_of_scroll_bar(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """Where a part stands: the handle as long as what is in sight is of the whole, the way before and after it."""
    is_upright, bounds = option.orientation is Qt.Orientation.Vertical, option.rect
    whole = bounds.height() if is_upright else bounds.width()
    span = option.maximum - option.minimum
    handle = max(whole * option.pageStep // (span + option.pageStep), _SHORTEST) if span > 0 else whole
    handle = min(handle, whole)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, whole - handle, option.upsideDown
    )
    placed = {
        QStyle.SubControl.SC_ScrollBarSlider: (start, handle),
        QStyle.SubControl.SC_ScrollBarGroove: (0, whole),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, start),
        QStyle.SubControl.SC_ScrollBarAddPage: (start + handle, whole - start - handle),
    }.get(part)
    if placed is None:
        return QRect()
    at, length = placed
    if is_upright:
        return QRect(bounds.left(), bounds.top() + at, bounds.width(), length)
    return QStyle.visualRect(option.direction, bounds, QRect(bounds.left() + at, bounds.top(), length, bounds.height()))
