"""Dates, numbers, amounts and names as each language has them, from Babel's copy of Unicode's CLDR.

Babel is imported here and nowhere else in the core, and this module only when the first date or amount is wanted.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_currency_precision
from babel.units import format_unit

# UN documents write English with the day first, Arabic with Latin digits, Chinese in simplified characters.
LOCALES = {"en": "en_001", "fr": "fr", "es": "es", "ar": "ar_001", "zh": "zh_Hans", "ru": "ru"}
DIGITS = "latn"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_FIRST = re.compile(r"\b1 (?=[^\W\d])")  # before the name of a month
_SIZES = (("digital-gigabyte", 10**9), ("digital-megabyte", 10**6), ("digital-kilobyte", 10**3))


@cache
def locale(language: str) -> Locale:
    """Babel's locale for one of the six languages, English for any other."""
    return Locale.parse(LOCALES.get(language, "en_001"))


def write_date(day: date, language: str, style: str) -> str:
    """The day in one of the styles short, medium, long, full."""
    if language == "ar" and style == "medium":
        # CLDR has figures only here, held together by invisible marks; the month as a word reads better and is as short.
        style = "long"
    return _with_ordinal(format_date(day, style, locale(language)), language)


def write_instant(instant: datetime, language: str, style: str) -> str:
    """The instant, in the time zone that it carries."""
    return _with_ordinal(format_datetime(instant, style, tzinfo=instant.tzinfo, locale=locale(language)), language)


def _with_ordinal(written: str, language: str) -> str:
    """French counts the first of a month as such, which CLDR has no pattern for: «1er mars»."""
    return _FIRST.sub("1er ", written, count=1) if language == "fr" else written


def write_month(day: date, language: str, style: str) -> str:
    """Month and year, as «March 2026» (long) or «Mar 2026» (short)."""
    return format_skeleton("yMMMM" if style == "long" else "yMMM", day, locale=locale(language))


def name_month(number: int, language: str, style: str = "long") -> str:
    """The name of a month that stands alone, from 1 for January; shortened if asked."""
    # Only Russian has other names alone than in a date. Where a language has not, Babel looks them up in a table that all
    # languages share, and keeps there what it found for the first: French then has the months of Chinese.
    context = "stand-alone" if language == "ru" else "format"
    return str(locale(language).months[context]["wide" if style == "long" else "abbreviated"][number])


def write_number(number: int | Decimal, language: str) -> str:
    """The number with all its decimals, grouped as the language groups."""
    return format_decimal(number, _pattern(number), locale(language), numbering_system=DIGITS)


def write_percent(share: Decimal, language: str) -> str:
    """A share that is given in per cent: 12.5 stands for 12.5 %."""
    pattern = locale(language).percent_formats[None].pattern.replace("#,##0", "#,##0.##")
    return format_percent(share / 100, pattern, locale(language), numbering_system=DIGITS)


def write_money(amount: Decimal, currency: str, language: str) -> str:
    """The amount with its ISO code on the side where the language has it; digits beyond the currency's own are kept."""
    figure = format_decimal(amount, _pattern(amount, get_currency_precision(currency)), locale(language), numbering_system=DIGITS)
    before = locale(language).currency_formats["standard"].pattern.startswith("¤")
    return NO_BREAK_SPACE.join((currency, figure) if before else (figure, currency))


def write_size(size: int, language: str) -> str:
    """The size in the unit that reads best, which is never single bytes: «34 kB», «1,2 Mo»."""
    unit, scale = next((one for one in _SIZES if size >= one[1]), _SIZES[-1])
    shown = -(-size // scale) if scale == _SIZES[-1][1] else round(Decimal(size) / scale, 1)
    written = format_unit(shown, unit, "short", locale=locale(language), numbering_system=DIGITS)
    return written.replace(" ", NO_BREAK_SPACE)


def read_signs(language: str) -> tuple[str, str]:
    """The sign between thousands and the one before decimals."""
    signs = locale(language).number_symbols[DIGITS]
    return signs["group"], signs["decimal"]


def join(items: Sequence[str], language: str) -> str:
    """The items as one phrase: «a, b and c»."""
    return format_list(items, "standard", locale(language))


def name_country(code: str, language: str) -> str | None:
    """CLDR's name of a country."""
    return locale(language).territories.get(code)


def name_language(code: str, language: str) -> str | None:
    """CLDR's name of a language, in another language."""
    return locale(language).languages.get(code.replace("-", "_"))


def name_currency(code: str, language: str) -> str | None:
    """CLDR's name of a currency."""
    return locale(language).currencies.get(code)


def _pattern(number: int | Decimal, least: int = 0) -> str:
    """A pattern with at least so many decimals, and with all that the number has."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    most = max(least, -exponent if isinstance(exponent, int) else 0)
    return f"#,##0.{'0' * least}{'#' * (most - least)}" if most else "#,##0"
