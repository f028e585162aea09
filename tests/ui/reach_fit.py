"""What does not fit: words that are cut, parts squeezed or outside, pages that scroll sideways: geometry, no pictures."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from ui.widgets.elided import ElidedLabel
from ui.widgets.link import Link

SLACK = 2  # pixels that rounding may cost


def find_misfits(root: QWidget) -> Iterator[str]:
    """Sentences about everything under `root` that a person could not read or reach."""
    for widget in visible_parts(root):
        for fault in _faults(widget):
            yield f"{describe(widget)}: {fault}"


def visible_parts(root: QWidget) -> list[QWidget]:
    """What is shown under a widget, and the widget itself; what Qt makes for itself stays away."""
    found = [root, *root.findChildren(QWidget)]
    return [one for one in found if one.isVisible() and not one.objectName().startswith("qt_") and one.window() is root.window()]


def describe(widget: QWidget) -> str:
    """Class, name and words of a widget, with those of what it stands in."""
    words = getattr(widget, "text", str)()[:40] if isinstance(widget, QLabel | QAbstractButton) else ""
    chain, one = [], widget
    while one is not None and len(chain) < 3:
        chain.append(f"{type(one).__name__}{'#' + one.objectName() if one.objectName() else ''}")
        one = one.parentWidget()
    return f"{' < '.join(chain)} «{words}»"


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label_faults(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button_faults(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo_faults(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line_faults(widget)
    if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > SLACK:
        yield f"scrolls sideways by {widget.horizontalScrollBar().maximum()}"
    yield from _place_faults(widget)


def _label_faults(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if isinstance(label, ElidedLabel):
        wanted = label.fontMetrics().horizontalAdvance(label.text())
        if wanted > label.width() + SLACK and not label.toolTip():
            yield f"elided without a tip ({wanted} > {label.width()})"
        return
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if wanted > label.height() + SLACK:
            yield f"lines cut ({wanted} > {label.height()})"
        longest = label.minimumSizeHint().width()
        if longest > label.width() + SLACK:
            yield f"word cut ({longest} > {label.width()})"
        return
    wanted_size = label.sizeHint()
    if wanted_size.width() > label.width() + SLACK:
        yield f"text cut ({wanted_size.width()} > {label.width()})"
    if wanted_size.height() > label.height() + SLACK:
        yield f"text cut below ({wanted_size.height()} > {label.height()})"


def _button_faults(button: QAbstractButton) -> Iterator[str]:
    if isinstance(button, Link):
        wanted = button.heightForWidth(button.width())
        if wanted > button.height() + SLACK:
            yield f"lines cut ({wanted} > {button.height()})"
        return
    if not button.text():
        return
    hint = button.minimumSizeHint()
    if hint.width() > button.width() + SLACK:
        yield f"words cut ({hint.width()} > {button.width()})"
    if hint.height() > button.height() + SLACK:
        yield f"cut below ({hint.height()} > {button.height()})"


def _combo_faults(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo)
    wanted = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if wanted > field.width() + SLACK and not combo.toolTip():
        yield f"choice cut ({wanted} > {field.width()}) «{combo.currentText()[:40]}»"


def _line_faults(line: QLineEdit) -> Iterator[str]:
    wanted, room = line.fontMetrics().horizontalAdvance(line.placeholderText()), line.width() - 12
    if not line.text() and wanted > room + SLACK and not line.toolTip():
        yield f"placeholder cut ({wanted} > {room}) «{line.placeholderText()[:40]}»"


def _place_faults(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if widget.isWindow() or parent is None:
        return
    if not _scrolls(parent) and not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
        yield f"lies outside {_rect(widget.geometry())} in {_rect(parent.rect())}"
    least = _least(widget)
    if widget.width() + SLACK < least[0] or widget.height() + SLACK < least[1]:
        yield f"squeezed to {widget.width()}×{widget.height()}, needs {least[0]}×{least[1]}"


def _scrolls(parent: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and parent is area.viewport()


def _least(widget: QWidget) -> tuple[int, int]:
    """The least size that the widget says it can do with, where it says so through a layout."""
    layout = widget.layout()
    if layout is None or isinstance(widget, QAbstractItemView):
        return 0, 0
    size = layout.totalMinimumSize()
    height = layout.totalMinimumHeightForWidth(widget.width()) if layout.hasHeightForWidth() else size.height()
    return size.width(), height


def _rect(area: QRect) -> str:
    return f"{area.x()},{area.y()} {area.width()}×{area.height()}"
