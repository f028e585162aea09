"""The lines of a list as a sheet: cells that can be typed into, and a blank row at the foot for the next line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind
from ui.screens.record_draft import Draft
from ui.screens.record_lines_model import Index, LinesModel
from ui.widgets.field_date_text import write_day
from ui.widgets.field_number_text import COUNTED_FROM, write_number
from ui.widgets.list_columns import CONFLICT, value_cell

TYPED = frozenset({Kind.TEXT, Kind.CODE, Kind.DATE, Kind.INTEGER, Kind.DECIMAL, Kind.YES_NO})
BLANK = "＋"
_NEW_LINE = N_("New line")
_DISPLAY, _EDIT, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole), int(Qt.ItemDataRole.ToolTipRole)
_ALOUD, _ALIGN = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.TextAlignmentRole)
_TOP = QModelIndex()
_CAN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class SheetColumn(Protocol):
    """One column: what stands in a cell, and the line with another value in it.

    Attributes:
        letters: width in average letters; 0 takes what is left.
        is_more: shown only under «More».
        toggles: its cells are ticked, not typed into.
    """

    letters: int
    is_more: bool

    @property
    def field(self) -> Field:
        """The declaration of what stands in a cell."""

    @property
    def toggles(self) -> bool:
        """Whether cells are ticked."""

    def heading(self) -> str:
        """What stands over it."""

    def value(self, draft: Draft) -> object:
        """The value of a cell."""

    def words(self, draft: Draft) -> str:
        """What a cell shows."""

    def changed(self, draft: Draft, value: object) -> Draft:
        """The line with this value; None empties."""


class FieldColumn:
    """A field of the line itself."""

    def __init__(self, field: Field, letters: int, *, is_more: bool = False) -> None:
        self.field, self.letters, self.is_more = field, letters, is_more
        self.toggles = field.kind is Kind.YES_NO

    def heading(self) -> str:
        """The label of the field."""
        return _(self.field.label)

    def value(self, draft: Draft) -> object:
        """What the line holds."""
        return draft.values.get(self.field.name)

    def words(self, draft: Draft) -> str:
        """As lists write it; nothing where there is nothing, for a sheet is mostly empty cells."""
        held = self.value(draft)
        return "" if held in (None, "") else value_cell(self.field, held).text

    def changed(self, draft: Draft, value: object) -> Draft:
        """The line with this value, and the version that it takes the place of."""
        changes = {**draft.changes, self.field.name: value}
        if draft.is_new:
            kept = {name: one for name, one in changes.items() if one not in (None, "")}
            return replace(draft, changes=kept, values=_held(draft.values, self.field.name, value))
        shown = {**(draft.shown or {}), self.field.name: draft.versions.get(self.field.name, ())}
        return replace(draft, changes=changes, shown=shown, values=_held(draft.values, self.field.name, value))


def _held(values: Mapping[str, object], name: str, value: object) -> dict[str, object]:
    rest = {key: one for key, one in values.items() if key != name}
    return rest if value in (None, "") else {**rest, name: value}


def write_cell(field: Field, value: object) -> str:
    """A value as it is typed: the day and the number in the language's own order and marks."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return write_day(value, current())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value) if field.name in COUNTED_FROM else write_number(value, current())
    return str(value)


class SheetModel(LinesModel):
    """Drafts as rows, and one more row for the next.

    Attributes:
        typed: a person entered a value: row, column, value. Whoever keeps the lines makes it so.
    """

    typed = Signal(int, int, object)

    def __init__(self, columns: Sequence[SheetColumn], parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.cells: tuple[SheetColumn, ...] = tuple(columns)
        self.is_open = True  # whether there is a blank row
        self._is_blank_used = False  # for the moment in which a line takes its place and the next one is not there yet

    def set_columns(self, columns: Sequence[SheetColumn]) -> None:
        """Shows these columns."""
        self.beginResetModel()
        self.cells = tuple(columns)
        self.endResetModel()

    def set_open(self, is_open: bool) -> None:
        """Whether anything can be typed."""
        if is_open != self.is_open:
            self.beginResetModel()
            self.is_open = is_open
            self.endResetModel()

    def set_drafts(self, drafts: Sequence[Draft]) -> None:
        """Shows these; cursor and selection stay where lines only changed or came at the end."""
        before, after = [one.id for one in self._drafts], [one.id for one in drafts]
        if before != after[: len(before)] or not self.cells:
            super().set_drafts(drafts)
            return
        changed = [row for row, old in enumerate(self._drafts) if old is not drafts[row]]
        if len(after) > len(before):
            self._append(drafts)
        self._drafts = list(drafts)
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(self.cells) - 1))

    def _append(self, drafts: Sequence[Draft]) -> None:
        """The blank row becomes the first new line, so that the cursor stays with what was typed; the others follow."""
        here = len(self._drafts)
        if self.is_open:
            self._is_blank_used, self._drafts = True, list(drafts[: here + 1])
            self.dataChanged.emit(self.index(here, 0), self.index(here, len(self.cells) - 1))
        self.beginInsertRows(_TOP, here + self.is_open, len(drafts) - 1 + self.is_open)
        self._is_blank_used, self._drafts = False, list(drafts)
        self.endInsertRows()

    def drafts(self) -> list[Draft]:
        """The lines shown, in order."""
        return list(self._drafts)

    def rowCount(self, parent: Index = _TOP) -> int:
        """The lines and the blank row."""
        return 0 if parent.isValid() else len(self._drafts) + (self.is_open and not self._is_blank_used)

    def columnCount(self, parent: Index = _TOP) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.cells)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell of an open sheet can be typed into, but for those that are ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        can_type = self.is_open and not self.cells[index.column()].toggles
        return _CAN | Qt.ItemFlag.ItemIsEditable if can_type else _CAN

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Text of a cell, and its value to whoever edits it."""
        if not index.isValid():
            return None
        column, draft = self.cells[index.column()], self.draft_at(index.row())
        if role == _EDIT:
            return column.value(draft) if draft else None
        if role == _ALIGN and column.field.kind in (Kind.INTEGER, Kind.DECIMAL):
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        if role not in (_DISPLAY, _TIP, _ALOUD) or draft is None:
            return None
        mark = f"{CONFLICT} " if draft.conflicts and index.column() == 0 else ""
        return mark + column.words(draft)

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Hands on what was entered, unless it is what stands there."""
        if role != _EDIT or not index.isValid() or not self.is_open:
            return False
        draft = self.draft_at(index.row())
        before = self.cells[index.column()].value(draft) if draft else None
        if value != before and (value not in (None, "") or before is not None):
            self.typed.emit(index.row(), index.column(), value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The labels over the columns; at the side the number of the line, ＋ at the blank one."""
        if role not in (_DISPLAY, _TIP, _ALOUD):
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.cells[section].heading() if 0 <= section < len(self.cells) else None
        if section >= len(self._drafts):
            return BLANK if role == _DISPLAY else _(_NEW_LINE)
        return current().number(section + 1)

    def retranslate(self) -> None:
        """Asks for every text anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self.cells) - 1, 0))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(self.rowCount() - 1, 0))
        if self._drafts and self.cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._drafts) - 1, len(self.cells) - 1))
