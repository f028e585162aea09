"""Lines and boxes to write in: thin strokes that carry no meaning for a reader of the text."""

from __future__ import annotations

from collections.abc import Iterable

from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.sheet import Sheet

TICK = 3.2 * MILLIMETRE  # side of a square to tick
Stroke = tuple[float, float, float, float]  # from x, y to x, y
Box = tuple[float, float, float, float]  # x, y of the lower left corner, width, height


def draw_strokes(
    sheet: Sheet, strokes: Iterable[Stroke] = (), boxes: Iterable[Box] = (), *, thickness: float = 0.5, grey: float = 0.0
) -> None:
    """Draws lines and boxes in one go."""
    path = sheet.beginPath()
    for x, y, to_x, to_y in strokes:
        path.moveTo(x, y)
        path.lineTo(to_x, to_y)
    for box in boxes:
        path.rect(*box)
    with sheet.furniture():
        sheet.saveState()
        sheet.setLineWidth(thickness)
        sheet.setStrokeGray(grey)
        sheet.drawPath(path, stroke=1, fill=0)
        sheet.restoreState()
