"""Names of organisations and titles as they compare: what two people type for one thing comes out alike, in any script.

Left out: case, accents and vowel points, punctuation, small words, the legal form, an acronym in brackets. Kept: every word that
tells things apart, in the order typed, numbers above all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SMALL = frozenset((
    "the", "a", "an", "of", "and", "for", "to", "in", "on", "at", "by", "with", "de", "la", "le", "les", "l", "d", "du",
    "des", "et", "en", "au", "aux", "pour", "sur", "el", "los", "las", "del", "y", "e", "para", "por", "con", "do", "da",
    "dos", "das", "und", "der", "die", "den", "fur", "i", "и", "в", "на", "по", "для", "في", "من",
))  # fmt: skip
_ARTICLES = frozenset(("the", "la", "le", "les", "l", "el", "los", "las", "der", "die", "das"))
_LEGAL = frozenset((
    "ltd", "limited", "inc", "incorporated", "llc", "plc", "gmbh", "ag", "bv", "nv", "sa", "sarl", "srl", "spa", "ev",
    "corp", "corporation", "co", "oy", "as", "ab", "pvt", "pty", "ggmbh", "ngo",
))  # fmt: skip
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "programmes": "programs",
    "centre": "center",
    "centres": "centers",
    "labour": "labor",
    "defence": "defense",
    "devt": "development",
    "dev": "development",
    "org": "organization",
    "intl": "international",
    "govt": "government",
    "assoc": "association",
    "dept": "department",
    "univ": "university",
    "min": "ministry",
    "natl": "national",
    "mgmt": "management",
}
# Said in full or in short: the same in a name, and no acronym of the organisation itself.
_SHORT = {
    "united nations": "un",
    "nations unies": "un",
    "naciones unidas": "un",
    "onu": "un",
    "european union": "eu",
    "union europeenne": "eu",
    "union europea": "eu",
    "ue": "eu",
    "united states america": "us",
    "united states": "us",
    "usa": "us",
    "united kingdom": "uk",
}
# Letters that are typed for each other and that taking accents away leaves apart.
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": "", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?|\b\w(?:\.\w)+\.?", re.UNICODE)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[a-z]")
SHORTEST_ACRONYM, LONGEST_ACRONYM = 2, 12


@dataclass(frozen=True, slots=True)
class Name:
    """What a name comes down to.

    Attributes:
        words: in order, small words and the legal form left out.
        acronym: the one in brackets, or the name itself where it is one; "" for none.
        initials: of its words, and with the small ones; () for a name of fewer than three words.
    """

    words: tuple[str, ...]
    acronym: str = ""
    initials: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The words in alphabetical order: «University of X» and «X University» are one."""
        return tuple(sorted(self.words))

    @property
    def run(self) -> str:
        """The words without what stands between them: «Water Aid» and «WaterAid» are one."""
        return "".join(self.words)


@lru_cache(maxsize=100_000)
def read_name(text: str) -> Name:
    """What a name comes down to for comparing."""
    plain, acronym = _without_acronym(text)
    every = _words(plain)
    if every[-2:] == ["e", "v"]:
        every[-2:] = ["ev"]
    if not acronym and len(every) == 1 and _looks_like_acronym(plain.strip()):
        acronym = every[0]
    words = tuple(one for place, one in enumerate(every) if one not in (_SMALL if place else _ARTICLES)) or tuple(every)
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    initials = _initials(every, words)
    for end, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):  # WFP World Food Programme
        if not acronym and end and end[0] in _initials(list(rest), rest):
            words, acronym, initials = rest, end[0], end
    return Name(_shorten(words), acronym, initials)


@lru_cache(maxsize=100_000)
def read_halves(text: str) -> tuple[tuple[Name, str], ...]:
    """The name and what may be its acronym, wherever that stands: «Belgian agency (Enabel)», «UNICEF/Children's Fund».

    Only where another record says both, the two belong together.
    """
    found = []
    for bracket in _BRACKETS.finditer(text):
        outside = f"{text[: bracket.start()]} {text[bracket.end() :]}".strip()
        found.append((outside, bracket.group(1)))
    plain = text if not found else found[0][0]
    pieces = [one for one in re.split(r"[^\w.'’&]+", plain) if one]
    if len(pieces) > 2:
        found += [(plain.partition(pieces[0])[2], pieces[0]), (plain.rpartition(pieces[-1])[0], pieces[-1])]
    halves = ((read_name(outside), read_acronym(inside)) for outside, inside in found if outside.strip())
    return tuple((name, acronym) for name, acronym in halves if acronym and len(name.words) > 1)


def read_acronym(text: str) -> str:
    """An acronym as it compares: «U.N.E.P.» and «UNEP» are one; "" for what is a name rather."""
    found = "".join(_words(text))
    return found if SHORTEST_ACRONYM <= len(found) <= LONGEST_ACRONYM else ""


def fold(text: str) -> str:
    """Without case, accents, vowel points and letters that are typed for each other."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(one for one in plain if not unicodedata.combining(one))).translate(_LETTERS)


def _shorten(words: tuple[str, ...]) -> tuple[str, ...]:
    """«United Nations» and «UN» are one."""
    text = f" {' '.join(words)} "
    for long, short in _SHORT.items():
        text = text.replace(f" {long} ", f" {short} ")
    return tuple(text.split())


def _words(text: str) -> list[str]:
    joined = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    folded = re.sub(r"['’ʼ`´]s\b", "s", fold(joined)).replace("&", " and ")
    return [_SPELLINGS.get(one, one) for one in _WORD.findall(folded)]


def _without_acronym(text: str) -> tuple[str, str]:
    """(the name, the acronym that stands in brackets in it); other brackets are part of the name."""
    for found in _BRACKETS.finditer(text):
        inside = found.group(1).strip()
        outside = (text[: found.start()] + " " + text[found.end() :]).strip()
        if outside and _looks_like_acronym(inside) and not _is_of_the_end(read_acronym(inside), outside):
            return outside, read_acronym(inside)
    return text, ""


def _is_of_the_end(acronym: str, text: str) -> bool:
    """«Ministry of Foreign Affairs – United Arab Emirates (UAE)»: it names the country, not the ministry."""
    first = "".join(one[0] for one in _words(text) if one not in _SMALL)
    return first.endswith(acronym) and first != acronym


def _looks_like_acronym(text: str) -> bool:
    """One word, most of its letters capitals; no script without capitals has acronyms to our knowledge."""
    letters = [one for one in text if one.isalpha()]
    capitals = sum(one.isupper() for one in letters)
    is_short = len(text.split()) == 1 and SHORTEST_ACRONYM <= len(letters) <= LONGEST_ACRONYM
    return is_short and capitals >= 2 and capitals * 2 > len(letters)


def _initials(every: list[str], words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) < 3 or not all(_LATIN.match(one) for one in every):
        return ()
    return tuple(dict.fromkeys(("".join(one[0] for one in words), "".join(one[0] for one in every))))


def is_han(word: str) -> bool:
    """Whether a word is Chinese: a single character more or less is another word there."""
    return bool(_HAN.search(word))
