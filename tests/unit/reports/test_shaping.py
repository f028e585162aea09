"""Glyphs: joined, in the right face, and knowing what they stand for."""

from __future__ import annotations

import pytest

from baseldesk.reports.fonts import face
from baseldesk.reports.paragraph import Direction, Look, Paragraph, place_runs
from baseldesk.reports.shaping import Piece, shape


def names(piece: Piece) -> list[str]:
    """The glyphs from left to right as «what they stand for: how wide»."""
    return [f"{glyph.text}:{glyph.advance}" for glyph in piece.glyphs]


def drawn(text: str, language: str, right_to_left: bool) -> str:
    """What stands on one line from left to right."""
    one = Paragraph(text, Look(), Direction(language, right_to_left, right_to_left))
    one.wrap(2000, 1e6)
    marks = dict.fromkeys(map(ord, "\u200e\u200f"))
    return "".join(glyph.text.translate(marks) for inked in place_runs(one.lines[0]) for glyph in inked.piece.glyphs)


def test_an_arabic_line_glyph_by_glyph() -> None:
    (piece,) = shape("السلام", "ar", False, True)
    assert piece.face.name == "Vazirmatn-Regular"
    assert [(glyph.id, glyph.text, glyph.advance) for glyph in piece.glyphs] == [
        (504, "م", 595), (1076, "لا", 603), (993, "س", 844), (1036, "ل", 288), (467, "ا", 232),
    ]  # fmt: skip
    alone = [shape(letter, "ar", False, True)[0].glyphs[0].id for letter in "سل"]
    assert not set(alone) & {glyph.id for glyph in piece.glyphs}, "letters in a word have other shapes than alone"


def test_a_chinese_line_glyph_by_glyph() -> None:
    (piece,) = shape("巴塞尔公约，2026年", "zh", False, False)
    assert piece.face.name == "NotoSansSC-Regular"
    figures = [f"{digit}:555" for digit in "2026"]
    assert names(piece) == ["巴:1000", "塞:1000", "尔:1000", "公:1000", "约:1000", "，:1000", *figures, "年:1000"]


def test_mixed_text_stands_on_the_line_as_unicode_has_it() -> None:
    assert drawn("قبل (UNEP) بعد 12.5", "ar", True) == "12.5 دعب )UNEP( لبق"
    assert drawn("see سلام 12 (لا) end", "en", False) == "see )لا( 12 ملاس end"


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    (turned,), (straight,) = shape("(", "ar", False, True), shape("(", "ar", False, False)
    (closing,) = shape(")", "ar", False, False)
    assert turned.glyphs[0].id == closing.glyphs[0].id != straight.glyphs[0].id
    assert turned.glyphs[0].text == "("


def test_a_letter_carries_its_marks() -> None:
    (piece,) = shape("بيئياً", "ar", False, True)
    assert "".join(glyph.text for glyph in reversed(piece.glyphs)) == "بيئياً"
    joined = [glyph for glyph in piece.glyphs if glyph.marks]
    assert [glyph.text for glyph in joined] == ["اً"]
    assert len(joined[0].marks) == 2


def test_each_script_finds_its_face_and_the_language_decides_for_what_they_share() -> None:
    faces = [piece.face.name for piece in shape("Aж中a", "en", True, False)]
    assert faces == ["NotoSans-Bold", "NotoSansSC-Bold", "NotoSans-Bold"]
    assert [piece.face.name for piece in shape("A1", "zh", False, False)] == ["NotoSansSC-Regular"]
    assert [piece.face.name for piece in shape("A1", "ar", False, False)] == ["Vazirmatn-Regular"]


def test_an_apostrophe_stays_with_its_letters_in_chinese() -> None:
    wide, narrow = shape("“", "zh", False, False)[0].width, shape("l’e", "zh", False, False)
    assert wide == 1000
    assert sum(piece.width for piece in narrow) < 1200


def test_a_character_that_no_face_has_is_a_box_that_still_says_what_it_is() -> None:
    (piece,) = shape("ก", "en", False, False)
    assert [(glyph.id, glyph.text) for glyph in piece.glyphs] == [(0, "ก")]


def test_invisible_characters_take_no_room_and_no_glyph() -> None:
    assert shape("\u2068\u2069", "en", False, False)[0].glyphs == ()
    assert shape("a\u200fb", "en", False, False)[0].width == shape("ab", "en", False, False)[0].width


@pytest.mark.parametrize("family", ["NotoSans", "NotoSansSC", "Vazirmatn"])
def test_figures_are_of_one_width(family: str) -> None:
    for bold in (False, True):
        opened = face(family, bold)
        glyphs = [opened.font.get_nominal_glyph(ord(digit)) for digit in "0123456789"]
        assert len({opened.width(glyph) for glyph in glyphs}) == 1
