"""Search text and queries that find words in all six languages.

Words are cut by SQLite's unicode61 without diacritics; runs of Chinese characters are cut into pairs here, on both sides, so
that any two characters that stand together are found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from baseldesk.records.beside import plain_register
from baseldesk.records.field import RecordType
from baseldesk.records.types import TYPES

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"  # compiled at the first text that is cut
_WORD = re.compile(r"\w+", re.UNICODE)
LONGEST = 20_000  # characters of a record that are searched


def search_text(record_type: str, registers: Mapping[str, Any]) -> str:
    """The words by which a record is found."""
    return cut(" ".join(searched_texts(record_type, registers))[:LONGEST])


def searched_texts(record_type: str, registers: Mapping[str, Any]) -> list[str]:
    """The texts in which a record is found, in order."""
    declared = TYPES.get(record_type)
    if declared is None:
        return []
    return [piece for register, wire in registers.items() for piece in _pieces(declared, register, wire)]


def _pieces(declared: RecordType, register: str, wire: Any) -> list[str]:
    name, _, key = plain_register(register).partition("/")
    one = declared.by_name.get(name)
    if one is None or not one.searched:
        return []
    return [key] if one.is_set else [wire] if isinstance(wire, str) else []


def cut(text: str) -> str:
    """Splits Chinese runs into overlapping pairs; other scripts stay."""
    return re.sub(_HAN, lambda run: " " + " ".join(_pairs(run.group())) + " ", unicodedata.normalize("NFKC", text))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] + [run[-1]] if len(run) > 1 else [run]


def match_query(text: str) -> str:
    """What is typed, as an FTS5 query: every word must stand there, as a whole or as a beginning; "" where there is no word."""
    terms: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).replace("_", " ")):
        for piece in re.split(f"({_HAN})", word):
            terms += _terms(piece)
    return " ".join(terms)


def plain_letters(text: str | None) -> str:
    """A text as it is compared letter by letter: without case and accents; SQLite calls it, with nothing for what is empty."""
    if text is None:
        return ""
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))


def _terms(piece: str) -> list[str]:
    if not piece:
        return []
    if re.fullmatch(_HAN, piece):
        return [f'"{piece}"*'] if len(piece) == 1 else [f'"{piece[i : i + 2]}"' for i in range(len(piece) - 1)]
    return [f'"{piece}"*']
