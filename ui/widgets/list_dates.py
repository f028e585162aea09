"""Days and periods in the cells of a list.

Written with Qt's copy of the language's rules rather than Babel's: the first list is painted before Babel is loaded.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from baseldesk.i18n import current

_DAY, _MONTH, _YEAR = "d", "d MMM", "d MMM yyyy"
_CHINESE = {_DAY: "d日", _MONTH: "M月d日", _YEAR: "yyyy年M月d日"}
_DASH = "–"


def write_day(day: object) -> str:
    """One day, such as «3 Feb 2026»; anything else as it is."""
    return _write(day, _YEAR) if isinstance(day, date) else str(day or "")


def longest_days() -> list[str]:
    """The longest day of each month: what a column of days must have room for."""
    return [write_day(date(2028, month, 28)) for month in range(1, 13)]


def write_period(start: object, end: object) -> str:
    """«3–5 Feb 2026», «28 Feb – 2 Mar 2026»; with one end missing «from …» is shown by an open dash; "" without both."""
    if not isinstance(start, date) or not isinstance(end, date):
        return f"{write_day(start)} {_DASH}" if start else f"{_DASH} {write_day(end)}" if end else ""
    if start == end:
        return write_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return _same_month(start, end)
    return f"{_write(start, _MONTH if start.year == end.year else _YEAR)} {_DASH} {write_day(end)}"


def _same_month(start: date, end: date) -> str:
    if not current().style.keeps_days:
        return f"{write_day(start)} {_DASH} {write_day(end)}"
    if current().language == "zh":  # the year comes first: what is shared stands before
        return f"{write_day(start)}{_DASH}{_write(end, _DAY)}"
    return f"{_write(start, _DAY)}{_DASH}{write_day(end)}"


def _write(day: date, pattern: str) -> str:
    if not current().style.keeps_days:
        return current().style.write_day(day, current().language)
    chosen = _CHINESE[pattern] if current().language == "zh" else pattern
    written = QLocale().toString(QDate(day.year, day.month, day.day), chosen)
    return f"1er{written[1:]}" if current().language == "fr" and day.day == 1 else written
