"""Whom the work reached: the people trained, activity by activity, and the Parties served; over all years.

Counted as the programme's measures count (`baseldesk.desk.measures`), which do the same for a period.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery
from baseldesk.records import vocabulary

SERVING = ("implemented", "completed")  # the stages in which an activity serves somebody
_TRAINING = "CF-TRAIN"
_SUMS = ("women", "men", "other", "not_stated")
_FROM = """
    FROM r_activity t JOIN record r ON r.n = t.n JOIN r_headcount h ON h.activity = r.id JOIN record hr ON hr.n = h.n
    WHERE r.hidden = 0 AND hr.hidden = 0 AND coalesce(t.stage, '') <> 'cancelled'
    AND (t.core_function = :training OR (t.core_function IS NULL AND t.kind IN (SELECT value FROM json_each(:kinds))))
"""


@dataclass(frozen=True, slots=True)
class Trained:
    """One training and how many people of each sex took part in it."""

    activity: bytes
    reference: str
    title: dict[str, str] = field(default_factory=dict)
    starts_on: date | None = None
    women: int = 0
    men: int = 0
    other: int = 0
    not_stated: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.women + self.men + self.other + self.not_stated


def people_trained(reader: Reader) -> list[Trained]:
    """The trainings that have a headcount, the latest first."""
    sums = ", ".join(f"coalesce(sum(h.{one}), 0)" for one in _SUMS)
    begun = "coalesce(t.started_on, t.starts_on)"
    sql = f"SELECT r.id, t.reference, t.title, {begun}, {sums} {_FROM} GROUP BY r.id ORDER BY {begun} DESC, r.n DESC"
    return [
        Trained(bytes(identity), reference or "", json.loads(title or "{}"), _day(day), *map(int, numbers))
        for identity, reference, title, day, *numbers in reader.rows(sql, **_named())
    ]


def count_people(reader: Reader) -> int:
    """How many people were trained: the sum of `people_trained`."""
    row = reader.one(f"SELECT sum({' + '.join(f'coalesce(h.{one}, 0)' for one in _SUMS)}) {_FROM}", **_named())
    return int(row[0] or 0) if row else 0


def parties_served(desk: Desk) -> list[tuple[str, int]]:
    """The Parties named as beneficiaries of what is under way or completed, with how many activities served each; most first."""
    found = desk.groups(ListQuery("activity", {"stage": SERVING}), "countries")
    return [(str(code), number) for code, number in found if code is not None]


def _named() -> dict[str, str]:
    kinds = [code for code in vocabulary.codes("activity_kind") if vocabulary.core_function_of(code) == _TRAINING]
    return {"training": _TRAINING, "kinds": json.dumps(kinds)}


def _day(text: object) -> date | None:
    """A day as the tables hold it; what a newer version wrote differently is no day here."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
