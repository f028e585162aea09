"""Paragraphs: every line fits, is aligned, and is split so that none stands alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baseldesk.reports.escape import plain_text
from baseldesk.reports.paragraph import Direction, Look, Paragraph, place_runs
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.words import Line, Span, Word

ENGLISH, ARABIC, CHINESE = Direction("en", False, False), Direction("ar", True, True), Direction("zh", False, False)


def text_of(line: Line) -> str:
    return "".join(run.piece.text for word in line.words for run in word.runs + word.space)


def wrapped(text: str, direction: Direction, width: float, look: Look | None = None) -> Paragraph:
    one = Paragraph(text, look or Look(), direction)
    one.wrap(width, 1e6)
    return one


def drawn_lines(one: Paragraph) -> list[tuple[float, float]]:
    """Where each drawn line begins and how wide it is, in points."""
    places = []

    class Watching(Sheet):
        def draw_line(self, x, y, size, pieces):  # type: ignore[no-untyped-def]
            places.append((x, sum(piece.width * size / 1000 + extra for piece, _, extra in pieces)))

    one.paint(Watching(BytesIO(), (600, 800), "en"), 0, 700)
    return places


@pytest.mark.parametrize("direction", [ENGLISH, ARABIC, CHINESE])
@given(text=st.text(st.sampled_from("ab cde-/.,() سلامةً،12% 废物。，（）«»\u200f\u0301"), max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_line_is_wider_than_the_column_and_nothing_is_lost(direction: Direction, text: str) -> None:
    one = wrapped(text, direction, 60)
    assert all(line.width <= 60 * 1000 / 10 + 1 for line in one.lines if sum(len(word.runs) for word in line.words) > 1)
    kept = "".join(text_of(line) for line in one.lines)
    assert kept == plain_text(text).replace("\u200f", "")


def test_a_word_that_is_too_long_is_cut_after_a_slash_or_dot_where_one_is_near() -> None:
    lines = [text_of(line) for line in wrapped("https://example.org/reports/2026/annual_overview.pdf", ENGLISH, 100).lines]
    assert "".join(lines) == "https://example.org/reports/2026/annual_overview.pdf"
    assert len(lines) > 2
    assert all(line[-1] in "/._" for line in lines[:-1])


def test_letters_keep_their_joined_shapes_where_an_arabic_word_is_cut() -> None:
    one = wrapped("ككككككككككككككككككككك", ARABIC, 60)
    assert len(one.lines) > 1
    last = one.lines[0].words[-1].runs[-1].piece.glyphs[0].id
    middle = one.lines[0].words[-1].runs[-1].piece.glyphs[1].id
    assert last == middle, "the last letter of the line is shaped as inside a word"


def test_text_of_a_right_to_left_document_starts_at_the_right() -> None:
    (x, width), *_ = drawn_lines(wrapped("سلام", ARABIC, 200))
    assert x + width == pytest.approx(200, abs=0.1)
    (x, _), *_ = drawn_lines(wrapped("hello", ENGLISH, 200))
    assert x == 0
    (x, width), *_ = drawn_lines(wrapped("42", ENGLISH, 200, Look(align="end")))
    assert x + width == pytest.approx(200, abs=0.1)
    (x, _), *_ = drawn_lines(wrapped("42", ARABIC, 200, Look(align="end")))
    assert x == 0


def test_chinese_is_justified_between_characters_and_its_last_line_is_not() -> None:
    text = "在达喀尔为六个缔约方的海关和环境部门官员举办了为期三天的培训（UNEP），效果显著。"
    one = wrapped(text, CHINESE, 203, Look(align="justify"))
    *full, last = drawn_lines(one)
    assert full
    assert all(width == pytest.approx(203, abs=0.5) for _, width in full)
    assert last[1] < 200
    assert any(extra > 0 for line in one.lines[:1] for _, _, extra in place_runs(line, 0.1))


def test_a_split_leaves_no_line_alone() -> None:
    one = wrapped("word " * 60, ENGLISH, 100)
    count = len(one.lines)
    first, rest = one.split(100, 14 * (count - 1))
    assert (len(first.lines), len(rest.lines)) == (count - 2, 2)
    assert one.split(100, 14) == []
    assert wrapped("word " * 6, ENGLISH, 60).split(60, 14) == []
    assert one.split(100, 14 * count) == [one]


def test_a_part_wraps_anew_in_another_width() -> None:
    one = wrapped("one two three four five six seven eight nine ten\nlast", ENGLISH, 50)
    _, rest = one.cut(3)
    before = "".join(text_of(line) for line in rest.lines)
    rest.wrap(90, 1e6)
    assert "".join(text_of(line) for line in rest.lines) == before
    assert rest.lines[-1].is_last


def test_spans_are_data_and_change_only_the_look() -> None:
    one = Paragraph([Span("plain <b>"), Span("bold & ", bold=True), Span("grey</b>", grey=0.4)], Look(), ENGLISH)
    one.wrap(500, 1e6)
    (line,) = one.lines
    runs = [run for word in line.words for run in word.runs]
    assert text_of(line) == "plain <b>bold & grey</b>"
    assert {run.piece.face.name for run in runs} == {"NotoSans-Regular", "NotoSans-Bold"}
    assert {run.grey for run in runs} == {0.0, 0.4}


def test_a_line_end_in_the_text_ends_the_line() -> None:
    assert [text_of(line) for line in wrapped("a\n\nb\r\nc", ENGLISH, 100).lines] == ["a", "", "b", "c"]


def test_words_of_the_same_text_are_made_once() -> None:
    first, second = (wrapped("capacity", ENGLISH, 100).lines[0].words[0] for _ in range(2))
    assert isinstance(first, Word)
    assert first is second
