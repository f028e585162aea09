"""The six languages: texts looked up when called, never when imported, so that the language can change at run time.

Mark a text where it is written with ``N_("…")`` and translate it where it is shown: ``_("…")`` for the language in use,
``translator("fr").gettext("…")`` for a given one. Values go in by name: ``t.format(N_("{count} changes"), count=7)``.
A translation whose placeholders differ from the original's is refused, and the English original shown instead.
"""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, cached_property
from gettext import NullTranslations

from baseldesk import labels
from baseldesk.catalogues import PLACEHOLDER, begins_with_value, checked, checked_plural, read_catalogue
from baseldesk.languages import LANGUAGES, NATIVE_NAMES, RIGHT_TO_LEFT, find_offered, system_language
from baseldesk.resources import read_table
from baseldesk.style import USUAL, Style

__all__ = [
    "FIRST_STRONG_ISOLATE", "LANGUAGES", "NATIVE_NAMES", "N_", "POP_ISOLATE", "RIGHT_TO_LEFT", "RIGHT_TO_LEFT_MARK", "Translator",
    "_", "current", "isolate", "paper_translator", "system_language", "translator", "use", "use_style",
]  # fmt: skip

FIRST_STRONG_ISOLATE, POP_ISOLATE, RIGHT_TO_LEFT_MARK = "\u2068", "\u2069", "\u200f"
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def N_(msgid: str) -> str:
    """The text itself; marks it for the catalogues, to be translated where it is shown."""
    return msgid


