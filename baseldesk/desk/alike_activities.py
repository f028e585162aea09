"""Activities that may be one: the same title on the same day, or the same identifier; against it speaks another place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.likeness import Likeness, find_pairs
from baseldesk.records.names import fold, read_name

_KIND = "activity"
_MOST_OF_A_PROJECT = 2  # more share the identifier of their project


@dataclass(slots=True)
class _Activity:
    id: bytes
    titles: dict[str, tuple[str, ...]]
    days: frozenset[str]
    country: str
    city: str
    identifiers: frozenset[str]


def alike_activities(reader: Reader, owner: str) -> Iterator[Likeness]:
    sql = (
        "SELECT r.id, t.title, t.starts_on, t.started_on, t.country, t.city, t.external_ids FROM r_activity t "
        "JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND r.owner = :owner"
    )
    activities = [_read_activity(row) for row in reader.rows(sql, owner=owner)]
    yield from find_pairs(_KIND, "alike_identifier", activities, lambda one: one.identifiers, _same_days, _MOST_OF_A_PROJECT)
    yield from find_pairs(_KIND, "alike_title", activities, _title_keys, _same_place)


def _read_activity(row: tuple[Any, ...]) -> _Activity:
    texts: dict[str, str] = msgspec.json.decode(row[1]) if row[1] else {}
    titles = {language: read_name(text).words for language, text in texts.items() if isinstance(text, str)}
    identifiers = frozenset(fold(one).replace(" ", "") for one in msgspec.json.decode(row[6])) if row[6] else frozenset()
    days = frozenset(day for day in (row[2], row[3]) if day)
    return _Activity(bytes(row[0]), titles, days, row[4] or "", fold(row[5] or ""), identifiers)


def _title_keys(one: _Activity) -> Iterator[Hashable]:
    yield from ((words, day) for words in one.titles.values() if words for day in one.days)


def _same_place(one: _Activity, other: _Activity) -> bool:
    """National workshops of one series are held on one day in several places."""
    return all(not a or not b or a == b for a, b in ((one.country, other.country), (one.city, other.city)))


def _same_days(one: _Activity, other: _Activity) -> bool:
    """Activities of one project share its identifier: they are one only where their days and places do not differ."""
    return _same_place(one, other) and (not one.days or not other.days or bool(one.days & other.days))
