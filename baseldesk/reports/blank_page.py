"""A form of questions as a flowable: line by line, cut between lines, boxes for running text as high as the page lets them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import Translator
from baseldesk.reports.blank_cells import Asked, AskedCell, rows_of
from baseldesk.reports.escape import for_paper
from baseldesk.reports.kit_fit import paint_stack
from baseldesk.reports.page import MARGIN, MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.structure import Node

_GUTTER = 8.0
_AFTER, _MOST_GAP = 2.5, 4.0  # below a line, and what is added where there is room
_MOST_GROWTH = 45 * MILLIMETRE  # of one line
_PART = Look(9, 12, bold=True)
_TITLE = Look(14, 18, bold=True)
_SMALL = Look(8, 10.5, grey=0.3)


class _Line:
    """Questions beside each other."""

    def __init__(self, cells: list[AskedCell], from_right: bool) -> None:
        self.cells, self._from_right = cells, from_right

    @property
    def wished(self) -> float:
        return max(cell.wished for cell in self.cells)

    def wrap(self, width: float) -> float:
        self.width = width
        heights = [cell.wrap(self._width_of(cell)) for cell in self.cells]
        self._label, self._body = max(label for label, _ in heights), max(body for _, body in heights)
        return self._label + self._body + _AFTER

    def _width_of(self, cell: AskedCell) -> float:
        return (self.width + _GUTTER) * cell.asked.width / 12 - _GUTTER

    def paint(self, sheet: Sheet, top: float, growth: float) -> float:
        """Draws the line; how high it is."""
        body, x = self._body + growth, 0.0
        for cell in self.cells:
            left = self.width - x - cell.width if self._from_right else x
            cell.paint(sheet, left, top, self._label, body)
            x += cell.width + _GUTTER
        return self._label + body + _AFTER


class _PartTitle:
    """The title of what follows."""

    wished = 0.0

    def __init__(self, title: str, direction: Direction, parent: Node) -> None:
        node = parent.add("H2")
        node.title = for_paper(title)
        self._title = Paragraph(title, _PART, direction, node)

    def wrap(self, width: float) -> float:
        return self._title.wrap(width, 1e6)[1] + 2

    def paint(self, sheet: Sheet, top: float, growth: float) -> float:
        self._title.paint(sheet, 0, top - 1)
        return self._title.height + 2


class FormHead(Flowable):
    """The head of a form, lower than that of a report: what it is, whose, and how it is filled in."""

    canv: Sheet

    def __init__(self, title: str, words: Sequence[str], t: Translator, root: Node) -> None:
        super().__init__()
        direction, node = Direction(t.language, None, t.rtl), root.add("H1")
        node.title = for_paper(title)
        self._parts = [Paragraph(title, _TITLE, direction, node)]
        self._parts += [Paragraph(one, _SMALL, direction, root.add("P")) for one in words]
        self.spaceAfter = 6

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The lines one below the other, and a rule."""
        self.width, self.height = aW, sum(one.wrap(aW, 1e6)[1] for one in self._parts) + 4
        return self.width, self.height

    def draw(self) -> None:
        """Draws them."""
        paint_stack(self.canv, self._parts, 0, self.height)
        self.canv.rule(0, 0, self.width, 0.4, 0.55)


class FormLines(Flowable):
    """The lines of a form."""

    canv: Sheet

    def __init__(self, parts: Sequence[tuple[str, Sequence[Asked]]], t: Translator, root: Node) -> None:
        """``parts`` are (title, questions) each; a part without a title goes on from the one before."""
        super().__init__()
        direction = Direction(t.language, None, t.rtl)
        self._lines: list[_Line | _PartTitle] = []
        for title, asked in parts:
            if title:
                self._lines.append(_PartTitle(title, direction, root))
            self._lines += [_Line([AskedCell(one, direction, root) for one in row], t.rtl) for row in rows_of(asked)]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """What they need at least, or all of the height where a box can use it."""
        self._heights = [line.wrap(aW) for line in self._lines]
        least, wished = sum(self._heights), sum(line.wished for line in self._lines) or 1.0
        self._gap = min(max(aH - least, 0) / len(self._lines), _MOST_GAP)
        least += self._gap * len(self._lines)
        growth = max(aH - least, 0) / wished
        self._growths = [min(line.wished * growth, _MOST_GROWTH) for line in self._lines]
        self.width, self.height = aW, least + sum(self._growths)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Any]:
        """The lines that fit as high as they wish to be, and the others: but closer where else a third page would begin."""
        self.wrap(aW, aH)
        if sum(self._heights) <= aH:
            return [self]
        page = self.canv.size[1] - 2 * MARGIN
        count = self._count_fitting(aH, [line.wished for line in self._lines])
        if sum(self._heights[count:]) > page:
            count = self._count_fitting(aH, [0.0] * len(self._lines))
        while count > 1 and not self._lines[count - 1].wished and self._height_from(count - 1) < page:
            count -= 1  # to the next page goes what would only take room from boxes that can grow
        count -= self._ends_with_title(count)
        return [self._with(self._lines[:count]), self._with(self._lines[count:])] if count else []

    def _count_fitting(self, height: float, wished: Sequence[float]) -> int:
        """How many lines fit; a title stays with what it is for."""
        count = 0
        for least, more in zip(self._heights, wished, strict=True):
            height -= least + more
            if height < 0:
                break
            count += 1
        return count - self._ends_with_title(count)

    def _height_from(self, start: int) -> float:
        return sum(self._heights[start:]) + _MOST_GAP * (len(self._lines) - start)

    def _ends_with_title(self, count: int) -> bool:
        return count > 0 and isinstance(self._lines[count - 1], _PartTitle)

    def _with(self, lines: list[_Line | _PartTitle]) -> FormLines:
        part = copy.copy(self)
        part._lines = lines
        return part

    def draw(self) -> None:
        """Draws the lines from above."""
        top = self.height
        for line, growth in zip(self._lines, self._growths, strict=True):
            top -= line.paint(self.canv, top, growth) + self._gap
