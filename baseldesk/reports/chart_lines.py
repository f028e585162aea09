"""Charts over time: columns and lines above an axis of months or years, with a grid of round figures."""

from __future__ import annotations

import math
from collections.abc import Iterator

from baseldesk.i18n import Translator
from baseldesk.reports.chart_data import Chart
from baseldesk.reports.chart_scale import Scale, span, steps, write_figure
from baseldesk.reports.chart_shapes import (
    DASHES,
    NORMAL,
    SMALL,
    Box,
    Disc,
    Mark,
    Measure,
    Plan,
    Shape,
    Spot,
    Stroke,
    Words,
    natural_width,
    widest,
)

_HEIGHT = 120.0  # of the part with the lines
_NAMES = 0.3  # of the width at most, for the names at the end of lines
_GAP, _TOP = 5.0, 12.0


class Field:
    """An area with a grid, the labels below it and room for names beside it."""

    def __init__(self, chart: Chart, t: Translator, measure: Measure, width: float) -> None:
        self.chart, self.t, self.measure, self.width = chart, t, measure, width
        self.ticks = steps(*span(value for one in chart.series for value in one.values))
        self.left = widest(measure, [write_figure(one, t) for one in self.ticks], width / 3, SMALL) + _GAP
        names = [one.name for one in chart.series] if chart.form == "line" and len(chart.series) > 1 else []
        self.names_width = widest(measure, names, width * _NAMES, SMALL)
        self.right = width - (self.names_width + _GAP + 4 if names else 4)
        self.scale = Scale(self.ticks[0], self.ticks[-1], _HEIGHT)
        self.pitch = (self.right - self.left) / len(chart.labels)

    def x(self, index: int) -> float:
        """The middle of a label's place."""
        return self.left + (index + 0.5) * self.pitch

    def y(self, value: float) -> float:
        """The height of a figure."""
        return _TOP + _HEIGHT - self.scale.at(value)

    def grid(self) -> Iterator[Mark]:
        """Thin lines at round figures; the one of nought is stronger."""
        for tick in self.ticks:
            y, text = self.y(tick), write_figure(tick, self.t)
            high = self.measure(text, 1e5, SMALL, False)[1]
            yield Stroke(((self.left, y), (self.right, y)), *((0.6, 0.25) if tick == 0 else (0.3, 0.72)))
            yield Words(text, 0, y - high / 2, self.left - _GAP, "right", SMALL, grey=0.3)

    def labels(self) -> tuple[list[Mark], float]:
        """The labels below, every second or third where they would touch; and where they end."""
        top = _TOP + _HEIGHT + 4
        longest = max(natural_width(self.measure, label, SMALL) for label in self.chart.labels)
        every = max(1, math.ceil(min(longest + 3, 56.0) / self.pitch))
        room = every * self.pitch - 2
        shown = [(index, label) for index, label in enumerate(self.chart.labels) if index % every == 0]
        marks: list[Mark] = [Words(label, self.x(index) - room / 2, top, room, "centre", SMALL) for index, label in shown]
        return marks, top + max(self.measure(label, room, SMALL, False)[1] for _, label in shown) + 2

    def spots(self, bottom: float) -> tuple[Spot, ...]:
        """The place of each label, from top to bottom."""
        places = range(len(self.chart.labels))
        return tuple(Spot(self.left + index * self.pitch, 0, self.pitch, bottom, index) for index in places)


def lay_columns(chart: Chart, t: Translator, measure: Measure, width: float) -> Plan:
    """Columns side by side, their figures on top where there is room."""
    field = Field(chart, t, measure, width)
    labels, bottom = field.labels()
    marks = [*field.grid(), *_columns(field), *labels]
    return Plan(width, bottom, tuple(marks), field.spots(bottom))


def _columns(field: Field) -> Iterator[Mark]:
    count = len(field.chart.series)
    wide = min(field.pitch * 0.72 / count, 26.0)
    for number, one in enumerate(field.chart.series):
        for index, value in enumerate(one.values):
            if value is None:
                continue
            x, y, zero = field.x(index) + (number - count / 2) * wide, field.y(float(value)), field.y(0)
            if y != zero:
                yield Box(x, min(y, zero), wide - (0.8 if count > 1 else 0), abs(zero - y), number)
            text = write_figure(value, field.t)
            wanted, high = field.measure(text, 1e5, SMALL, False)
            if wanted <= (field.pitch - 1 if count == 1 else wide):
                room = wanted + 1
                yield Words(text, x + wide / 2 - room / 2, y - high - 0.5 if value >= 0 else y + 0.5, room, "centre", SMALL)


