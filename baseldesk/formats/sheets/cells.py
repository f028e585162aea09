"""What stands in a cell → the value of a field. What cannot be understood is said, and kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from baseldesk.formats.sheets.grid import Cell
from baseldesk.formats.sheets.headings import normalise
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind

_NUMBERS = re.compile(r"(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2,4})")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WORDS = re.compile(r"(?:(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?(?:\s+de)?\s+(\d{4}))|(?:([^\W\d]+)\.?\s+(\d{1,2}),?\s+(\d{4}))")
_SEPARATORS = re.compile(r"[;\n|]|,(?!\d)|،|、|，|；")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_YES = frozenset(("yes", "y", "oui", "o", "si", "s", "да", "نعم", "是", "x", "✓", "✔", "1", "true", "vrai", "v"))
_NO = frozenset(("no", "n", "non", "не", "нет", "لا", "否", "0", "false", "faux", "f", "-"))


class NotUnderstood(ValueError):
    """The cell holds something else than the field wants."""


def value_of(one: Field, cell: Cell, *, day_first: bool = True) -> object:
    """The value of a filled cell for a field that is not per language.

    Raises:
        NotUnderstood: it is not of the field's kind.
    """
    return _READERS.get(one.kind, _text)(one, cell, day_first)


def text_of(cell: Cell) -> str:
    """A cell in words, as it stands."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def splits_of_date(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date of three numbers that does not begin with the year."""
    found = _NUMBERS.fullmatch(text.strip().translate(_DIGITS))
    return (int(found[1]), int(found[2])) if found and len(found[1]) < 3 else None


def _text(_one: Field, cell: Cell, _day_first: bool) -> str:
    return text_of(cell)


def _date(_one: Field, cell: Cell, day_first: bool) -> date:
    if isinstance(cell, date):
        return cell
    text = text_of(cell).strip().translate(_DIGITS)
    for read in (_date_of_numbers, _date_of_words):
        try:
            found = read(text, day_first)
        except ValueError:
            break
        if found:
            return found
    raise NotUnderstood


def _date_of_numbers(text: str, day_first: bool) -> date | None:
    if found := _CHINESE.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMBERS.fullmatch(text[:10] if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else text)
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) == 4:
        return date(first, second, third)
    if len(found[1]) == 3 or len(found[3]) == 3:
        return None
    year = third + (0 if len(found[3]) == 4 else 2000 if third < 70 else 1900)
    day, month = (first, second) if day_first else (second, first)
    return date(year, day, month) if month > 12 else date(year, month, day)


def _date_of_words(text: str, _day_first: bool) -> date | None:
    found = _WORDS.fullmatch(text)
    if not found:
        return None
    day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    month = _months().get(normalise(name))
    return date(int(year), month, int(day)) if month else None


@cache
def _months() -> dict[str, int]:
    """Names of the months in the six languages, long and short."""
    from baseldesk.cldr import locale

    out: dict[str, int] = {}
    for language in LANGUAGES:
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale(language).months[form][width].items():
                    out.setdefault(normalise(str(name)), number)
    return out


def _decimal(_one: Field, cell: Cell, _day_first: bool) -> Decimal:
    if isinstance(cell, Decimal):
        return cell
    text = "".join(text_of(cell).translate(_DIGITS).split()).replace("\u202f", "").replace("'", "").strip("%")
    try:
        return Decimal(_with_a_point(text))
    except InvalidOperation:
        raise NotUnderstood from None


def _with_a_point(text: str) -> str:
    """Of comma and point, the last one that does not cut off three digits is the decimal sign."""
    marks = [one for one in text if one in ",."]
    if not marks:
        return text
    last = marks[-1]
    head, _, tail = text.rpartition(last)
    other = "," if last == "." else "."
    is_decimal = marks.count(last) == 1 and (other in head or last == "." or len(tail) != 3)
    return f"{head.replace(other, '')}.{tail}" if is_decimal else text.replace(last, "").replace(other, ".")


def _integer(one: Field, cell: Cell, day_first: bool) -> int:
    number = _decimal(one, cell, day_first)
    if not number.is_finite() or number != number.to_integral_value():
        raise NotUnderstood
    return int(number)


def _yes_no(_one: Field, cell: Cell, _day_first: bool) -> bool:
    if isinstance(cell, bool):
        return cell
    word = text_of(cell).strip().casefold()
    plain = normalise(word) or word
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise NotUnderstood


def _code(one: Field, cell: Cell, _day_first: bool) -> str:
    found = find_code(one.vocabulary, text_of(cell))
    if found is None:
        raise NotUnderstood
    return found


def _codes(one: Field, cell: Cell, _day_first: bool) -> dict[str, bool]:
    """A list of names or codes; understood whole or not at all."""
    text = text_of(cell)
    whole = find_code(one.vocabulary, text)
    if whole is not None:
        return {whole: True}
    found = [find_code(one.vocabulary, part) for part in _SEPARATORS.split(text) if part.strip()]
    codes = [code for code in found if code is not None]
    if not codes or len(codes) < len(found):
        raise NotUnderstood
    return dict.fromkeys(codes, True)


def _labels(_one: Field, cell: Cell, _day_first: bool) -> dict[str, bool]:
    return {part.strip(): True for part in re.split(r"[;\n]", text_of(cell)) if part.strip()}


def find_code(name: str, text: str) -> str | None:
    """The code of a vocabulary that a text means: the code itself or its label in one of the six languages."""
    if vocabulary.has(name, text.strip()):
        return text.strip()
    return _names_of(name).get(normalise(text))


@cache
def _names_of(name: str) -> dict[str, str]:
    """Normalised code or label → code; what two codes are called alike is no name of either."""
    out: dict[str, str] = {}
    twice: set[str] = set()
    for code in vocabulary.codes(name):
        for text in {normalise(code), *(normalise(translator(language).label(code, name)) for language in LANGUAGES)}:
            if out.setdefault(text, code) != code:
                twice.add(text)
    found = {text: code for text, code in out.items() if text and text not in twice}
    return _usual_countries() | found if name == "country" else found


def _usual_countries() -> dict[str, str]:
    """Countries as most people write them: CLDR's names, three letters, and official names without what stands in brackets."""
    from baseldesk.cldr import name_country
    from baseldesk.resources import read_table

    out: dict[str, str] = {}
    for code in vocabulary.codes("country"):
        for language in LANGUAGES:
            out.setdefault(normalise(translator(language).country(code).partition("(")[0]), code)
            out[normalise(name_country(code, language) or code)] = code
    return out | {row[1].casefold(): row[0] for row in read_table("reference", "countries.tsv")}


_READERS: dict[Kind, Callable[[Field, Cell, bool], object]] = {
    Kind.DATE: _date,
    Kind.DECIMAL: _decimal,
    Kind.INTEGER: _integer,
    Kind.YES_NO: _yes_no,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.LABELS: _labels,
}
