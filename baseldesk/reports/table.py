"""Tables with thin horizontal rules: the heading row again on each page, mirrored for right-to-left documents.

A table is laid out a page at a time and forgets each page once it is drawn, so that five hundred pages take ten times as
long as fifty.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.platypus.flowables import Flowable

from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.structure import Node
from baseldesk.reports.words import Span

Cell = str | Sequence[Span]

CELL = Look(9, 12.5)
_GAP = 9.0  # between columns
_PADDING = 2.5  # above and below the text of a row
_SAMPLE = 200
_WIDEST_WORD = 0.45  # of the table: a longer word is cut rather than starve the other columns
_FEWEST_LINES = 2
_COMPANY = 3  # rows that go along with what must not stand alone on the next page
_TALL_ROW = 110.0  # a row higher than this is cut at the end of a page instead of moved as a whole


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column, the side at which its cells stand, and how wide it is at least, in points."""

    heading: str
    align: Literal["start", "end"] = "start"
    least: float = 0


class _Row:
    """The cells of one row, laid out; its place among the rows of the table's structure, -1 where it is not part of that."""

    def __init__(self, cells: list[Paragraph], widths: list[float], place: int, least: float = 0) -> None:
        self.cells = cells
        self.place = place
        self.goes_on = False
        high = max((cell.wrap(width, 1e6)[1] for cell, width in zip(cells, widths, strict=True)), default=0)
        self.height = max(high + 2 * _PADDING, least)

    def cut(self, height: float, widths: list[float]) -> tuple[_Row, _Row] | None:
        """The lines of each cell that fit into this height, and the others."""
        leading = self.cells[0].look.leading
        count = int((height - 2 * _PADDING) // leading)
        if count < _FEWEST_LINES:
            return None
        parts = [cell.cut(count) for cell in self.cells]
        first = _Row([part for part, _ in parts], widths, self.place)
        first.goes_on = True
        return first, _Row([part for _, part in parts], widths, self.place)


class _Plan:
    """What the parts of one table share: columns, looks, widths and the heading row."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], direction: Direction, look: Look, row_height: float
    ) -> None:
        self.row_height = row_height
        self.columns = columns
        self.rows = rows
        self.direction = direction
        self.looks = [Look(look.size, look.leading, align=column.align) for column in columns]
        self.heading_looks = [Look(look.size, look.leading, bold=True, align=column.align) for column in columns]
        self.width = -1.0
        self.widths: list[float] = []

    def fit(self, width: float) -> None:
        """Finds the columns' widths, once for all parts of the table."""
        if width != self.width:
            self.width, self.widths = width, self._share(width - _GAP * (len(self.columns) - 1))

    def lay(self, index: int, table: Node) -> _Row:
        """The row of this number, ready to be drawn."""
        cells = [Paragraph(cell, look, self.direction) for cell, look in zip(self.rows[index], self.looks, strict=True)]
        return self._lay(cells, table, "TD")

    def lay_heading(self, table: Node | None) -> _Row:
        """The heading row; on the pages after the first it stands outside the structure."""
        cells = self._headings()
        return self._lay(cells, table, "TH") if table else _Row(cells, self.widths, -1)

    def _lay(self, cells: list[Paragraph], table: Node, role: str) -> _Row:
        place = len(table.parts or ())
        node = table.add("TR")
        for cell in cells:
            cell.node = node.add(role)
        return _Row(cells, self.widths, place, self.row_height if role == "TD" else 0)

    def _headings(self) -> list[Paragraph]:
        looks = zip(self.columns, self.heading_looks, strict=True)
        return [Paragraph(column.heading, look, self.direction) for column, look in looks]

    def _share(self, width: float) -> list[float]:
        """Widths between each column's longest word and longest line, as wide together as the table."""
        least, natural = self._measure(width * _WIDEST_WORD)
        if sum(natural) <= width:
            return self._widen(natural, width)
        if sum(least) >= width:
            return [wide * width / sum(least) for wide in least]
        return _narrow(least, natural, width)

    def _widen(self, natural: list[float], width: float) -> list[float]:
        """Gives what is left over to the columns of words; figures stay close together."""
        growing = [wide if column.align == "start" else 0.0 for wide, column in zip(natural, self.columns, strict=True)]
        total = sum(growing) or 1.0
        return [wide + (width - sum(natural)) * grow / total for wide, grow in zip(natural, growing, strict=True)]

    def _measure(self, most: float) -> tuple[list[float], list[float]]:
        """The least and the natural width of each column, from its heading and a sample of its cells."""
        step = max(1, len(self.rows) // _SAMPLE)
        least, natural = [], []
        for number, heading in enumerate(self._headings()):
            sample = [Paragraph(row[number], self.looks[number], self.direction) for row in self.rows[::step]]
            longest = max(min(cell.least_width, most) for cell in [heading, *sample]) + 1
            least.append(max(longest, self.columns[number].least))
            natural.append(max(max(cell.natural_width for cell in [heading, *sample]) + 1, least[-1]))
        return least, natural


def _narrow(least: list[float], natural: list[float], width: float) -> list[float]:
    """Leaves the narrow columns as they are and takes from the wide ones, none of which gets less than its longest word."""
    widths = list(least)
    waiting = sorted(range(len(natural)), key=lambda number: natural[number])
    left = width - sum(least)
    while waiting:
        number = waiting.pop(0)
        grown = min(natural[number] - least[number], left / (len(waiting) + 1))
        widths[number] += grown
        left -= grown
    return widths


class Table(Flowable):
    """A table of text cells that splits between rows, and within a row that is higher than most of a page."""

    canv: Any

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], direction: Direction, node: Node, *,
        row_height: float = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self._plan = _Plan(columns, rows, direction, CELL, row_height)
        self.node = node
        self._next = 0  # the first row that is not laid out yet
        self._laid: list[_Row] = []
        self._heading: _Row | None = None
        self._is_first = True
        self.spaceBefore, self.spaceAfter = 4, 8

    @property
    def weight(self) -> int:
        """How many rows it still holds: its share in the progress."""
        return len(self._laid) + len(self._plan.rows) - self._next

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Lays out as many rows as can stand in the height; the height is beyond it if there are more."""
        self._plan.fit(aW)
        if self._heading is None:
            self._heading = self._plan.lay_heading(self.node if self._is_first else None)
        height = self._heading.height + sum(row.height for row in self._laid)
        while height <= aH and self._next < len(self._plan.rows):
            self._laid.append(self._plan.lay(self._next, self.node))
            self._next += 1
            height += self._laid[-1].height
        self.width, self.height = aW, height
        return aW, height

    def split(self, aW: float, aH: float) -> list[Any]:
        """The rows that fit, and the rest; nothing where not even the first row can begin here."""
        if self.wrap(aW, aH)[1] <= aH:
            return [self]
        count, left = self._count_fitting(aH)
        fitting, others = self._laid[:count], self._laid[count:]
        if others and (count == 0 or others[0].height > _TALL_ROW):
            cut = others[0].cut(left, self._plan.widths)
            if cut:
                fitting, others = [*fitting, cut[0]], [cut[1], *others[1:]]
        return [self._part(fitting), self._rest(others)] if fitting else []

    def leave_last(self) -> list[Table]:
        """The table without its last rows, and these under a heading of their own; the whole where there are too few."""
        if self._next < len(self._plan.rows) or len(self._laid) < 2 * _COMPANY:
            return [self]
        return [self._part(self._laid[:-_COMPANY]), self._rest(self._laid[-_COMPANY:])]

    def _count_fitting(self, height: float) -> tuple[int, float]:
        left = height - (self._heading.height if self._heading else 0)
        for count, row in enumerate(self._laid):
            if row.height > left:
                return count, left
            left -= row.height
        return len(self._laid), left

    def _part(self, rows: list[_Row]) -> Table:
        part = copy.copy(self)
        part._laid, part._next = rows, len(self._plan.rows)
        part.height = (self._heading.height if self._heading else 0) + sum(row.height for row in rows)
        return part

    def _rest(self, rows: list[_Row]) -> Table:
        rest = copy.copy(self)
        rest._laid, rest._heading, rest._is_first = rows, None, False
        rest.spaceBefore = 0
        return rest

    def draw(self) -> None:
        """Draws heading, rows and rules where ReportLab has put the table."""
        sheet, top = self.canv, self.height
        if self._heading:
            sheet.rule(0, top, self.width, 0.8, 0)
            if self._is_first:
                self._draw_row(sheet, self._heading, top)
            else:
                with sheet.furniture():
                    self._draw_row(sheet, self._heading, top)
            top -= self._heading.height
            sheet.rule(0, top, self.width, 0.5, 0)
        for row in self._laid:
            self._draw_row(sheet, row, top)
            top -= row.height
            sheet.rule(0, top, self.width, 0.3, 0.65)

    def _draw_row(self, sheet: Sheet, row: _Row, top: float) -> None:
        x = 0.0
        for cell, width in zip(row.cells, self._plan.widths, strict=True):
            left = self.width - x - width if self._plan.direction.from_right else x
            cell.paint(sheet, left, top - _PADDING)
            x += width + _GAP
        if row.place >= 0 and not row.goes_on:
            self.node.pack(row.place)
