"""Two things side by side: what stands in the margin column, and what it is about."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.reports.paragraph import Paragraph
from baseldesk.reports.sheet import Sheet

MARGIN_COLUMN = 124.0
GUTTER = 12.0


class Beside(Flowable):
    """Short paragraphs in the margin column (label, notes) beside a paragraph that may split over pages."""

    canv: Sheet

    def __init__(self, margin: Sequence[Paragraph], body: Paragraph, from_right: bool, after: float) -> None:
        super().__init__()
        self.margin = list(margin)
        self.body = body
        self.from_right = from_right
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Breaks the lines of both; the height is that of the higher."""
        self.width = aW
        beside = sum(one.wrap(MARGIN_COLUMN, aH)[1] for one in self.margin)
        self.height = max(beside, self.body.wrap(aW - MARGIN_COLUMN - GUTTER, aH)[1])
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Any]:
        """Splits the body; label and notes stay with its beginning."""
        self.wrap(aW, aH)
        if sum(one.height for one in self.margin) > aH:
            return []
        parts = self.body.split(aW - MARGIN_COLUMN - GUTTER, aH)
        if len(parts) < 2:
            return parts and [self]
        return [self._with(self.margin, parts[0]), self._with([], parts[1])]

    def _with(self, margin: list[Paragraph], body: Paragraph) -> Beside:
        part = copy.copy(self)
        part.margin, part.body = margin, body
        return part

    def draw(self) -> None:
        """Draws both where ReportLab has put them."""
        across = self.width - MARGIN_COLUMN
        top = self.height
        for one in self.margin:
            one.paint(self.canv, across if self.from_right else 0, top)
            top -= one.height
        self.body.paint(self.canv, 0 if self.from_right else MARGIN_COLUMN + GUTTER, self.height)
