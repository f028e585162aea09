"""The outline of the land, and where countries and areas lie on it; no boundary lines are known here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from baseldesk.i18n import N_
from baseldesk.reports.chart_data import Figure, Point
from baseldesk.resources import read_table, resource

# The usual note of the United Nations, on every map.
DESIGNATIONS = N_(
    "The designations employed and the presentation of material on this map do not imply the expression of any opinion "
    "whatsoever on the part of the Secretariat of the United Nations concerning the legal status of any country, territory, "
    "city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries."
)
SOURCE = N_("Outline of the land: Natural Earth, in the public domain.")


class Ring(NamedTuple):
    """A closed line of longitudes and latitudes, and its bounds; water inside land is no land."""

    is_land: bool
    points: tuple[tuple[float, float], ...]
    left: float
    right: float
    low: float
    high: float


@cache
def read_land() -> tuple[Ring, ...]:
    """All rings, land before the water in it."""
    lines = resource("map", "land.txt").read_text(encoding="utf-8").splitlines()
    rings = [_read_ring(line) for line in lines if line]
    return tuple(sorted(rings, key=lambda ring: not ring.is_land))


def _read_ring(line: str) -> Ring:
    numbers = [int(one) for one in line.removeprefix("- ").split()]
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 100, y / 100))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Ring(not line.startswith("- "), tuple(points), min(xs), max(xs), min(ys), max(ys))


@cache
def read_places() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each country or area, by its code."""
    return {code: (float(latitude), float(longitude)) for code, latitude, longitude in read_table("map", "points.tsv")}


def place(code: str, label: str, number: Figure = None) -> Point | None:
    """The point of a country; None for a code that has no place on the map."""
    found = read_places().get(code)
    return Point(*found, label, number) if found else None


def clip(points: Sequence[tuple[float, float]], left: float, right: float, low: float, high: float) -> list[tuple[float, float]]:
    """The part of a polygon that lies within a rectangle."""
    held = list(points)
    for axis, bound, keeps_above in ((0, left, True), (0, right, False), (1, low, True), (1, high, False)):
        held = _clip_side(held, axis, bound, keeps_above)
    return held


def _clip_side(points: list[tuple[float, float]], axis: int, bound: float, keeps_above: bool) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for before, after in zip(points[-1:] + points[:-1], points, strict=True):
        was_in, is_in = ((one[axis] >= bound) is keeps_above or one[axis] == bound for one in (before, after))
        if was_in is not is_in:
            share = (bound - before[axis]) / (after[axis] - before[axis])
            across = before[1 - axis] + (after[1 - axis] - before[1 - axis]) * share
            out.append((bound, across) if axis == 0 else (across, bound))
        if is_in:
            out.append(after)
    return out
