"""Days as people type them in each language: the order is the language's, the year may be left out."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from baseldesk.i18n import Translator

_SAMPLE = date(2003, 11, 22)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_TURN_OF_CENTURY = 100
_RUN = {4: (2, 2), 6: (2, 2, 2), 8: (2, 2, 4)}  # figures without a mark between them, by how many there are


def write_day(day: date, t: Translator) -> str:
    """The day in figures with a year of four digits, such as 03/02/2026."""
    order, mark = _style(t)
    parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year:04}"}
    written = mark.join(parts[part] for part in order)
    return written if t.style.dates == "iso" else t.digits(written)


def read_day(typed: str, t: Translator, today: date, start: date | None = None) -> date:
    """The day that was typed: 3/2/2026, 3.2.26, 3 2, 0302, 030226, 2026-02-03; without a year it is this year's.

    Args:
        typed: as it stands in the line.
        t: the language, whose order of day and month counts.
        today: whose year is meant where none is typed.
        start: the day on which the period began that this one ends: its year is meant, and 5 is a day of its month.

    Raises:
        ValueError: it is no day.
    """
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in typed.strip())
    if iso := _ISO.fullmatch(text):
        return date(*(int(part) for part in iso.groups()))
    near, language_order = start or today, _style(t)[0]
    figures = [int(part) for part in _figures(text, language_order)]
    if re.search(r"[^\W\d_]", text) or len(figures) not in ((1, 2, 3) if start else (2, 3)):
        raise ValueError(typed)
    order = ["d"] if len(figures) == 1 else [part for part in language_order if part != "y" or len(figures) == 3]
    found = dict(zip(order, figures, strict=True))
    return date(_whole_year(found.get("y", near.year)), found.get("m", near.month), found["d"])


def _figures(text: str, order: str) -> list[str]:
    """The numbers that were typed; four, six or eight figures in a row are cut as the language orders them."""
    if len(text) not in _RUN or not text.isdecimal():
        return re.findall(r"\d+", text)
    widths = _RUN[len(text)]
    cut, out = 0, []
    for width in reversed(widths) if order[0] == "y" else widths:
        out.append(text[cut : cut + width])
        cut += width
    return out


def _whole_year(year: int) -> int:
    return year + 2000 if year < _TURN_OF_CENTURY else year


@cache
def _style(t: Translator) -> tuple[str, str]:
    """The order of day, month and year, and the mark between them, from a day written by the language's or a person's rules."""
    letters = (letter for letter in t.date(_SAMPLE, "short") if letter not in _DIRECTION_MARKS)
    written = "".join(str(unicodedata.decimal(letter, letter)) for letter in letters)
    places = {"d": written.find("22"), "m": written.find("11"), "y": written.find("03")}
    order = "".join(sorted(places, key=places.__getitem__))
    marks = re.findall(r"[^\d\s]", written)
    return order, marks[0] if marks else "/"
