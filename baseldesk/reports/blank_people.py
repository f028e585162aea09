"""The form for participants: a line for each person, squares and boxes under their headings, a key to the numbers below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import Translator
from baseldesk.reports.blank_cells import BOX
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.strokes import TICK, draw_strokes
from baseldesk.reports.structure import Node
from baseldesk.reports.words import Span

_HEADING = Look(8, 10)
_KEY = Look(8, 11, grey=0.2)
_UPRIGHT = 15 * MILLIMETRE  # a column narrower than this has its heading upright
_HEAD = 33 * MILLIMETRE
_GAP = 1.2 * MILLIMETRE
_SQUARE_STEP = TICK + 1.6 * MILLIMETRE


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """A column of the form.

    Attributes:
        share: of the width; 0 for a column as narrow as its squares.
        squares: how many to tick; more than one have their numbers above, explained in the key. 0 for a box.
        key: the choices by number; a box takes the number of one.
    """

    number: int
    label: str
    share: float = 0
    squares: int = 0
    key: tuple[str, ...] = ()

    @property
    def least(self) -> float:
        """The width that it has without a share."""
        return max(self.squares * _SQUARE_STEP + 2, 10 * MILLIMETRE)


class PeopleSheet(Flowable):
    """One page of lines, numbered on from a given one; it takes the height that is left."""

    canv: Sheet

    def __init__(self, columns: Sequence[PeopleColumn], first: int, most: int, t: Translator, root: Node) -> None:
        super().__init__()
        self._columns, self._first, self._most, self._from_right = columns, first, most, t.rtl
        self._direction = Direction(t.language, None, t.rtl)
        part = root.add("Sect")
        self._headings = [self._heading(one, part) for one in columns]
        self._keys = [self._key(one, part) for one in columns if one.key]

    def _heading(self, column: PeopleColumn, part: Node) -> Paragraph:
        return Paragraph([Span(f"{column.number} ", bold=True), Span(column.label)], _HEADING, self._direction, part.add("P"))

    def _key(self, column: PeopleColumn, part: Node) -> Paragraph:
        spans = [Span(f"{column.number} {column.label}: ", bold=True)]
        for number, words in enumerate(column.key, 1):
            spans += [Span(f"{number})\u00a0", bold=True), Span(f"{words}{' · ' if number < len(column.key) else ''}")]
        return Paragraph(spans, _KEY, self._direction, part.add("P"))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As many lines as there is room for, up to the most that are wanted."""
        fixed = sum(one.least for one in self._columns if not one.share)
        gaps = _GAP * len(self._columns) + 8 * MILLIMETRE
        unit = (aW - fixed - gaps) / (sum(one.share for one in self._columns) or 1)
        self._widths = [one.share * unit if one.share else one.least for one in self._columns]
        self._key_height = sum(one.wrap(aW, 1e6)[1] for one in self._keys) + 6
        step = BOX + _GAP
        self.rows = max(1, min(self._most, int((aH - _HEAD - self._key_height) // step)))
        self.width, self.height = aW, _HEAD + self.rows * step + self._key_height
        return self.width, self.height

    def draw(self) -> None:
        """Draws headings, lines and key."""
        top = self.height - _HEAD
        x = 8 * MILLIMETRE
        for column, heading, width in zip(self._columns, self._headings, self._widths, strict=True):
            self._draw_heading(column, heading, x, width, top)
            self._draw_column(column, x, width, top)
            x += width + _GAP
        self._draw_numbers(top)
        y = self._key_height - 6
        for one in self._keys:
            one.paint(self.canv, 0, y)
            y -= one.height

    def _mirrored(self, x: float, width: float) -> float:
        return self.width - x - width if self._from_right else x

    def _draw_heading(self, column: PeopleColumn, heading: Paragraph, x: float, width: float, top: float) -> None:
        above = 11 if column.squares > 1 else 3
        if width >= _UPRIGHT and column.squares <= 1:
            height = heading.wrap(width, 1e6)[1]
            heading.paint(self.canv, self._mirrored(x, width), top + above + height)
            return
        height = heading.wrap(_HEAD - above, 1e6)[1]
        sheet = self.canv
        sheet.saveState()
        left = self._mirrored(x, width)
        if self._from_right:  # so that the words begin at the squares here, too
            sheet.translate(left + (width + height) / 2, top + _HEAD)
            sheet.rotate(-90)
        else:
            sheet.translate(left + (width - height) / 2, top + above)
            sheet.rotate(90)
        heading.paint(sheet, 0, 0)
        sheet.restoreState()

    def _draw_column(self, column: PeopleColumn, x: float, width: float, top: float) -> None:
        step, squares = BOX + _GAP, column.squares
        bottoms = [top - row * step - BOX for row in range(self.rows)]
        if not squares:
            draw_strokes(self.canv, boxes=[(self._mirrored(x, width), y, width, BOX) for y in bottoms], grey=0.25)
            return
        start = x + (width - squares * _SQUARE_STEP + (_SQUARE_STEP - TICK)) / 2
        places = [self._mirrored(start + n * _SQUARE_STEP, TICK) for n in range(squares)]
        draw_strokes(self.canv, boxes=[(left, y + (BOX - TICK) / 2, TICK, TICK) for left in places for y in bottoms], grey=0.1)
        if squares > 1:
            self._draw_digits(places, top)

    def _draw_digits(self, places: Sequence[float], top: float) -> None:
        with self.canv.furniture():
            for number, left in enumerate(places, 1):
                digit = Paragraph(str(number), Look(8, 10, align="centre"), self._direction)
                digit.wrap(TICK, 1e6)
                digit.paint(self.canv, left, top + 10)

    def _draw_numbers(self, top: float) -> None:
        with self.canv.furniture():
            for row in range(self.rows):
                number = Paragraph(str(self._first + row), Look(8, 10, grey=0.3), self._direction)
                number.wrap(8 * MILLIMETRE, 1e6)
                number.paint(self.canv, self._mirrored(0, 8 * MILLIMETRE), top - row * (BOX + _GAP) - (BOX - 10) / 2)
