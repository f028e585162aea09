"""The table of a list: rows of one height, headings that sort, Enter that opens."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from baseldesk.i18n import _
from ui import theme
from ui.widgets.list_cells import ListCells
from ui.widgets.list_columns import Column
from ui.widgets.list_dates import longest_days
from ui.widgets.list_model import ListModel
from ui.widgets.scrolled import viewport_of

_OPENING_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_LEAST = 25  # letters of the column that takes what is left
_FEWEST = 3  # letters of a column
_FIGURES = 9  # keys that sort
_YIELDS, _KEEPS = 90, 0.66  # pixels from which a column gives way, and how much of its width it keeps


class ListTable(QTableView):
    """Whole rows are selected. A click on a heading sorts, a second one turns the order round.

    Attributes:
        rows: the model.
        sort_asked: the field to sort by, and whether downwards.
        menu_asked: what can be done with the rows selected is asked for; where on the screen.
        arranged: a person moved or widened columns; `arrangement()` gives them.
    """

    sort_asked = Signal(str, bool)
    menu_asked = Signal(QPoint)
    arranged = Signal()

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._current = -1  # local number of the row that is current
        self._sorted, self._descending = "", False
        self._is_fitting, self._fitted, self._day_width = False, model.columns, 0
        self.setModel(model)
        self.setItemDelegate(ListCells(self))
        self._lay_out()
        self.horizontalHeader().sectionClicked.connect(self._on_heading)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.horizontalHeader().sectionMoved.connect(self._on_moved)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        theme.bind(self, "rows", self._fit_text)
        theme.bind(self, "keys", self._say_keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 open; Ctrl and a figure sort by the column that stands at that place."""
        figure = event.key() - Qt.Key.Key_1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and 0 <= figure < min(len(self.rows.columns), _FIGURES):
            self._on_heading(self.horizontalHeader().logicalIndex(figure))
        elif event.key() in _OPENING_KEYS and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse where it is, by keyboard at the current row."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(QPoint(self.viewport().width() // 3, place.bottom())))
        elif self.indexAt(self.viewport().mapFromGlobal(event.globalPos())).isValid():
            self.menu_asked.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column without a width of its own takes what is left."""
        super().resizeEvent(event)
        self._fill_width()

    def selected_places(self) -> list[range]:
        """The rows selected, as runs in order.

        Asked of Qt row by row: the ranges of `selection()` are references into it, and a wrapper that outlives it has crashed.
        """
        runs: list[range] = []
        for row in sorted(index.row() for index in self.selectionModel().selectedRows()):
            if runs and runs[-1].stop == row:
                runs[-1] = range(runs[-1].start, row + 1)
            else:
                runs.append(range(row, row + 1))
        return runs

    def columns(self) -> tuple[Column, ...]:
        """The columns as they stand on the screen, in reading order."""
        header = self.horizontalHeader()
        return tuple(self.rows.columns[header.logicalIndex(place)] for place in range(len(self.rows.columns)))

    def show_sort(self, sort: str, descending: bool) -> None:
        """Marks the heading by which the list is sorted."""
        self._sorted, self._descending = sort, descending
        section = next((place for place, one in enumerate(self.rows.columns) if sort and one.sort == sort), -1)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, order)

    def _say_keys(self) -> None:
        """Every language has its own words, so this is bound, too."""
        self.horizontalHeader().setToolTip(_("Sort: Ctrl+1, Ctrl+2 and so on, by the place of the column"))

    def _on_heading(self, section: int) -> None:
        column = self.rows.columns[section]
        if column.sort:
            self.show_sort(column.sort, self._sorted == column.sort and not self._descending)
            self.sort_asked.emit(column.sort, self._descending)

    def _on_resized(self, section: int, _before: int, width: int) -> None:
        """A width that a person gave is kept in letters, so that it follows the size of the text."""
        if not self._is_fitting and section < len(self.rows.columns):
            letters = max((width - 2 * theme.NEAR) // self.fontMetrics().averageCharWidth(), _FEWEST)
            columns = list(self.rows.columns)
            columns[section] = columns[section]._replace(letters=letters)
            self.rows.set_widths(columns)
            self.arranged.emit()

    def _on_moved(self, _section: int, _before: int, _now: int) -> None:
        if not self._is_fitting:
            self.arranged.emit()

    def _on_about_to_reset(self) -> None:
        row = self.rows.row_at(self.currentIndex().row())
        self._current = row.n if row else -1

    def _on_reset(self) -> None:
        if self.rows.columns != self._fitted:
            self._put_in_order()
            self._fit_text()
            self.show_sort(self._sorted, self._descending)
        place = self.rows.place_of(self._current) if self._current >= 0 else -1
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
        else:
            self.scrollToTop()

    def _put_in_order(self) -> None:
        """Other columns stand as the model has them, wherever those before had been moved."""
        header = self.horizontalHeader()
        self._is_fitting = True
        for place in range(len(self.rows.columns)):
            header.moveSection(header.visualIndex(place), place)
        self._is_fitting = False

    def _fit_text(self) -> None:
        self._fitted = self.rows.columns
        if any(column.is_day for column in self.rows.columns):
            longest = max(map(self.fontMetrics().horizontalAdvance, longest_days()))
            self._day_width = longest + 2 * theme.NEAR + 1  # what is drawn can be a little wider than what is measured
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        self._fill_width()

    def _fill_width(self) -> None:
        """The columns without a width of their own take what is left; where nothing is, the wide ones give way a little."""
        wished = [self._width_of(column) for column in self.rows.columns]
        open_ended = [place for place, column in enumerate(self.rows.columns) if not column.letters]
        left = viewport_of(self).width() - sum(wished)
        self._is_fitting = True
        least = [self._least_of(column) for column in self.rows.columns]
        for place, width in enumerate(shrunk(wished, least, -left)):
            self.setColumnWidth(place, width + max(left, 0) // len(open_ended) if place in open_ended else width)
        self._is_fitting = False

    def _width_of(self, column: Column) -> int:
        wished = (column.letters or _LEAST) * self.fontMetrics().averageCharWidth()
        return max(wished + 2 * theme.NEAR, self._least_of(column))

    def _least_of(self, column: Column) -> int:
        """Narrower the column does not become."""
        return self._day_width if column.is_day else self.horizontalHeader().minimumSectionSize()

    def _lay_out(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, not column."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self.rows.rowCount() - 1,
        }
        if action in ends and self.rows.rowCount():
            return self.rows.index(ends[action], max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)


def shrunk(widths: Sequence[int], least: Sequence[int], excess: int) -> list[int]:
    """The widths of columns, the wide ones narrower by what is too much in all, as far as each can still be read."""
    gives = [round(width * (1 - _KEEPS)) if width >= _YIELDS else 0 for width in widths]
    spare = [max(min(give, width - low), 0) for give, width, low in zip(gives, widths, least, strict=True)]
    share = min(max(excess, 0) / sum(spare), 1.0) if any(spare) else 0.0
    return [width - math.ceil(give * share) for width, give in zip(widths, spare, strict=True)]
