"""Waste trends: figures on wastes by stream, country and year, each with its source and how good it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.records.field import Field
from baseldesk.records.results import WASTE_FIGURE
from baseldesk.reports.blocks import Block, Cell, Chart, Column, Fact, Facts, Heading, MapPoints, Note, Rows, Series, Titled
from baseldesk.reports.chart_scale import write_figure
from baseldesk.reports.document import Document
from baseldesk.reports.donors_front import about, day_of, head, missing, rows_of, say
from baseldesk.reports.donors_options import COUNTRY
from baseldesk.reports.escape import Said, say_plural
from baseldesk.reports.escape import say as say_with
from baseldesk.reports.map_land import place
from baseldesk.reports.request import Request
from baseldesk.reports.values import join, to_json, write
from baseldesk.reports.waste_data import Figure, Group, Kept, gather, group, is_added_up

TITLE = N_("Waste trends")
_NO_STREAM, _NO_COUNTRY, _NO_FLOW, _NO_UNIT = (
    N_("Waste not yet entered"), N_("Country not yet entered"), N_("What happened is not yet entered"),
    N_("unit not yet entered"),
)  # fmt: skip
_ONE_LEFT_OUT = N_("{n} figure without a quantity or a year is left out.")
_LEFT_OUT = N_("{n} figures without a quantity or a year are left out.")
_ADDED_UP = N_("Where several figures stand for one country, year and waste, their sum is shown; each is listed at the end.")
_MOST_LINES = 7  # in one drawing; what is smaller is put together
_PRINTED = (
    "country", "city", "year", "waste_stream", "y_code", "flow", "from_country", "to_country", "operation", "quantity", "unit",
    "estimate", "source", "quality", "remarks",
)  # fmt: skip


_WAY = ("from_country", "to_country", "operation")


def compose_waste(desk: Desk, request: Request, t: Translator) -> Document:
    """The report on the figures of a period."""
    kept = gather(desk, request, COUNTRY)
    report = _WasteReport(kept, t)
    only = str(request.option(COUNTRY) or "")
    title = say_with(t, N_("{title}: {country}"), title=say(t, TITLE), country=t.country(only)) if only else say(t, TITLE)
    front = head(desk, request, t, N_("Figures on wastes"), Titled(title))
    printed = [{name: to_json(one.values[name]) for name in _PRINTED if one.values.get(name) is not None} for one in kept.figures]
    data = {"report": about(request, t, desk), "waste_figures": printed}
    return Document(front, tuple(report.blocks()), title, day_of(desk), data)


class _WasteReport:
    """Composes the sections."""

    def __init__(self, kept: Kept, t: Translator) -> None:
        self._kept, self._t = kept, t
        self._groups = group(kept.figures)

    def blocks(self) -> Iterator[Block]:
        """Overview, one section for each thing that happened, the map, how good the figures are, the figures themselves."""
        t = self._t
        yield Heading(say(t, N_("Overview")), "overview")
        yield from self._overview()
        if not self._groups:
            return
        for one in self._groups:
            yield Heading(self._name(one), one.key)
            yield from self._trends(one)
        yield from self._map(self._groups[0])
        yield Heading(say(t, N_("How good the figures are")), "quality")
        yield self._quality()
        yield Heading(say(t, N_("The figures and their sources")), "figures")
        yield self._figures()

    # --- words
    def _name(self, one: Group) -> Said:
        return say_with(self._t, N_("{what} ({unit})"), what=self._flow(one), unit=self._unit(one))

    def _flow(self, one: Group) -> str:
        return self._t.label(one.flow, "waste_flow") if one.flow else self._t.gettext(_NO_FLOW)

    def _unit(self, one: Group) -> str:
        return self._t.label(one.unit, "mass_unit") if one.unit else self._t.gettext(_NO_UNIT)

    def _country(self, code: str) -> str:
        return self._t.country(code) if code else self._t.gettext(_NO_COUNTRY)

    def _stream(self, code: str) -> str:
        vocabulary = "waste_stream" if code.startswith("WS") else "y_code"
        return self._t.label(code, vocabulary) if code else self._t.gettext(_NO_STREAM)

    # --- sections
    def _overview(self) -> Iterator[Block]:
        t, figures = self._t, self._kept.figures
        if not figures:
            yield Facts((Fact(say(t, N_("Figures")), say(t, N_("There are no figures for this period."))),))
            yield from self._left_out()
            return
        years = sorted({one.year for one in figures})
        told = (
            (N_("Figures"), t.number(len(figures))),
            (N_("Years"), str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"),
            (N_("Countries"), join(sorted({self._country(one.country) for one in figures}), t)),
            (N_("Wastes"), join(sorted({self._stream(one.of) for one in figures}), t)),
            (N_("Estimates among them"), t.number(sum(_is_estimate(one) for one in figures))),
        )
        yield Facts(tuple(Fact(say(t, label), Said(value)) for label, value in told))
        yield from self._left_out()

    def _left_out(self) -> Iterator[Block]:
        t, number = self._t, self._kept.incomplete
        if number:
            yield Note(say_plural(t, _ONE_LEFT_OUT, _LEFT_OUT, number))
        if is_added_up(self._kept.figures):
            yield Note(say(t, _ADDED_UP))

    def _trends(self, one: Group) -> Iterator[Block]:
        t, years, unit = self._t, one.years, self._unit(one)
        streams = one.by(lambda figure: figure.of)
        if len(years) > 1:
            labels = tuple(map(str, years))
            series = tuple(Series(name, tuple(held.get(year) for year in years)) for name, held in self._few(streams))
            yield Chart("line", say(t, N_("By waste and year")), labels, series, unit)
        else:
            names = tuple(self._stream(code) for code in streams)
            amounts = tuple(held.get(years[0]) for held in streams.values())
            yield Chart("bars", say_with(t, N_("By waste, {year}"), year=str(years[0])), names, (Series("", amounts),), unit)
        countries = one.by(lambda figure: figure.country)
        if len(countries) > 1:
            yield self._latest(countries, unit)
        if len(years) > 1:
            yield self._by_country(one, countries, years)

    def _few(self, streams: dict[str, dict[int, Decimal]]) -> list[tuple[str, dict[int, Decimal]]]:
        """So many lines as can be told apart; the smallest are put together."""
        named = [(self._stream(code), held) for code, held in streams.items()]
        if len(named) <= _MOST_LINES:
            return named
        rest: dict[int, Decimal] = {}
        for _, held in named[_MOST_LINES - 1 :]:
            for year, amount in held.items():
                rest[year] = rest.get(year, Decimal(0)) + amount
        return [*named[: _MOST_LINES - 1], (self._t.gettext(N_("Other wastes")), rest)]

    def _latest(self, countries: dict[str, dict[int, Decimal]], unit: str) -> Chart:
        """Each country's latest figure; its year stands beside the name where it is not that of the others."""
        last = max(year for held in countries.values() for year in held)
        told = [(code, max(held), held[max(held)]) for code, held in countries.items()]
        told.sort(key=lambda one: (-one[2], one[0]))
        labels = tuple(self._country(code) if year == last else f"{self._country(code)} ({year})" for code, year, _ in told)
        title = say_with(self._t, N_("By country, {year}"), year=str(last))
        return Chart("bars", title, labels, (Series("", tuple(amount for *_, amount in told)),), unit)

    def _by_country(self, one: Group, countries: dict[str, dict[int, Decimal]], years: list[int]) -> Rows:
        t = self._t
        columns = (Column(say(t, N_("Country"))), *(Column(str(year), "end") for year in years))
        rows: list[list[Cell]] = [
            [self._country(code), *(write_figure(held.get(year), t) for year in years)] for code, held in countries.items()
        ]
        rows.sort(key=lambda row: str(row[0]))
        known = [[held[year] for held in countries.values() if year in held] for year in years]
        totals = (t.gettext(N_("Total")), *(write_figure(sum(held, Decimal(0)), t) if held else "" for held in known))
        return Rows(columns, rows, "", say(t, N_("By country and year")), totals=totals)

    def _map(self, one: Group) -> Iterator[Block]:
        countries = one.by(lambda figure: figure.country)
        latest = {code: held[max(held)] for code, held in countries.items() if code}
        points = tuple(point for code, amount in latest.items() if (point := place(code, self._t.country(code), amount)))
        if len(points) > 1:
            yield Heading(say(self._t, N_("On the map")), "map")
            title = say_with(self._t, N_("{what}: latest figure of each country"), what=self._flow(one))
            yield MapPoints(points, title, unit=self._unit(one))

    def _quality(self) -> Rows:
        t = self._t
        counts = Counter(str(one.values.get("quality") or "") for one in self._kept.figures)
        estimates = Counter(str(one.values.get("quality") or "") for one in self._kept.figures if _is_estimate(one))
        rows: list[list[Cell]] = [
            [t.label(code, "data_quality") if code else missing(t), t.number(number), t.number(estimates[code])]
            for code, number in sorted(counts.items(), key=lambda held: (-held[1], held[0]))
        ]
        return rows_of(t, ((N_("Quality"), False), (N_("Figures"), True), (N_("Estimates among them"), True)), rows)

    def _figures(self) -> Rows:
        t = self._t
        columns = (
            (N_("Country"), False), (N_("Year"), True), (N_("Waste"), False), (N_("What happened"), False),
            (N_("Quantity"), True), (N_("Quality"), False), (N_("Source"), False),
        )  # fmt: skip
        ordered = sorted(
            self._kept.figures, key=lambda one: (self._country(one.country), one.year, self._stream(one.of), one.flow)
        )
        return rows_of(t, columns, [self._line(one) for one in ordered])

    def _line(self, one: Figure) -> list[Cell]:
        t, values = self._t, one.values
        where = join([self._country(one.country), str(values["city"])], t) if values.get("city") else self._country(one.country)
        unit = t.label(str(values["unit"]), "mass_unit") if values.get("unit") else t.gettext(_NO_UNIT)
        quantity = say_with(t, N_("{number} {unit}"), number=write_figure(_number(values.get("quantity")), t), unit=unit)
        flow = [t.label(one.flow, "waste_flow")] if one.flow else []
        flow += [self._way(WASTE_FIGURE.by_name[name], values[name]) for name in _WAY if values.get(name)]
        quality = [t.label(str(values["quality"]), "data_quality")] if values.get("quality") else []
        quality += [t.gettext(N_("estimate"))] * (_is_estimate(one) and values.get("quality") != "estimated")
        quality += [t.gettext(N_("values not decided"))] * bool(one.undecided)
        source = str(values.get("source") or "")
        return [where, str(one.year), self._stream(one.of), " · ".join(flow), quantity, " · ".join(quality), source or missing(t)]

    def _way(self, field: Field, value: object) -> str:
        """Where it came from, where it went, what was done with it."""
        return say_with(
            self._t, N_("{label}: {value}"), label=self._t.gettext(field.label), value=write(field, value, self._t).text
        )


def _is_estimate(one: Figure) -> bool:
    return one.values.get("estimate") is True


def _number(value: object) -> Decimal | int | None:
    return value if isinstance(value, Decimal | int) else None
