"""Pairs of records that share a key and that nothing tells apart: compared only where they share one, so that the work grows with
the number of records and not with that of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple, Protocol, TypeVar

MOST_ALIKE = 12  # records that share a key; more of them share a habit of naming


class Likeness(NamedTuple):
    """Two records that may be the same, the smaller id first, and what is alike: a code."""

    kind: str
    first: bytes
    second: bytes
    reason: str


class Comparable(Protocol):
    """What a record needs to be compared with others."""

    @property
    def id(self) -> bytes:
        """The record."""

    @property
    def country(self) -> str:
        """Its code, or ""."""


_Record = TypeVar("_Record", bound=Comparable)


def find_pairs(
    kind: str,
    reason: str,
    records: Iterable[_Record],
    keys: Callable[[_Record], Iterable[Hashable]],
    is_alike: Callable[[_Record, _Record], bool],
    most: int = MOST_ALIKE,
) -> Iterator[Likeness]:
    """The pairs that share a key and that nothing tells apart."""
    sharing: dict[Hashable, list[_Record]] = defaultdict(list)
    for one in records:
        for key in set(keys(one)):
            sharing[key].append(one)
    seen: set[tuple[bytes, bytes]] = set()
    for one, other in (pair for alike in sharing.values() for group in _groups(alike, most) for pair in combinations(group, 2)):
        pair = (min(one.id, other.id), max(one.id, other.id))
        if pair not in seen and is_alike(one, other):
            seen.add(pair)
            yield Likeness(kind, *pair, reason)


def _groups(alike: list[_Record], most: int) -> list[list[_Record]]:
    """Those to compare with each other: of too many, those of one country («Ministry of the Environment»)."""
    if len(alike) <= most:
        return [alike]
    by_country: dict[str, list[_Record]] = defaultdict(list)
    for one in alike:
        by_country[one.country].append(one)
    return [group for country, group in by_country.items() if country and len(group) <= most]
