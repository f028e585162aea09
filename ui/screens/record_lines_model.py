"""The lines of a list inside a form, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from baseldesk.i18n import _
from baseldesk.records.field import Field, Kind, RecordType
from ui import theme
from ui.screens.record_draft import Draft
from ui.widgets.list_columns import CONFLICT, Cell, is_figure, nothing, value_cell
from ui.widgets.list_model import FIGURES, WORDS
from ui.widgets.picker_sources import Directory

_HIDDEN_KINDS = frozenset({Kind.PROSE, Kind.DATA, Kind.HASH, Kind.LABELS})
_MOST = 6
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALOUD, _COLOR = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ForegroundRole)
_EDGE = int(Qt.ItemDataRole.TextAlignmentRole)
_ANSWERED = frozenset({_DISPLAY, _TIP, _ALOUD, _COLOR, _EDGE})
_TOP = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class LineColumn:
    """A field of the line; a reference to another record is shown by that record's title."""

    def __init__(self, field: Field, letters: int, directory: Directory) -> None:
        self.field, self.letters, self._directory = field, letters, directory
        self.edge = FIGURES if is_figure(field) else WORDS

    def cell(self, draft: Draft) -> Cell:
        """What stands there."""
        value = draft.values.get(self.field.name)
        if self.field.kind is not Kind.RECORD:
            return value_cell(self.field, value)
        return Cell(self._directory.title_of(self.field.target, value)) if isinstance(value, bytes) else nothing()


def line_columns(
    declared: RecordType, arranged: Sequence[tuple[str, int]], parent: str, directory: Directory
) -> tuple[LineColumn, ...]:
    """The columns as arranged, else the first few fields of the declaration; never the record that the line stands in."""
    usual = [(one.name, 0 if not place else 16) for place, one in enumerate(declared.fields) if one.kind not in _HIDDEN_KINDS]
    chosen = [(name, letters) for name, letters in arranged or usual if name != parent and name in declared.by_name]
    return tuple(LineColumn(declared.by_name[name], letters, directory) for name, letters in chosen[:_MOST])


class LinesModel(QAbstractTableModel):
    """Drafts in the order in which they were made."""

    def __init__(self, columns: Sequence[LineColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._drafts: list[Draft] = []

    def set_drafts(self, drafts: Sequence[Draft]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._drafts = list(drafts)
        self.endResetModel()

    def draft_at(self, row: int) -> Draft | None:
        """The draft of a row."""
        return self._drafts[row] if 0 <= row < len(self._drafts) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self._drafts)

    def columnCount(self, parent: Index = _TOP) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Text and colour of a cell."""
        if role not in _ANSWERED or not index.isValid():
            return None
        if role == _EDGE:
            return self.columns[index.column()].edge
        draft = self._drafts[index.row()]
        cell = self.columns[index.column()].cell(draft)
        if role == _COLOR:
            return theme.color(cell.role) if cell.role else None
        mark = f"{CONFLICT} " if draft.conflicts and index.column() == 0 else ""
        return mark + (cell.text if role == _DISPLAY else cell.words or cell.text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The label of the field."""
        is_column = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        if role not in (_DISPLAY, _TIP, _EDGE) or not is_column:
            return None
        return self.columns[section].edge if role == _EDGE else _(self.columns[section].field.label)

    def retranslate(self) -> None:
        """Asks for every text anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._drafts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._drafts) - 1, len(self.columns) - 1))


class LinesTable(QTableView):
    """A small table: whole rows, one at a time; Enter opens."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        theme.bind(self, "rows", self._fit)

    def sizeHint(self) -> QSize:
        """As high as three lines."""
        return QSize(super().sizeHint().width(), 5 * theme.row_height(self))

    def minimumSizeHint(self) -> QSize:
        """Two lines at least."""
        return QSize(100, 3 * theme.row_height(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open-ended column takes what is left."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 open the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Paste) or event.matches(QKeySequence.StandardKey.Undo):
            event.ignore()  # for the list that this table shows
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        wanted = [column.letters * self.fontMetrics().averageCharWidth() + theme.GROUP for column in self._model.columns]
        fixed = sum(width for width, column in zip(wanted, self._model.columns, strict=True) if column.letters)
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, wanted[place] if column.letters else max(self.viewport().width() - fixed, 120))
