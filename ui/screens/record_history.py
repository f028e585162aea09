"""What happened to a record: when, who, which field, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from baseldesk.desk.shown import HistoryLine
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Kind, RecordType
from ui import theme
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.widgets.form_conflicts import value_in_words

_HEADINGS = (N_("When"), N_("Who"), N_("What"), N_("Before"), N_("After"))
_LETTERS = (22, 24, 0, 0, 0)  # widths in average letters; 0 shares what is left
_FIXED = QHeaderView.ResizeMode.Fixed
_LIFE = N_("Deleted or brought back")
_SHOWN_ROLES = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)})
_TOP = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """Every change of a register, newest first."""

    def __init__(self, declared: RecordType, directory: DeskDirectory) -> None:
        super().__init__(directory)
        self._declared, self._directory = declared, directory
        self._lines: list[HistoryLine] = []

    def show(self, lines: Sequence[HistoryLine]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many changes."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Five."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The text of a cell."""
        if role not in _SHOWN_ROLES or not index.isValid():
            return None
        line = self._lines[index.row()]
        texts = (_moment, self._who, self._what, self._before, self._after)
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
        return line.author or _("name not known here")

    def _what(self, line: HistoryLine) -> str:
        name, _slash, key = line.register.partition("/")
        field = self._declared.by_name.get(name)
        if field is None:
            return _(_LIFE)
        label = _(field.label)
        return f"{label} · {self._key(line.register)}" if key else label

    def _key(self, register: str) -> str:
        name, _slash, key = register.partition("/")
        field = self._declared.by_name[name]
        return current().label(key, field.vocabulary) if field.kind is Kind.CODES else key

    def _before(self, line: HistoryLine) -> str:
        return self._words(line, line.old) if line.old is not None else ""

    def _after(self, line: HistoryLine) -> str:
        return self._words(line, line.new)

    def _words(self, line: HistoryLine, value: object) -> str:
        field = self._declared.by_name.get(line.register.partition("/")[0])
        if field is None:
            return _("brought back") if value else _("deleted")
        if field.kind is Kind.RECORD and isinstance(value, bytes):
            return self._directory.title_of(field.target, value)
        if field.is_set and not isinstance(value, Decimal):
            return _("added") if value else _("removed")
        return current().percent(value) if field.is_set and isinstance(value, Decimal) else value_in_words(field, value)


class History(QWidget):
    """The changes of one record; read when it is first looked at."""

    def __init__(self, context: Context, declared: RecordType, directory: DeskDirectory) -> None:
        super().__init__()
        self._context, self._declared = context, declared
        self._record = b""
        self._is_stale = False
        self.model = HistoryModel(declared, directory)
        self.table = QTableView(self)
        self._lay_out()

    def load(self, record: bytes) -> None:
        """Will show the changes of this record."""
        self._record, self._is_stale = record, True
        self.model.show([])
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

    def _read(self) -> None:
        if self._is_stale and self._record:
            self._is_stale = False
            self._context.runner.read(partial(self._context.desk.history, self._declared.name, self._record), self._on_read)

    def _on_read(self, lines: list[HistoryLine]) -> None:
        self.model.show(lines)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.NEAR, 0, 0)
        layout.addWidget(self.table)
        self.table.setModel(self.model)
        self.table.setObjectName("history_table")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for section, letters in enumerate(_LETTERS):
            header.setSectionResizeMode(section, _FIXED if letters else QHeaderView.ResizeMode.Stretch)
        theme.bind(self.table, "rows", self._fit)

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height(self.table))
        for section, letters in enumerate(_LETTERS):
            if letters:
                self.table.setColumnWidth(section, letters * self.table.fontMetrics().averageCharWidth())


def _moment(line: HistoryLine) -> str:
    at: datetime = line.at.astimezone()
    return current().date(at, "short")
