"""Drawings on paper: each mark with the sheet's own operators, each text as one of our paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from baseldesk.i18n import Translator
from baseldesk.reports.chart_shapes import GROUND, LAND, Box, Disc, Mark, Plan, Shape, Stroke, Tone, Words, tone
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet

_LEADING = 1.3
_HATCH = 3.2  # between the lines of a pattern
_OUTLINE = 0.4
_LAND_GREY = 0.86


class PaperMeasure:
    """How wide and high a text comes out on paper, in one language."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._known = lru_cache(maxsize=2000)(self._measure)

    def __call__(self, text: str, width: float, size: float, bold: bool) -> tuple[float, float]:
        """Width of the longest line and height of all."""
        return self._known(text, width, size, bold)

    def _measure(self, text: str, width: float, size: float, bold: bool) -> tuple[float, float]:
        paragraph = Paragraph(text, Look(size, size * _LEADING, bold=bold), Direction(self._t.language, None, False))
        high = paragraph.wrap(width, 1e6)[1]
        return max((line.width for line in paragraph.lines), default=0) * size / 1000, high


def paint(plan: Plan, sheet: Sheet, t: Translator, x: float, top: float) -> None:
    """Paints a drawing below `top`, inside something that is marked already."""
    painter = _Painter(sheet, t, x, top)
    for mark in plan.marks:
        painter.paint(mark)


class _Painter:
    """Turns points from the upper left corner into the sheet's from the lower left."""

    def __init__(self, sheet: Sheet, t: Translator, x: float, top: float) -> None:
        self._sheet, self._t, self._x, self._top = sheet, t, x, top

    def paint(self, mark: Mark) -> None:
        match mark:
            case Words():
                self._write(mark)
            case Box():
                self._fill_box(mark)
            case Stroke():
                self._stroke(mark)
            case Shape():
                self._fill_shape(mark)
            case Disc():
                self._fill_disc(mark)

    def _write(self, mark: Words) -> None:
        align: Any = {"left": "start", "right": "end", "centre": "centre"}[mark.align]
        look = Look(mark.size, mark.size * _LEADING, bold=mark.bold, grey=mark.grey, align=align)
        paragraph = Paragraph(mark.text, look, Direction(self._t.language, None, False))
        high = paragraph.wrap(mark.width + 0.5, 1e6)[1]
        if mark.haloed:
            left, low = self._x + mark.x - 0.8, self._top - mark.y - high + 1.6
            self._put(f"q 1 g {left:.2f} {low:.2f} {mark.width + 1.6:.2f} {high - 3.2:.2f} re f Q")
        paragraph.paint(self._sheet, self._x + mark.x, self._top - mark.y)

    def _fill_box(self, mark: Box) -> None:
        look, left, low = tone(mark.tone), self._x + mark.x, self._top - mark.y - mark.height
        area = f"{left:.2f} {low:.2f} {mark.width:.2f} {mark.height:.2f} re"
        self._put(f"q {_rgb(look)} rg {area} f")
        if look.pattern:
            self._put(f"q {area} W n 0.25 G 0.45 w {_hatch(look, left, low, mark.width, mark.height)} S Q")
        self._put(f"0.15 G {_OUTLINE} w {area} S Q")

    def _stroke(self, mark: Stroke) -> None:
        ink = f"{_rgb(_inked(mark.tone))} RG" if mark.tone is not None else f"{mark.grey:g} G"
        dashes = f"[{' '.join(f'{one:g}' for one in mark.dashes)}] 0 d" if mark.dashes else ""
        self._put(f"q {ink} {mark.thickness:g} w 1 j {dashes} {self._path(mark.points)} S Q")

    def _fill_shape(self, mark: Shape) -> None:
        if mark.tone in (LAND, GROUND):
            self._put(f"q {_LAND_GREY if mark.tone == LAND else 1:g} g {self._path(mark.points)} h f Q")
            return
        self._put(f"q {_rgb(tone(mark.tone))} rg 0 G 0.5 w {self._path(mark.points)} h B Q")

    def _fill_disc(self, mark: Disc) -> None:
        x, y, r = self._x + mark.x, self._top - mark.y, mark.radius
        k = 0.5523 * r
        around = (
            f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
        )
        self._put(f"q {_rgb(tone(mark.tone))} rg 1 G 0.8 w {around} B Q")

    def _path(self, points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{self._x + x:.2f} {self._top - y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))

    def _put(self, code: str) -> None:
        self._sheet.put(code)


def _rgb(look: Tone) -> str:
    return " ".join(f"{part / 255:.3f}" for part in look.colour)


def _inked(number: int) -> Tone:
    """The colour of a line: a light one is darkened, or it would be lost on white."""
    look = tone(number)
    red, green, blue = look.colour
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    share = min(1.0, 130 / light)
    return Tone((round(red * share), round(green * share), round(blue * share)))


def _hatch(look: Tone, left: float, low: float, width: float, height: float) -> str:
    """The lines of a pattern over a rectangle; what stands out is cut off by the clip."""
    lines: list[str] = []
    if look.pattern == "-":
        lines += [f"{left:.2f} {low + y:.2f} m {left + width:.2f} {low + y:.2f} l" for y in _each(height)]
    if look.pattern in ("/", "x"):
        lines += [f"{left + x - height:.2f} {low:.2f} m {left + x:.2f} {low + height:.2f} l" for x in _each(width + height)]
    if look.pattern in ("\\", "x"):
        lines += [f"{left + x:.2f} {low:.2f} m {left + x - height:.2f} {low + height:.2f} l" for x in _each(width + height)]
    return " ".join(lines)


def _each(length: float) -> list[float]:
    return [_HATCH * (number + 0.5) for number in range(int(length / _HATCH + 0.5))]
