"""The quick guide: four pages in every language, with their headings, drawings that speak, and no letter missing."""

from __future__ import annotations

from datetime import date

import pikepdf
import pytest

from baseldesk.help_text import write_runs
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.page import size_of, text_area
from baseldesk.reports.quick_guide import SCALES, chapters, print_guide
from baseldesk.reports.quick_guide_drawings import NAMES, lay_drawing
from baseldesk.reports.quick_guide_page import page_height
from tests.unit.reports.reading import read_pages, tidy

DAY = date(2026, 11, 23)


def test_every_drawing_is_used_once_and_says_what_it_shows():
    drawn = [block for part in chapters("en") for block in part if block.kind == "drawing"]
    assert sorted(block.anchor for block in drawn) == sorted(NAMES)
    assert all(block.runs for block in drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_four_pages_that_say_their_headings(tmp_path, language):
    printed = print_guide(translator(language), tmp_path / "guide.pdf", DAY)
    assert (printed.pages, printed.missing) == (4, frozenset())
    for text, part in zip(read_pages(printed.path), chapters(language), strict=True):
        for block in part:
            if block.kind == "heading":
                assert squeeze(write_runs(block.runs, translator(language))) in squeeze(text)


def test_what_is_too_long_for_the_smallest_type_would_be_seen(tmp_path):
    area = text_area(size_of("A4"))
    longest = [block for part in chapters("en") for block in part]
    assert page_height(longest, translator("en"), SCALES[-1], area.width) > area.height


def test_the_same_day_gives_the_same_bytes_and_the_drawings_have_words(tmp_path):
    one, two = (print_guide(translator("ar"), tmp_path / name, DAY).path.read_bytes() for name in ("a.pdf", "b.pdf"))
    assert one == two
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages) == 4
        assert str(pdf.Root.Lang) == "ar"


def test_a_drawing_is_mirrored_for_arabic():
    left, right = lay_drawing("way", translator("en"), 480), lay_drawing("way", translator("ar"), 480)
    firsts = [min(point[0] for point in plan.marks[0].points) for plan in (left, right)]
    assert firsts[0] < 240 < firsts[1]


def squeeze(text: str) -> str:
    """The text without spaces and marks of direction, for texts read back from paper."""
    return tidy(text).replace(" ", "")
