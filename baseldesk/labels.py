"""What the codes of the programme and of our choice lists are called in each language, and how each wording came about.

A label is found by its code; where two lists share a code (``other``), by list and code, written ``activity_stage.completed``.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from baseldesk.resources import depends_on_release, read_table, released

Wording = Literal["official", "usual", "ours"]

# Read in this order; each has the columns code, lang, text, wording, source.
TABLES = (("programme", "labels.tsv"), ("programme", "ours.tsv"), ("reference", "y-codes.tsv"), ("reference", "y-codes-ours.tsv"))


class Label(NamedTuple):
    """One wording: official (from a document of the Convention), usual (seen in use) or ours, and where it was seen."""

    text: str
    wording: Wording
    source: str


def find(code: str, language: str, vocabulary: str = "") -> Label | None:
    """The label of a code in exactly this language, or None where there is none."""
    by_language = _labels().get(f"{vocabulary}.{code}") or _labels().get(code) or {}
    row = by_language.get(language)
    return Label(row[2], cast(Wording, row[3]), row[4]) if row else None


def all_codes() -> tuple[str, ...]:
    """Every code that has a label, in the order of the tables; those of our own lists as ``list.code``."""
    return tuple(_labels())


@cache
def _labels() -> dict[str, dict[str, Sequence[str]]]:
    """The rows by code and language: some two thousand, of which a window shows a few dozen."""
    labels: dict[str, dict[str, Sequence[str]]] = {}
    for table in (*map(_read, TABLES), released("labels")):
        for row in table:
            labels.setdefault(row[0], {})[row[1]] = row
    return labels


def _read(table: tuple[str, str]) -> Iterable[Sequence[str]]:
    return read_table(*table)


depends_on_release(_labels.cache_clear)
