"""Forms for pen and paper: two pages at most in every language, every question on paper, boxes of eight millimetres."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records.types import TYPES
from baseldesk.reports import blank_cells
from baseldesk.reports.blank import choices_of, people_columns, questions
from baseldesk.reports.blank_cells import BOX, Asked, AskedCell
from baseldesk.reports.handouts import FORM
from baseldesk.reports.kinds import print_report
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.paragraph import Direction
from baseldesk.reports.request import Request
from baseldesk.reports.sheet import Sheet
from tests.unit.reports.reading import read_pages


@pytest.fixture
def print_form(desk, tmp_path):
    """Prints a form in a language; gives the text of its pages."""

    def printed(form: str, language: str, paper: str = "A4") -> list[str]:
        path = tmp_path / f"{form}-{language}.pdf"
        print_report(desk, Request("blank", options={"form": form}), translator(language), path, paper=paper)
        return read_pages(path)

    return printed


def test_every_form_has_two_pages_at_most_in_every_language(print_form):
    for form, _ in FORM.choices:
        for language in LANGUAGES:
            for paper in ("A4", "Letter"):
                assert len(print_form(form, language, paper)) <= 2, (form, language, paper)


def test_every_question_stands_on_paper_with_its_number(print_form):
    text = " ".join(" ".join(print_form("activity", "fr")).split())
    asked = [one for _, part in questions("activity", translator("fr")) for one in part]
    assert [one.number for one in asked] == list(range(1, 47))
    for one in asked:
        assert f"{one.number} {one.label}" in text, one.label
    assert "Déchets électroniques" in text
    assert re.search(r"en\s+fr\s+es\s+ar\s+zh\s+ru", text)


def test_what_is_ticked_and_what_is_written():
    t, fields = translator("en"), TYPES["activity"].by_name
    assert choices_of(fields["mode"], t) == ("In person", "Online", "Hybrid")
    assert choices_of(fields["in_plan"], t) == ("yes", "no")
    assert choices_of(fields["country"], t) == choices_of(fields["key_activity"], t) == ()
    columns = people_columns("participant", t)
    assert [(one.label, one.squares, len(one.key)) for one in columns if one.key] == [
        ("Sex", 4, 4),
        ("Kind of stakeholder", 0, 13),
        ("Age", 5, 5),
    ]


def test_boxes_are_eight_millimetres_high_and_start_at_the_right_in_arabic(monkeypatch):
    boxes: list[tuple[float, ...]] = []
    monkeypatch.setattr(blank_cells, "draw_strokes", lambda *_, boxes=(), found=boxes, **__: found.extend(boxes))
    for from_right in (False, True):
        sheet = Sheet(BytesIO(), (595, 842), "ar")
        cell = AskedCell(Asked(1, "x", "ticks", choices=("a",)), Direction("ar", None, from_right), sheet.structure)
        cell.paint(sheet, 0, 800, *cell.wrap(200))
        box = AskedCell(Asked(2, "y"), Direction("ar", None, from_right), sheet.structure)
        box.paint(sheet, 0, 700, *box.wrap(200))
    (tick, _, side, _), (_, _, _, height), (tick_from_right, *_), _ = boxes
    assert height == BOX == 8 * MILLIMETRE
    assert (tick, tick_from_right) == (0, 200 - side)


def test_a_form_for_people_says_that_it_stays(print_form):
    first, second = print_form("participants", "en")
    assert "it stays at the centre" in first
    numbers = [int(one) for page in (first, second) for one in re.findall(r"^(\d+)\s*$", page, re.MULTILINE)]
    assert len(numbers) >= 18
