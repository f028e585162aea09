"""What keys do with the cells of a sheet that are chosen: take lines away, empty, tick, copy, paste; and one step back or on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from baseldesk.i18n import N_, current
from ui.screens.record_draft import Draft
from ui.screens.record_sheet_model import FieldColumn, SheetColumn

if TYPE_CHECKING:
    from ui.screens.record_sheet import SheetLines

_REMOVED_ONE = N_("{n} line is taken away. Nothing is saved yet; Ctrl+Z brings it back.")
_REMOVED_MANY = N_("{n} lines are taken away. Nothing is saved yet; Ctrl+Z brings them back.")
_MOST_STEPS = 200

Drafts = tuple[Draft, ...]


class SheetDoing(QObject):
    """Works on the lines of one sheet; each act is one step that Ctrl+Z takes back, until the record is saved or left."""

    def __init__(self, lines: SheetLines) -> None:
        super().__init__(lines)
        self._lines = lines
        self._steps: list[Drafts] = []
        self._undone: list[Drafts] = []
        grid = lines.grid
        for signal, act in (
            (grid.toggled, self.toggle), (grid.removing, self.remove), (grid.clearing, self.clear), (grid.copying, self.copy),
            (grid.pasting, self.paste), (grid.undoing, self.undo), (grid.redoing, self.redo),
        ):  # fmt: skip
            signal.connect(act)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._undone)

    def note(self, before: Drafts) -> None:
        """Remembers the lines as they were before a step."""
        self._steps = [*self._steps[-_MOST_STEPS:], before]
        self._undone = []

    def forget(self) -> None:
        """What was done so far cannot be taken back any more."""
        self._steps, self._undone = [], []

    @Slot()
    def undo(self) -> None:
        """Takes the last step back."""
        if self._steps:
            self._undone.append(self._lines.drafts())
            self._lines.go_on_with(self._steps.pop())

    @Slot()
    def redo(self) -> None:
        """Does once more what was taken back."""
        if self._undone:
            self._steps.append(self._lines.drafts())
            self._lines.go_on_with(self._undone.pop())

    @Slot()
    def remove(self) -> None:
        """Takes the lines away whose cells are chosen."""
        lines, rows = self._lines, self._chosen_rows()
        chosen = {draft.id for row in rows if (draft := lines.sheet.draft_at(row))}
        if lines.is_read_only or not chosen:
            return
        column = lines.grid.currentIndex().column()
        lines.put_drafts([replace(one, is_removed=True) if one.id in chosen else one for one in lines.drafts()])
        lines.say(current().format_plural(_REMOVED_ONE, _REMOVED_MANY, len(chosen)))
        lines.grid.go_to(min(*rows, lines.sheet.rowCount() - 1), column)

    @Slot()
    def clear(self) -> None:
        """Empties the chosen cells."""
        self._fill(_nothing)

    @Slot()
    def toggle(self) -> None:
        """Ticks all chosen cells as the one under the cursor is going to be."""
        here = self._lines.grid.currentIndex()
        draft = self._lines.sheet.draft_at(here.row())
        if draft is not None:
            wanted = next_answer(self._lines.sheet.cells[here.column()].value(draft))
            self._fill(lambda column: wanted if column.toggles else ...)

    @Slot()
    def copy(self) -> None:
        """The chosen cells, as every spreadsheet program takes them."""
        cells: dict[int, list[str]] = {}
        for row, column in sorted(self._chosen()):
            text = self._lines.sheet.index(row, column).data()
            cells.setdefault(row, []).append(" ".join(str(text or "").split()))
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in cells.values()))

    @Slot()
    def paste(self) -> None:
        """Fills the cells from the cursor on; rows beyond the last line, and rows with headings, become new lines."""
        from ui.screens.record_paste import read_rows, say

        lines, here = self._lines, self._lines.grid.currentIndex()
        if lines.is_read_only:
            return
        first = max(here.column(), 0) if lines.sheet.draft_at(here.row()) else 0
        cells = enumerate(lines.sheet.cells)
        shown = [one.field.name for at, one in cells if at >= first and isinstance(one, FieldColumn) and not self._is_hidden(at)]
        pasted = read_rows(QGuiApplication.clipboard().text(), lines.declared, shown)
        if pasted.rows:
            is_new = pasted.has_headings or here.row() < 0
            lines.put_drafts(self._with_rows(pasted.rows, lines.sheet.rowCount() if is_new else here.row()))
        lines.say(say(pasted))

    def _with_rows(self, rows: Sequence[Mapping[str, object]], start: int) -> list[Draft]:
        lines = self._lines
        changed: dict[bytes, Draft] = {}
        for at, values in enumerate(rows, start):
            draft = lines.sheet.draft_at(at) or lines.begun()
            for name, value in values.items():
                draft = lines.change(draft, FieldColumn(lines.declared.by_name[name], 0), value)
            changed[draft.id] = draft
        return list({**{one.id: one for one in lines.drafts()}, **changed}.values())

    def _fill(self, value_of: Callable[[SheetColumn], object]) -> None:
        """Puts a value into every chosen cell, in one step; `...` leaves one as it is."""
        lines = self._lines
        if lines.is_read_only:
            return
        held = {one.id: one for one in lines.drafts()}
        for row, at in self._chosen():
            draft, column = lines.sheet.draft_at(row), lines.sheet.cells[at]
            value = value_of(column)
            if draft is not None and value is not ... and column.value(held[draft.id]) != value:
                held[draft.id] = lines.change(held[draft.id], column, value)
        if tuple(held.values()) != lines.drafts():
            lines.put_drafts(list(held.values()))

    def _chosen(self) -> list[tuple[int, int]]:
        found = self._lines.grid.selectionModel().selectedIndexes()
        return [(one.row(), one.column()) for one in found if not self._is_hidden(one.column())]

    def _chosen_rows(self) -> set[int]:
        return {row for row, _column in self._chosen()}

    def _is_hidden(self, column: int) -> bool:
        return self._lines.grid.isColumnHidden(column)


def next_answer(value: object) -> bool | None:
    """Not yet entered → yes → no → not yet entered."""
    return True if value is None else False if value is True else None


def _nothing(_column: SheetColumn) -> object:
    return None
