"""Charts and maps of a report: the drawing, the words that stand for it, and the figures beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import N_, Translator
from baseldesk.reports.beside import GUTTER, MARGIN_COLUMN
from baseldesk.reports.chart_data import Chart, MapPoints
from baseldesk.reports.chart_paper import PaperMeasure, paint
from baseldesk.reports.chart_scale import write_figure
from baseldesk.reports.chart_shapes import Plan, shorten
from baseldesk.reports.charts import NOTHING, describe_chart, lay_chart, spoken
from baseldesk.reports.escape import Said, for_paper
from baseldesk.reports.map_land import DESIGNATIONS, SOURCE
from baseldesk.reports.map_points import lay_map
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.structure import Node
from baseldesk.reports.table import Column, Table

_WIDEST = 120 * MILLIMETRE
_TITLE = Look(9, 12.5, bold=True)
_UNIT = Look(8, 11, grey=0.3)
_SMALL = Look(8, 10.5, grey=0.3, after=6)
_MAP_TITLE = Look(10.5, 14, bold=True, before=8, after=4)

_MOST_LINES = 10  # of a title in the margin
_MOST_COLUMNS = 12  # of which each has its figure on top


def tell_chart(chart: Chart, t: Translator, root: Node) -> Iterator[Any]:
    """The chart beside its title, and its figures as a table where the drawing does not show each of them."""
    part = root.add("Sect")
    plain = Direction(t.language, None, t.rtl)
    measure = PaperMeasure(t)
    margin = [Paragraph(_fit(chart.title, measure), _TITLE, plain, part.add("H3"))]
    if chart.unit and not chart.is_empty:
        margin.append(Paragraph(_fit(chart.unit, measure), _UNIT, plain, part.add("P")))
    drawn = Drawn(lambda width: lay_chart(chart, t, measure, width), t, part.add("Figure"), describe_chart(chart, t), margin)
    yield drawn
    if not shows_all(chart):
        drawn.keepWithNext = 1
        yield _figures(chart, t, part)


def _fit(text: str, measure: PaperMeasure) -> str:
    """The words as they find room in the margin."""
    short = shorten(measure, text, MARGIN_COLUMN * 0.9, _MOST_LINES)
    return text if short == text else short


def shows_all(chart: Chart) -> bool:
    """Whether every figure stands in the drawing itself, so that no table is needed beside it."""
    if chart.form == "columns":
        return len(chart.series) == 1 and len(chart.labels) <= _MOST_COLUMNS
    return chart.form in ("bars", "share") or chart.is_empty


def _figures(chart: Chart, t: Translator, part: Node) -> Table:
    columns = (Column(chart.unit), *(Column(one.name or chart.title, "end") for one in chart.series))
    rows = [[label, *(write_figure(one.values[i], t) for one in chart.series)] for i, label in enumerate(chart.labels)]
    return Table(columns, rows, Direction(t.language, None, t.rtl), part.add("Table"))


def tell_map(block: MapPoints, t: Translator, root: Node) -> Iterator[Any]:
    """The map across the page, the note of the United Nations, and the same facts as a list."""
    part, plain = root.add("Sect"), Direction(t.language, None, t.rtl)
    title = Paragraph(block.title, _MAP_TITLE, plain, part.add("H3"))
    title.keepWithNext = 1
    yield title
    if not block.points:
        yield Paragraph(Said(t.gettext(NOTHING)), _SMALL, plain, part.add("P"))
        return
    measure = PaperMeasure(t)
    drawn = Drawn(lambda width: lay_map(block, t, measure, width), t, part.add("Figure"), describe_map(block, t))
    drawn.keepWithNext = 1
    yield drawn
    note = f"{t.gettext(DESIGNATIONS)} {t.gettext(SOURCE)}"
    yield Paragraph(Said(note), _SMALL, plain, part.add("P"))
    yield _list(block, t, part)


def _list(block: MapPoints, t: Translator, part: Node) -> Table:
    """Number on the map, name, figure."""
    counted = any(one.number is not None for one in block.points)
    columns = [Column(Said(t.gettext(N_("On the map"))), "end"), Column(Said(t.gettext(N_("Country"))))]
    columns += [Column(block.unit or Said(t.gettext(N_("Number"))), "end")] * counted
    rows = [
        [Said(t.number(place)), one.label, *([write_figure(one.number, t)] * counted)]
        for place, one in enumerate(block.points, 1)
    ]  # fmt: skip
    return Table(columns, rows, Direction(t.language, None, t.rtl), part.add("Table"))


def describe_map(block: MapPoints, t: Translator) -> Said:
    """The words that stand for the map: its own, or its title with every place."""
    if block.alternative:
        return spoken(block.alternative)
    parts = [spoken(one.label) + (f": {write_figure(one.number, t)}" if one.number is not None else "") for one in block.points]
    return Said(f"{spoken(block.title)}. " + "; ".join(parts))


class Drawn(Flowable):
    """A drawing as one figure of the document; with a margin it stands beside it and is no wider than 120 mm."""

    canv: Sheet

    def __init__(
        self, make: Callable[[float], Plan], t: Translator, node: Node, alternative: str, margin: list[Paragraph] | None = None
    ) -> None:
        super().__init__()
        self._make, self._t, self._node, self._margin = make, t, node, margin or []
        node.alternative = for_paper(alternative)
        self._plan: Plan | None = None
        self.spaceBefore, self.spaceAfter = 10, 10
        self.keepWithNext = 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Lays the drawing out, once for each width."""
        wide = min(aW - MARGIN_COLUMN - GUTTER, _WIDEST) if self._margin else aW
        if self._plan is None or self._plan.width != wide:
            self._plan = self._make(wide)
        beside = sum(one.wrap(MARGIN_COLUMN, aH)[1] for one in self._margin)
        self.width, self.height = aW, max(beside, self._plan.height)
        return self.width, self.height

    def draw(self) -> None:
        """Paints title and drawing where ReportLab has put them."""
        top, across = self.height, self.width - MARGIN_COLUMN
        for one in self._margin:
            one.paint(self.canv, across if self._t.rtl else 0, top)
            top -= one.height
        if self._plan is not None:
            left = MARGIN_COLUMN + GUTTER if self._margin else 0
            if self._margin and self._t.rtl:
                left = across - GUTTER - self._plan.width
            with self.canv.marked(self._node):
                paint(self._plan, self.canv, self._t, left, self.height)
