"""The table of a list: rows of one height, headings that sort, Enter that opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui import theme
from ui.widgets.list_model import ListModel

_OPENING_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_LEAST = 120  # pixels for the column that takes what is left


class ListTable(QTableView):
    """Whole rows are selected. A click on a heading sorts, a second one turns the order round.

    Attributes:
        sort_asked: the field to sort by, and whether downwards.
        menu_asked: what can be done with the rows selected is asked for; where on the screen.
    """

    sort_asked = Signal(str, bool)
    menu_asked = Signal(QPoint)

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._current = -1  # local number of the row that is current
        self._sorted, self._descending = -1, False
        self.setModel(model)
        self._lay_out()
        self.horizontalHeader().sectionClicked.connect(self._on_heading)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        theme.bind(self, "rows", self._fit_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 open."""
        if event.key() in _OPENING_KEYS and self.currentIndex().isValid():
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

    def _on_heading(self, section: int) -> None:
        column, header = self._model.columns[section], self.horizontalHeader()
        if not column.sort:
            return
        is_again = header.isSortIndicatorShown() and self._sorted == section
        self._descending = is_again and not self._descending
        self._sorted = section
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, order)
        self.sort_asked.emit(column.sort, self._descending)

    def _on_about_to_reset(self) -> None:
        row = self._model.row_at(self.currentIndex().row())
        self._current = row.n if row else -1

    def _on_reset(self) -> None:
        place = self._model.place_of(self._current) if self._current >= 0 else -1
        if place >= 0:
            self.setCurrentIndex(self._model.index(place, 0))
        else:
            self.scrollToTop()

    def _fit_text(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        letter = self.fontMetrics().averageCharWidth()
        for section, column in enumerate(self._model.columns):
            if column.letters:
                self.setColumnWidth(section, column.letters * letter + 2 * theme.NEAR)
        self._fill_width()

    def _fill_width(self) -> None:
        open_ended = [place for place, column in enumerate(self._model.columns) if not column.letters]
        if open_ended:
            others = sum(self.columnWidth(place) for place in range(len(self._model.columns)) if place not in open_ended)
            share = (self.viewport().width() - others) // len(open_ended)
            for place in open_ended:
                self.setColumnWidth(place, max(share, _LEAST))

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
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, not column."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self._model.rowCount() - 1,
        }
        if action in ends and self._model.rowCount():
            return self._model.index(ends[action], max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)
