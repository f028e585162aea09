"""The rows of somebody's table as they stand in the file, and above each column what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QHeaderView, QTableView, QWidget

from baseldesk.i18n import N_, current
from ui import icons, theme
from ui.screens.importing_words import Choice

Index = QModelIndex | QPersistentModelIndex
_LETTERS = 24
_NAME = Qt.ItemDataRole.UserRole
_COLUMN_IS = N_("Column {column}, “{heading}”, is taken as")


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


class TargetBox(QComboBox):
    """What one column is taken as; found by typing, and never changed by a turn of the wheel."""

    reached = Signal(int)
    settled = Signal(int, str)

    def __init__(self, column: int, choices: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setObjectName(f"target_{column}")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setModel(choices)
        completer = QCompleter(choices, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._held = ""
        line = self.lineEdit()
        assert line is not None
        line.installEventFilter(self)
        self.activated.connect(self._on_activated)
        line.editingFinished.connect(self._on_left)

    def put(self, target: str) -> None:
        """Shows this target."""
        self._held = target
        self.setCurrentIndex(max(0, self.findData(target, _NAME)))
        self.lineEdit().setCursorPosition(0)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Says when the focus comes, so that the column comes into sight; what stands there is then replaced by typing."""
        if event.type() == QEvent.Type.FocusIn:
            self.reached.emit(self.column)
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the table."""
        event.ignore()

    def _on_activated(self, place: int) -> None:
        target = self.itemData(place, _NAME)
        if isinstance(target, str) and target != self._held:
            self._held = target
            self.settled.emit(self.column, target)

    def _on_left(self) -> None:
        """Takes a name typed in full; anything else goes back to what it was."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if place >= 0 and isinstance(self.itemData(place, _NAME), str):
            self._on_activated(place)
        self.put(self._held)


class TargetHeader(QHeaderView):
    """The headings, with a list below each."""

    settled = Signal(int, str)
    reached = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.boxes: list[TargetBox] = []
        self._choices = QStandardItemModel(self)
        self.setSectionsClickable(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self.place)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Sets what the lists offer; a heading of a group cannot be chosen."""
        self._choices = QStandardItemModel(self)
        for one in choices:
            item = QStandardItem(one.text)
            item.setData(one.name, _NAME)
            if one.name is None:
                font = self.font()
                font.setBold(True)
                item.setFont(font)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._choices.appendRow(item)

    def show_targets(self, targets: Sequence[str], headings: Sequence[str], columns: Sequence[str]) -> None:
        """Makes a list for each column."""
        for old in self.boxes:
            old.hide()
            old.deleteLater()
        self.boxes = [TargetBox(n, self._choices, self.viewport()) for n in range(len(targets))]
        for box, target, heading, column in zip(self.boxes, targets, headings, columns, strict=True):
            box.put(target)
            box.setAccessibleName(current().format(_COLUMN_IS, column=column, heading=heading))
            box.settled.connect(self.settled)
            box.reached.connect(self.reached)
        self.updateGeometries()
        self.place()

    def sizeHint(self) -> QSize:
        """Room for the heading and for the list."""
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._height() + theme.HAIR)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paints the heading above the list."""
        super().paintSection(painter, rect.adjusted(0, 0, 0, -self._height() - theme.HAIR), section)

    def updateGeometries(self) -> None:
        """Keeps the lists above their columns."""
        super().updateGeometries()
        self.place()

    def place(self) -> None:
        """Sets each list above its column."""
        height, top = self._height(), self.height() - self._height() - 2
        for n, box in enumerate(self.boxes[: self.count()]):
            box.setGeometry(self.sectionViewportPosition(n) + 2, top, self.sectionSize(n) - 4, height)
            box.show()

    def _height(self) -> int:
        return self.boxes[0].sizeHint().height() if self.boxes else 0


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
        self.targets.setDefaultSectionSize(_LETTERS * self.fontMetrics().averageCharWidth())
        self.targets.place()