def lay_lines(chart: Chart, t: Translator, measure: Measure, width: float) -> Plan:
    """A line for each series, with marks of its own and its name at its end; nothing is drawn across a gap."""
    field = Field(chart, t, measure, width)
    labels, bottom = field.labels()
    marks: list[Mark] = [*field.grid(), *labels]
    for number, one in enumerate(chart.series):
        known = [(index, float(value)) for index, value in enumerate(one.values) if value is not None]
        for stretch in _stretches(known):
            places = tuple((field.x(index), field.y(value)) for index, value in stretch)
            if len(places) > 1:
                marks.append(Stroke(places, 1.4, 0.0, number, DASHES[number % len(DASHES)]))
            marks += [draw_mark(x, y, number) for x, y in places]
    names, lowest = _name_ends(field)
    return Plan(width, max(bottom, lowest), (*marks, *names), field.spots(bottom))


def _stretches(known: list[tuple[int, float]]) -> Iterator[list[tuple[int, float]]]:
    """The figures that follow each other without a gap."""
    stretch: list[tuple[int, float]] = []
    for one in known:
        if stretch and one[0] != stretch[-1][0] + 1:
            yield stretch
            stretch = []
        stretch.append(one)
    if stretch:
        yield stretch


def draw_mark(x: float, y: float, number: int, size: float = 2.6) -> Mark:
    """The mark of a series: disc, square, triangle, diamond, triangle on its tip."""
    s = size
    outlines = (
        ((-s, -s), (s, -s), (s, s), (-s, s)), ((0, -1.3 * s), (1.2 * s, s), (-1.2 * s, s)),
        ((0, -1.4 * s), (1.4 * s, 0), (0, 1.4 * s), (-1.4 * s, 0)), ((0, 1.3 * s), (1.2 * s, -s), (-1.2 * s, -s)),
    )  # fmt: skip
    if number % 5 == 0:
        return Disc(x, y, s, number)
    return Shape(tuple((x + dx, y + dy) for dx, dy in outlines[number % 5 - 1]), number)


def _name_ends(field: Field) -> tuple[list[Mark], float]:
    """The names of the series at the height where their lines end, moved apart where they would meet."""
    if field.chart.form != "line" or len(field.chart.series) < 2:
        return [], 0.0
    wanted = []
    for number, one in enumerate(field.chart.series):
        last = next(((index, value) for index, value in reversed(list(enumerate(one.values))) if value is not None), None)
        if last is not None:
            high = field.measure(one.name, field.names_width, SMALL, False)[1]
            wanted.append((field.y(float(last[1])), high, number, last[0]))
    marks: list[Mark] = []
    tops = _move_apart([(y, high) for y, high, _, _ in sorted(wanted)], _TOP + _HEIGHT)
    x = field.right + _GAP + 4
    for top, (y, high, number, index) in zip(tops, sorted(wanted), strict=True):
        marks.append(Stroke(((field.x(index) + 3, y), (x - 8, top + high / 2)), 0.3, 0.5))
        marks.append(draw_mark(x - 5, top + high / 2, number, 2.2))
        marks.append(Words(field.chart.series[number].name, x, top, field.names_width, "left", SMALL))
    return marks, max((top + one[1] for top, one in zip(tops, sorted(wanted), strict=True)), default=0.0)


def _move_apart(wanted: list[tuple[float, float]], bottom: float) -> list[float]:
    """The tops of texts that would like to stand at these middles, none over another; all above `bottom` if they can be."""
    tops: list[float] = []
    free = 0.0
    for middle, high in wanted:
        tops.append(max(middle - high / 2, free))
        free = tops[-1] + high
    limit = bottom + NORMAL
    for place in range(len(tops) - 1, -1, -1):
        if tops[place] + wanted[place][1] > limit:
            tops[place] = max(0.0, limit - wanted[place][1])
        limit = tops[place]
    return tops
