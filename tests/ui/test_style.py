"""How controls look in their states, in all palettes: each state can be told from the others, and every word can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from weakref import ref

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from ui import icons, style_fields, theme
from ui.style import CalmStyle
from ui.style_tables import selected_ground, selected_text
from ui.widgets.list_table import shrunk

Looks = ("light", "dark", "contrast")


def tool_button() -> QToolButton:
    button = QToolButton()
    button.setText("Group by…")
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    icons.put(button, "list-checks")
    return button


def flat_button() -> QToolButton:
    button = tool_button()
    button.setAutoRaise(True)
    return button


def primary_button() -> QPushButton:
    button = QPushButton("Save")
    theme.make_primary(button)
    return button


def combo_box() -> QComboBox:
    box = QComboBox()
    box.addItem("Stick or folder")
    return box


MAKERS: tuple[Callable[[], QWidget], ...] = (
    lambda: QPushButton("Close"), primary_button, tool_button, flat_button, combo_box, lambda: QLineEdit("Words"),
    lambda: QCheckBox("Only published"), lambda: QRadioButton("Yes"),
)  # fmt: skip


@pytest.fixture(params=Looks)
def look(request: pytest.FixtureRequest, qapp: QApplication, language: Any) -> Iterator[str]:
    """Each palette in turn."""
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, "light")


@pytest.fixture
def shelf(qtbot: Any, look: str) -> Iterator[list[QWidget]]:
    """One of every control, shown; the keys go elsewhere."""
    whole, made = QWidget(), [make() for make in MAKERS]
    column = QVBoxLayout(whole)
    for one in (QPushButton("elsewhere"), *made):
        column.addWidget(one)
    qtbot.addWidget(whole)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    yield made
    whole.close()


def picture(widget: QWidget) -> QImage:
    return widget.window().grab(QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())).toImage()


def test_focus_mouse_and_what_cannot_be_used_show_on_every_control(shelf: list[QWidget], look: str, qtbot: Any) -> None:
    for one in shelf:
        name = f"{type(one).__name__} in {look}"
        plain = picture(one)
        qtbot.keyClick(one.window(), Qt.Key.Key_Tab)  # from now on the ring shows
        one.setFocus(Qt.FocusReason.TabFocusReason)
        one.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, True)
        assert picture(one) != plain, f"focus: {name}"
        one.clearFocus()
        if not isinstance(one, QLineEdit | QCheckBox | QRadioButton):
            one.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
            assert picture(one) != plain, f"mouse: {name}"
            one.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        one.setEnabled(False)
        assert picture(one) != plain, f"disabled: {name}"


def test_what_is_on_differs_from_what_is_off(shelf: list[QWidget], look: str) -> None:
    for one in shelf:
        if isinstance(one, QToolButton | QCheckBox | QRadioButton):
            plain = picture(one)
            one.setChecked(True)
            assert picture(one) != plain, f"{type(one).__name__} in {look}"


def luminance(color: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("has_focus", [True, False])
def test_words_on_a_selected_row_can_be_read(look: str, has_focus: bool) -> None:
    for role in ("text", "muted", "attention", "bad", "good"):
        said = selected_text(theme.color(role), has_focus)
        assert contrast(said, selected_ground(has_focus)) >= (4.5 if role == "text" else 3.0), role


def test_a_selected_row_is_another_one_while_the_keys_go_elsewhere(look: str) -> None:
    assert selected_ground(True) != selected_ground(False)
    assert selected_ground(False) != theme.color("raised")


def test_a_button_with_a_menu_has_room_for_its_mark(qtbot: Any, look: str) -> None:
    plain, opening = tool_button(), tool_button()
    opening.setMenu(QMenu(opening))
    opening.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    for one in (plain, opening):
        qtbot.addWidget(one)
    assert opening.sizeHint().width() > plain.sizeHint().width() > 0


def test_the_window_has_our_style(qapp: QApplication, look: str) -> None:
    assert isinstance(qapp.style(), CalmStyle)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("upright", [True, False])
def test_the_parts_of_a_scroll_bar_fill_it_at_every_place(qtbot: Any, language: Any, upright: bool, direction: Any) -> None:
    bar = QScrollBar(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
    qtbot.addWidget(bar)
    bar.setRange(0, 100_000)
    bar.setPageStep(20)
    bar.setLayoutDirection(direction)
    bar.resize(14, 300) if upright else bar.resize(300, 14)
    for value in (0, 1, 50_000, 99_999, 100_000):
        bar.setValue(value)
        option = QStyleOptionSlider()
        bar.initStyleOption(option)
        parts = [style_fields.part_of_scroll_bar(option, part) for part in (
            QStyle.SubControl.SC_ScrollBarSubPage, QStyle.SubControl.SC_ScrollBarSlider, QStyle.SubControl.SC_ScrollBarAddPage,
        )]  # fmt: skip
        assert sum(part.height() if upright else part.width() for part in parts) == 300
        assert all(bar.rect().contains(part) or part.isEmpty() for part in parts)
        assert (parts[1].height() if upright else parts[1].width()) >= 28


def test_nothing_is_kept_of_a_widget_that_is_gone(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bindings know it: they alone would keep it as long as the program runs."""
    monkeypatch.setitem(theme._room, "bound", 10**6)
    for renew in (theme.renew, partial(monkeypatch.setitem, theme._room, "bound", 0)):
        page = QWidget()
        label = QLabel(page)
        theme.tint(label, "muted")
        kept = ref(label)
        delete(page)
        del label
        assert kept() is not None
        renew()
        theme.tint(QLabel(), "muted")
        assert kept() is None


def test_wide_columns_give_way_and_narrow_ones_do_not() -> None:
    widths, least = [300, 40, 200], [20, 20, 20]
    assert shrunk(widths, least, 0) == widths
    assert shrunk(widths, least, -50) == widths
    assert sum(shrunk(widths, least, 60)) <= 480
    assert shrunk(widths, least, 60)[1] == 40
    assert shrunk(widths, least, 5_000) == [198, 40, 132]
    assert shrunk(widths, [20, 20, 180], 5_000) == [198, 40, 180]
