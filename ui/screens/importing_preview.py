"""The rows of somebody's table as they stand in the file, under the lists that say what each column is taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import icons, theme
from ui.screens.importing_targets import TargetHeader

Index = QModelIndex | QPersistentModelIndex
_LETTERS, _ROWS = 24, "99999"  # letters of a column, and the number of a row that has room


class SheetModel(QAbstractTableModel):
    """All rows below the headings; a cell with a remark says it in its tip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[Any]] = []
        self._first, self._headings = 0, ()  # type: int, Sequence[str]
        self._remarks: Mapping[tuple[int, int], str] = {}

    def show_rows(self, rows: Sequence[Sequence[Any]], first: int, headings: Sequence[str]) -> None:
        """Shows the rows of a sheet from `first` on, counted from 0."""
        self.beginResetModel()
        self._rows, self._first, self._headings, self._remarks = rows, first, headings, {}
        self.endResetModel()

    def show_remarks(self, remarks: Mapping[tuple[int, int], str]) -> None:
        """Marks these cells, given by row and column of the sheet."""
        self._remarks = remarks
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """One a row of data."""
        return 0 if parent.isValid() else max(0, len(self._rows) - self._first)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as the widest row has."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, and its remark."""
        place = (index.row() + self._first, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(*place)
        remark = self._remarks.get(place) or self._remarks.get((place[0], -1))
        if role == Qt.ItemDataRole.ToolTipRole:
            return remark or self._text(*place)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return remark
        if role == Qt.ItemDataRole.DecorationRole and (place in self._remarks or (remark and place[1] == 0)):
            return icons.icon("triangle-alert", "attention")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings of the table, and the numbers of its rows as a spreadsheet has them."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + self._first + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and 0 <= section < len(self._headings):
            return self._headings[section]
        return None

    def row_at(self, row: int) -> int:
        """The row here of a row of the sheet; -1 for one that is not shown."""
        return row - self._first if self._first <= row < len(self._rows) else -1

    def _text(self, row: int, column: int) -> str:
        from baseldesk.formats.sheets.cells import text_of

        cells = self._rows[row]
        return text_of(cells[column]) if column < len(cells) and cells[column] is not None else ""


class SheetPreview(QTableView):
    """The table with its lists. `settled` says that a column is now taken as something else."""

    settled = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_preview")
        self.rows = SheetModel(self)
        self.targets = TargetHeader(self)
        self.setHorizontalHeader(self.targets)
        self.setModel(self.rows)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self.targets.settled.connect(self.settled)
        self.targets.reached.connect(self._on_reached)
        theme.bind(self, "rows", self._fit)

    def go_to(self, row: int, column: int) -> bool:
        """Shows a cell of the sheet and chooses it; False where it is not among the rows."""
        here = self.rows.row_at(row)
        if here < 0:
            return False
        index = self.rows.index(here, max(column, 0))
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus()
        return True

    def resizeEvent(self, event: Any) -> None:
        """Keeps the lists above their columns."""
        super().resizeEvent(event)
        self.targets.place()

    def _on_scrolled(self, _value: int) -> None:
        self.targets.place()

    def _on_reached(self, column: int) -> None:
        if self.rows.rowCount():
            self.scrollTo(self.rows.index(max(0, self.rowAt(0)), column))

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        self.verticalHeader().setMinimumWidth(self.fontMetrics().horizontalAdvance(_ROWS) + 2 * theme.NEAR)
        self.targets.setDefaultSectionSize(_LETTERS * self.fontMetrics().averageCharWidth())
        self.targets.place()
