"""The block at the end that people sign: name, function, date, and space for signature and stamp."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from baseldesk.reports.paragraph import Paragraph
from baseldesk.reports.sheet import Sheet

_GUTTER = 24.0
_LINE = 22.0  # from one line to write on to the next
_STAMP = 54.0  # height of the space for signature and stamp


class SigningPlace:
    """The place of one person: a heading, what is known of them above lines to write on, captions below the lines."""

    def __init__(self, role: Paragraph, lines: Sequence[tuple[Paragraph, Paragraph]]) -> None:
        """``lines`` are (what stands on the line, its caption); the last one has the space for the stamp."""
        self.role = role
        self.lines = list(lines)
        self.width = 0.0

    def wrap(self, width: float) -> float:
        """Breaks the lines of text for a column of this width; the height they take."""
        self.width = width
        height = self.role.wrap(width, 1e6)[1]
        for number, (filled, caption) in enumerate(self.lines):
            height += max(self._space(number), filled.wrap(width, 1e6)[1] + 4) + caption.wrap(width, 1e6)[1]
        return height

    def _space(self, number: int) -> float:
        return _STAMP if number == len(self.lines) - 1 else _LINE

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        """Draws the place with its left upper corner at a point."""
        self.role.paint(sheet, x, top)
        top -= self.role.height
        for number, (filled, caption) in enumerate(self.lines):
            top -= max(self._space(number), filled.height + 4)
            filled.paint(sheet, x, top + filled.height + 2)
            sheet.rule(x, top, self.width, 0.5, 0)
            caption.paint(sheet, x, top - 1)
            top -= caption.height


class SigningBlock(Flowable):
    """Up to three places beside each other, kept on one page, and never alone on it: nobody signs an empty page."""

    canv: Sheet
    needs_company = True

    def __init__(self, places: Sequence[SigningPlace], from_right: bool) -> None:
        super().__init__()
        self.places = list(places)
        self.from_right = from_right
        self.spaceBefore = 18

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Shares the width among the places, two or three to a row."""
        columns = max(2, min(3, len(self.places)))
        self._column = (aW - _GUTTER * (columns - 1)) / columns
        self._rows = [self.places[start : start + columns] for start in range(0, len(self.places), columns)]
        self._heights = [max(place.wrap(self._column) for place in row) for row in self._rows]
        self.width, self.height = aW, sum(self._heights) + 14 * (len(self._heights) - 1)
        return self.width, self.height

    def draw(self) -> None:
        """Draws the places where ReportLab has put the block."""
        top = self.height
        for row, height in zip(self._rows, self._heights, strict=True):
            for number, place in enumerate(row):
                x = number * (self._column + _GUTTER)
                place.paint(self.canv, self.width - x - self._column if self.from_right else x, top)
            top -= height + 14
