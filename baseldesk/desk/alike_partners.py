"""Partners that may be one: the same identifier, entry of the directory, name (or nearly), website or acronym; and what speaks
against it: another country, entry, or number in one register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.likeness import Likeness, find_pairs
from baseldesk.records.names import Name, fold, is_han, read_acronym, read_halves, read_name
from baseldesk.records.websites import read_website

_KIND = "partner"
_MOST_ON_A_SITE = 3
_TYPO_FROM = 5  # letters of a word in which one may be mistyped
_TYPO_NAME = 10  # letters of the whole name
_OWN_NAMES = {
    "deutschland": "DE", "nederland": "NL", "norge": "NO", "sverige": "SE", "danmark": "DK", "suomi": "FI", "italia": "IT",
    "polska": "PL", "brasil": "BR", "schweiz": "CH", "osterreich": "AT", "turkiye": "TR",
}  # fmt: skip
_SLIPS = 50  # so many times written well, a word may be mistyped once more


@dataclass(slots=True)
class _Partner:
    id: bytes
    names: dict[str, Name]
    halves: frozenset[tuple[tuple[str, ...], str]]  # a name's words and what may be its acronym, as written in one text
    acronyms: frozenset[str]
    country: str
    website: str
    identifiers: frozenset[str]
    directory: bytes | None

    @property
    def wholes(self) -> set[tuple[tuple[str, ...], str]]:
        """Each name with each acronym, where the two stand apart."""
        return {(name.key, acronym) for name in self.names.values() for acronym in self.acronyms if len(name.words) > 1}

    @property
    def spelled(self) -> list[Name]:
        """The names that are more than an acronym."""
        return [one for one in self.names.values() if not (one.acronym and len(one.words) == 1)]


def alike_partners(reader: Reader, owner: str) -> Iterator[Likeness]:
    sql = (
        "SELECT r.id, t.name, t.acronym, t.country, t.website, t.external_ids, t.directory_partner FROM r_partner t "
        "JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND r.owner = :owner"
    )
    partners = [_read_partner(row) for row in reader.rows(sql, owner=owner)]
    known = Counter(word for one in partners for word in {word for name in one.names.values() for word in name.words})
    yield from find_pairs(_KIND, "alike_identifier", partners, lambda one: one.identifiers, _allowed_by_identifier)
    yield from find_pairs(
        _KIND, "alike_directory", partners, lambda one: [one.directory] if one.directory else [], _allowed_by_identifier
    )
    yield from find_pairs(_KIND, "alike_name", partners, _name_keys, _may_be_one)
    yield from find_pairs(_KIND, "alike_name", partners, lambda one: one.halves | one.wholes, _say_both)
    yield from find_pairs(
        _KIND,
        "alike_name_nearly",
        partners,
        _typo_keys,
        lambda a, b: _may_be_one(a, b) and _nearly(a, b, known),
    )
    yield from find_pairs(
        _KIND, "alike_website", partners, lambda one: [one.website] if one.website else [], _share_site, _MOST_ON_A_SITE
    )
    yield from find_pairs(_KIND, "alike_acronym", partners, _acronym_keys, _share_acronym)


def _read_partner(row: tuple[Any, ...]) -> _Partner:
    texts: dict[str, str] = msgspec.json.decode(row[1]) if row[1] else {}
    names = {language: read_name(text) for language, text in texts.items() if isinstance(text, str) and text.strip()}
    names = {language: name for language, name in names.items() if name.words}
    acronyms = {read_acronym(row[2] or ""), *(name.acronym for name in names.values())} - {""}
    identifiers = frozenset(fold(one).replace(" ", "") for one in msgspec.json.decode(row[5])) if row[5] else frozenset()
    halves = frozenset(
        (name.key, acronym) for text in texts.values() if isinstance(text, str) for name, acronym in read_halves(text)
    )
    return _Partner(
        bytes(row[0]),
        names,
        halves,
        frozenset(acronyms),
        row[3] or "",
        read_website(row[4] or ""),
        identifiers,
        row[6] and bytes(row[6]),
    )


def _name_keys(one: _Partner) -> Iterator[Hashable]:
    for name in one.names.values():
        yield name.key
        yield name.run
        yield tuple(sorted(_countries().get(word, word) for word in name.words))


def _typo_keys(one: _Partner) -> Iterator[Hashable]:
    """All words but one, and that one with each of its letters left out: two words a letter apart share one of these."""
    for name in one.names.values():
        if len(name.run) < _TYPO_NAME:
            continue
        key = name.key
        for place, word in enumerate(key):
            if len(word) >= _TYPO_FROM - 1 and not is_han(word) and not any(letter.isdigit() for letter in word):
                rest = key[:place] + key[place + 1 :]
                yield (rest, word)
                yield from ((rest, word[:i] + word[i + 1 :]) for i in range(len(word)))


def _acronym_keys(one: _Partner) -> Iterator[Hashable]:
    yield from one.acronyms
    if not one.acronyms:
        yield from (initials for name in one.names.values() for initials in name.initials if len(initials) >= 4)


def _say_both(one: _Partner, other: _Partner) -> bool:
    """Name and acronym in one text here, the same two apart there: neither of the halves alone would tell."""
    return _may_be_one(one, other) and not (one.halves.isdisjoint(other.wholes) and other.halves.isdisjoint(one.wholes))


def _allowed_by_identifier(one: _Partner, other: _Partner) -> bool:
    return not (one.directory and other.directory and one.directory != other.directory)


def _may_be_one(one: _Partner, other: _Partner) -> bool:
    """Whether nothing speaks against it: another country, another entry of the directory, another identifier of one register."""
    if one.country and other.country and one.country != other.country:
        return False
    return _allowed_by_identifier(one, other) and not _registered_apart(one, other)


def _registered_apart(one: _Partner, other: _Partner) -> bool:
    """Whether both stand in one register, under different numbers: XM-DAC-41114 and XM-DAC-41304."""
    registers = [{text.rpartition("-")[0]: text for text in each.identifiers if "-" in text} for each in (one, other)]
    return any(registers[0][name] != registers[1][name] for name in registers[0].keys() & registers[1].keys())


def _nearly(one: _Partner, other: _Partner, known: Mapping[str, int]) -> bool:
    """One word differs by one letter, and is not a word that others use too: Niger and Nigeria are no slip of a finger."""
    return any(_is_typo(a.key, b.key, known) for a in one.names.values() for b in other.names.values())


def _is_typo(one: tuple[str, ...], other: tuple[str, ...], known: Mapping[str, int]) -> bool:
    left, right = list((Counter(one) - Counter(other)).elements()), list((Counter(other) - Counter(one)).elements())
    if len(left) != 1 or len(right) != 1 or len("".join(one)) < _TYPO_NAME:
        return False
    a, b = left[0], right[0]
    if max(len(a), len(b)) < _TYPO_FROM or not _one_letter_apart(a, b):
        return False
    rare, common = sorted((known[a], known[b]))
    return rare <= 1 + common // _SLIPS and not (a in _places() or b in _places())


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter more, less, other, or two neighbours exchanged."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    )


@cache
def _countries() -> Mapping[str, str]:
    """Word → code of the only country that is called so, in one of the six languages or its own: Deutschland is Germany."""
    from baseldesk.i18n import LANGUAGES
    from baseldesk.records import vocabulary

    found: dict[str, set[str]] = {word: {code} for word, code in _OWN_NAMES.items()}
    for code in vocabulary.codes("country"):
        for language in LANGUAGES:
            words = read_name(vocabulary.label(code, language, "country")).words
            if len(words) == 1:
                found.setdefault(words[0], set()).add(code)
    return {word: f"={next(iter(codes))}" for word, codes in found.items() if len(codes) == 1}


@cache
def _places() -> frozenset[str]:
    """The words of all countries' names in the six languages: one letter makes another country of many."""
    from baseldesk.i18n import LANGUAGES
    from baseldesk.records import vocabulary

    labels = (vocabulary.label(code, language, "country") for code in vocabulary.codes("country") for language in LANGUAGES)
    return frozenset(word for label in labels for word in read_name(label).words)


def _share_site(one: _Partner, other: _Partner) -> bool:
    """One website, and names of which one contains the other, or that no language allows to compare."""
    if not _may_be_one(one, other):
        return False
    return not _comparable(one, other) or any(
        set(a.words) <= set(b.words) or set(b.words) <= set(a.words) for a in one.names.values() for b in other.names.values()
    )


def _share_acronym(one: _Partner, other: _Partner) -> bool:
    """One acronym, where one of the two has no other name, or they have none in one language."""
    if not _may_be_one(one, other) or not (one.spelled or other.spelled):
        return False
    by_initials = not (one.acronyms and other.acronyms)
    if by_initials:
        return bool(one.acronyms or other.acronyms) and not (one.spelled and other.spelled)
    return not (one.spelled and other.spelled) or not _comparable(one, other)


def _comparable(one: _Partner, other: _Partner) -> bool:
    """Whether both have a name, more than an acronym, in one language."""
    spelled = [{language for language, name in each.names.items() if name in each.spelled} for each in (one, other)]
    return bool(spelled[0] & spelled[1]) or not (one.spelled and other.spelled)
