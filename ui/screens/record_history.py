"""What happened to a record: when, who, on which computer, which field, from what to what; and a value brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from baseldesk.desk.shown import HistoryLine, Shown
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Kind, RecordType
from ui import theme
from ui.screens import Context
from ui.screens.conflict_reading import device_names
from ui.screens.conflict_words import NOBODY, name_device, name_register
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_history_value import BringBack
from ui.widgets.form_conflicts import value_in_words

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_HEADINGS = (N_("When"), N_("Who"), N_("Computer"), N_("What"), N_("Before"), N_("After"))
WHEN, BEFORE = 0, 4
_LETTERS = (0, 14, 16, 19, 0, 0)  # widths in average letters; 0: as wide as an instant, or a share of what is left
_LEAST = 12  # letters of a value, before the table scrolls sideways
_INSTANT = datetime(2026, 12, 22, 22, 22, tzinfo=UTC)
_FIXED = QHeaderView.ResizeMode.Fixed
_SHOWN_ROLES = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)})
_TOP = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """Every change of a register, newest first."""

    def __init__(self, declared: RecordType, directory: DeskDirectory, own_device: bytes) -> None:
        super().__init__(directory)
        self._declared, self._directory, self._own = declared, directory, own_device
        self._lines: list[HistoryLine] = []
        self._devices: Mapping[str, str] = {}

    def show(self, lines: Sequence[HistoryLine], devices: Mapping[str, str] | None = None) -> None:
        """Shows these, with the names of the computers."""
        self.beginResetModel()
        self._lines, self._devices = list(lines), devices or {}
        self.endResetModel()

    def line_at(self, row: int) -> HistoryLine | None:
        """The change in a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many changes."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Six."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The text of a cell."""
        if role not in _SHOWN_ROLES or not index.isValid():
            return None
        line = self._lines[index.row()]
        texts = (_moment, self._who, self._device, self._what, self._before, self._after)
        return texts[index.column()](line)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The headings."""
        if role not in _SHOWN_ROLES or orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_HEADINGS):
            return None
        return _(_HEADINGS[section])

    def retranslate(self) -> None:
        """Asks for every text anew."""
        self.beginResetModel()
        self.endResetModel()

    def _who(self, line: HistoryLine) -> str:
        return line.author or _(NOBODY)

    def _device(self, line: HistoryLine) -> str:
        return name_device(line.device.hex(), self._devices, self._own)

    def _what(self, line: HistoryLine) -> str:
        return name_register(self._declared.name, line.register)

    def _before(self, line: HistoryLine) -> str:
        return self.words(line, line.old) if line.old is not None else ""

    def _after(self, line: HistoryLine) -> str:
        return self.words(line, line.new)

    def words(self, line: HistoryLine, value: object) -> str:
        """A value of a line as a person reads it."""
        field = self._declared.by_name.get(line.register.partition("/")[0])
        if field is None:
            return _("brought back") if value else _("deleted")
        if field.kind is Kind.RECORD and isinstance(value, bytes):
            return self._directory.title_of(field.target, value)
        if field.is_set and not isinstance(value, Decimal):
            return _("added") if value else _("removed")
        return current().percent(value) if field.is_set and isinstance(value, Decimal) else value_in_words(field, value)


class Past(NamedTuple):
    """A record's changes and the names of computers, read in one go."""

    record: bytes
    lines: list[HistoryLine]
    devices: dict[str, str]


def read_history(desk: Desk, kind: str, record: bytes) -> Past:
    """Reads them; for the background."""
    return Past(record, desk.history(kind, record), device_names(desk))


class History(QWidget):
    """The changes of one record; read when it is first looked at."""

    def __init__(self, context: Context, declared: RecordType, directory: DeskDirectory) -> None:
        super().__init__()
        self._context, self._declared = context, declared
        self._shown: Shown | None = None
        self._is_stale = False
        self.model = HistoryModel(declared, directory, context.desk.device)
        self.table, self.bring_back = QTableView(self), BringBack(declared, self.model.words)
        self._lay_out()

    def load(self, shown: Shown | None) -> None:
        """Will show the changes of this record; None: of one that is not saved yet."""
        self._shown, self._is_stale = shown, True
        self.model.show([])
        self.bring_back.show_for(None, shown)
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Now they are wanted."""
        super().showEvent(event)
        self._read()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.table.setAccessibleName(_("History"))
        self.model.retranslate()
        self._fit()
        self.bring_back.show_for(None, self._shown)

    def _read(self) -> None:
        if self._is_stale and self._shown is not None:
            self._is_stale = False
            work = partial(read_history, self._context.desk, self._declared.name, self._shown.id)
            self._context.runner.read(work, self._on_read)

    def _on_read(self, read: Past) -> None:
        if self._shown is not None and read.record == self._shown.id:
            self.model.show(read.lines, read.devices)

    def _on_current(self, current_index: QModelIndex, _previous: QModelIndex = _TOP) -> None:
        line = self.model.line_at(current_index.row()) if current_index.isValid() else None
        self.bring_back.show_for(line, self._shown, prefers_old=current_index.column() == BEFORE)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.NEAR, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bring_back)
        self.table.setModel(self.model)
        self.table.setObjectName("history_table")
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for section, letters in enumerate(_LETTERS):
            is_fixed = letters or section == WHEN
            header.setSectionResizeMode(section, _FIXED if is_fixed else QHeaderView.ResizeMode.Stretch)
        theme.bind(self.table, "rows", self._fit)

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height(self.table))
        metrics = self.table.fontMetrics()
        self.table.horizontalHeader().setMinimumSectionSize(_LEAST * metrics.averageCharWidth())
        self.table.setColumnWidth(WHEN, metrics.horizontalAdvance(current().date(_INSTANT, "short")) + theme.GROUP)
        for section, letters in enumerate(_LETTERS):
            if letters:
                self.table.setColumnWidth(section, letters * metrics.averageCharWidth())


def _moment(line: HistoryLine) -> str:
    at: datetime = line.at.astimezone()
    return current().date(at, "short")
