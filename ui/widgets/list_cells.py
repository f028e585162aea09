"""How the cells of a list are drawn: straight from the model's cells.

A delegate of Qt asks the model for eight roles of every cell, and each question comes up to Python. This one asks once, and keeps
words that were cut to their column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.style_tables import PAD, draw_ground, selected_text
from ui.widgets.elided import elide
from ui.widgets.list_model import FIGURES, WORDS

if TYPE_CHECKING:
    from ui.widgets.list_table import ListTable

_ONE_LINE = Qt.TextFlag.TextSingleLine
_SELECTED = QStyle.StateFlag.State_Selected
_MOST_KEPT = 4000


class ListCells(QStyledItemDelegate):
    """Draws one cell: the row's ground, a hairline under it, the words at their edge."""

    def __init__(self, table: ListTable) -> None:
        super().__init__(table)
        self._table = table
        self._cut: dict[tuple[str, int], str] = {}
        theme.bind(self, "words", self._cut.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draws it."""
        model, area, row = self._table.rows, option.rect, index.row()
        cell, column = model.cell(row, index.column()), model.columns[index.column()]
        has_focus, is_selected = self._table.hasFocus(), bool(option.state & _SELECTED)
        draw_ground(painter, area, is_selected, has_focus, is_current=has_focus and row == self._table.currentIndex().row())
        if not cell.text:
            return
        color = theme.color(cell.role or "text")
        painter.setPen(selected_text(color, has_focus) if is_selected else color)
        painter.setFont(option.font)
        painter.setLayoutDirection(option.direction)
        room = QRect(area.left() + PAD, area.top(), area.width() - 2 * PAD, area.height())
        painter.drawText(
            room, (FIGURES if column.is_figure else WORDS) | _ONE_LINE, self._fitted(cell.text, room.width(), option)
        )

    def _fitted(self, text: str, width: int, option: QStyleOptionViewItem) -> str:
        """The words, cut where the column ends."""
        held = self._cut.get((text, width))
        if held is None:
            if len(self._cut) > _MOST_KEPT:
                self._cut.clear()
            held = self._cut[text, width] = elide(option.fontMetrics, text, width)
        return held
