"""What a list asks of the desk, and the lines that it gets: the part of `shown.py` that the first window needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One line of a list; `values` holds the columns asked for."""

    n: int
    id: bytes
    type: str
    owner: str
    values: dict[str, Any]
    conflicts: int
    changed_at: datetime
    last_change: int
    same: int = 0  # how many others, recorded as well and the same, it stands for


@dataclass(frozen=True, slots=True)
class Between:
    """A condition of a list: from the one to the other, both included; None leaves an end open. Empty is in between nothing."""

    first: object = None
    last: object = None


@dataclass(frozen=True, slots=True)
class Holds:
    """A condition of a list: these letters stand somewhere in the text, whatever their case and accents."""

    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A condition of a list: something stands there."""


@dataclass(frozen=True, slots=True)
class NoneOf:
    """A condition of a list: none of these values; what is empty is none of them."""

    values: tuple[object, ...]


class ListQuery(NamedTuple):
    """What a list shows.

    Attributes:
        where: {field: a value, a tuple of values any of which will do, or a condition}; of a set: contains; None: empty.
        search: words as typed.
        sort: a field, "changed" or ""; records without a value come last.
        columns: the fields wanted; () gives all but prose and imported data.
        language: the reader's, for texts in several.
        deleted: only deleted records.
        each: every record by itself, also where several are the same: else one stands for all, and what refers to any of
            them refers to it.
        numbers: only records with these local numbers; None for all.
    """

    type: str
    where: Mapping[str, object] = {}
    search: str = ""
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    language: str = "en"
    deleted: bool = False
    each: bool = False
    numbers: tuple[int, ...] | None = None
