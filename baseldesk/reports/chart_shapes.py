"""A drawing as a short list of shapes and words, painted by `chart_paper` on paper and by the window on screen.

Decision: not ``reportlab.graphics`` with SVG for the screen. Its texts are plain strings, which it can neither shape nor order:
Arabic came out as separate letters from the left, and Chinese wants a font by name. Here words stay words with a place and a
width; paper sets them with our own paragraph, the window with Qt's, and the geometry is reckoned once for both. It also keeps
ReportLab (110 ms) out of the window's Home.

Units are points, from the upper left corner, y downwards. A drawing is laid out for text that runs from the left and mirrored
as a whole for the other direction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

Align = Literal["left", "right", "centre"]
Pattern = Literal["", "/", "\\", "-", "x"]
LAND, GROUND = -1, -2

_ISOLATES = re.compile("[\u2066-\u2069]")
_LONGEST = 600  # characters of which a label shows anything
SMALL, NORMAL = 8.0, 9.0  # sizes of words; nothing is smaller on paper


@dataclass(frozen=True, slots=True)
class Tone:
    """The look of one series: a colour, and lines over it so that it is known without colours, too."""

    colour: tuple[int, int, int]
    pattern: Pattern = ""


# Told apart with any common kind of colour blindness; neighbours differ by a quarter of the way from black to white.
TONES: tuple[Tone, ...] = (
    Tone((16, 62, 110)), Tone((240, 190, 98), "/"), Tone((186, 78, 42)), Tone((188, 222, 242), "\\"), Tone((100, 160, 140)),
    Tone((252, 240, 200), "x"), Tone((98, 66, 140)), Tone((200, 160, 190), "-"),
)  # fmt: skip
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.5, 2), (8, 2, 1.5, 2), (3, 1.5), (10, 3), (1, 1), (6, 2, 1, 2, 1, 2))


def tone(number: int) -> Tone:
    """The look of the series of this number; after the last one they begin anew."""
    return TONES[number % len(TONES)]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle filled with the tone of a series and drawn round with a thin line."""

    x: float
    y: float
    width: float
    height: float
    tone: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; grey 0 is the ink of the text, 1 its ground."""

    points: tuple[tuple[float, float], ...]
    thickness: float = 0.5
    grey: float = 0.0
    tone: int | None = None
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon: a mark of a series, land (`LAND`) or water in it (`GROUND`)."""

    points: tuple[tuple[float, float], ...]
    tone: int
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle with a white ring round it, so that one stays a circle on top of another."""

    x: float
    y: float
    radius: float
    tone: int


@dataclass(frozen=True, slots=True)
class Words:
    """A text in a box of this width, on as many lines as it needs; `y` is its top."""

    text: str
    x: float
    y: float
    width: float
    align: Align = "left"
    size: float = NORMAL
    bold: bool = False
    grey: float = 0.0
    haloed: bool = False


Mark = Box | Stroke | Shape | Disc | Words


@dataclass(frozen=True, slots=True)
class Spot:
    """The part of the drawing that belongs to one label: what a click there is about."""

    x: float
    y: float
    width: float
    height: float
    label: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing, ready to be painted from its first mark to its last."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...] = ()


class Measure(Protocol):
    """Says how wide and high a text comes out; paper and screen each have their own."""

    def __call__(self, text: str, width: float, size: float, bold: bool) -> tuple[float, float]:
        """Width of the longest line and height of all lines, when broken for a width."""
        ...


def natural_width(measure: Measure, text: str, size: float = NORMAL, bold: bool = False) -> float:
    """The width of the text on one line."""
    return measure(text, 1e5, size, bold)[0]


def widest(measure: Measure, texts: Sequence[str], most: float, size: float = NORMAL) -> float:
    """The width of the widest text on one line, but no more than `most`."""
    return min(max((natural_width(measure, text, size) for text in texts), default=0.0) + 1, most)


def without_isolates(text: str) -> str:
    """The text without the marks that keep directions apart."""
    return _ISOLATES.sub("", text)


def shorten(measure: Measure, text: str, width: float, lines: int, size: float = NORMAL) -> str:
    """The text, its end left out where it would take more lines than so many."""
    most = measure("x", width, size, False)[1] * lines + 0.1
    if len(text) <= lines or measure(text, width, size, False)[1] <= most:
        return text
    text = without_isolates(text)  # of which a cut would leave half
    fits, beyond = 1, min(len(text), _LONGEST)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if measure(text[:middle].rstrip() + "…", width, size, False)[1] <= most:
            fits = middle
        else:
            beyond = middle
    return text[:fits].rstrip() + "…"


def mirror(plan: Plan) -> Plan:
    """The same drawing for a reader who begins at the right."""
    return replace(
        plan,
        marks=tuple(_mirror(mark, plan.width) for mark in plan.marks),
        spots=tuple(replace(spot, x=plan.width - spot.x - spot.width) for spot in plan.spots),
    )


def _mirror(mark: Mark, width: float) -> Mark:
    match mark:
        case Box():
            return replace(mark, x=width - mark.x - mark.width)
        case Words():
            turned: dict[Align, Align] = {"left": "right", "right": "left", "centre": "centre"}
            return replace(mark, x=width - mark.x - mark.width, align=turned[mark.align])
        case Disc():
            return replace(mark, x=width - mark.x)
        case Stroke() | Shape():
            return replace(mark, points=tuple((width - x, y) for x, y in mark.points))


def lower(mark: Mark, by: float) -> Mark:
    """The mark, moved down."""
    if isinstance(mark, Stroke | Shape):
        return replace(mark, points=tuple((x, y + by) for x, y in mark.points))
    return replace(mark, y=mark.y + by)
