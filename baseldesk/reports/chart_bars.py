"""Bars one below the other with their figures at the end: several to a label, or parts one after the other in one bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baseldesk.i18n import Translator
from baseldesk.reports.chart_data import Chart, Figure
from baseldesk.reports.chart_scale import Scale, span, total, write_figure
from baseldesk.reports.chart_shapes import NORMAL, SMALL, Box, Mark, Measure, Plan, Spot, Stroke, Words, widest

_GAP, _BETWEEN, _APART = 6.0, 5.0, 9.0
_THICK, _THIN = 11.0, 10.0  # of a bar alone, and of one among several; the figure at its end is as high
_LABELS = 0.38  # of the width at most
_NARROW = 250.0  # in a drawing narrower than this, labels stand above their bars


@dataclass(frozen=True, slots=True)
class _Row:
    """One label with its bars: where it lies, how high it is, and where its bars begin."""

    index: int
    y: float
    height: float
    bars_at: float


class Bars:
    """Lays out one chart of bars."""

    def __init__(self, chart: Chart, t: Translator, measure: Measure, width: float) -> None:
        self._chart, self._t, self._measure, self._width = chart, t, measure, width
        self._stacked = chart.form == "stacked"
        self._sums = [total([one.values[i] for one in chart.series]) for i in range(len(chart.labels))]
        self._above = width < _NARROW
        self._label_width = width if self._above else widest(measure, chart.labels, width * _LABELS)
        figures = [write_figure(value, t) for value in self._ends()]
        self._figure_width = widest(measure, figures, width * 0.3, SMALL)
        self._scale, self._left = self._fit()

    def _ends(self) -> Iterator[Figure]:
        """The figures that are written at the end of bars."""
        if self._stacked:
            yield from self._sums
        else:
            yield from (value for one in self._chart.series for value in one.values)

    def _reach(self) -> Iterator[Figure]:
        """The figures that bars reach to; parts below nought run to the other side."""
        if not self._stacked:
            yield from self._ends()
            return
        for i in range(len(self._chart.labels)):
            held = [one.values[i] or 0 for one in self._chart.series]
            yield from (total([value for value in held if value > 0]), total([value for value in held if value < 0]))

    def _fit(self) -> tuple[Scale, float]:
        low, high = span(self._reach())
        left = (0.0 if self._above else self._label_width + _GAP) + (self._figure_width + 3 if low < 0 else 0)
        return Scale(low, high, self._width - left - (self._figure_width + 3 if high > 0 else 0)), left

    def plan(self, most_height: float) -> Plan:
        """The drawing; labels that would lie below `most_height` are left out."""
        rows = list(self._rows(most_height))
        bottom = rows[-1].y + rows[-1].height if rows else 0.0
        zero = self._left + self._scale.at(0)
        marks: list[Mark] = [mark for row in rows for mark in self._draw(row)]
        marks += [Stroke(((zero, row.bars_at), (zero, self._axis_end(row))), 0.6, 0.25) for row in rows]
        spots = tuple(Spot(0, row.y, self._width, row.height, row.index) for row in rows)
        return Plan(self._width, bottom, tuple(marks), spots)

    def _axis_end(self, row: _Row) -> float:
        """The line of nought goes through from row to row, but for labels that stand in its way."""
        return row.y + row.height - (_APART if self._above else 0)

    def _rows(self, most: float) -> Iterator[_Row]:
        y = 0.0
        count = 1 if self._stacked else len(self._chart.series)
        bars = _THICK if count == 1 else count * _THIN
        for index, label in enumerate(self._chart.labels):
            high = self._measure(label, self._label_width, NORMAL, False)[1]
            height = high + bars + _APART if self._above else max(high, bars) + _BETWEEN
            if y + height > most:
                return
            yield _Row(index, y, height, y + high if self._above else y)
            y += height

    def _draw(self, row: _Row) -> Iterator[Mark]:
        label = self._chart.labels[row.index]
        high = self._measure(label, self._label_width, NORMAL, False)[1]
        if self._above:
            yield Words(label, 0, row.y, self._label_width, "left")
        else:
            yield Words(label, 0, row.y + (row.height - high) / 2, self._label_width, "right")
        if self._stacked:
            yield from self._draw_stack(row)
            return
        count = len(self._chart.series)
        thick = _THICK if count == 1 else _THIN
        top = row.bars_at if self._above else row.y + (row.height - count * thick) / 2
        for number, one in enumerate(self._chart.series):
            value = one.values[row.index]
            if value is not None:
                yield from self._draw_bar(float(value), top + number * thick, thick, number)
                yield self._figure(value, float(value), float(value) < 0, top + number * thick + thick / 2)

    def _draw_bar(self, value: float, y: float, thick: float, number: int, start: float = 0.0) -> Iterator[Mark]:
        one, other = sorted((self._scale.at(start), self._scale.at(start + value)))
        if other > one:
            yield Box(self._left + one, y, other - one, thick - (1 if thick == _THIN else 0), number)

    def _draw_stack(self, row: _Row) -> Iterator[Mark]:
        y = row.bars_at if self._above else row.y + (row.height - _THICK) / 2
        above = below = 0.0
        for number, one in enumerate(self._chart.series):
            value = float(one.values[row.index] or 0)
            yield from self._draw_bar(value, y, _THICK, number, above if value > 0 else below)
            above, below = above + max(value, 0.0), below + min(value, 0.0)
        if any(one.values[row.index] is not None for one in self._chart.series):
            at = above if above or not below else below
            yield self._figure(self._sums[row.index], at, at < 0, y + _THICK / 2)

    def _figure(self, value: Figure, at: float, before: bool, middle: float) -> Words:
        """The figure beyond the end of its bar."""
        x = self._left + self._scale.at(at)
        text = write_figure(value, self._t)
        y = middle - self._measure(text, 1e5, SMALL, False)[1] / 2
        if before:
            return Words(text, x - 3 - self._figure_width, y, self._figure_width, "right", SMALL)
        return Words(text, x + 3, y, self._figure_width, "left", SMALL)


def lay_legend(names: Sequence[str], measure: Measure, width: float) -> tuple[list[Mark], float]:
    """A small box of each series' look and its name, on as many lines as they need; and the height of all."""
    marks: list[Mark] = []
    x = y = line = 0.0
    for number, name in enumerate(names):
        wide = widest(measure, [name], width - 14, SMALL)
        if x and x + 14 + wide > width:
            x, y, line = 0.0, y + line + 2, 0.0
        high = measure(name, wide, SMALL, False)[1]
        marks += [Box(x, y + 1.5, 10, 7, number), Words(name, x + 14, y, wide, "left", SMALL)]
        x, line = x + 14 + wide + 12, max(line, high)
    return marks, y + line + 6 if names else 0.0
