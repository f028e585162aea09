"""Searching help: every word typed must stand in a section or at least on its page, whatever its accents and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from baseldesk.help import PAGES, Page, read_page
from baseldesk.help_text import Block, write_runs
from baseldesk.i18n import translator

_AROUND = 60  # characters shown on each side of what was found
_IN_PARTS = 9  # comes after all sections that hold everything
_SHORT = 4  # letters: a word so short is looked for whole
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A page's beginning, or what stands below one of its headings.

    Attributes:
        heading: "" at the beginning of the page.
        place: the number of the heading in the page, counted from 0 for its title.
        text: one line of what it says.
    """

    page: str
    title: str
    heading: str
    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A section that has the words, and the part of it that shows them."""

    section: Section
    excerpt: str


def search(typed: str, language: str) -> list[Found]:
    """The sections that hold everything typed, those whose title or heading says it first; last, pages that hold it in parts.

    Where nothing has the words as they are typed, their stems are looked for («perdue» finds «perdu»), at last any of them.
    """
    wanted = cut(typed)
    stems = [_stem(word) for word in wanted]
    whole = _find(wanted, language) or _find(stems, language)
    return whole or list(dict.fromkeys(one for stem in stems if _is_telling(stem) for one in _find([stem], language)))


def _stem(word: str) -> str:
    """The word without the last letters, which say case, number and gender in several of the six languages."""
    word = word.removeprefix("ال") if len(word) > _SHORT + 1 else word
    return word[: max(_SHORT, len(word) - 2)]


def _is_telling(stem: str) -> bool:
    return len(stem) >= _SHORT or bool(_HAN.match(stem))


def _find(wanted: list[str], language: str) -> list[Found]:
    """What holds all of these words, the best first."""
    if not wanted:
        return []
    ranked = [(rank, one) for one in sections(language) if (rank := _rank(one, wanted)) is not None]
    ranked += [(_IN_PARTS, one) for one in _in_parts(language, wanted, {one.page for _, one in ranked})]
    return [Found(one, _excerpt(one.text, wanted)) for _, one in sorted(ranked, key=_by_rank)]


def _in_parts(language: str, wanted: list[str], found: set[str]) -> Iterator[Section]:
    """Of each page that holds everything but in several sections, the first section that has any of it."""
    for name, group in groupby(sections(language), key=_page_of):
        parts = [(one, fold(f"{one.title} {one.heading} {one.text}")) for one in group]
        whole = " ".join(text for _, text in parts)
        if name not in found and all(word in whole for word in wanted):
            yield next(one for one, text in parts if any(word in text for word in wanted))


def _page_of(section: Section) -> str:
    return section.page


def _by_rank(ranked: tuple[int, Section]) -> int:
    return ranked[0]


@cache
def sections(language: str) -> tuple[Section, ...]:
    """All sections of all pages, in the order of the contents."""
    return tuple(one for name in PAGES for one in _split(read_page(name, language)))


def _split(page: Page) -> Iterator[Section]:
    t = translator(page.language)
    place, heading, texts = 0, "", list[str]()
    for block in page.blocks[1:]:
        if block.kind == "heading":
            yield Section(page.name, page.title, heading, place, " ".join(texts))
            place, heading, texts = place + 1, write_runs(block.runs, t), []
        else:
            texts.append(_write(block, page.language))
    yield Section(page.name, page.title, heading, place, " ".join(texts))


def _write(block: Block, language: str) -> str:
    """What a block says, with the titles of the pages that its links leave to be named."""
    t = translator(language)
    return "".join(
        run.text or _title(run.target, language) if run.look == "link" else write_runs((run,), t) for run in block.runs
    )


def _title(target: str, language: str) -> str:
    from baseldesk.help import split_target

    return read_page(split_target(target)[0], language).title


def _rank(section: Section, wanted: list[str]) -> int | None:
    """0 where the title says it, 1 the heading, 2 the text; None where something is missing."""
    title, heading, text = (fold(one) for one in (section.title, section.heading, section.text))
    if not all(word in f"{title} {heading} {text}" for word in wanted):
        return None
    if not heading and all(word in title for word in wanted):
        return 0
    return 1 if heading and all(word in heading for word in wanted) else 2 + (not any(word in text for word in wanted))


def _excerpt(text: str, wanted: list[str]) -> str:
    """What stands round the first word found, with «…» where it was cut."""
    folded, places = _fold_with_places(text)
    at = min((found for word in wanted if (found := folded.find(word)) >= 0), default=0)
    middle = places[at] if at < len(places) else 0
    first = text.rfind(" ", 0, max(middle - _AROUND, 0)) + 1 if middle > _AROUND else 0
    last = min(middle + 2 * _AROUND, len(text))
    last = (text.rfind(" ", middle, last) if last < len(text) else last) or last
    last = last if last > middle else min(middle + 2 * _AROUND, len(text))
    shown = text[first:last].strip()
    return f"{'…' if first else ''}{shown if last == len(text) else shown.rstrip('.…,;:') + '…'}"


def cut(typed: str) -> list[str]:
    """The words typed, folded; Chinese is cut into pairs, as the lists do it."""
    words: list[str] = []
    for word in fold(typed).split():
        runs = _HAN.findall(word)
        words += [word] if not runs else [pair for run in runs for pair in _pairs(run)]
        words += [rest for rest in _HAN.split(word) if rest] if runs else []
    return words


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def fold(text: str) -> str:
    """The text without accents, vowel points, capitals and the marks that keep directions apart."""
    return _fold_with_places(text)[0]


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the original that it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(one) and unicodedata.category(one) != "Cf" and one != "\u0640":
                letters.append(_LETTERS.get(one, one))
                places.append(place)
    return "".join(letters), places


_LETTERS = {"’": "'", "‘": "'", "ى": "ي", "ة": "ه"}
