"""What the codes of the programme and of our choice lists are called in each language, and how each wording came about.

A label is found by its code; where two lists share a code (``other``), by list and code, written ``activity_stage.completed``.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from baseldesk.resources import depends_on_release, released, resource

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
    lines = _lines().get(f"{vocabulary}.{code}".encode()) or _lines().get(code.encode()) or ()
    for line in reversed(lines):  # of two in one language the later one counts
        row = line.decode().split("\t")
        if row[1] == language:
            return Label(row[2], cast(Wording, row[3]), row[4])
    return None


def all_codes() -> tuple[str, ...]:
    """Every code that has a label, in the order of the tables; those of our own lists as ``list.code``."""
    return tuple(code.decode() for code in _lines())


@cache
def _lines() -> dict[bytes, list[bytes]]:
    """The rows by code, as they stand in the files: some two thousand, of which a window reads a few dozen."""
    found: dict[bytes, list[bytes]] = {}
    for line in _read():
        code = line[: line.find(b"\t")]
        if code in found:
            found[code].append(line)
        else:
            found[code] = [line]
    return found


def _read() -> Iterator[bytes]:
    for table in TABLES:
        yield from resource(*table).read_bytes().splitlines()[1:]
    for row in released("labels"):
        yield "\t".join(row).encode()


depends_on_release(_lines.cache_clear)
