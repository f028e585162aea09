"""The four reports that a centre owes, whole: word for word as the fixtures have them, and the same bytes each time."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pikepdf
import pytest

from baseldesk.i18n import translator
from baseldesk.reports import periodic, plan, progress
from baseldesk.reports.document import render
from baseldesk.reports.kinds import KINDS, compose, print_report
from baseldesk.reports.periodic_data import Change, Ground, PeriodData
from baseldesk.reports.periodic_records import Records
from baseldesk.reports.request import Period, Request
from tests.unit.reports.reading import read_with_pdfium, tidy
from tests.unit.reports.small_year import FIRST, LAST, tell

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "reports"
NAUGHTY = json.loads((GOLDEN.parent / "strings" / "naughty-strings.json").read_text(encoding="utf-8"))
OWED = ("periodic", "plan", "progress", "evaluation")
PERIOD = Period(FIRST, LAST)


@pytest.mark.parametrize("name", OWED)
def test_it_says_what_it_said(year, name):
    """After a change of words or of what is counted, look at the difference, and only then write the file anew."""
    told = tell(compose(year, Request(name, period=PERIOD), translator("en")))
    assert told == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OWED)
def test_it_gives_the_same_bytes_each_time_in_arabic(year, tmp_path, name):
    t, request = translator("ar"), Request(name, period=PERIOD)
    first, second = (print_report(year, request, t, tmp_path / f"{n}.pdf") for n in (1, 2))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert "BCRC-SEN" in tidy(read_with_pdfium(first.path))


@pytest.mark.parametrize("name", ["periodic", "plan", "progress"])
def test_its_word_copy_says_the_same_and_that_it_is_a_copy(year, tmp_path, name):
    from docx import Document

    done = print_report(year, Request(name, period=PERIOD), translator("en"), tmp_path / "r.docx")
    cells = {cell.text for table in Document(str(done.path)).tables for row in table.rows for cell in row.cells}
    assert any("Customs training" in text for text in cells)
    assert "docx" not in KINDS["evaluation"].formats


def odd_data():
    """A period whose every text is a naughty string."""
    strings = itertools.cycle(["<b>bold</b>", "a & b", "\u202eturned", "x" * 200, *NAUGHTY])
    held = {}
    for n in range(50):
        activity, partner = f"1{n:031x}", f"2{n:031x}"
        text = {
            one: next(strings) for one in ("title/ar", "city", "reference", "outcomes/ar", "challenges/fr", "planned_sources")
        }
        code = {one: next(strings) for one in ("country", "kind", "planned_currency")}
        held["activity", activity] = text | code | {"stage": "completed", "started_on": "2025-02-01", "key_activity": "KA1.01"}
        held["partner", partner] = {"name/fr": next(strings), "stakeholder_kind": next(strings)}
        held["activity_partner", f"4{n:031x}"] = {"activity": activity, "partner": partner, "role": "host"}
        result = {"title/en": next(strings), "statement/zh": next(strings), "unit": next(strings), "activity": activity}
        held["result", f"3{n:031x}"] = result
        what = {"what": next(strings), "who": next(strings), "due_on": "2025-03-01", "activity": activity}
        held["follow_up", f"5{n:031x}"] = what
    named = [bytes.fromhex(identity) for kind, identity in held if kind == "activity"]
    changes = tuple(Change("activity", one, "title/ar", next(strings), next(strings)) for one in named)
    told = {name: {"ar": next(strings)} for name in ("summary", "lessons", "strategies", "background")}
    return PeriodData(
        {"ar": next(strings)}, "BCRC-SEN", PERIOD, LAST, Ground(Records().add("BCRC-SEN", held)), narrative=told, changes=changes
    )


def test_no_text_that_a_person_wrote_is_an_instruction(tmp_path):
    data, en, ar = odd_data(), translator("en"), translator("ar")
    printed = (
        (periodic.compose(data, ar), ar),
        (plan.compose(plan.Plan(data, data.records), en), en),
        (progress.compose(data, en), en),
    )
    for n, (document, t) in enumerate(printed):
        done = render(document, t, tmp_path / f"{n}.pdf")
        with pikepdf.open(done.path) as pdf:
            assert len(pdf.pages) == done.pages
        text = tidy(read_with_pdfium(done.path))
        assert t is ar or "<b>bold</b>" in text
        assert "\u202e" not in text
