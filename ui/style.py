"""How controls are drawn: Fusion's measures and manners, with flat grounds, one line weight and one ring for the focus.

Drawing is overridden, and the room round words, but never metrics or hints: those are asked thousands of times, and each
question would come up to Python. Every colour comes from the palette in use, so that the dark and the high-contrast look need
nothing of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionSlider,
    QStyleOptionToolButton,
    QWidget,
)  # fmt: skip

from ui import style_buttons, style_fields, style_tables

Control: TypeAlias = QStyle.ControlElement
Complex: TypeAlias = QStyle.ComplexControl
Primitive: TypeAlias = QStyle.PrimitiveElement
Contents: TypeAlias = QStyle.ContentsType
Part: TypeAlias = QStyle.SubElement
Draw = Callable[[QStyle, QStyleOption, QPainter, QWidget | None], bool]

_CONTROLS: dict[Control, Draw] = {
    Control.CE_PushButtonBevel: style_buttons.draw_push_button,
    Control.CE_PushButtonLabel: style_buttons.draw_push_label,
    Control.CE_TabBarTabShape: style_buttons.draw_tab,
    Control.CE_HeaderSection: style_tables.draw_section,
    Control.CE_HeaderLabel: style_tables.draw_heading,
    Control.CE_HeaderEmptyArea: style_tables.draw_section,
    Control.CE_ItemViewItem: style_tables.draw_cell,
    Control.CE_ShapedFrame: style_fields.draw_frame,
}
_COMPLEX: dict[Complex, Draw] = {
    Complex.CC_ToolButton: style_buttons.draw_tool_button,
    Complex.CC_ScrollBar: style_fields.draw_scroll_bar,
    Complex.CC_ComboBox: style_fields.draw_combo_box,
}
_PRIMITIVES: dict[Primitive, Draw] = {
    Primitive.PE_PanelLineEdit: style_fields.draw_line_edit,
    Primitive.PE_IndicatorCheckBox: style_fields.draw_check_box,
    Primitive.PE_IndicatorRadioButton: style_fields.draw_radio,
    Primitive.PE_FrameTabBarBase: style_buttons.draw_tab_base,
    Primitive.PE_FrameFocusRect: style_buttons.draw_focus,
    Primitive.PE_PanelScrollAreaCorner: style_fields.draw_corner,
}

_ROOM = {
    Contents.CT_PushButton: QSize(8, 2),
    Contents.CT_HeaderSection: QSize(0, 6),
    Contents.CT_LineEdit: QSize(2 * style_fields.INSET, 0),
    Contents.CT_ComboBox: QSize(2 * style_fields.INSET, 0),
}
_LINE = QSize(0, 6)  # more for each line of a list that opens, or of one to choose from


class CalmStyle(QProxyStyle):
    """The one style of the window."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawControl(self, element: Control, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        """Ours where there is one, else Fusion's."""
        draw = _CONTROLS.get(element)
        if draw is None or not draw(self, option, painter, widget):
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self, control: Complex, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Ours where there is one, else Fusion's."""
        draw = _COMPLEX.get(control)
        if draw is None or not draw(self, option, painter, widget):
            super().drawComplexControl(control, option, painter, widget)

    def drawPrimitive(self, element: Primitive, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        """Ours where there is one, else Fusion's."""
        draw = _PRIMITIVES.get(element)
        if draw is None or not draw(self, option, painter, widget):
            super().drawPrimitive(element, option, painter, widget)

    def subControlRect(
        self, control: Complex, option: QStyleOptionComplex, part: QStyle.SubControl, widget: QWidget | None = None
    ) -> QRect:
        """A scroll bar is all handle and way: no buttons at its ends."""
        if control is Complex.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            return super().subControlRect(control, option, part, widget).adjusted(style_fields.INSET, 0, -style_fields.INSET, 0)  # type: ignore[arg-type]
        if control is Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return style_fields.part_of_scroll_bar(option, part)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # Qt takes none

    def subElementRect(self, element: Part, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """The words in a line stand a little away from its frame."""
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element is Part.SE_LineEditContents and isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
            return found.adjusted(style_fields.INSET, 0, -style_fields.INSET, 0)
        return found

    def sizeFromContents(self, contents: Contents, option: QStyleOption, size: QSize, widget: QWidget | None = None) -> QSize:
        """Fusion's, with room beside the word of a button, and for the mark that says «there is more behind this»."""
        wanted = super().sizeFromContents(contents, option, size, widget)  # type: ignore[arg-type]
        if contents is Contents.CT_ToolButton and isinstance(option, QStyleOptionToolButton):
            return wanted + style_buttons.extra_room(option)
        if contents is Contents.CT_ItemViewItem:
            return wanted + _LINE if isinstance(widget, QListView) else wanted
        return wanted + _ROOM[contents] if contents in _ROOM else wanted


def put_on(app: QApplication) -> None:
    """Gives the application this style, once."""
    if not isinstance(app.style(), CalmStyle):
        app.setStyle(CalmStyle())
