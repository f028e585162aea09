"""Charts and the map: right lengths, right sides, right words; nothing that only colours tell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.blocks import Chart, Front, MapPoints, Series, Titled
from baseldesk.reports.chart_blocks import shows_all
from baseldesk.reports.chart_paper import PaperMeasure, paint
from baseldesk.reports.chart_scale import span, steps, write_figure
from baseldesk.reports.chart_shapes import LAND, TONES, Box, Disc, Plan, Shape, Stroke, Words, shorten
from baseldesk.reports.charts import describe_chart, lay_chart
from baseldesk.reports.document import Document, render
from baseldesk.reports.escape import say
from baseldesk.reports.map_land import clip, place, read_land, read_places
from baseldesk.reports.map_points import frame, lay_map
from baseldesk.reports.sheet import Inked, Sheet
from tests.unit.reports.reading import read_with_pdfium, tidy

STREAMS = ("Electronic wastes", "Used oils", "Used lead-acid batteries from vehicles and from stationary equipment of all kinds")
WIDTH = 340.0


def laid(chart: Chart, language: str = "en", width: float = WIDTH) -> Plan:
    t = translator(language)
    return lay_chart(chart, t, PaperMeasure(t), width)


def bars(*values: float | Decimal | None, form: str = "bars") -> Chart:
    return Chart(form, "Activities", STREAMS[: len(values)], (Series("", values),))  # type: ignore[arg-type]


def boxes(plan: Plan) -> list[Box]:
    return [mark for mark in plan.marks if isinstance(mark, Box)]


def words(plan: Plan) -> list[Words]:
    return [mark for mark in plan.marks if isinstance(mark, Words)]


def test_bars_are_as_long_as_their_figures_and_carry_them() -> None:
    plan = laid(bars(10, 5, 0))
    ten, five = boxes(plan)
    assert ten.width == pytest.approx(2 * five.width)
    assert [one.text for one in words(plan)] == [STREAMS[0], "10", STREAMS[1], "5", STREAMS[2], "0"]


def test_a_figure_below_nought_runs_to_the_other_side_and_one_not_known_is_no_nought() -> None:
    plan = laid(bars(10, -5, None))
    up, down = boxes(plan)
    assert down.x + down.width == pytest.approx(up.x)
    assert [one.text for one in words(plan)][1:4:2] == ["10", "-5"]
    assert len(words(plan)) == 5


def test_arabic_begins_at_the_right() -> None:
    english, arabic = laid(bars(10, 5)), laid(bars(10, 5), "ar")
    (first, second), (long, short) = boxes(english), boxes(arabic)
    assert first.x == pytest.approx(second.x)
    assert long.x + long.width == pytest.approx(short.x + short.width)
    assert long.x < short.x
    assert {one.align for one in words(arabic)} == {"left", "right"}
    assert words(arabic)[0].x > words(arabic)[1].x


def test_long_labels_break_and_stay_beside_their_bars() -> None:
    plan = laid(bars(1, 2, 3))
    label = next(one for one in words(plan) if one.text == STREAMS[2])
    assert PaperMeasure(translator("en"))(label.text, label.width, label.size, False)[1] > 20
    assert label.x + label.width <= boxes(plan)[2].x
    assert laid(bars(1, 2, 3), width=200).marks[0].width == 200  # type: ignore[union-attr]  # too narrow: above


@pytest.mark.parametrize("form", ["bars", "columns", "stacked", "line", "share"])
def test_every_form_stays_within_its_frame(form: str) -> None:
    series = tuple(Series(name, (Decimal("1234.5"), None, 7)) for name in STREAMS)
    plan = laid(Chart(form, "T", STREAMS, series, "t"))  # type: ignore[arg-type]
    for mark in plan.marks:
        if isinstance(mark, Box | Words):
            assert mark.x >= -0.5
            assert mark.x + mark.width <= WIDTH + 0.5
            assert mark.y <= plan.height
        elif isinstance(mark, Stroke | Shape):
            assert all(-0.5 <= x <= WIDTH + 0.5 and y <= plan.height + 0.5 for x, y in mark.points)
    assert {one.label for one in plan.spots} == {0, 1, 2}


@pytest.mark.parametrize("chart", [Chart("line", "T", (), ()), bars(None, None), bars(0, 0, form="share")])
def test_no_figures_is_said_in_words(chart: Chart) -> None:
    plan = laid(chart)
    assert [one.text for one in words(plan)] == ["There are no figures yet."]
    assert not boxes(plan)


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    series = (Series("", (1, 2, None, 4, 5)),)
    plan = laid(Chart("line", "T", ("2021", "2022", "2023", "2024", "2025"), series))
    lines = [mark for mark in plan.marks if isinstance(mark, Stroke) and mark.tone == 0]
    assert [len(line.points) for line in lines] == [2, 2]


def test_too_many_bars_are_cut_and_counted() -> None:
    chart = Chart("bars", "T", tuple(map(str, range(100))), (Series("", tuple(range(100))),))
    plan = laid(chart)
    assert plan.height < 640
    assert words(plan)[-1].text == f"and {100 - len(plan.spots)} more"


def test_tones_differ_in_grey_or_in_pattern() -> None:
    grey = [(0.299 * r + 0.587 * g + 0.114 * b) / 255 for r, g, b in (one.colour for one in TONES)]
    assert all(abs(one - other) > 0.12 for one, other in itertools.pairwise(grey))
    for (a, one), (b, other) in itertools.combinations(zip(grey, TONES, strict=True), 2):
        assert abs(a - b) > 0.08 or one.pattern != other.pattern


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (0, 7), (0, 1234), (-5, 30), (0.0, 0.03), (-0.5, 0), (0, 1e12), (3, 3.5)]
)  # fmt: skip
def test_steps_are_round_and_hold_the_range(low: float, high: float) -> None:
    low, high = span([low, high])
    found = steps(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 0.0 in found
    assert 3 <= len(found) <= 9


def test_figures_are_written_as_the_language_has_them() -> None:
    assert [write_figure(Decimal("1234.50"), translator(one)) for one in ("en", "fr")] == ["1,234.5", "1\u202f234,5"]
    assert (write_figure(None, translator("en")), write_figure(0.1 + 0.2, translator("en"))) == ("", "0.3")


def test_the_words_for_a_chart_are_its_figures() -> None:
    assert describe_chart(bars(3, None, 4), translator("en")) == f"Activities. {STREAMS[0]}: 3; {STREAMS[2]}: 4"
    assert [shows_all(bars(1, form=form)) for form in ("bars", "columns", "share", "line", "stacked")] == [True] * 3 + [False] * 2


def test_words_of_the_programme_keep_their_directions_and_lose_their_marks_where_they_are_spoken() -> None:
    t = translator("ar")
    title = say(t, "Qqq, {year}", year="2025")
    assert "\u2068" in title
    assert describe_chart(Chart("bars", title, ("a\u202e",), (Series("", (1,)),)), t) == "Qqq, 2025. a‹U+202E›: 1"
    measure = PaperMeasure(t)
    short = shorten(measure, say(t, "{text}", text="word " * 100), 100, 2)
    assert not set(short) & {"\u2068", "\u2069"}
    assert short.endswith("word…")
    assert measure(short, 100, 9, False)[1] == 2 * measure("x", 100, 9, False)[1]


@pytest.mark.parametrize("form", ["bars", "columns", "stacked", "line", "share"])
def test_a_drawing_of_monsters_stays_on_a_page(form: str) -> None:
    monster = "\u202e monster \n" * 300
    chart = Chart(form, "T", (monster,) * 80, tuple(Series(monster, (1,) * 80) for _ in range(3)))  # type: ignore[arg-type]
    assert laid(chart).height < 700


# --- the map
def test_every_country_has_a_place_and_lies_on_land_or_near_it() -> None:
    places = read_places()
    assert len(places) == 249
    assert (places["SN"], places["FJ"]) == ((14.4, -14.5), (-17.8, 178.0))
    assert place("XX", "") is None


def test_the_land_has_both_sides_of_the_antimeridian_and_no_line_across_it() -> None:
    eurasia = max((ring for ring in read_land() if ring.is_land), key=lambda ring: ring.right - ring.left)
    assert eurasia.right - eurasia.left < 215
    for ring in read_land():
        assert all(abs(b - a) < 60 for (a, _), (b, _) in itertools.pairwise(ring.points))
    assert [ring.is_land for ring in read_land()].count(False) == 1  # the Caspian Sea


def test_a_map_of_the_pacific_is_not_cut_at_the_antimeridian() -> None:
    points = [place(code, code, 1) for code in ("FJ", "WS", "TO", "PG")]
    window = frame([one for one in points if one], WIDTH)
    assert window.right - window.left < 80
    plan = map_of("FJ", "WS", "TO", "PG")
    assert all(0 < mark.x < WIDTH for mark in plan.marks if isinstance(mark, Disc))


def map_of(*codes: str, language: str = "en") -> Plan:
    t = translator(language)
    points = tuple(one for number, code in enumerate(codes) if (one := place(code, t.country(code), number + 1)))
    return lay_map(MapPoints(points, "T"), t, PaperMeasure(t), WIDTH)


def test_points_grow_with_their_numbers_and_names_cover_nothing() -> None:
    plan = map_of("SN", "ML", "NE", "TG", "BJ", "GH", "BF", "CI", "GN", "GM")
    discs = [mark for mark in plan.marks if isinstance(mark, Disc)]
    assert discs[0].radius > discs[-1].radius
    frames = [(one.x, one.y + 1.5, one.x + one.width, one.y + 8.9) for one in words(plan)]
    for (a, b, c, d), (e, f, g, h) in itertools.combinations(frames, 2):
        assert c <= e or g <= a or d <= f or h <= b
    assert len(frames) == 10
    assert all(0 <= x <= WIDTH + 0.1 and -0.1 <= y <= plan.height + 0.1 for mark in land(plan) for x, y in mark.points)


@pytest.mark.parametrize(
    "codes", [("SN", "ML", "GM"), ("SN", "RU", "BR", "AU"), ("NZ", "CL"), ("US", "CA"), ("RU",), ("MX", "ID")]
)
def test_points_lie_on_the_land_wherever_the_map_is_cut(codes: tuple[str, ...]) -> None:
    plan = map_of(*codes)
    for disc in (mark for mark in plan.marks if isinstance(mark, Disc)):
        assert any(holds(shape.points, disc.x, disc.y) for shape in land(plan))


def holds(outline: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a polygon has the point inside."""
    edges = itertools.pairwise([*outline, outline[0]])
    crossed = [(ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges]
    return sum(crossed) % 2 == 1


def land(plan: Plan) -> list[Shape]:
    return [mark for mark in plan.marks if isinstance(mark, Shape) and mark.tone == LAND]


def test_the_earth_is_not_mirrored() -> None:
    english, arabic = map_of("SN", "MG"), map_of("SN", "MG", language="ar")
    assert [mark for mark in english.marks if isinstance(mark, Disc)] == [mark for mark in arabic.marks if isinstance(mark, Disc)]


def test_clipping_keeps_what_is_inside() -> None:
    assert sorted(clip([(-1, -1), (3, -1), (3, 3), (-1, 3)], 0, 2, 0, 2)) == [(0, 0), (0, 2), (2, 0), (2, 2)]
    assert clip([(5, 5), (6, 5), (6, 6)], 0, 2, 0, 2) == []


# --- on paper
GLYPHS: dict[str, list[tuple[float, float, list[list[int]]]]] = {
    "ar": [
        (217.0, 88.7, [[98, 17, 16], [389], [470, 947, 1059, 947, 1025, 1046]]), (1.5, 89.0, [[330, 405]]),
        (217.0, 72.0, [[470, 1054, 1061, 478]]), (121.5, 72.3, [[240]]),
    ],
    "zh": [
        (1.5, 88.7, [[4687], [2485], [2792], [4475]]), (250.1, 89.0, [[18, 19]]),
        (19.5, 72.0, [[2792], [4040]]), (131.1, 72.3, [[22]]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "labels"), [("ar", ("نفايات PCB", "زيوت")), ("zh", ("电子废物", "废油"))])
def test_a_chart_glyph_by_glyph(language: str, labels: tuple[str, str]) -> None:
    """Letters joined and in the order of sight, the Latin word left of the Arabic one, labels and figures where they belong."""
    t, sheet, drawn = translator(language), Sheet(BytesIO(), (400, 400), language), []

    def take(x: float, y: float, size: float, pieces: Iterable[Inked]) -> None:
        glyphs = [[glyph.id for glyph in one.piece.glyphs] for one in pieces if one.piece.glyphs]
        drawn.append((round(x, 1), round(y, 1), glyphs))

    sheet.draw_line = take  # type: ignore[method-assign]
    chart = Chart("bars", "T", labels, (Series("", (12, 5)),))
    paint(lay_chart(chart, t, PaperMeasure(t), 260), sheet, t, 0, 100)
    assert drawn == GLYPHS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_chart_is_one_figure_whose_words_can_be_read(language: str, tmp_path: Path) -> None:
    t = translator(language)
    labels = tuple(t.label(code, "waste_stream") for code in ("WS-EWASTE", "WS-ULAB", "WS-OILS"))
    chart = Chart("bars", t.gettext("Activities"), labels, (Series("", (12, Decimal("1000.5"), 7)),))
    points = tuple(one for code in ("SN", "TG") if (one := place(code, t.country(code), 3)))
    blocks = (chart, MapPoints(points, t.gettext("Country")))
    path = tmp_path / "chart.pdf"
    printed = render(Document(Front("C", "K", Titled("T")), blocks, "R", date(2026, 3, 9)), t, path)
    assert not printed.missing
    text = tidy(read_with_pdfium(path))
    for shown in (*labels, *(one.label for one in points), write_figure(Decimal("1000.5"), t)):
        assert all(word in text for word in re.split("[ -]", tidy(shown)))  # a label of two lines has its figure between them
    with pikepdf.open(path) as pdf:
        figures = [one for one in map(dict, walk(pdf.Root.StructTreeRoot)) if one.get("/S") == "/Figure"]
    assert str(figures[0]["/Alt"]) == describe_chart(chart, t)
    assert len(figures) == 2


def walk(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    held = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [one for kid in held if isinstance(kid, pikepdf.Dictionary) for one in walk(kid)]
    return [element, *below]
