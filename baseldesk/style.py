"""How a person wants days and numbers written on the screen, where that is not as their language has it.

Plain text in, plain text out: no Babel here, so that the first window can write its days without waiting for it.
"""

import re
from datetime import date, datetime
from typing import NamedTuple

DATES = ("language", "iso", "figures")  # 23 Nov 2026 · 2026-11-23 · 23/11/2026
DIGITS = ("latin", "arabic")  # 0–9 · ٠–٩, in Arabic only
MARKS = ("language", "comma", "point", "space")  # as the language · 1,234.5 · 1.234,5 · 1 234,5
WEEKDAYS = ("language", "monday", "sunday", "saturday")

LEFT_TO_RIGHT_MARK = "\u200e"  # without it the day would stand before the year where Arabic letters precede
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SIGNS = {"comma": (",", "."), "point": (".", ","), "space": (NO_BREAK_SPACE, ",")}
_MARK_BETWEEN = {"ru": "."}


class Style(NamedTuple):
    """What was chosen; with nothing chosen everything is as the language has it.

    Attributes:
        dates: one of `DATES`.
        digits: one of `DIGITS`; counts in Arabic only.
        marks: one of `MARKS`: the signs between thousands and before decimals.
        first_day: one of `WEEKDAYS`: where the week begins in a calendar.
        on_paper: whether reports and lists on paper are written so too.
        texts: the language in which a text of a record begins; "" for the window's.
    """

    dates: str = "language"
    digits: str = "latin"
    marks: str = "language"
    first_day: str = "language"
    on_paper: bool = False
    texts: str = ""

    @property
    def keeps_days(self) -> bool:
        """Whether the language decides how a day is written."""
        return self.dates == "language"

    def write_day(self, day: date, language: str) -> str:
        """A day, or an instant with its time, in figures; only where the language does not decide."""
        time = f"{NO_BREAK_SPACE}{day:%H:%M}" if isinstance(day, datetime) else ""
        if self.dates == "iso":
            return f"{LEFT_TO_RIGHT_MARK if language == 'ar' else ''}{day:%Y-%m-%d}{time}"
        between = _MARK_BETWEEN.get(language, "/")
        return self.write_digits(f"{day:%d}{between}{day:%m}{between}{day:%Y}{time}", language)

    def write_digits(self, text: str, language: str) -> str:
        """The text with the digits that were chosen."""
        return text.translate(_ARABIC_INDIC) if self.digits == "arabic" and language == "ar" else text

    def write_figure(self, text: str, language: str, signs: tuple[str, str]) -> str:
        """A number as the language writes it, with its two signs given, in the signs and digits that were chosen."""
        if self.marks != "language":
            text = _replace_signs(text, signs, _SIGNS[self.marks])
        elif self.digits == "arabic" and language == "ar":
            text = _replace_signs(text, signs, ("٬", "٫"))
        return self.write_digits(text, language)


def _replace_signs(text: str, old: tuple[str, str], new: tuple[str, str]) -> str:
    """Only signs that stand between two digits: the space before a currency is none."""
    found = dict(zip(old, new, strict=True))
    between = "|".join(re.escape(one) for one in found)
    return re.sub(rf"(?<=\d)(?:{between})(?=\d)", lambda sign: found[sign[0]], text)


USUAL = Style()
