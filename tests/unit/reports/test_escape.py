"""Every datum is plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baseldesk.i18n import translator
from baseldesk.reports.escape import Said, for_paper, plain_text, say


def test_markup_stays_what_was_typed() -> None:
    for text in ("<b>x</b>", '<img src="/etc/passwd">', "a & b &amp; c", "<para>", "]]>", "{count}", "%s", "<font color='red'>"):
        assert plain_text(text) == text


def test_what_would_turn_the_line_round_is_shown_by_its_number() -> None:
    assert plain_text("abc\u202etxt.exe\u202c") == "abc‹U+202E›txt.exe‹U+202C›"
    assert plain_text("\u2067x\u2069\u2066") == "‹U+2067›x‹U+2069›‹U+2066›"


def test_control_characters_are_shown_by_their_number() -> None:
    assert plain_text("a\x00b\x1b[0m\x7f\x9b") == "a‹U+0000›b‹U+001B›[0m‹U+007F›‹U+009B›"


def test_what_is_no_character_is_replaced() -> None:
    assert plain_text("a\ud800b\udfffc\uffffd\ufdd0") == "a\ufffdb\ufffdc\ufffdd\ufffd"


def test_all_line_ends_are_one() -> None:
    assert plain_text("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h\ni") == "a\nb\nc\nd\ne\nf\ng\nh\ni"


def test_marks_that_arabic_is_typed_with_stay() -> None:
    assert plain_text("سلام\u200f (x)\u200e") == "سلام\u200f (x)\u200e"
    assert plain_text("مُؤَسَّسَةٌ") == "مُؤَسَّسَةٌ"


def test_a_tower_of_marks_is_cut() -> None:
    assert plain_text("a" + "\u0301" * 500 + "b") == "a" + "\u0301" * 3 + "b"
    assert plain_text("ด" + "\u0e49\u0e47" * 50 + "ด") == "ด\u0e49\u0e47\u0e49ด"
    assert plain_text("สวัสดี ที่นี่ น้ำ") == "สวัสดี ที่นี่ น้ำ"


@given(st.text(st.characters(codec=None)))
def test_plain_text_stays_plain(text: str) -> None:
    once = plain_text(text)
    assert plain_text(once) == once
    assert not set(once) & {chr(code) for code in (*range(10), *range(11, 32), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    once.encode()


def test_a_sentence_of_the_programme_keeps_its_data_apart() -> None:
    sentence = say(translator("ar"), "{a}", a="x\u202ey")
    assert isinstance(sentence, Said)
    assert sentence == "\u2068x‹U+202E›y\u2069"
    assert for_paper(sentence) == sentence


def test_what_was_not_said_by_the_programme_is_made_plain_whoever_hands_it_on() -> None:
    assert for_paper("\u2068x\u2069") == "‹U+2068›x‹U+2069›"
    assert for_paper(say(translator("ar"), "{a}", a="x") + "!") == "‹U+2068›x‹U+2069›!"
