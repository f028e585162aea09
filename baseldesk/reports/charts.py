"""A chart as a drawing, for paper and for the window: see `chart_shapes` for what a drawing is, and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.reports.chart_bars import Bars, lay_legend
from baseldesk.reports.chart_data import Chart
from baseldesk.reports.chart_lines import lay_columns, lay_lines
from baseldesk.reports.chart_scale import total, write_figure
from baseldesk.reports.chart_shapes import (
    SMALL,
    Box,
    Mark,
    Measure,
    Plan,
    Spot,
    Words,
    lower,
    mirror,
    shorten,
    widest,
    without_isolates,
)
from baseldesk.reports.escape import Said, for_paper

NOTHING = N_("There are no figures yet.")
_MOST_HEIGHT = 600.0  # so that a chart stands on one page
_STRIP = 16.0
_TICK = 56.0  # the most that a label below a column or point takes


def lay_chart(chart: Chart, t: Translator, measure: Measure, width: float, most_height: float = _MOST_HEIGHT) -> Plan:
    """The drawing of a chart, this wide, mirrored where the language runs from the right.

    Args:
        chart: what is drawn.
        t: writes the figures, and says which way it runs.
        measure: of the words, where they will be painted.
        width: of the whole drawing.
        most_height: bars that would lie below this are left out, and a line says how many.
    """
    plan = _lay(_shorten(chart, measure, width), t, measure, width, most_height)
    return mirror(plan) if t.rtl else plan


def _shorten(chart: Chart, measure: Measure, width: float) -> Chart:
    """Labels that no page has room for lose their end; the words that stand for the drawing have them whole."""
    room, lines = (_TICK, 3) if chart.form in ("columns", "line") else (width * 0.38, 8)
    labels = tuple(shorten(measure, label, room, lines) for label in chart.labels)
    names = (shorten(measure, one.name, width * 0.3, 4, SMALL) for one in chart.series)
    return replace(
        chart, labels=labels, series=tuple(replace(one, name=name) for one, name in zip(chart.series, names, strict=True))
    )


def _lay(chart: Chart, t: Translator, measure: Measure, width: float, most_height: float) -> Plan:
    if chart.is_empty or (chart.form == "share" and total(chart.series[0].values) <= 0):
        return _say(t.gettext(NOTHING), measure, width)
    if chart.form == "share":
        return _lay_share(chart, t, measure, width, most_height)
    if chart.form == "line":
        return lay_lines(chart, t, measure, width)
    legend, high = lay_legend([one.name for one in chart.series], measure, width) if len(chart.series) > 1 else ([], 0.0)
    plan = lay_columns(chart, t, measure, width) if chart.form == "columns" else _lay_bars(chart, t, measure, width, most_height)
    return _below(legend, high, plan)


def _say(text: str, measure: Measure, width: float) -> Plan:
    return Plan(width, measure(text, width, SMALL, False)[1], (Words(text, 0, 0, width, "left", SMALL, grey=0.35),))


def _below(above: list[Mark], high: float, plan: Plan) -> Plan:
    """The drawing under what stands above it."""
    marks = (*above, *(lower(mark, high) for mark in plan.marks))
    spots = tuple(Spot(one.x, one.y + high, one.width, one.height, one.label) for one in plan.spots)
    return Plan(plan.width, plan.height + high, marks, spots)


def _lay_bars(chart: Chart, t: Translator, measure: Measure, width: float, most_height: float) -> Plan:
    return _count_left_out(Bars(chart, t, measure, width).plan(most_height), chart, t, measure)


def _count_left_out(plan: Plan, chart: Chart, t: Translator, measure: Measure) -> Plan:
    """The drawing, with a line that says how many labels found no room."""
    width = plan.width
    left_out = len(chart.labels) - len(plan.spots)
    if not left_out:
        return plan
    said = t.format_plural(N_("and {n} more"), N_("and {n} more"), left_out)
    more = Words(said, 0, plan.height + 2, width, "left", SMALL, grey=0.3)
    return Plan(width, plan.height + 2 + measure(said, width, SMALL, False)[1], (*plan.marks, more), plan.spots)


def _lay_share(chart: Chart, t: Translator, measure: Measure, width: float, most_height: float) -> Plan:
    """One strip of all parts, and below it each with its name, figure and share."""
    values = [Decimal(str(value or 0)) for value in chart.series[0].values]
    whole, x, y = total(values), 0.0, _STRIP + 8
    marks: list[Mark] = []
    spots: list[Spot] = []
    said = [f"{write_figure(value, t)} · {t.percent(round(value * 100 / whole, 1))}" for value in values]
    figures = widest(measure, said, width / 2, SMALL)
    room = width - figures - 22
    for number, (label, value, text) in enumerate(zip(chart.labels, values, said, strict=True)):
        wide = float(max(value, Decimal(0)) / whole) * width
        high = measure(label, room, SMALL, False)[1] + 2
        if wide:
            marks.append(Box(x, 0, wide, _STRIP, number))
        x += wide
        if y + high > most_height:
            continue
        marks += [
            Box(0, y + 2, 10, 7, number), Words(label, 14, y, room, "left", SMALL),
            Words(text, width - figures, y, figures, "right", SMALL),
        ]  # fmt: skip
        spots.append(Spot(0, y, width, high, number))
        y += high
    return _count_left_out(Plan(width, y, tuple(marks), tuple(spots)), chart, t, measure)


def describe_chart(chart: Chart, t: Translator) -> Said:
    """The words that stand for the drawing: its own, or its title with every figure."""
    if chart.alternative:
        return spoken(chart.alternative)
    title = f"{spoken(chart.title)} ({spoken(chart.unit)})" if chart.unit else spoken(chart.title)
    if chart.is_empty:
        return Said(f"{title}: {t.gettext(NOTHING)}")
    several = len(chart.series) > 1
    parts = [
        f"{spoken(label)}{f', {spoken(one.name)}' if several else ''}: {write_figure(value, t)}"
        for index, label in enumerate(chart.labels)
        for one in chart.series
        if (value := one.values[index]) is not None
    ]
    return Said(f"{title}. " + "; ".join(parts))


def spoken(text: str) -> Said:
    """The text as a screen reader has it: made plain, without the marks that keep directions apart."""
    return Said(without_isolates(for_paper(text)))
