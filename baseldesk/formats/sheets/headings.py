"""Where a table begins: which row holds the headings, which the HXL tags, and where the data start."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from baseldesk.formats.sheets.grid import Cell, Sheet

SEARCHED = 25  # rows from the top
_TAG = re.compile(r"#\s*[a-z]\w*(\s*\+\s*[a-z]\w*)*\s*", re.IGNORECASE)
_TAG_SHARE = 0.5  # of the filled cells of a row, so that one forgotten tag or two do not hide the others
_WIDE = 0.75  # of the widest of the first rows: a line of group names above the headings is narrower
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a table; rows count from 0.

    Attributes:
        row: of the headings; -1 where there is none.
        first: the first row of data.
        names: the headings, one per column; a merged one stands above all its columns.
        tags: the HXL tags, one per column, without spaces; empty where there are none.
    """

    row: int
    first: int
    names: tuple[str, ...]
    tags: tuple[str, ...]


def find_heading(sheet: Sheet, row: int | None = None) -> Heading:
    """The head of a sheet's table.

    Args:
        row: where a person has said which row holds the headings.
    """
    top = sheet.rows[:SEARCHED]
    tagged = next((n for n, cells in enumerate(top) if is_tagged(cells)), None)
    if row is None:
        row = _row_above(top, tagged) if tagged is not None else _widest_text(top)
    width = max((len(cells) for cells in sheet.rows), default=0)
    first = tagged + 1 if tagged is not None and tagged >= row else row + 1
    tags = [_tag(cell) for cell in top[tagged]] if tagged is not None and tagged >= row else []
    return Heading(row, first, _pad([_name(sheet, row, n) for n in range(width)], width), _pad(tags, width))


def normalise(text: str) -> str:
    """A heading or label as it is compared: without case, accents and signs."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return _NOT_LETTERS.sub(" ", plain).strip()


# A few of the commonest words of each language that shares its letters with others.
_COMMON = {
    "en": frozenset(["the", "of", "and", "in", "for", "to", "on", "with", "by", "at", "from"]),
    "fr": frozenset(["le", "la", "les", "des", "du", "et", "en", "pour", "sur", "dans", "aux", "une", "avec"]),
    "es": frozenset(["el", "la", "los", "las", "del", "y", "en", "para", "con", "por", "una", "al"]),
}
_SCRIPTS = {"ar": re.compile("[\u0600-\u06ff]"), "ru": re.compile("[\u0400-\u04ff]"), "zh": re.compile("[\u4e00-\u9fff]")}


def guess_language(texts: list[str], otherwise: str) -> str:
    """The language of most of these texts, among the six; `otherwise` where nothing tells."""
    scores: Counter[str] = Counter()
    for text in texts:
        scores.update(language for language, letters in _SCRIPTS.items() if letters.search(text))
        words = set(normalise(text).split())
        shared = {language: len(words & common) for language, common in _COMMON.items()}
        best = max(shared.values())
        scores.update(language for language, count in shared.items() if best and count == best)
    found = scores.most_common(2)
    return found[0][0] if found and (len(found) == 1 or found[0][1] > found[1][1]) else otherwise


def is_text(cell: Cell) -> bool:
    """Whether a cell holds words rather than a figure or a date."""
    return isinstance(cell, str) and any(one.isalpha() for one in cell)


def is_tagged(cells: list[Cell]) -> bool:
    """Whether a row holds HXL tags."""
    filled = [one for one in cells if one is not None]
    tags = [one for one in filled if isinstance(one, str) and _TAG.fullmatch(one.strip())]
    return len(tags) >= 2 and len(tags) >= _TAG_SHARE * len(filled)


def _row_above(top: list[list[Cell]], tagged: int) -> int:
    return next((n for n in range(tagged - 1, -1, -1) if any(is_text(one) for one in top[n])), tagged)


def _widest_text(top: list[list[Cell]]) -> int:
    """The first row that is about as wide as the widest, and holds words only."""
    filled = [[one for one in cells if one is not None] for cells in top]
    widest = max(map(len, filled), default=0)
    wide = [n for n, cells in enumerate(filled) if len(cells) >= _WIDE * widest and cells]
    return next((n for n in wide if not any(isinstance(one, Decimal) for one in filled[n]) and is_text(filled[n][0])), -1)


def _tag(cell: Cell) -> str:
    return "".join(cell.split()).casefold() if isinstance(cell, str) and cell.strip().startswith("#") else ""


def _name(sheet: Sheet, row: int, column: int) -> str:
    cells = sheet.rows[row] if row >= 0 else []
    return " ".join(str(cells[column]).split()) if column < len(cells) and cells[column] is not None else ""


def _pad(names: list[str], width: int) -> tuple[str, ...]:
    return tuple(names[:width] + [""] * (width - len(names)))
