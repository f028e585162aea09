"""The table of a sheet: the keys of a spreadsheet, and ticks drawn in their cells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QLineEdit, QScrollArea, QTableView, QWidget

from ui import theme
from ui.screens.record_sheet_cells import BACK, DOWN, ON, UP, SheetDelegate, step_of
from ui.screens.record_sheet_model import SheetModel

_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TRIGGER = QAbstractItemView.EditTrigger
_MOVES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_STANDARD = QKeySequence.StandardKey
_ROWS, _LEAST_ROWS = 8, 5


class SheetTable(QTableView):
    """Typing fills the cell that has the cursor; Tab goes on, Enter goes down to where the Tabs began.

    Tab in the blank row, with nothing typed there, leaves the sheet: nobody is caught in it.

    Attributes:
        least_rows: how many rows it shows in the smallest window.
        toggled: the cells that are chosen are to be ticked, or not any more.
        removing: Delete was pressed.
        clearing: Backspace was pressed: the cells are emptied.
        copying, pasting, undoing, redoing: the keys of these.
    """

    toggled = Signal()
    removing = Signal()
    clearing = Signal()
    copying = Signal()
    pasting = Signal()
    undoing = Signal()
    redoing = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.least_rows = _LEAST_ROWS
        self._home = 0  # the column that Enter goes back to
        self.cells = SheetDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setEditTriggers(_TRIGGER.AnyKeyPressed | _TRIGGER.DoubleClicked | _TRIGGER.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(_LEADING)
        self.cells.left.connect(self.step)
        self.verticalHeader().sectionPressed.connect(self._on_row_pressed)
        model.modelReset.connect(self._fit)
        theme.bind(self, "rows", self._fit)

    def sizeHint(self) -> QSize:
        """A screenful of lines."""
        return QSize(super().sizeHint().width(), max(_ROWS, self.least_rows) * theme.row_height(self))

    def minimumSizeHint(self) -> QSize:
        """Enough lines to see where one is."""
        return QSize(100, self.least_rows * theme.row_height(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open-ended column takes what is left."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a cell to type into."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.go_to(self._model.rowCount() - 1, 0)

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:
        """The cell with the cursor is seen, also where the page round the sheet has to scroll for that."""
        super().currentChanged(current, previous)
        area = self._area()
        page = area.widget() if area is not None else None
        if area is not None and page is not None and current.isValid() and self.hasFocus():
            place = self.visualRect(current)
            inside = self.viewport().mapTo(page, place.bottomLeft())
            area.ensureVisible(0, inside.y(), 0, theme.GROUP)
            area.ensureVisible(0, inside.y() - place.height(), 0, theme.GROUP)

    def _area(self) -> QScrollArea | None:
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def go_to(self, row: int, column: int) -> None:
        """Puts the cursor there."""
        index = self._model.index(row, column)
        if index.isValid():
            self.scrollTo(index)  # first, so that the page round the sheet knows where the cell is
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectRow(self, row: int) -> None:
        """Chooses a whole row, from right to left too: there Qt looks for a column one pixel beyond the last, and finds none."""
        index = self._model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    @Slot(int)
    def _on_row_pressed(self, row: int) -> None:
        if not self.selectionModel().isRowSelected(row, QModelIndex()):
            self.selectRow(row)

    def take_open(self) -> None:
        """Takes what is being typed into a cell; what means nothing there stays."""
        editor = self._open_line()
        if editor is not None:
            self.commitData(editor)
        if editor is not None and not self.cells.is_refused:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def drop_open(self) -> None:
        """Closes the cell that is being typed into; it stays as it was."""
        editor = self._open_line()
        if editor is not None:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def being_typed(self) -> tuple[QModelIndex, str] | None:
        """The cell that was typed into and has not been left yet, with what stands there."""
        editor = self._open_line()
        return (self.currentIndex(), editor.text()) if editor is not None and editor.isModified() else None

    def type_into(self, row: int, column: int, text: str) -> None:
        """Opens a cell with this text in it, still to be left."""
        self.go_to(row, column)
        self.edit(self.currentIndex())
        editor = self._open_line()
        if editor is not None:
            editor.setText(text)
            editor.setModified(True)

    @property
    def refused_line(self) -> QLineEdit | None:
        """The cell that is open on what means nothing there."""
        return self._open_line() if self.cells.is_refused else None

    @Slot(str)
    def step(self, step: str) -> None:
        """Goes on from the cell that has the cursor."""
        here = self.currentIndex()
        row, column, last = here.row(), here.column(), self._visible_columns()
        place = last.index(column) if column in last else 0
        if step in (DOWN, UP):
            self.go_to(min(max(row + (1 if step == DOWN else -1), 0), self._model.rowCount() - 1), self._home)
            return
        place += 1 if step == ON else -1
        row += 1 if place >= len(last) else -1 if place < 0 else 0
        if 0 <= row < self._model.rowCount():
            self.go_to(row, last[place % len(last)])
        if place >= len(last):
            self._home = last[0]

    def event(self, event: QEvent) -> bool:
        """Tab is a key of the sheet before it leads to the next widget."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _TABS:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; whatever else is typed goes into the cell."""
        if event.key() in _MOVES and self.currentIndex().isValid():
            self._move(event)
            return
        act = self._act_of(event)
        if act is not None:
            act()
            event.accept()
            return
        if event.text() and event.text().isprintable() and not self._is_typed():
            return  # letters mean nothing in a cell that is ticked
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._home = self.currentIndex().column()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click in a tick’s cell that has the cursor already ticks it; Enter comes back to the column clicked."""
        index, before = self.indexAt(event.position().toPoint()), self.currentIndex()
        super().mousePressEvent(event)
        if index.isValid():
            self._home = index.column()
            if event.button() is Qt.MouseButton.LeftButton and self._toggles(index) and not event.modifiers() and before == index:
                self.toggled.emit()

    def _move(self, event: QKeyEvent) -> None:
        step = step_of(event)
        is_blank = self.currentIndex().row() == self._model.rowCount() - 1 and self._model.is_open
        at_start = self.currentIndex().row() == 0 and self.currentIndex().column() == self._visible_columns()[0]
        if (step == ON and (is_blank or not self._model.is_open)) or (step == BACK and (at_start or not self._model.is_open)):
            self.focusNextPrevChild(step == ON)
            return
        self.step(step)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        standard = (
            (_STANDARD.Copy, self.copying), (_STANDARD.Paste, self.pasting),
            (_STANDARD.Undo, self.undoing), (_STANDARD.Redo, self.redoing),
        )  # fmt: skip
        for key, signal in standard:
            if event.matches(key):
                return signal.emit
        keys = {Qt.Key.Key_Delete: self.removing, Qt.Key.Key_Backspace: self.clearing}
        if event.key() == Qt.Key.Key_Space and not self._is_typed() and not event.modifiers():
            return self.toggled.emit
        found = keys.get(Qt.Key(event.key()))
        return found.emit if found is not None else None

    def _toggles(self, index: QModelIndex) -> bool:
        return index.isValid() and self._model.cells[index.column()].toggles

    def _is_typed(self) -> bool:
        return not self._toggles(self.currentIndex())

    def _open_line(self) -> QLineEdit | None:
        found = self.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
        return found if isinstance(found, QLineEdit) else None

    def _visible_columns(self) -> list[int]:
        return [column for column in range(self._model.columnCount()) if not self.isColumnHidden(column)] or [0]

    @Slot()
    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height(self))
        letter = self.fontMetrics().averageCharWidth()
        shown = self._visible_columns()
        cells = self._model.cells
        wanted = {at: cells[at].letters * letter + theme.GROUP for at in shown if at < len(cells)}
        fixed = sum(width for at, width in wanted.items() if cells[at].letters)
        for at, width in wanted.items():
            self.setColumnWidth(at, width if cells[at].letters else max(self.viewport().width() - fixed, 22 * letter))
