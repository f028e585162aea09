"""What a declared field's value looks like on paper, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from baseldesk.i18n import N_, Translator
from baseldesk.records.field import Field, Kind
from baseldesk.records.titles import text_in
from baseldesk.reports.escape import Said, plain_text, say


@dataclass(frozen=True, slots=True)
class Written:
    """A value in words, "" where nothing is recorded; with a note where it is shown in another language than the report's."""

    text: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


def write(field: Field, value: object, t: Translator, original: str = "") -> Written:
    """The value of a field in words; empty where it is empty.

    Args:
        field: its declaration.
        value: as recorded; of mapped fields the mapping.
        t: the reader's translator.
        original: the language in which texts were first written.
    """
    if value is None or value in ("", {}):
        return Written()
    if field.translatable and isinstance(value, Mapping):
        return write_text({str(language): str(text) for language, text in value.items()}, t, original)
    if field.is_set and isinstance(value, Mapping):
        return Written(_write_set(field, value, t))
    return Written(_write_single(field, value, t))


def write_text(texts: Mapping[str, str], t: Translator, original: str = "") -> Written:
    """The text in the reader's language, else in another, with a note that says so."""
    text, language = text_in(texts, t.language, original)
    if not text or language in ("", t.language):
        return Written(text, language)
    return Written(text, language, (say(t, N_("not yet translated; shown in {language}"), language=t.language_name(language)),))


def write_money(amount: object, currency: object, t: Translator) -> str:
    """An amount with its currency; without one, the number and the words that it is missing."""
    if amount is None or amount == "":
        return ""
    if not isinstance(amount, Decimal | int):
        return plain_text(str(amount))
    if currency:
        return Said(t.money(Decimal(amount), plain_text(str(currency))))
    return say(t, N_("{amount}, currency not yet entered"), amount=t.number(amount))


def join(items: list[str], t: Translator) -> str:
    """The items, made plain, as one phrase of the language."""
    return Said(t.join([plain_text(item) for item in items])) if items else ""


def _write_set(field: Field, value: Mapping[Any, Any], t: Translator) -> str:
    """The elements that are in, the greatest share first, then as they are called."""
    names = [(_share_of(held), _name(field, str(code), t)) for code, held in value.items() if held not in (None, False)]
    ordered = sorted(names, key=lambda item: (-item[0], item[1])) if field.kind is Kind.CODES else names
    if field.kind is Kind.LABELS:
        return "\n".join(plain_text(name) for _, name in ordered)
    return join([_with_share(name, share, t) for share, name in ordered], t)


def _share_of(held: object) -> Decimal:
    return held if isinstance(held, Decimal) else Decimal(0)


def _with_share(name: str, share: Decimal, t: Translator) -> str:
    return f"{name} ({t.percent(share)})" if share else name


def _name(field: Field, code: str, t: Translator) -> str:
    return t.label(code, field.vocabulary) if field.kind is Kind.CODES else code


def _write_single(field: Field, value: object, t: Translator) -> str:
    if field.kind is Kind.YES_NO:
        return Said(t.gettext(N_("yes") if value else N_("no")))
    if field.kind is Kind.CODE:
        return Said(plain_text(t.label(str(value), field.vocabulary)))
    if isinstance(value, datetime | date):
        return Said(t.date(value, "long"))
    if isinstance(value, Decimal | int):
        return Said(t.number(value))
    return str(value)


def to_json(value: object) -> object:
    """The value as JSON has it: decimals and dates as text, ids in hexadecimal digits."""
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
