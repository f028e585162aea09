"""The diary under the cards: every exchange there ever was, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens.exchange_words import describe_detail, describe_outcome, is_waiting, name_kind, name_organisation

if TYPE_CHECKING:
    from baseldesk.sync.diary import Exchange

COLUMNS = (N_("When"), N_("What"), N_("With"), N_("How it ended"), N_("Details"))
WHEN, WHAT, WITH, OUTCOME, DETAILS = range(len(COLUMNS))
Index = QModelIndex | QPersistentModelIndex


class DiaryModel(QAbstractTableModel):
    """The lines as rows; words are made when asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Exchange] = []

    def set_lines(self, lines: list[Exchange]) -> None:
        """Shows these lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line_at(self, row: int) -> Exchange:
        """The line of a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as there are headings."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, and the arrow that says which way it went."""
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(self._lines[index.row()], index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (OUTCOME, DETAILS):
            return _text(self._lines[index.row()], index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == WHAT:
            line = self._lines[index.row()]
            return icons.pixmap("upload" if line.direction == "out" else "download", 16, "muted")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == OUTCOME:
            line = self._lines[index.row()]
            return theme.color("text" if line.outcome == "done" else "attention" if is_waiting(line) else "bad")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, at the leading edge."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None


def _text(line: Exchange, column: int) -> str:
    if column == WHEN:
        return current().date(line.at.astimezone(), "short")
    if column == WHAT:
        return name_kind(line)
    if column == WITH:
        return name_organisation(line.peer) if line.peer else "–"
    return describe_outcome(line) if column == OUTCOME else describe_detail(line)


class DiaryTable(QTableView):
    """Read, copied from, never edited."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("diary_table")
        self.lines = DiaryModel(self)
        self.setModel(self.lines)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(DETAILS, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(180)
        theme.bind(self, "rows", self._fit)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.setAccessibleName(_("Diary"))
        self.lines.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        """Rows and columns as the size of text wants them."""
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        em = self.fontMetrics().averageCharWidth()
        for column, letters in ((WHEN, 20), (WHAT, 22), (WITH, 14), (OUTCOME, 24)):
            self.setColumnWidth(column, em * letters)
