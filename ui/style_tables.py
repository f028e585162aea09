"""Headings and cells of tables: room at both sides of a word, soft lines, a selection that stays legible."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)  # fmt: skip

from ui import theme
from ui.style_buttons import State, breath, draw_chevron, soft

PAD = theme.NEAR  # beside the words of a cell
_INSET = PAD - 3  # Fusion keeps three pixels itself
_ARROW, _MARK = 16, 16
Sort = QStyleOptionHeader.SortIndicator
_CURRENT = {"light": "accent", "dark": "accent", "contrast": "text"}


def draw_section(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The ground of a heading: a hairline under it, a shorter one between it and the next."""
    area = option.rect
    painter.fillRect(area, theme.color("ground"))
    is_met = bool(option.state & State.State_MouseOver) and bool(option.state & State.State_Enabled)
    if is_met:
        painter.fillRect(area, breath())
    painter.save()
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    if isinstance(option, QStyleOptionHeader) and option.position not in (
        QStyleOptionHeader.SectionPosition.End, QStyleOptionHeader.SectionPosition.OnlyOneSection,
    ):  # fmt: skip
        painter.setPen(QPen(soft("line", 0.5), 1))
        x = area.left() if option.direction is Qt.LayoutDirection.RightToLeft else area.right()
        painter.drawLine(x, area.top() + 6, x, area.bottom() - 6)
    painter.restore()
    return True


def draw_heading(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The word of a heading, or its icon, and the arrow of the order."""
    assert isinstance(option, QStyleOptionHeader)
    room = heading_area(widget, option)
    if option.sortIndicator is not Sort.None_:
        arrow = QStyle.visualRect(option.direction, room, QRect(room.right() - _ARROW + 4, room.top(), _ARROW, room.height()))
        # Qt calls the rising order «down»: the arrow points to where the greatest is.
        draw_chevron(painter, QPointF(arrow.center()), theme.color("accent"), up=option.sortIndicator is Sort.SortDown)
        room = QStyle.visualRect(option.direction, room, room.adjusted(0, 0, -_ARROW, 0))
    alignment = QStyle.visualAlignment(option.direction, option.textAlignment)
    if not option.icon.isNull():
        mark = QRect(0, 0, _MARK, _MARK)
        mark.moveCenter(room.center())
        option.icon.paint(painter, mark)
        return True
    painter.save()
    painter.setPen(theme.color("text" if option.sortIndicator is not Sort.None_ else "muted"))
    words = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, alignment | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
    painter.restore()
    return True


def heading_area(widget: QWidget | None, option: QStyleOption) -> QRect:
    """Where the word of a heading stands: over the words of its column."""
    is_upright = isinstance(option, QStyleOptionHeader) and option.orientation is Qt.Orientation.Vertical
    side = 1 if is_upright else PAD - 2  # Qt keeps two pixels itself
    return option.rect.adjusted(side, 0, -side, 0)


def draw_cell(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A cell of a table with room at both sides; lists that open are Fusion's."""
    if not isinstance(widget, QTableView) or not isinstance(option, QStyleOptionViewItem):
        return False
    state, area = option.state, option.rect
    is_selected, is_current = bool(state & State.State_Selected), bool(state & State.State_HasFocus)
    if option.backgroundBrush.style() is not Qt.BrushStyle.NoBrush:
        painter.fillRect(area, option.backgroundBrush)
    has_focus = (is_selected or is_current) and widget.hasFocus()
    draw_ground(painter, area, is_selected, has_focus, is_current=is_current)
    inner = QStyleOptionViewItem(option)
    inner.rect = area.adjusted(_INSET, 0, -_INSET, 0)
    if is_selected or is_current:
        inner.state = state & ~(State.State_Selected | State.State_HasFocus)
    if is_selected:
        palette = QPalette(option.palette)
        palette.setColor(QPalette.ColorRole.Text, selected_text(palette.color(QPalette.ColorRole.Text), has_focus))
        inner.palette, inner.backgroundBrush = palette, QBrush()
    assert isinstance(style, QProxyStyle)
    QProxyStyle.drawControl(style, QStyle.ControlElement.CE_ItemViewItem, inner, painter, widget)
    return True


def draw_ground(painter: QPainter, area: QRect, is_selected: bool, has_focus: bool, *, is_current: bool) -> None:
    """What lies under a cell: the selection, a hairline to the next row, the accent's lines where the keys start from."""
    if is_selected:
        painter.fillRect(area, selected_ground(has_focus))
    line = theme.color(_CURRENT[theme.name()]) if is_current else soft("line", 0.22, "raised")
    painter.fillRect(area.left(), area.bottom(), area.width(), 1, line)
    if is_current:
        painter.fillRect(area.left(), area.top(), area.width(), 1, line)


def selected_ground(has_focus: bool) -> QColor:
    """What lies under a selected row: quieter while the keys go elsewhere."""
    if theme.name() == "contrast":
        return theme.color("accent") if has_focus else QColor("#4d4d4d")
    return theme.blend(theme.color("accent" if has_focus else "muted"), theme.color("raised"), 0.2)


def selected_text(usual: QColor, has_focus: bool) -> QColor:
    """The text on it: as it is elsewhere, but for the high-contrast look, where the ground is the accent itself."""
    return theme.color("on_accent") if theme.name() == "contrast" and has_focus else usual
