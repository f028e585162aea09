"""What a screen reader and a keyboard need: names, roles, a Tab that goes as one reads, keys for all that the mouse does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLabel, QScrollArea, QScrollBar, QWidget

from tests.ui.reach_fit import describe, visible_parts
from ui.reading import list_stops

NOTHING_SAID = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window, QAccessible.Role.Whitespace}
# Their buttons repeat what a key does: ↓ opens the calendar, Ctrl+↓ shows the next language, Delete takes a choice away.
BESIDE_A_KEY = {"DateEditor", "LanguageChips", "Chip", "QLineEdit", "QTabBar"}
REPEATS = {"Tick"}  # hears on its words what its own box to tick hears from keys


def find_unnamed(root: QWidget) -> Iterator[str]:
    """Sentences about controls and data that a screen reader could not announce."""
    for widget in visible_parts(root):
        if isinstance(widget, QHeaderView) or not (takes_focus(widget) or isinstance(widget, QAbstractItemView)):
            continue
        said = QAccessible.queryAccessibleInterface(widget)
        name = said.text(QAccessible.Text.Name).strip()
        if not name:
            yield f"{describe(widget)}: has no name"
        elif widget.objectName() and name == widget.objectName():
            yield f"{describe(widget)}: is called by its object name"
        if said.role() in NOTHING_SAID and not isinstance(widget, QScrollArea):  # which is there to be scrolled by keys
            yield f"{describe(widget)}: its role is {said.role().name}"


def find_out_of_reach(root: QWidget) -> Iterator[str]:
    """Sentences about what only a mouse can use."""
    for widget in visible_parts(root):
        if isinstance(widget, QLabel) and _has_links(widget) and not _keys_follow(widget):
            yield f"{describe(widget)}: its links cannot be reached by keys"
        if isinstance(widget, QScrollBar) or takes_focus(widget) or not widget.isEnabled():
            continue
        if isinstance(widget, QAbstractButton) and not _has_key(widget):
            yield f"{describe(widget)}: can be pressed by mouse only"
        elif _is_ours_to_click(widget):
            yield f"{describe(widget)}: hears the mouse and no keys"


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.focusProxy() is None


def _has_links(label: QLabel) -> bool:
    return "<a " in label.text()


def _keys_follow(label: QLabel) -> bool:
    return bool(label.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard)


def _has_key(button: QAbstractButton) -> bool:
    """A shortcut of its own, a line beside it in which a key does the same, or arrows from the button beside it."""
    if button.autoExclusive() or (button.group() is not None and button.group().exclusive()):
        return True
    parent = button.parentWidget()
    lines = [one.__name__ for one in type(parent).__mro__] if parent is not None else []
    return not button.shortcut().isEmpty() or bool(BESIDE_A_KEY & set(lines))


def _is_ours_to_click(widget: QWidget) -> bool:
    handler = getattr(type(widget), "mousePressEvent", None) or getattr(type(widget), "mouseReleaseEvent", None)
    return str(getattr(handler, "__module__", "")).startswith("ui.") and type(widget).__name__ not in REPEATS


# Order


def find_disorder(root: QWidget) -> Iterator[str]:
    """Sentences about steps of Tab that go against the reading order of the page: up, or back within a line."""
    stops = list_stops(root)
    rightwards = root.layoutDirection() == Qt.LayoutDirection.LeftToRight
    for one, after in pairwise(stops):
        a, b = (_place(part, rightwards) for part in _apart(one, after))
        goes_up = b.bottom() < a.top() and b.left() < a.right()
        goes_back = b.right() < a.left() and b.top() <= a.bottom() and b.bottom() >= a.top()
        if goes_up or goes_back:
            yield f"{describe(one)} → {describe(after)}: Tab goes {'up' if goes_up else 'back'}"


def _apart(one: QWidget, other: QWidget) -> tuple[QWidget, QWidget]:
    """The two, or what holds each, right under the same parent: what an area scrolls out of sight stands in its area."""
    over = {id(part): part for part in _upwards(one)}
    common = next(part for part in _upwards(other) if id(part) in over)
    # an area that is a stop holds the stops in it: it stands for itself
    return tuple(next((part for part in _upwards(it) if part.parentWidget() is common), it) for it in (one, other))  # type: ignore


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _place(widget: QWidget, rightwards: bool) -> QRect:
    """Where it stands in its parent, measured from where reading begins."""
    place = QRect(widget.geometry())
    if not rightwards:
        place.moveLeft(widget.parentWidget().width() - place.right() - 1)
    return place