def isolate(text: str) -> str:
    """The text set apart, so that its direction cannot disturb the sentence round it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


class Translator:
    """One language: its texts, its names for things, its dates, numbers and amounts, in the style that a person chose."""

    def __init__(self, language: str, style: Style = USUAL) -> None:
        self.language, self.style = language, style
        self.rtl = language in RIGHT_TO_LEFT

    @property
    def text_language(self) -> str:
        """The language in which a text of a record begins."""
        return self.style.texts or self.language

    @cached_property
    def _catalogue(self) -> NullTranslations:
        return read_catalogue(self.language)

    def gettext(self, msgid: str) -> str:
        """The text in this language, else the English original."""
        return checked(self._catalogue.gettext(msgid), msgid) if msgid else ""

    def pgettext(self, context: str, msgid: str) -> str:
        """As ``gettext``, for a word that needs its context: «Open» on a menu, «open» of a remark."""
        return checked(self._catalogue.pgettext(context, msgid), msgid)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form that goes with the number, with its placeholders still in it."""
        return checked_plural(self._catalogue.ngettext(one, many, n), one if n == 1 else many, many)

    def format(self, msgid: str, /, **params: object) -> str:
        """The text in this language with its ``{placeholders}`` filled.

        Text values are isolated where the direction calls for it, dates are written out; numbers go in as they are
        (a year must not be grouped): give ``t.number(…)`` where grouping is wanted.
        """
        return self.fill(self.gettext(msgid), **params)

    def format_plural(self, one: str, many: str, n: int, /, **params: object) -> str:
        """The form that goes with the number, with ``{n}`` and the other placeholders filled."""
        return self.fill(self.ngettext(one, many, n), n=self.number(n), **params)

    def fill(self, text: str, /, **params: object) -> str:
        """A text that is translated already, with its placeholders filled; a placeholder without a value stays."""

        def value_of(found: re.Match[str]) -> str:
            name = found[1]
            return found[0][0] if name is None else self._insert(params[name]) if name in params else found[0]

        filled = PLACEHOLDER.sub(value_of, text)
        # Qt looks for the direction of a line in what stands apart in it, or, where nothing else is, finds none at all.
        needs_mark = self.rtl and FIRST_STRONG_ISOLATE in filled and begins_with_value(text)
        return f"{RIGHT_TO_LEFT_MARK}{filled}" if needs_mark else filled

    def _insert(self, value: object) -> str:
        if isinstance(value, datetime.date):
            return self.date(value)
        text = self.digits(str(value)) if isinstance(value, int) else str(value)
        needs_isolating = isinstance(value, str) and (self.rtl or _RIGHT_TO_LEFT_LETTER.search(text))
        return isolate(text) if needs_isolating else text

    def label(self, code: str, vocabulary: str = "") -> str:
        """What a code is called: in this language, else in English, else the code itself.

        Give the vocabulary where one is known: countries, currencies and languages are found only so, and a code such as
        ``other`` may be called differently in two lists.
        """
        if vocabulary in _NAMED_BY_METHOD:
            return str(getattr(self, _NAMED_BY_METHOD[vocabulary])(code))
        found = labels.find(code, self.language, vocabulary) or labels.find(code, "en", vocabulary)
        if found and vocabulary in _SHOWN_WITH_CODE:
            return f"{RIGHT_TO_LEFT_MARK if self.rtl else ''}{code} {found.text}"
        return found.text if found else code

    def country(self, code: str) -> str:
        """The name that the United Nations uses for a country or area (ISO 3166-1 alpha-2)."""
        name = _country_names(self.language).get(code)
        if name is None:
            from baseldesk import cldr

            name = cldr.name_country(code, self.language)
        return name or code

    def language_name(self, code: str) -> str:
        """What a language (ISO 639-1) is called in this one."""
        from baseldesk import cldr

        return cldr.name_language(code, self.language) or code

    def currency(self, code: str) -> str:
        """What a currency (ISO 4217) is called."""
        from baseldesk import cldr

        return cldr.name_currency(code, self.language) or code

    def date(self, day: datetime.date, style: str = "medium") -> str:
        """A day, or an instant with its time: styles short, medium, long, full."""
        if not self.style.keeps_days:
            return self.style.write_day(day, self.language)
        from baseldesk import cldr

        if isinstance(day, datetime.datetime):
            return self.digits(cldr.write_instant(day, self.language, style))
        return self.digits(cldr.write_date(day, self.language, style))

    def month(self, day: datetime.date, style: str = "long") -> str:
        """Month and year of a day: «March 2026», short «Mar 2026»."""
        from baseldesk import cldr

        return self.digits(cldr.write_month(day, self.language, style))

    def month_name(self, number: int, style: str = "long") -> str:
        """The name of a month, from 1 for January, standing alone: «March», short «Mar»."""
        from baseldesk import cldr

        return cldr.name_month(number, self.language, style)

    def number(self, number: int | Decimal) -> str:
        """A number with all its decimals, grouped as the language groups."""
        if isinstance(number, int) and 0 <= number < 1000:
            return self.digits(str(number))  # the same in all six; the first window counts without waiting for Babel
        from baseldesk import cldr

        return self._figure(cldr.write_number(number, self.language))

    def percent(self, share: Decimal) -> str:
        """A share given in per cent: ``Decimal("12.5")`` is 12.5 %."""
        from baseldesk import cldr

        return self._figure(cldr.write_percent(share, self.language))

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with the ISO code of its currency."""
        from baseldesk import cldr

        return self._figure(cldr.write_money(amount, currency, self.language))

    def size(self, size: int) -> str:
        """So many bytes, in the unit that reads best: «34 kB», «1,2 Mo»."""
        from baseldesk import cldr

        return self._figure(cldr.write_size(size, self.language))

    def digits(self, text: str) -> str:
        """The text with the digits that were chosen; for figures that are no amounts, such as a year."""
        return self.style.write_digits(text, self.language)

    def _figure(self, written: str) -> str:
        if self.style == USUAL:
            return written
        from baseldesk import cldr

        return self.style.write_figure(written, self.language, cldr.read_signs(self.language))

    def join(self, items: Sequence[str]) -> str:
        """The items as one phrase: «a, b and c»."""
        from baseldesk import cldr

        return cldr.join(items, self.language)


# Annex I is quoted by its codes; without them nobody finds a category again.
_SHOWN_WITH_CODE = frozenset({"y_code"})
_NAMED_BY_METHOD = {"country": "country", "currency": "currency", "language": "language_name"}


def translator(language: str, style: Style = USUAL) -> Translator:
    """The translator for a language or locale name (``fr``, ``fr_SN``); English for one that is not offered."""
    return _make(find_offered(language), style)


@cache
def _make(language: str, style: Style) -> Translator:
    return Translator(language, style)


def paper_translator(language: str) -> Translator:
    """The translator for what is printed: in the style in use on the screen only where a person wanted it so."""
    return translator(language, current().style) if current().style.on_paper else translator(language)


_in_use: list[Translator] = []  # at most one; English until use() is called


def current() -> Translator:
    """The translator of the language in use."""
    return _in_use[0] if _in_use else translator("en")


def use(language: str) -> Translator:
    """Makes a language the one in use from now on; open windows then ask for their texts anew. The style stays."""
    _in_use[:] = [translator(language, current().style)]
    return current()


def use_style(style: Style) -> Translator:
    """Makes a style the one in use from now on, in whichever language."""
    _in_use[:] = [translator(current().language, style)]
    return current()


def _(msgid: str) -> str:
    """The text in the language that is in use at this moment."""
    return current().gettext(msgid)


@cache
def _country_names(language: str) -> dict[str, str]:
    """Names by country code, from the table whose columns after the code are the six languages."""
    column = 1 + LANGUAGES.index(language)
    return {row[0]: row[column] for row in read_table("reference", "country-names.tsv")}
