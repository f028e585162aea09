"""One page of a form: its fields in lines of twelve parts on a wide window, in one column on a narrow one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from baseldesk.i18n import _
from ui import theme
from ui.widgets.form_arrangement import FULL, HALF, Group, Item, Page
from ui.widgets.form_frame import FieldFrame
from ui.widgets.tab_order import order_stops

_NARROW, _SINGLE = 60, 44  # average letters of the text; below that, halves at most, and one column


class FormPage(QScrollArea):
    """The fields of a page, in reading order; what has the focus is scrolled into sight."""

    def __init__(self, page: Page, frames: Mapping[str, FieldFrame], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self._columns = 0  # 12 parts, halves at most, one
        self._gone: frozenset[str] = frozenset()  # slots that are hidden
        self._left_out: frozenset[str] = frozenset()  # fields that are
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._titles = {group: QLabel(self._inside) for group in page.groups if group.title and group.title != page.title}
        self._widgets = {item.name: self._widget_of(item, frames) for group in page.groups for item in group.items}
        self._lay_out()
        self.retranslate()

    def slot(self, name: str) -> QWidget:
        """The empty widget that the arrangement keeps for the screen."""
        return self._widgets[name]

    def names(self) -> tuple[str, ...]:
        """The fields and slots, in reading order."""
        return tuple(self._widgets)

    def holds(self, name: str) -> bool:
        """Whether the field stands on this page."""
        return name in self._widgets

    def retranslate(self) -> None:
        """Sets the groups' titles anew; the form does the fields."""
        for group, label in self._titles.items():
            label.setText(_(group.title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses between columns and one column."""
        super().resizeEvent(event)
        letters = self.viewport().width() / self.fontMetrics().averageCharWidth()
        self._fit((1,) if letters < _SINGLE else (2, 1) if letters < _NARROW else (FULL, 2, 1))

    def _fit(self, offered: Sequence[int]) -> None:
        """Takes the first arrangement that needs no scrolling sideways, else the last."""
        for columns in offered:
            self._arrange(columns)
            if self._grid.minimumSize().width() <= self.viewport().width():
                break

    def order_tabs(self) -> None:
        """Makes Tab go through the fields in reading order; once more after a slot was filled."""
        order_stops(stop for widget in self._widgets.values() for stop in self._stops(widget))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolls to the field that gets the focus, and gives way where the words have become longer."""
        if watched is self._inside and event.type() is QEvent.Type.LayoutRequest:
            self._fit([columns for columns in (FULL, 2, 1) if columns <= self._columns])
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            frame = self._frame_round(watched)
            if frame is not None:
                self.show_place(frame)
        return super().eventFilter(watched, event)

    def show_place(self, widget: QWidget) -> None:
        """Scrolls so that the widget is seen whole."""
        place = QRect(widget.mapTo(self._inside, widget.rect().topLeft()), widget.size())
        self.ensureVisible(place.center().x(), place.bottom(), 0, theme.NEAR)
        self.ensureVisible(place.center().x(), place.top(), 0, theme.NEAR)

    def _frame_round(self, widget: QWidget) -> QWidget | None:
        found: QWidget | None = widget
        while found is not None and found not in self._widgets.values():
            found = found.parentWidget()
        return found

    def _widget_of(self, item: Item, frames: Mapping[str, FieldFrame]) -> QWidget:
        widget = QWidget() if item.is_slot else frames[item.name]
        if item.is_slot:
            widget.setObjectName(item.name)
        widget.setParent(self._inside)
        for child in widget.findChildren(QWidget):
            child.installEventFilter(self)
        return widget

    def show_slot(self, name: str, *, is_shown: bool) -> None:
        """Shows or hides a slot; what stands before a hidden one takes its room."""
        self._gone = self._gone - {name} if is_shown else self._gone | {name}
        self._widgets[name].setVisible(is_shown)
        columns, self._columns = self._columns, 0
        self._arrange(columns)
        self.order_tabs()

    def leave_out(self, names: Set[str]) -> None:
        """Hides these fields, and the titles under which nothing is left; the others stand together."""
        names = frozenset(names & self._widgets.keys())
        if names == self._left_out:
            return
        for name in names ^ self._left_out:
            self._widgets[name].setVisible(name not in names)
        self._left_out = names
        columns, self._columns = self._columns, 0
        self._arrange(columns)

    def reveal(self, name: str) -> None:
        """Shows a field that was left out: something leads there."""
        self.leave_out(self._left_out - {name})

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row = 0
        for group in self.page.groups:
            row = self._arrange_group(group, row)
        self._grid.setRowStretch(row, 1)

    def _arrange_group(self, group: Group, row: int) -> int:
        if group in self._titles:
            self._titles[group].setVisible(any(item.name not in self._left_out for item in group.items))
            self._grid.addWidget(self._titles[group], row, 0, 1, FULL)
            row += 1
        column = 0
        for widget, width in self._widths(group):
            if column + width > FULL:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, width)
            column += width
        return row + 1

    def _widths(self, group: Group) -> list[tuple[QWidget, int]]:
        out: list[tuple[QWidget, int]] = []
        for item in group.items:
            if item.name in self._left_out:
                continue
            if item.name in self._gone:
                widget, width = out.pop()
                out.append((widget, min(width + item.width, FULL)))
            else:
                out.append((self._widgets[item.name], max(item.width, self._least(item))))
        return out

    def _least(self, item: Item) -> int:
        """How many of the twelve parts a field gets at the least."""
        if self._columns == FULL:
            return 1
        return FULL if self._columns == 1 or item.width >= HALF else HALF

    def _lay_out(self) -> None:
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it; they scroll into sight by themselves
        self._inside.installEventFilter(self)
        self._inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid.setHorizontalSpacing(theme.GROUP)
        self._grid.setVerticalSpacing(theme.HAIR)
        self._grid.setContentsMargins(theme.HAIR, theme.HAIR, theme.HAIR, 0)
        for column in range(FULL):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 0)
        for label in self._titles.values():
            theme.size(label, 1.15, bold=True)
        self.order_tabs()
        self._arrange(FULL)

    def _stops(self, widget: QWidget) -> list[QWidget]:
        """What Tab stops at inside a field: its line, its languages, its shares."""
        return [child for child in widget.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
