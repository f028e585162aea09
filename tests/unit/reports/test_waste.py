"""Waste trends: sums only of what can be added, every figure with its source, and what is missing said."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.i18n import FIRST_STRONG_ISOLATE, POP_ISOLATE, translator
from baseldesk.records.identity import derived_id
from baseldesk.reports.blocks import Block, Chart, Facts, Heading, MapPoints, Note, Rows
from baseldesk.reports.document import Document, render
from baseldesk.reports.kinds import compose
from baseldesk.reports.request import Period, Request
from tests.conftest import CENTRE, seeded, ticking
from tests.unit.reports.reading import read_with_pdfium, tidy
from tests.unit.reports.test_donors import words

FIGURES = (
    ("SN", 2021, "WS-OILS", "generated", "900", "t", "reported"),
    ("SN", 2023, "WS-OILS", "generated", "950000", "kg", "measured"),
    ("SN", 2023, "WS-EWASTE", "generated", "40", "t", "estimated"),
    ("TG", 2023, "WS-OILS", "generated", "300", "t", "doubtful"),
    ("TG", 2023, "WS-OILS", "generated", "20", "t", None),
    ("TG", 2022, "WS-OILS", "exported", "7", "m3", "reported"),
    ("ML", 2030, "WS-OILS", "generated", "1", "t", "reported"),
    ("ML", 2022, "WS-OILS", "generated", None, "t", "reported"),
)


@pytest.fixture(scope="module")
def wastes(empty_desk_folder: Path, tmp_path_factory: pytest.TempPathFactory, key) -> Iterator[Desk]:
    """A desk with eight figures, one of them without a quantity."""
    folder = tmp_path_factory.mktemp("wastes") / "desk"
    shutil.copytree(empty_desk_folder, folder)
    with Desk.open(folder, clock=ticking(), random=seeded(6)) as desk:
        desk.sign_with(lambda: key)
        desk.save([Edit("waste_figure", derived_id(CENTRE, "w", str(n)), values(n)) for n in range(len(FIGURES))])
        yield desk


def values(number: int) -> dict[str, object]:
    country, year, stream, flow, quantity, unit, quality = FIGURES[number]
    held = {"country": country, "year": year, "waste_stream": stream, "flow": flow, "unit": unit, "quality": quality}
    held |= {"quantity": Decimal(quantity) if quantity else None, "estimate": number == 2, "source": f"Source {number}"}
    return {name: value for name, value in held.items() if value is not None}


def report(desk: Desk, period: str = "2021-2025", language: str = "en", **options: str) -> Document:
    return compose(desk, Request("waste", period=Period.parse(period), options=options), translator(language))


def of(document: Document, kind: type[Block]) -> list[Block]:  # type: ignore[valid-type]
    return [block for block in document.blocks if isinstance(block, kind)]


def test_figures_are_added_by_waste_and_year_and_a_year_without_one_is_a_gap(wastes: Desk) -> None:
    line, latest, *_ = of(report(wastes), Chart)
    assert (line.form, line.labels) == ("line", ("2021", "2022", "2023"))
    assert {one.name: one.values for one in line.series} == {
        "Used oils": (900, None, 1270), "Electronic wastes": (None, None, 40),
    }  # fmt: skip
    assert (latest.labels, latest.series[0].values) == (("Senegal", "Togo"), (990, 320))


def test_units_and_happenings_are_kept_apart(wastes: Desk) -> None:
    keys = [block.key for block in of(report(wastes), Heading)]
    assert keys == ["overview", "generated_t", "exported_m3", "map", "quality", "figures"]


def test_the_table_by_country_has_its_sums(wastes: Desk) -> None:
    table = next(block for block in of(report(wastes), Rows) if block.label == "By country and year")
    assert [list(row) for row in table.rows] == [["Senegal", "900", "", "990"], ["Togo", "", "", "320"]]
    assert table.totals == ("Total", "900", "", "1,310")


def test_each_figure_stands_with_its_own_unit_source_and_quality(wastes: Desk) -> None:
    told = words(report(wastes))
    assert "Senegal | 2023 | Electronic wastes | Generated | 40 Tonnes | Estimated | Source 2" in told
    assert "Senegal | 2023 | Used oils | Generated | 950,000 Kilograms | Measured | Source 1" in told
    assert "Doubtful | 1 | 0" in told
    assert "not yet entered | 1 | 0" in told


def test_what_is_left_out_or_added_up_is_said(wastes: Desk) -> None:
    notes = [block.text for block in of(report(wastes), Note)]
    assert notes[0] == "1 figure without a quantity or a year is left out."
    assert notes[1].startswith("Where several figures stand for one country")
    assert "Figures: 6" in words(report(wastes))
    assert "Mali" not in words(report(wastes))


def test_the_map_has_the_latest_figure_of_each_country(wastes: Desk) -> None:
    (block,) = of(report(wastes), MapPoints)
    assert [(one.label, one.number) for one in block.points] == [("Senegal", 990), ("Togo", 320)]


def test_one_country_alone(wastes: Desk) -> None:
    document = report(wastes, country="TG")
    assert document.front.title.text == "Waste trends: Togo"
    assert "Senegal" not in words(document)
    assert not of(document, MapPoints)


def test_another_centre_has_its_own_figures_only(wastes: Desk) -> None:
    request = Request("waste", period=Period.parse("2021-2025"), owner="BCRC-CHN")
    document = compose(wastes, request, translator("en"))
    assert document.front.short_centre == "BCRC-CHN"
    assert "There are no figures for this period." in words(document)


def test_a_period_without_figures_says_so(wastes: Desk) -> None:
    document = report(wastes, "2001")
    assert "There are no figures for this period." in words(document)
    assert [type(block) for block in document.blocks] == [Heading, Facts, Note]


def test_no_isolate_stands_in_another(wastes: Desk) -> None:
    """Such a one has no strong letter of its own, and its Arabic would run from the left."""
    document = report(wastes, language="ar")
    titles = [block.title for block in document.blocks if isinstance(block, MapPoints | Chart)]
    for text in (words(document), *titles):
        depths = itertools.accumulate((one == FIRST_STRONG_ISOLATE) - (one == POP_ISOLATE) for one in text)
        assert max(depths, default=0) <= 1


def test_the_report_is_printed_in_arabic_and_the_same_twice(wastes: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for path in paths:
        assert not render(report(wastes, language="ar"), translator("ar"), path).missing
    assert paths[0].read_bytes() == paths[1].read_bytes()
    text = tidy(read_with_pdfium(paths[0]))
    assert "السنغال" in text
    assert "1,270" in text
