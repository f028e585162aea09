"""What is filled in by hand: a question with its number, above a box to write in or squares to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from baseldesk.reports.kit_fit import fit
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.strokes import TICK, draw_strokes
from baseldesk.reports.structure import Node
from baseldesk.reports.words import Span

BOX = 8 * MILLIMETRE  # height of a box to write in
_LABEL = Look(8, 10)
_SMALL = Look(8, 10, grey=0.35)
_CHOICE = Look(8, 10)
_GAP = 3.0  # between a square and its words
_COLUMN_GAP = 8.0
_CODE_GAP = 3.0  # before the square of a language
_MOST_COLUMNS = 6
_PITCH = 11.0  # from one line of squares to the next


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form.

    Attributes:
        number: its place in the form; 0 for none.
        form: a box, a box in parts with a caption each (a date, counts), a box for running text, or squares to tick.
        width: in twelfths of a line.
        choices: the words beside the squares, or the captions of the parts.
        wished: height that a box for running text should have; it is higher where there is room, and lower, down to a line,
            rather than make a form longer.
        languages: offered to tick behind the label, for texts of which the language matters.
    """

    number: int
    label: str
    form: Literal["box", "parts", "text", "ticks"] = "box"
    width: int = 12
    choices: tuple[str, ...] = ()
    wished: float = BOX
    hint: str = ""
    languages: tuple[str, ...] = ()


class AskedCell:
    """A question laid out in a given width."""

    def __init__(self, asked: Asked, direction: Direction, parent: Node) -> None:
        self.asked = asked
        self._direction = direction
        self._node = parent.add("Sect")
        spans = [Span(f"{asked.number} ", bold=True)] if asked.number else []
        spans.append(Span(asked.label))
        place = self._node.add("P")
        self._label = Paragraph(spans, _LABEL, direction, place)
        self._hinted = Paragraph([*spans, Span(f"  {asked.hint}", grey=0.35)], _LABEL, direction, place) if asked.hint else None
        self._languages = [Paragraph(one, _SMALL, direction, self._node.add("P")) for one in asked.languages]
        nodes = [self._node.add("P") for _ in asked.choices]
        self._choices = [Paragraph(one, _CHOICE, direction, node) for one, node in zip(asked.choices, nodes, strict=True)]

    @property
    def grows(self) -> bool:
        """Whether room that is left over is of use to it."""
        return self.asked.form == "text"

    @property
    def wished(self) -> float:
        """What it would like to have above its least height."""
        return self.asked.wished - BOX if self.grows else 0.0

    def wrap(self, width: float) -> tuple[float, float]:
        """The heights of label and body, at least."""
        self.width = width
        beside = sum(self._language_width(one) for one in self._languages)
        room = width - beside
        self._label.wrap(room, 1e6)
        if self._hinted and self._hinted.wrap(room, 1e6)[1] == self._label.height:  # a hint is not worth a line
            self._label = self._hinted
        return self._label.height + 1, self._least_body()

    def _least_body(self) -> float:
        if self.asked.form != "ticks":
            return BOX
        heights = {count: self._tick_rows(count) for count in range(1, _MOST_COLUMNS + 1)}
        self._columns = min(heights, key=lambda count: (sum(heights[count]), count))
        self._rows = self._tick_rows(self._columns)
        return sum(self._rows)

    def _tick_rows(self, columns: int) -> list[float]:
        """The heights of the lines of squares, for so many columns."""
        width = self._column_width(columns) - TICK - _GAP
        heights = [max(_PITCH, one.wrap(width, 1e6)[1] + 1) if one.least_width <= width else 1e4 for one in self._choices]
        count = -(-len(heights) // columns)
        return [max(heights[row::count]) for row in range(count)]

    def _column_width(self, columns: int) -> float:
        return (self.width - _COLUMN_GAP * (columns - 1)) / columns

    def _language_width(self, one: Paragraph) -> float:
        return one.natural_width + TICK + 2 * _CODE_GAP

    def paint(self, sheet: Sheet, x: float, top: float, label: float, body: float) -> None:
        """Draws the question with its left upper corner at a point."""
        left = self._mirrored(x, 0, self._label.width)
        self._label.paint(sheet, left, top - label + 1 + self._label.height)
        self._paint_languages(sheet, x, top - label + 1)
        below = top - label
        if self.asked.form == "ticks":
            self._paint_ticks(sheet, x, below)
            return
        height = body if self.grows else BOX
        draw_strokes(sheet, boxes=[(x, below - height, self.width, height)], grey=0.25)
        if self.asked.form == "parts":
            self._paint_parts(sheet, x, below)

    def _paint_languages(self, sheet: Sheet, x: float, bottom: float) -> None:
        """Squares with the languages' codes, at the end of the label's line."""
        place = self.width - sum(self._language_width(one) for one in self._languages)
        for one in self._languages:
            left = place + _CODE_GAP
            self._square(sheet, x, left, bottom + 9)
            one.wrap(one.natural_width + 1, 1e6)
            one.paint(sheet, self._mirrored(x, left + TICK + _CODE_GAP / 2, one.width), bottom + 10)
            place += self._language_width(one)

    def _paint_ticks(self, sheet: Sheet, x: float, top: float) -> None:
        width, count = self._column_width(self._columns), len(self._rows)
        for number, one in enumerate(self._choices):
            column, row = divmod(number, count)
            left = column * (width + _COLUMN_GAP)
            y = top - sum(self._rows[:row])
            one.wrap(width - TICK - _GAP, 1e6)
            self._square(sheet, x, left, y - 1)
            one.paint(sheet, self._mirrored(x, left + TICK + _GAP, one.width), y)

    def _paint_parts(self, sheet: Sheet, x: float, top: float) -> None:
        """Divides the box, and says in small type what belongs in each part."""
        width = self.width / len(self._choices)
        draw_strokes(sheet, [(x + n * width, top - BOX, x + n * width, top) for n in range(1, len(self._choices))], grey=0.25)
        for number, one in enumerate(self._choices):
            shown = fit(self.asked.choices[number], {8: 1}, width - 4, self._direction, replace(_SMALL), one.node)
            shown.paint(sheet, self._mirrored(x, number * width + 2, shown.width), top - BOX + 10)

    def _square(self, sheet: Sheet, x: float, left: float, top: float) -> None:
        draw_strokes(sheet, boxes=[(self._mirrored(x, left, TICK), top - TICK, TICK, TICK)], grey=0.1)

    def _mirrored(self, x: float, left: float, width: float) -> float:
        return x + self.width - left - width if self._direction.from_right else x + left


def rows_of(asked: Sequence[Asked]) -> list[list[Asked]]:
    """The questions line by line, as their widths go into a line."""
    lines: list[list[Asked]] = []
    for one in asked:
        if not lines or sum(other.width for other in lines[-1]) + one.width > 12:
            lines.append([])
        lines[-1].append(one)
    return lines
