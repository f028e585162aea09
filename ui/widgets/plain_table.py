"""A table of words to be read and chosen from: rows of texts under headings that can be said anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme

Index = QModelIndex | QPersistentModelIndex
_TOLD_BY = 50  # rows by which columns of numbers are known: there may be very many rows, and words cost time
WORDS = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class PlainModel(QAbstractTableModel):
    """Texts as they are; nothing is made of them."""

    def __init__(self, columns: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._headings: Sequence[str] = [""] * columns
        self._rows: Sequence[Sequence[str]] = []
        self._figures: frozenset[int] = frozenset()  # columns in which nothing but numbers stands

    def set_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._headings, self._rows = headings, rows
        told = rows[:_TOLD_BY]
        self._figures = frozenset(column for column in range(self._columns) if is_figures([row[column] for row in told]))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """One a row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as there are headings."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return self._edge(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, each over its column's words."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._edge(section)
        return None

    def _edge(self, column: int) -> Qt.AlignmentFlag:
        """Numbers stand with their units under each other, in every direction; words at the leading edge."""
        return FIGURES if column in self._figures else WORDS


def is_figures(texts: Sequence[str]) -> bool:
    """Whether these are numbers in any digits and with any separators, or nothing, and not all of them nothing."""
    signs = ["".join(sign for sign in text if sign.isalnum()) for text in texts]
    return any(signs) and all(one.isdecimal() or not one for one in signs)


class PlainTable(QTableView):
    """Rows are chosen whole. `letters` are the widths of the columns; 0 takes what is left."""

    def __init__(self, letters: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self.rows = PlainModel(len(letters), self)
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(letters):
            if not width:
                self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        theme.bind(self, "rows", self._fit)

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows these rows; the one chosen stays chosen where its place is still there."""
        chosen = self.chosen()
        self.rows.set_rows(headings, rows)
        if chosen is not None and chosen < len(rows):
            self.selectRow(chosen)
        self._fit()

    def chosen(self) -> int | None:
        """The number of the row that is chosen."""
        found = self.selectionModel().selectedRows()
        return found[0].row() if found else None

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for column, width in enumerate(self._letters):
            if width:
                self.setColumnWidth(column, max(width * letter, header.sectionSizeHint(column)))
