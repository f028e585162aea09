"""What a person asks to be printed: which report, of what, for which period, with which options."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from baseldesk.errors import UsageError
from baseldesk.i18n import N_, Translator
from baseldesk.reports.escape import Said, say

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that is written as ``2026``, ``2025-2026``, ``2025-01..2026-06`` or with days.

        Raises:
            UsageError: it is written otherwise, or ends before it begins.
        """
        first, dots, last = (part.strip() for part in text.partition(".."))
        try:
            years = _YEARS.fullmatch(first)
            if years and not dots:
                period = cls(date(int(years[1]), 1, 1), date(int(years[2] or years[1]), 12, 31))
            else:
                period = cls(_first_day(first), _last_day(last if dots else first))
        except ValueError:
            raise UsageError("report.period_not_understood", period=text) from None
        if period.last < period.first:
            raise UsageError("report.period_not_understood", period=text)
        return period

    @property
    def is_whole_years(self) -> bool:
        """Whether it begins with a year and ends with one."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def shortest(self) -> str:
        """As a person would type it: ``2026``, ``2025-2026``; else with days."""
        first, last = self.first.year, self.last.year
        return str(self) if not self.is_whole_years else str(first) if first == last else f"{first}-{last}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    def write(self, t: Translator) -> Said:
        """«2025–2026» or «1 March 2025 to 30 June 2026», in the reader's language."""
        if self.is_whole_years:
            years = [str(self.first.year)] + [str(self.last.year)] * (self.last.year != self.first.year)
            return Said("–".join(years))
        return say(t, N_("{first} to {last}"), first=Said(t.date(self.first, "long")), last=Said(t.date(self.last, "long")))


def _first_day(text: str) -> date:
    if _YEARS.fullmatch(text) and "-" not in text:
        return date(int(text), 1, 1)
    year, month, day = _parts(text)
    return date(year, month, day or 1)


def _last_day(text: str) -> date:
    if _YEARS.fullmatch(text) and "-" not in text:
        return date(int(text), 12, 31)
    year, month, day = _parts(text)
    if not 1 <= month <= 12:
        raise ValueError(text)
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]), int(found[2]), int(found[3] or 0)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be chosen for a kind of report.

    Attributes:
        label: a msgid.
        choices: (code, msgid) each; () for yes or no.
        vocabulary: instead of choices, the codes of this list; "" is then a choice, too.
    """

    name: str
    label: str
    default: str | bool = False
    choices: tuple[tuple[str, str], ...] = ()
    vocabulary: str = ""


OUTSIDERS = Option("outsiders", N_("Only what is marked for publication"))
ACTUAL = Option("actual", N_("With what was done so far"), True)
CARRIED = Option("carried", N_("With the record itself as a code, where it fits one page"), True)


@dataclass(frozen=True, slots=True)
class Request:
    """One report as it is asked for.

    Attributes:
        kind: its name, such as ``periodic``.
        records: the ids of what it is about, of the kind's record type.
        period: for kinds that have one.
        options: what was chosen; what is not there has its default.
        owner: the centre that it is about; "" for the desk's own.
        second_language: of bilingual papers.
        cancelled: asked between the parts of a long report while it is composed.
        progress: told how many of these parts are composed.
    """

    kind: str
    records: tuple[bytes, ...] = ()
    period: Period | None = None
    options: Mapping[str, str | bool] = field(default_factory=dict)
    owner: str = ""
    second_language: str = ""
    cancelled: Callable[[], bool] | None = field(default=None, compare=False)
    progress: Callable[[int, int], None] | None = field(default=None, compare=False)

    def option(self, wanted: Option) -> str | bool:
        """What was chosen, or what holds where nothing was."""
        return self.options.get(wanted.name, wanted.default)

    def is_on(self, wanted: Option) -> bool:
        """Whether a yes-or-no option is on."""
        return bool(self.option(wanted))
