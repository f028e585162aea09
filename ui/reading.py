"""The order of Tab is the order of reading: found from where things stand at each step, as screens come, go and break lines.

Not from the layouts, whose items are not safe to touch from Python; nor kept in Qt's own chain, in which everything that hands
its focus on is a stop too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QButtonGroup,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from ui.focus_place import is_greyed, place_of
from ui.focus_ring import Ring, keep_ring
from ui.widgets.scrolled import bring_into_sight

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QCalendarWidget, QComboBox, QLineEdit)  # what is inside is their own business
AFTER_TABS = "after_tabs"  # the property of what is come to after the tabs of its form
_TABS = "qt_tabwidget_tabbar"
_TOUCH = 2  # pixels by which neighbours may overlap


class _Part(NamedTuple):
    """A widget and where it stands; `start` and `end` in reading direction."""

    top: int
    bottom: int
    start: int
    end: int
    widget: QWidget


def step(root: QWidget, *, ahead: bool) -> bool:
    """Takes the focus on by one stop, or back; False where it is on nothing that has a place in the order.

    Qt asks for the same when what has the focus is greyed or hidden, so that it would go elsewhere: see `ui.focus_place`.
    """
    keep_ring(root)
    place = place_of(root)
    here = root.focusWidget() or place.held
    if here is None:
        return False
    if not here.isVisible():
        return place.move(nearest(here))
    if is_greyed(here) and here is not place.held:
        return place.hold(here)
    stops = _with_late(list_stops(root, here))
    if here not in stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if ahead else Qt.FocusReason.BacktabFocusReason
    goal = stops[(stops.index(here) + (1 if ahead else -1)) % len(stops)]
    goal.setFocus(reason)
    bring_into_sight(goal)
    return True


def _with_late(stops: list[QWidget]) -> list[QWidget]:
    """The stage of a record is chosen right before its first field, though it stands over the tabs: fewer keys for most."""
    late = [one for one in stops if one.property(AFTER_TABS)]
    others = [one for one in stops if one not in late]
    tabs = next((place for place, one in enumerate(others) if one.objectName() == _TABS), -1)
    return [*others[: tabs + 1], *late, *others[tabs + 1 :]] if late and tabs >= 0 else stops


def list_stops(root: QWidget, here: QWidget | None = None) -> list[QWidget]:
    """What Tab stops at under a widget, in reading order; where one is counts too, whether Tab would stop there or not."""
    stops: list[QWidget] = []
    for child in _children(root, here):
        if child is here or (_is_stop(child) and not _is_passed_by(child)):
            stops.append(child)
        if not isinstance(child, _WHOLE):
            stops += list_stops(child, here)
    return stops


def nearest(gone: QWidget) -> QWidget | None:
    """The stop after what is hidden, else the one before it, in the innermost part of the page that has any.

    The page itself where nothing is left in it, and None where another page takes its place: to that one Qt gives the focus.
    """
    part, around = gone, gone.parentWidget()
    while around is not None and not around.isVisible():
        part, around = around, around.parentWidget()
    if isinstance(around, QStackedWidget):
        return None
    while around is not None and not isinstance(around, QStackedWidget):
        stops = list_stops(around, part)
        if len(stops) > 1:
            return stops[stops.index(part) + 1] if stops[-1] is not part else stops[-2]
        part, around = around, around.parentWidget()
    return part


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _is_passed_by(widget: QWidget) -> bool:
    """Of buttons of which one is pressed, Tab stops at that one; arrows go to the others."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable() or widget.isChecked():
        return False
    group: QButtonGroup | None = widget.group()
    if group is not None:
        return group.exclusive() and group.checkedButton() is not None
    siblings = widget.parentWidget().children() if widget.autoExclusive() else []  # type: ignore[union-attr]
    return any(isinstance(one, type(widget)) and one.autoExclusive() and one.isChecked() for one in siblings)


def _children(parent: QWidget, here: QWidget | None) -> list[QWidget]:
    """The widgets shown right under this one, as they are read, and what of it one is in."""
    widgets = [one for one in parent.children() if isinstance(one, QWidget)]
    shown = [one for one in widgets if _is_there(one) or (here is not None and (one is here or one.isAncestorOf(here)))]
    rightwards = parent.layoutDirection() == Qt.LayoutDirection.LeftToRight
    return [part.widget for part in _read([_part(one, parent.width(), rightwards) for one in shown])]


def _is_there(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.isWindow() and not isinstance(widget, Ring)


def _part(widget: QWidget, width: int, rightwards: bool) -> _Part:
    area = widget.geometry()
    start = area.x() if rightwards else width - area.x() - area.width()
    return _Part(area.y(), area.y() + area.height(), start, start + area.width(), widget)


def _read(parts: list[_Part]) -> list[_Part]:
    """Line by line; what shares a line, column by column; what can be told apart by neither, from its corner."""
    if len(parts) < 2:
        return parts
    for groups in (_cut(parts, _top, _bottom), _cut(parts, _start, _end)):
        if len(groups) > 1:
            return [part for group in groups for part in _read(group)]
    return sorted(parts, key=lambda part: (part.top, part.start))


def _cut(parts: list[_Part], begins: Callable[[_Part], int], ends: Callable[[_Part], int]) -> list[list[_Part]]:
    """Groups between which nothing stands in this direction."""
    groups: list[list[_Part]] = []
    reached = 0
    for part in sorted(parts, key=begins):
        if not groups or begins(part) >= reached - _TOUCH:
            groups.append([])
            reached = ends(part)
        groups[-1].append(part)
        reached = max(reached, ends(part))
    return groups


def _top(part: _Part) -> int:
    return part.top


def _bottom(part: _Part) -> int:
    return part.bottom


def _start(part: _Part) -> int:
    return part.start


def _end(part: _Part) -> int:
    return part.end
