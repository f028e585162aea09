"""Buttons and tabs: flat, one line, the accent's ring while they have the focus."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionTab,
    QStyleOptionToolButton,
    QTabBar,
    QToolButton,
    QWidget,
)  # fmt: skip

from ui import theme

ROUND = 5.0
_PADDING, _GAP, _ARROW = 6, 6, 14  # pixels beside a word, between it and its icon; the room of the mark of a menu
State = QStyle.StateFlag
_ON = State.State_On | State.State_Sunken
Feature = QStyleOptionToolButton.ToolButtonFeature
Labelled: TypeAlias = QStyleOptionButton | QStyleOptionToolButton


def soft(role: str, share: float, ground: str = "ground") -> QColor:
    """A colour of a role, so much of it over a ground; whole where contrast is wanted."""
    return theme.blend(theme.color(role), theme.color(ground), 1.0 if theme.name() == "contrast" else share)


def breath(share: float = 0.07) -> QColor:
    """The ground under the mouse: a breath of the text on it, in every look."""
    return theme.blend(theme.color("text"), theme.color("ground"), share if theme.name() != "contrast" else 0.25)


def draw_round(painter: QPainter, area: QRect, fill: QColor | None, line: QColor | None, width: float = 1.0) -> None:
    """A rounded area inside these bounds."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
    painter.restore()


def draw_chevron(painter: QPainter, middle: QPointF, color: QColor, *, up: bool = False, reach: float = 3.5) -> None:
    """A small arrow of two strokes."""
    by = -reach / 2 if up else reach / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF([middle + QPointF(-reach, -by), middle + QPointF(0, by), middle + QPointF(reach, -by)]))
    painter.restore()


def draw_ring(painter: QPainter, area: QRect, ground: QColor) -> None:
    """The focus: two pixels of the accent, or of what is seen on it."""
    is_on_accent = ground in (theme.color("accent"), theme.color("bad"))
    if is_on_accent:
        draw_round(painter, area.adjusted(2, 2, -2, -2), None, theme.color("on_accent"), 1.5)
    else:
        draw_round(painter, area, None, theme.color("accent"), 2.0)


def _shade(ground: QColor, option: QStyleOption) -> QColor:
    """The ground as it answers the mouse: a breath of the text under it, more while it is pressed."""
    if not option.state & State.State_Enabled:
        return ground
    share = 0.18 if option.state & State.State_Sunken else 0.07 if option.state & State.State_MouseOver else 0.0
    return theme.blend(option.palette.color(QPalette.ColorRole.ButtonText), ground, share) if share else ground


def _draw_panel(option: QStyleOption, painter: QPainter, *, flat: bool) -> None:
    is_enabled, is_on = bool(option.state & State.State_Enabled), bool(option.state & State.State_On)
    ground = option.palette.color(QPalette.ColorRole.Button)
    is_accent = is_enabled and ground in (theme.color("accent"), theme.color("bad"))
    fill = soft("accent", 0.16, "raised") if is_on and theme.name() != "contrast" else _shade(ground, option)
    if not flat or is_on or (option.state & (State.State_MouseOver | State.State_Sunken) and is_enabled):
        line = None if flat and not is_on else fill if is_accent else theme.color("accent") if is_on else _line(is_enabled)
        draw_round(painter, option.rect, fill if not flat or is_on else breath(0.1), line)
    if option.state & State.State_HasFocus and option.state & State.State_KeyboardFocusChange:
        draw_ring(painter, option.rect, ground if is_accent else theme.color("ground"))


def _line(is_enabled: bool) -> QColor:
    return theme.color("line") if is_enabled else theme.blend(theme.color("line"), theme.color("ground"), 0.45)


