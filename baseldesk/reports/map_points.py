"""Countries as points on the outline of the land: which part of the earth is shown, how large points are, where names go.

Each point has the number of its line in the list below the map; its name stands beside it only where it covers nothing. The map
is never mirrored: east stays right for readers from either side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baseldesk.i18n import Translator
from baseldesk.reports.chart_data import MapPoints, Point
from baseldesk.reports.chart_shapes import GROUND, LAND, SMALL, Disc, Mark, Measure, Plan, Shape, Spot, Stroke, Words
from baseldesk.reports.map_land import clip, read_land

_NORTH, _SOUTH = 84.0, -58.0
_LEAST_SPAN, _ALONE = 24.0, 70.0  # degrees of longitude: round several points, and round one that could lie anywhere
_MARGIN = 0.16  # of the span, round the outermost points
_LONGEST = 0.4  # of the width: a name that would take more is read in the list
_MOST_HEIGHT = 0.62  # of the width
_LEAST, _MOST = 2.6, 9.0  # radius of a point
_Frame = tuple[float, float, float, float]  # left, top, right, bottom of something painted


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the earth that is shown, this wide and high on paper; degrees are shorter in breadth, as at its middle."""

    left: float
    right: float
    low: float
    high: float
    width: float

    @property
    def scale_x(self) -> float:
        return self.width / (self.right - self.left)

    @property
    def scale_y(self) -> float:
        return self.scale_x / math.cos(math.radians(min(abs(self.low + self.high) / 2, 55)))

    @property
    def height(self) -> float:
        return (self.high - self.low) * self.scale_y

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the earth lies in the drawing."""
        return (longitude - self.left) * self.scale_x, (self.high - latitude) * self.scale_y

    def turn(self, longitude: float) -> float:
        """The longitude, as many times round the earth as brings it into the window."""
        return self.left + (longitude - self.left) % 360


def frame(points: Sequence[Point], width: float) -> Window:
    """The window that holds all points with some land round them: cut where the widest empty stretch of longitudes lies."""
    longitudes = sorted({one.longitude % 360 for one in points}) or [10.0]
    following = [*longitudes[1:], longitudes[0] + 360]
    gap, start = max((after - before, after) for before, after in zip(longitudes, following, strict=True))
    span = 360 - gap if len(longitudes) > 1 else 0.0
    wide = min(max(span * (1 + 2 * _MARGIN), _LEAST_SPAN if span else _ALONE), 360.0)
    left = (start + span / 2 - wide / 2 + 180) % 360 - 180
    low, high = min((one.latitude for one in points), default=_SOUTH), max((one.latitude for one in points), default=_NORTH)
    return _fit_height(left, wide, low, high, width)


def _fit_height(left: float, wide: float, low: float, high: float, width: float) -> Window:
    """Latitudes for the points and about half the width; a wider window where the points lie one above the other."""
    squeeze = math.cos(math.radians(min(abs(low + high) / 2, 55)))
    tall = max((high - low) * (1 + 2 * _MARGIN), wide * 0.5 * squeeze)
    most = wide * _MOST_HEIGHT * squeeze
    if tall > most:
        wider = min(wide * tall / most, 360.0)
        left, wide = left - (wider - wide) / 2, wider
    tall = min(tall, _NORTH - _SOUTH)
    middle = min(max((low + high) / 2, _SOUTH + tall / 2), _NORTH - tall / 2)
    return Window(left, left + wide, middle - tall / 2, middle + tall / 2, width)


def lay_map(block: MapPoints, t: Translator, measure: Measure, width: float) -> Plan:
    """The drawing of the map, this wide."""
    window = frame(block.points, width)
    height = window.height
    edge = Stroke(((0, 0), (width, 0), (width, height), (0, height), (0, 0)), 0.4, 0.55)
    discs = [_disc(one, window, _greatest(block.points)) for one in block.points]
    # the smallest last, so that none lies hidden under a large one
    ordered = sorted(discs, key=lambda disc: -disc.radius)
    marks: list[Mark] = [*_land(window), edge, *ordered, *_Names(block.points, discs, window, measure).words()]
    spots = tuple(Spot(one.x - one.radius, one.y - one.radius, 2 * one.radius, 2 * one.radius, i) for i, one in enumerate(discs))
    return Plan(width, height, tuple(marks), spots)


def _greatest(points: Sequence[Point]) -> float:
    return max((float(one.number or 0) for one in points), default=0.0)


def _disc(one: Point, window: Window, greatest: float) -> Disc:
    """A point whose area is in proportion to its number."""
    x, y = window.place(window.turn(one.longitude), one.latitude)
    share = math.sqrt(max(float(one.number or 0), 0.0) / greatest) if greatest > 0 else 0.3
    return Disc(x, y, _LEAST + (_MOST - _LEAST) * share, 0)


def _land(window: Window) -> Iterator[Mark]:
    """The land within the window, as often as the earth comes round in it."""
    for ring in read_land():
        for turn in (-360.0, 0.0, 360.0):
            beside = ring.right + turn <= window.left or ring.left + turn >= window.right
            if beside or ring.high <= window.low or ring.low >= window.high:
                continue
            turned = [(x + turn, y) for x, y in ring.points]
            held = clip(turned, window.left, window.right, window.low, window.high)
            if len(held) > 2:
                yield Shape(tuple(window.place(x, y) for x, y in held), LAND if ring.is_land else GROUND, False)


class _Names:
    """Finds a place beside each point for its name, else for its number in the list."""

    def __init__(self, points: Sequence[Point], discs: Sequence[Disc], window: Window, measure: Measure) -> None:
        self._points, self._discs, self._window, self._measure = points, discs, window, measure
        self._taken = [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in discs]

    def words(self) -> Iterator[Words]:
        """The names, the greatest points first."""
        for index in sorted(range(len(self._points)), key=lambda i: (-self._discs[i].radius, i)):
            number = str(index + 1)
            named = self._find(index, f"{number} {self._points[index].label}")
            yield named or self._find(index, number) or self._inside(index, number)

    def _find(self, index: int, text: str) -> Words | None:
        wide, high = self._measure(text, 1e5, SMALL, False)
        if wide > self._window.width * _LONGEST:
            return None
        disc, wide = self._discs[index], wide + 1
        for x, y in _round(disc, wide, high):
            place = (x, y + 1.5, x + wide, y + high - 1.5)
            if self._is_free(place, index):
                self._taken.append(place)
                return Words(text, x, y, wide, "left", SMALL, haloed=True)
        return None

    def _is_free(self, place: _Frame, index: int) -> bool:
        left, top, right, bottom = place
        if left < 1 or top < 0 or right > self._window.width - 1 or bottom > self._window.height:
            return False
        return all(right <= a or left >= c or bottom <= b or top >= d for i, (a, b, c, d) in enumerate(self._taken) if i != index)

    def _inside(self, index: int, text: str) -> Words:
        wide, high = self._measure(text, 1e5, SMALL, False)
        disc = self._discs[index]
        return Words(text, disc.x - wide / 2, disc.y - high / 2, wide + 1, "left", SMALL, haloed=True)


def _round(disc: Disc, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Places round a point: right, left, above, below, then the corners."""
    x, y, r = disc.x, disc.y, disc.radius + 1.5
    yield x + r, y - high / 2
    yield x - r - wide, y - high / 2
    yield x - wide / 2, y - r - high + 2
    yield x - wide / 2, y + r - 2
    s = 0.75 * r
    yield x + s, y - s - high + 2
    yield x + s, y + s - 2
    yield x - s - wide, y - s - high + 2
    yield x - s - wide, y + s - 2
