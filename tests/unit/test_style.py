"""Days and numbers in the style that a person chose: on the screen, and on paper only where they wanted it so."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from baseldesk import i18n
from baseldesk.i18n import LANGUAGES, current, paper_translator, translator, use, use_style
from baseldesk.style import DATES, DIGITS, MARKS, USUAL, Style
from ui.widgets.field_date_text import read_day, write_day
from ui.widgets.field_number_text import read_number, write_number

DAY, NUMBER = date(2026, 11, 3), Decimal("1234567.5")
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English without a style, before and after."""
    yield
    i18n.use_style(USUAL)
    use("en")


def test_without_a_choice_everything_is_as_the_language_has_it():
    assert translator("fr", Style()) is translator("fr")
    assert (translator("fr").date(DAY), translator("fr").number(NUMBER)) == ("3 nov. 2026", "1\u202f234\u202f567,5")


@pytest.mark.parametrize(
    ("style", "language", "day", "number"),
    [
        (Style("iso"), "fr", "2026-11-03", "1\u202f234\u202f567,5"),
        (Style("figures"), "fr", "03/11/2026", "1\u202f234\u202f567,5"),
        (Style("figures"), "ru", "03.11.2026", "1\xa0234\xa0567,5"),
        (Style("figures"), "zh", "03/11/2026", "1,234,567.5"),
        (Style(marks="comma"), "fr", "3 nov. 2026", "1,234,567.5"),
        (Style(marks="point"), "zh", "2026年11月3日", "1.234.567,5"),
        (Style(marks="space"), "es", "3 nov 2026", "1\xa0234\xa0567,5"),
        (Style(digits="arabic"), "ar", "٣ نوفمبر ٢٠٢٦", "١٬٢٣٤٬٥٦٧٫٥"),
        (Style("iso", "arabic", "comma"), "ar", "\u200e2026-11-03", "١,٢٣٤,٥٦٧.٥"),
        (Style(digits="arabic"), "fr", "3 nov. 2026", "1\u202f234\u202f567,5"),
    ],
)
def test_days_and_numbers_are_written_as_chosen(style: Style, language: str, day: str, number: str):
    t = translator(language, style)
    assert (t.date(DAY), t.number(NUMBER)) == (day, number)


def test_signs_are_changed_between_digits_only():
    t = translator("ru", Style(marks="comma"))
    assert t.money(Decimal("1234.5"), "USD") == "1,234.50\xa0USD"
    assert t.percent(Decimal("12.5")) == "12.5\xa0%"


def test_counts_and_years_in_sentences_take_the_digits_too():
    t = translator("ar", Style(digits="arabic"))
    assert t.number(7) == "٧"
    assert t.fill("{year}", year=2026) == "٢٠٢٦"
    assert t.fill("{reference}", reference="SEN-26-A1").strip("\u2068\u2069") == "SEN-26-A1"


def test_an_instant_keeps_its_time():
    at = datetime(2026, 11, 3, 9, 5, tzinfo=UTC)
    assert translator("en", Style("iso")).date(at, "short") == "2026-11-03\xa009:05"


def test_the_style_outlives_a_change_of_language_and_stays_off_the_paper():
    use_style(Style("iso"))
    use("fr")
    assert current().date(DAY) == "2026-11-03"
    assert paper_translator("fr").date(DAY) == "3 nov. 2026"
    use_style(Style("iso", on_paper=True))
    assert paper_translator("es").date(DAY) == "2026-11-03"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_in_a_style_is_read_again(language: str):
    for style in (Style(dates, digits, marks) for dates in DATES for digits in DIGITS for marks in MARKS):
        t = translator(language, style)
        assert read_day(write_day(DAY, t), t, TODAY) == DAY
        assert read_number(write_number(NUMBER, t), t) == NUMBER


@pytest.mark.parametrize("typed", ["2026-11-03", "2026-11-3"])
def test_a_day_typed_the_international_way_is_read_in_every_style(typed: str):
    for style in (Style(dates, digits) for dates in DATES for digits in DIGITS):
        assert read_day(typed, translator("ar", style), TODAY) == DAY


def test_texts_begin_in_the_language_that_was_chosen():
    assert translator("fr").text_language == "fr"
    assert translator("fr", Style(texts="es")).text_language == "es"
