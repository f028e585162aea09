"""The four reports that a centre owes, whole: word for word as the fixtures have them, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from baseldesk.i18n import translator
from baseldesk.reports.kinds import KINDS, compose, print_report
from baseldesk.reports.request import Period, Request
from tests.unit.reports.reading import read_with_pdfium, tidy
from tests.unit.reports.small_year import FIRST, LAST, tell

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "reports"
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
