"""What each choice is called, what its values are called, and which they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from baseldesk.i18n import N_, NATIVE_NAMES, _, current, translator
from ui import language
from ui.settings import CHOICES


class Chosen(NamedTuple):
    """A choice: its section and card, its label, a sentence about it, and the words of values that have one of their own."""

    section: str
    card: str
    label: str
    help: str = ""
    words: Mapping[Any, str] = {}


_AS_LANGUAGE, _AS_WINDOW, _AS_SYSTEM = N_("As the language has it"), N_("As the window has it"), N_("As the system has it")
CHOSEN: dict[str, Chosen] = {
    "theme": Chosen("window", "look", N_("Colours"), words={
        "system": _AS_SYSTEM, "light": N_("Light"), "dark": N_("Dark"), "contrast": N_("High contrast"),
    }),
    "text_percent": Chosen("window", "look", N_("Size of text")),
    "motion": Chosen("window", "look", N_("Movement"), words={
        "system": _AS_SYSTEM, "reduced": N_("Less: nothing blinks or slides"),
    }),
    "begin": Chosen("window", "day", N_("Where the day begins"), words={
        "home": N_("Home"), "last": N_("Where I left"), "activities": N_("Activities"),
    }),
    "ask_who": Chosen("window", "day", N_("With two officers or more"), words={
        True: N_("Ask at each start who is working"), False: N_("Do not ask; the name stands at the foot of the window"),
    }),
    "confirm_delete": Chosen("window", "day", N_("Before deleting"), words={
        False: N_("Do not ask; it can be undone"), True: N_("Ask first"),
    }),
    "language": Chosen("language", "languages", N_("Language of the window")),
    "text_language": Chosen(
        "language", "languages", N_("Texts of a record begin in"),
        N_("A text that is in another language already is shown in that one."), {"": _AS_WINDOW},
    ),
    "dates": Chosen("language", "figures", N_("Days"), words={"language": _AS_LANGUAGE}),
    "numbers": Chosen("language", "figures", N_("Numbers"), words={"language": _AS_LANGUAGE}),
    "digits": Chosen("language", "figures", N_("Digits")),
    "first_day": Chosen("language", "figures", N_("The week begins on"), words={
        "language": _AS_LANGUAGE, "monday": N_("Monday"), "sunday": N_("Sunday"), "saturday": N_("Saturday"),
    }),
    "style_on_paper": Chosen("language", "figures", N_("On paper"), words={
        False: N_("As the language of the report has it"), True: N_("Days and numbers as on the screen"),
    }),
    "hide_more": Chosen("lists", "forms", N_("Fields under “More”"), words={
        False: N_("Show them"), True: N_("Hide them where nothing is entered"),
    }),
    "report_language": Chosen("lists", "reports", N_("Language of the report"), words={
        "last": N_("As printed last"), "window": _AS_WINDOW,
    }),
    "reports/paper": Chosen("lists", "reports", N_("Paper")),
}  # fmt: skip
_DAY, _NUMBER = date(2026, 11, 23), Decimal("1234567.5")


def is_offered(key: str) -> bool:
    """Whether there is anything to choose in the language in use."""
    return key != "digits" or current().language == "ar"


def values_of(key: str) -> tuple[Any, ...]:
    """The values that are offered, the usual first."""
    return tuple(language.offered()) if key == "language" else CHOICES[key]


def words_of(key: str) -> list[str]:
    """What the values are called, in the language in use and in the order of `values_of`."""
    return [word_of(key, value) for value in values_of(key)]


def word_of(key: str, value: Any) -> str:
    """What one value is called; a way of writing shows itself."""
    word = _(CHOSEN[key].words[value]) if value in CHOSEN[key].words else ""
    shown = _example(key, value)
    if word and shown:
        return current().format(N_("{choice}: {example}"), choice=word, example=shown)
    return word or shown or NATIVE_NAMES.get(value, str(value))


def _example(key: str, value: Any) -> str:
    t = current()
    if key == "text_percent":
        return t.format(N_("{percent} %"), percent=value)
    if key == "dates":
        return translator(t.language, t.style._replace(dates=value)).date(_DAY)
    if key == "numbers":
        return translator(t.language, t.style._replace(marks=value)).number(_NUMBER)
    if key == "digits":
        return translator("ar", t.style._replace(digits=value)).digits("0123456789")
    return ""
