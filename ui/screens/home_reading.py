"""What Home shows, read in one go outside the GUI thread; and which list stands behind each of its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from baseldesk.i18n import N_
from ui.standing import Standing, read_standing

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Row
    from baseldesk.desk.unsaved import Unsaved
    from ui.screens.home_charts import Drawings
    from ui.screens.home_due import Dates

RECENT = 4


class Behind(NamedTuple):
    """A figure: its name, its word, and where the records are that it counts."""

    name: str
    word: str
    place: str
    to: Mapping[str, Any]


FIGURES = (
    Behind("activities_all", N_("Activities"), "activities", {"where": {}}),
    Behind("activities_implemented", N_("Under way"), "activities", {"where": {"stage": "implemented"}}),
    Behind("activities_completed", N_("Completed"), "activities", {"where": {"stage": "completed"}}),
    Behind("partners_all", N_("Partners"), "partners", {"where": {}}),
    Behind("served", N_("Parties served"), "served", {}),
    Behind("training", N_("People trained"), "training", {}),
)
_LISTED = {"activities": "activity", "partners": "partner"}


@dataclass(frozen=True)
class Overview:
    """Home, as it stands."""

    counts: tuple[int, ...] = (0,) * len(FIGURES)
    recent: tuple[Row, ...] = ()
    standing: Standing = field(default_factory=Standing)
    due: Dates | None = None
    drawings: Drawings | None = None
    unsaved: tuple[Unsaved, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded yet."""
        return not any(self.counts)


def read_overview(desk: Desk) -> Overview:
    """Counts, drawings, dates and the records changed last."""
    from baseldesk.desk.shown import ListQuery
    from ui.screens.home_charts import read_drawings
    from ui.screens.home_due import read_due
    from ui.screens.record_unsaved_offer import read_all_unsaved

    counts = tuple(_count(desk, one) for one in FIGURES)
    recent = ListQuery("activity", sort="changed", descending=True, columns=("reference", "title"))
    rows, unsaved = tuple(desk.rows(recent, limit=RECENT)), read_all_unsaved(desk)
    return Overview(counts, rows, read_standing(desk), read_due(desk), read_drawings(desk), unsaved)


def _count(desk: Desk, one: Behind) -> int:
    from baseldesk.desk.served import count_people, parties_served
    from baseldesk.desk.shown import ListQuery

    if one.place in _LISTED:
        return desk.count(ListQuery(_LISTED[one.place], one.to["where"]))
    if one.place == "served":
        return len(parties_served(desk))
    with desk.read() as reader:
        return count_people(reader)