def draw_push_button(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A button with a word; the mark of a menu where it has one."""
    assert isinstance(option, QStyleOptionButton)
    flat = bool(option.features & QStyleOptionButton.ButtonFeature.Flat)
    _draw_panel(option, painter, flat=flat)
    if option.features & QStyleOptionButton.ButtonFeature.HasMenu:
        _draw_menu_mark(option, painter)
    return True


def _draw_menu_mark(option: QStyleOption, painter: QPainter) -> None:
    area = QRect(option.rect.right() - _ARROW - 3, option.rect.top(), _ARROW, option.rect.height())
    placed = QStyle.visualRect(option.direction, option.rect, area)
    draw_chevron(painter, QRectF(placed).center(), option.palette.color(QPalette.ColorRole.ButtonText))


def extra_room(option: QStyleOptionToolButton) -> QSize:
    """What a button with a word, or with a menu behind it, needs beyond Fusion's size."""
    if not _has_word(option):
        return QSize(0, 0)
    return QSize(_PADDING + _GAP + (_ARROW if _has_menu(option) else 0), 2)


def _has_word(option: QStyleOptionToolButton) -> bool:
    return bool(option.text) and (option.icon.isNull() or option.toolButtonStyle is not Qt.ToolButtonStyle.ToolButtonIconOnly)


def _has_menu(option: QStyleOptionToolButton) -> bool:
    features = option.features
    return bool(features & Feature.HasMenu) and not features & (Feature.MenuButtonPopup | Feature.PopupDelay)


def draw_tool_button(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A button with an icon, a word or both; without a line of its own where it is raised only under the mouse."""
    assert isinstance(option, QStyleOptionToolButton)
    if option.features & Feature.MenuButtonPopup or option.features & Feature.Arrow:
        return False
    _draw_panel(option, painter, flat=bool(option.state & State.State_AutoRaise))
    if _has_menu(option) and _has_word(option):
        _draw_menu_mark(option, painter)
    if _has_word(option) and option.toolButtonStyle is not Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
        _draw_label(option, painter)
        return True
    label = QStyleOptionToolButton(option)
    label.features = option.features & ~Feature.HasMenu
    label.state = option.state & ~_ON  # a pressed word does not jump
    style.drawControl(QStyle.ControlElement.CE_ToolButtonLabel, label, painter, widget)
    return True


def draw_push_label(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Icon and word of a button with a word, as tool buttons have them."""
    assert isinstance(option, QStyleOptionButton)
    has_menu = bool(option.features & QStyleOptionButton.ButtonFeature.HasMenu)
    _draw_words(option, painter, has_icon=not option.icon.isNull(), has_menu=has_menu)
    return True


def _draw_label(option: QStyleOptionToolButton, painter: QPainter) -> None:
    has_icon = not option.icon.isNull() and option.toolButtonStyle is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    _draw_words(option, painter, has_icon=has_icon, has_menu=_has_menu(option), font=option.font)


def _draw_words(option: Labelled, painter: QPainter, *, has_icon: bool, has_menu: bool, font: QFont | None = None) -> None:
    """Icon and word in reading order, in the middle of what the mark of a menu leaves; a word too long is cut at its end."""
    gap = _GAP if option.text else 0
    lead = option.iconSize.width() + gap if has_icon else 0
    room = option.rect.adjusted(_PADDING, 0, -_PADDING - (_ARROW if has_menu else 0), 0)
    is_enabled, flag = bool(option.state & State.State_Enabled), Qt.TextFlag.TextShowMnemonic
    width = min(option.fontMetrics.size(flag, option.text).width() + 1, room.width() - lead) if option.text else 0
    start = room.left() + max((room.width() - lead - width) // 2, 0)
    if has_icon:
        place = QRect(start, room.center().y() - option.iconSize.height() // 2, *option.iconSize.toTuple())
        mode = QIcon.Mode.Normal if is_enabled else QIcon.Mode.Disabled
        option.icon.paint(painter, QStyle.visualRect(option.direction, option.rect, place), Qt.AlignmentFlag.AlignCenter, mode)
    words = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, width, flag)
    place = QStyle.visualRect(option.direction, option.rect, QRect(start + lead, room.top(), width, room.height()))
    group = QPalette.ColorGroup.Active if is_enabled else QPalette.ColorGroup.Disabled
    painter.save()
    painter.setPen(option.palette.color(group, QPalette.ColorRole.ButtonText))
    if font is not None:
        painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | flag | Qt.TextFlag.TextSingleLine, words)
    painter.restore()


def draw_tab(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """A word over a line; the line is the accent's where one is."""
    assert isinstance(option, QStyleOptionTab)
    area, is_here = option.rect, bool(option.state & State.State_Selected)
    if option.shape not in (QTabBar.Shape.RoundedNorth,):
        return False
    if option.state & State.State_MouseOver and not is_here:
        draw_round(painter, area.adjusted(1, 2, -1, -4), breath(), None)
    if is_here:
        painter.fillRect(QRect(area.left() + 2, area.bottom() - 2, area.width() - 4, 3), theme.color("accent"))
    if option.state & State.State_HasFocus and is_here:
        draw_ring(painter, area.adjusted(1, 1, -1, -4), theme.color("ground"))
    return True


def draw_tab_base(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The hairline that tabs stand on."""
    painter.save()
    painter.setPen(QPen(soft("line", 0.5), 1))
    y = option.rect.bottom() + 0.5
    painter.drawLine(QLineF(option.rect.left(), y, option.rect.right() + 1, y))
    painter.restore()
    return True


def draw_focus(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """No second ring inside a button that has its own."""
    if isinstance(widget, QPushButton | QToolButton | QTabBar):
        return True
    if not option.state & State.State_KeyboardFocusChange:
        return True
    draw_round(painter, option.rect, None, theme.color("accent"), 1.5)
    return True
