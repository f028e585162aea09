"""The model of a list: the first rows at once, then the order of all, then any page by its numbers.

The desk gives the order of all hits as local numbers; rows are read by number, a page at a time, when they come into sight. So
any place can be jumped to, and no place costs more than another.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from baseldesk.i18n import _
from ui import icons, theme
from ui.widgets.list_columns import Cell, Column

if TYPE_CHECKING:
    from baseldesk.desk.shown import ListQuery, Row

FIRST, PAGE, KEPT = 200, 100, 60  # rows at once, rows in a page, pages kept

_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALOUD = int(Qt.ItemDataRole.AccessibleTextRole)
_COLOR = int(Qt.ItemDataRole.ForegroundRole)
_EDGE, _DRAWN = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.DecorationRole)
_ANSWERED = frozenset({_DISPLAY, _TIP, _ALOUD, _COLOR})
_ANSWERED_AS_HEADING = frozenset({_DISPLAY, _TIP, _ALOUD, _EDGE, _DRAWN})
WORDS = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter  # units under units
_TOP = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class RowSource(Protocol):
    """What the model asks of a desk."""

    def rows(self, query: ListQuery, limit: int = 200) -> list[Row]:
        """The first rows, in order."""

    def order(self, query: ListQuery) -> array[int]:
        """The numbers of all hits, in order."""

    def rows_by_number(self, query: ListQuery, numbers: Sequence[int]) -> list[Row]:
        """The rows of these numbers."""

    def groups(self, query: ListQuery, field: str) -> list[tuple[object, int]]:
        """How many hits hold each value of a field."""


class Reads(Protocol):
    """Runs work beside the window, as `ui.tasks.Runner` does."""

    def read(self, work: Callable[..., Any], then: Callable[[Any], object] | None = None) -> object:
        """Runs it and hands on its result."""


class ListModel(QAbstractTableModel):
    """Rows of one record type.

    Attributes:
        counted: all hits are known; how many.
        first_shown: the first rows of a query are there.
        is_waiting: those of the present query are not there yet; the rows are of an earlier one.
    """

    counted = Signal(int)
    first_shown = Signal()

    def __init__(self, source: RowSource, reads: Reads, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = self._coming = tuple(columns)
        self.query: ListQuery | None = None
        self._source, self._reads = source, reads
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()
        self._cells: dict[tuple[int, int], Cell] = {}
        self._asked = 0
        self.is_waiting = False

    def show(self, query: ListQuery, *, columns: Sequence[Column] = (), at_once: bool = False) -> None:
        """Shows the hits of a query: the first rows now or in a moment, then the number of all.

        Args:
            query: what is to be shown.
            columns: other columns, from the moment when the rows for them are there; none leaves them as they are.
            at_once: now, in this thread.
        """
        self.query = query
        self._coming = tuple(columns) or self._coming
        self._asked += 1
        self.is_waiting = True
        if at_once:
            self._on_first((self._asked, self._source.rows(query, FIRST)))
        else:
            self._reads.read(partial(_first_rows, self._source, query, self._asked), self._on_first)

    def renew(self) -> None:
        """Reads the same list anew after something changed; the place in it is kept where the order is the same."""
        if self.query is not None and self.is_waiting:
            self.show(self.query)
        elif self.query is not None:
            self._asked += 1
            self._reads.read(partial(_all_numbers, self._source, self.query, self._asked), self._on_renewed)

    def row_at(self, place: int) -> Row | None:
        """The row that stands at a place, read with its page if need be; None where it is gone."""
        if not 0 <= place < len(self._numbers):
            return None
        page = self._pages.get(place // PAGE)
        if page is None:
            page = self._read_page(place // PAGE)
        return page.get(self._numbers[place])

    def numbers(self, places: range) -> array[int]:
        """The local numbers of the rows that stand at these places; nothing is read."""
        return self._numbers[places.start : places.stop]

    def place_of(self, number: int) -> int:
        """Where the row with this local number stands, -1 where it does not."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows are known so far."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = _TOP) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Text, tip and spoken text of a cell; every other role is answered first, since views ask for them most."""
        if role not in _ANSWERED or not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == _COLOR:
            return theme.color(cell.role) if cell.role else None
        return cell.text if role == _DISPLAY else cell.words or cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The heading of a column: its word, or the drawing of a mark with its words; figures stand under each other."""
        is_column = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        if role not in _ANSWERED_AS_HEADING or not is_column:
            return None
        column = self.columns[section]
        if role == _EDGE:
            return FIGURES if column.is_figure else WORDS
        if role == _DRAWN:
            return icons.icon(column.icon, "muted") if column.icon else None
        return _(column.heading) if role == _DISPLAY else _(column.words)

    def set_widths(self, columns: Sequence[Column]) -> None:
        """Keeps the same columns with the widths that a person gave them."""
        self.columns = self._coming = tuple(columns)

    def retranslate(self) -> None:
        """Asks for every visible text anew."""
        self._cells.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._tell_cells()

    def cell(self, place: int, column: int) -> Cell:
        """The cell, made once while its page is kept: a view asks for several roles of each."""
        held = self._cells.get((place, column))
        if held is None:
            row = self.row_at(place)
            held = self._cells[place, column] = self.columns[column].cell(row) if row else Cell("")
        return held

    def _forget(self) -> None:
        self._pages.clear()
        self._cells.clear()

    def _on_first(self, answer: tuple[int, list[Row]]) -> None:
        asked, rows = answer
        if asked != self._asked or self.query is None:
            return
        self.is_waiting = False
        self.beginResetModel()
        self.columns = self._coming
        self._numbers = array("q", [row.n for row in rows])
        self._forget()
        for start in range(0, len(rows), PAGE):
            self._pages[start // PAGE] = {row.n: row for row in rows[start : start + PAGE]}
        self.endResetModel()
        self.first_shown.emit()
        if len(rows) < FIRST:
            self.counted.emit(len(rows))
        else:
            self._reads.read(partial(_all_numbers, self._source, self.query, asked), self._on_all)

    def _on_all(self, answer: tuple[int, array[int]]) -> None:
        asked, numbers = answer
        if asked != self._asked:
            return
        held = len(self._numbers)
        if numbers[:held] != self._numbers:  # something was saved in between
            self._replace(numbers)
        elif len(numbers) > held:
            self.beginInsertRows(QModelIndex(), held, len(numbers) - 1)
            self._numbers = numbers
            self.endInsertRows()
        self.counted.emit(len(numbers))

    def _on_renewed(self, answer: tuple[int, array[int]]) -> None:
        asked, numbers = answer
        if asked != self._asked:
            return
        if numbers == self._numbers:
            self._forget()
            self._tell_cells()
        else:
            self._replace(numbers)
        self.counted.emit(len(numbers))

    def _replace(self, numbers: array[int]) -> None:
        self.beginResetModel()
        self._numbers = numbers
        self._forget()
        self.endResetModel()

    def _tell_cells(self) -> None:
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, len(self.columns) - 1))

    def _read_page(self, page: int) -> dict[int, Row]:
        assert self.query is not None
        numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
        self._pages[page] = {row.n: row for row in self._source.rows_by_number(self.query, numbers)}
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
            self._cells.clear()
        return self._pages[page]


def _first_rows(source: RowSource, query: ListQuery, asked: int) -> tuple[int, list[Row]]:
    return asked, source.rows(query, FIRST)


def _all_numbers(source: RowSource, query: ListQuery, asked: int) -> tuple[int, array[int]]:
    return asked, source.order(query)
