"""Numbers as people write them in each language, read without guessing."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache

from baseldesk.i18n import Translator

COUNTED_FROM = ("year",)  # fields whose numbers are no amounts: written without separators
_SPACES = "\u0020\u00a0\u202f\u2009"
_MINUS = str.maketrans("\u2212\u2013", "--")
_SAMPLE = Decimal("1234567.5")


def read_number(typed: str, t: Translator) -> Decimal:
    """The number that was typed, with the language's own marks; groups only where they are of three digits.

    Raises:
        ValueError: it is no number, or could be meant in two ways.
    """
    group, point = _marks(t)
    text = _plain_digits(typed.strip().translate(_MINUS))
    groups = f"[{re.escape(group)}{_SPACES}'’]"
    whole = rf"-?(\d+|\d{{1,3}}({groups}\d{{3}})+)"
    other_point = "" if group in ".," else ".,"
    if not re.fullmatch(rf"{whole}([{re.escape(point)}{other_point}]\d+)?", text):
        raise ValueError(typed)
    digits, _mark, decimals = _split_point(text, point + other_point)
    try:
        return Decimal(re.sub(groups, "", digits) + (f".{decimals}" if decimals else ""))
    except InvalidOperation as error:
        raise ValueError(typed) from error


def write_number(number: int | Decimal, t: Translator) -> str:
    """The number with the language's marks and every decimal."""
    return t.number(number)


def _split_point(text: str, points: str) -> tuple[str, str, str]:
    found = re.search(rf"[{re.escape(points)}]\d+$", text)
    return (text[: found.start()], text[found.start()], text[found.start() + 1 :]) if found else (text, "", "")


def _plain_digits(text: str) -> str:
    """Arabic-Indic and other digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


@cache
def _marks(t: Translator) -> tuple[str, str]:
    """The mark between groups and the one before decimals."""
    marks = [letter for letter in t.number(_SAMPLE) if not letter.isdigit()]
    return marks[0], marks[-1]
