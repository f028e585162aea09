"""The six languages: texts looked up when called, never when imported, so that the language can change at run time.

Mark a text where it is written with ``N_("…")`` and translate it where it is shown: ``_("…")`` for the language in use,
``translator("fr").gettext("…")`` for a given one. Values go in by name: ``t.format(N_("{count} changes"), count=7)``.
A translation whose placeholders differ from the original's is refused, and the English original shown instead.
"""

import datetime
import os
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, cached_property
from gettext import NullTranslations
from typing import Any

from baseldesk import labels
from baseldesk.catalogues import PLACEHOLDER, checked, checked_plural, read_catalogue
from baseldesk.resources import read_table

LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")
NATIVE_NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "zh": "中文", "ru": "Русский"}
RIGHT_TO_LEFT = frozenset({"ar"})

FIRST_STRONG_ISOLATE, POP_ISOLATE, RIGHT_TO_LEFT_MARK = "\u2068", "\u2069", "\u200f"
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def N_(msgid: str) -> str:
    """The text itself; marks it for the catalogues, to be translated where it is shown."""
    return msgid


def isolate(text: str) -> str:
    """The text set apart, so that its direction cannot disturb the sentence round it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


class Translator:
    """One language: its texts, its names for things, its dates, numbers and amounts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rtl = language in RIGHT_TO_LEFT

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

        return PLACEHOLDER.sub(value_of, text)

    def _insert(self, value: object) -> str:
        if isinstance(value, datetime.date):
            return self.date(value)
        text = str(value)
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
        from baseldesk import cldr

        if isinstance(day, datetime.datetime):
            return cldr.write_instant(day, self.language, style)
        return cldr.write_date(day, self.language, style)

    def month(self, day: datetime.date, style: str = "long") -> str:
        """Month and year of a day: «March 2026», short «Mar 2026»."""
        from baseldesk import cldr

        return cldr.write_month(day, self.language, style)

    def month_name(self, number: int, style: str = "long") -> str:
        """The name of a month, from 1 for January, standing alone: «March», short «Mar»."""
        from baseldesk import cldr

        return cldr.name_month(number, self.language, style)

    def number(self, number: int | Decimal) -> str:
        """A number with all its decimals, grouped as the language groups."""
        if isinstance(number, int) and 0 <= number < 1000:
            return str(number)  # the same in all six; the first window counts without waiting for Babel
        from baseldesk import cldr

        return cldr.write_number(number, self.language)

    def percent(self, share: Decimal) -> str:
        """A share given in per cent: ``Decimal("12.5")`` is 12.5 %."""
        from baseldesk import cldr

        return cldr.write_percent(share, self.language)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with the ISO code of its currency."""
        from baseldesk import cldr

        return cldr.write_money(amount, currency, self.language)

    def join(self, items: Sequence[str]) -> str:
        """The items as one phrase: «a, b and c»."""
        from baseldesk import cldr

        return cldr.join(items, self.language)


# Annex I is quoted by its codes; without them nobody finds a category again.
_SHOWN_WITH_CODE = frozenset({"y_code"})
_NAMED_BY_METHOD = {"country": "country", "currency": "currency", "language": "language_name"}


@cache
def translator(language: str) -> Translator:
    """The translator for a language or locale name (``fr``, ``fr_SN``); English for one that is not offered."""
    code = _offered(language)
    return Translator(code) if code == language else translator(code)


_in_use: list[Translator] = []  # at most one; English until use() is called


def current() -> Translator:
    """The translator of the language in use."""
    return _in_use[0] if _in_use else translator("en")


def use(language: str) -> Translator:
    """Makes a language the one in use from now on; open windows then ask for their texts anew."""
    _in_use[:] = [translator(language)]
    return current()


def _(msgid: str) -> str:
    """The text in the language that is in use at this moment."""
    return current().gettext(msgid)


def system_language() -> str:
    """The language of the person's account, where it is one of the six; else English."""
    asked = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    names = [name for value in asked for name in value.split(":") if name not in ("", "C", "POSIX", "C.UTF-8")]
    return next((_offered(name) for name in [*names, _windows_language()] if _language_part(name) in LANGUAGES), "en")


def _windows_language() -> str:
    """The locale name of the Windows user interface; empty elsewhere."""
    if os.name != "nt":
        return ""
    import ctypes
    import locale

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  (the attribute exists on Windows only)
    return locale.windows_locale.get(kernel.GetUserDefaultUILanguage(), "")


def _language_part(name: str) -> str:
    return re.split("[-_.@]", name.lower(), maxsplit=1)[0]


def _offered(name: str) -> str:
    code = _language_part(name)
    return code if code in LANGUAGES else "en"


@cache
def _country_names(language: str) -> dict[str, str]:
    """Names by country code, from the table whose columns after the code are the six languages."""
    column = 1 + LANGUAGES.index(language)
    return {row[0]: row[column] for row in read_table("reference", "country-names.tsv")}
