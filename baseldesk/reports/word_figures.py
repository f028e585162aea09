"""Charts and maps as the figures that they show: what a file without drawings has in their place."""

from __future__ import annotations

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Chart, Column, MapPoints, Rows
from baseldesk.reports.escape import Said


def list_figures(chart: Chart, t: Translator) -> Rows:
    """The figures of a chart: a row for each label, a column for each series."""
    columns = (Column(chart.unit), *(Column(one.name, "end") for one in chart.series))
    figures = [["" if one is None else Said(t.number(one)) for one in series.values] for series in chart.series]
    rows = [[label, *cells] for label, *cells in zip(chart.labels, *figures, strict=True)]
    return Rows(columns, rows, Said(t.gettext(N_("No figures"))), chart.title)


def list_places(places: MapPoints, t: Translator) -> Rows:
    """The places of a map with their numbers."""
    columns = (Column(Said(t.gettext(N_("Country")))), Column(Said(t.gettext(N_("Number"))), "end"))
    rows = [[one.label, Said(t.number(one.number))] for one in places.points]
    return Rows(columns, rows, Said(t.gettext(N_("No places"))), places.title)
