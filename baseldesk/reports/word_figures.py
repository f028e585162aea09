"""Charts and maps for files that people edit or read on a screen: the drawing as a picture, and the figures that it shows."""

from __future__ import annotations

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Chart, Column, MapPoints, Rows
from baseldesk.reports.chart_blocks import Drawn, describe_map
from baseldesk.reports.chart_data import Figure
from baseldesk.reports.chart_paper import PaperMeasure
from baseldesk.reports.chart_scale import write_figure
from baseldesk.reports.charts import NOTHING, describe_chart, lay_chart
from baseldesk.reports.escape import Said
from baseldesk.reports.map_land import DESIGNATIONS, SOURCE
from baseldesk.reports.map_points import lay_map
from baseldesk.reports.structure import Node
from baseldesk.reports.word_pictures import SizedPicture, draw_picture

_CHART_WIDTH, _MAP_WIDTH = 120.0, 165.0


def draw_chart(chart: Chart, t: Translator) -> tuple[SizedPicture, str] | None:
    """The chart and the words that stand for it; None where it has no figures."""
    if chart.is_empty:
        return None
    measure, words = PaperMeasure(t), describe_chart(chart, t)
    drawn = Drawn(lambda width: lay_chart(chart, t, measure, width), t, Node("Figure"), words)
    return draw_picture(drawn, _CHART_WIDTH, t.language), words


def draw_map(places: MapPoints, t: Translator) -> tuple[SizedPicture, str] | None:
    """The map and the words that stand for it; None where it has no places."""
    if not places.points:
        return None
    measure, words = PaperMeasure(t), describe_map(places, t)
    drawn = Drawn(lambda width: lay_map(places, t, measure, width), t, Node("Figure"), words)
    return draw_picture(drawn, _MAP_WIDTH, t.language), words


def list_figures(chart: Chart, t: Translator) -> Rows:
    """The figures of a chart: a row for each label, a column for each series."""
    columns = (Column(chart.unit), *(Column(one.name or chart.title, "end") for one in chart.series))
    figures = [[_figure(one, t) for one in series.values] for series in chart.series]
    rows = [[label, *cells] for label, *cells in zip(chart.labels, *figures, strict=True)] if figures else []
    return Rows(columns, rows, Said(t.gettext(NOTHING)), chart.title)


def list_places(places: MapPoints, t: Translator) -> Rows:
    """The places of a map by their numbers on it, with their figures."""
    labels = (Said(t.gettext(N_("On the map"))), Said(t.gettext(N_("Country"))), places.unit or Said(t.gettext(N_("Number"))))
    columns = (Column(labels[0]), Column(labels[1]), Column(labels[2], "end"))
    rows = [[Said(t.number(at)), one.label, _figure(one.number, t)] for at, one in enumerate(places.points, 1)]
    return Rows(columns, rows, Said(t.gettext(NOTHING)), places.title)


def note_on_map(t: Translator) -> Said:
    """What the United Nations say about the names on a map, and where the outline is from."""
    return Said(f"{t.gettext(DESIGNATIONS)} {t.gettext(SOURCE)}")


def _figure(value: Figure, t: Translator) -> Said:
    return Said(write_figure(value, t))
