"""Activities with all that belongs to them, read in blocks: memory does not grow with their number."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import ListQuery, Row
from baseldesk.records.types import record_type

_BLOCK = 100
_ALL = 10_000_000
_PARTS = ("activity_partner", "budget_line", "contribution", "document", "result", "contact")


@dataclass(slots=True)
class Gathered:
    """One activity, what hangs on it by type, and `below` what hangs on that; in the order of recording."""

    activity: Row
    parts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    below: dict[bytes, list[Row]] = field(default_factory=lambda: defaultdict(list))


def gather(desk: Desk, numbers: array[int], *, people: bool = False) -> Iterator[Gathered]:
    """The activities of these numbers, in order; contacts only with `people`."""
    kinds = [kind for kind in _PARTS if people or kind != "contact"]
    for start in range(0, len(numbers), _BLOCK):
        rows = desk.rows_by_number(_query("activity"), numbers[start : start + _BLOCK])
        block = {row.id: Gathered(row) for row in rows}
        for kind in kinds:
            _hang(desk, block, kind)
        _hang_below(desk, block, "contribution", "payment")
        _hang_below(desk, block, "result", "result_figure")
        yield from block.values()


def _query(kind: str, **where: object) -> ListQuery:
    return ListQuery(kind, where, columns=tuple(record_type(kind).by_name))


def _hang(desk: Desk, block: dict[bytes, Gathered], kind: str) -> None:
    for row in sorted(desk.rows(_query(kind, activity=tuple(block)), limit=_ALL), key=lambda one: one.n):
        held = row.values["activity"]
        if held not in block:  # it is part of one that is the same
            with desk.read() as reader:
                held = shown_for(reader, "activity", held)
        if held in block:
            block[held].parts[kind].append(row)


def _hang_below(desk: Desk, block: dict[bytes, Gathered], above: str, kind: str) -> None:
    owners = {row.id: found for found in block.values() for row in found.parts[above]}
    if owners:
        for row in sorted(desk.rows(_query(kind, **{above: tuple(owners)}), limit=_ALL), key=lambda one: one.n):
            if row.values[above] in owners:
                owners[row.values[above]].below[row.values[above]].append(row)


class Partners:
    """Every partner of the desk, read once: what is needed to name one in a file."""

    def __init__(self, desk: Desk) -> None:
        columns = ("name", "acronym", "external_ids", "stakeholder_kind", "publish")
        query = ListQuery("partner", columns=columns, each=True)
        self._held: dict[bytes, dict[str, Any]] = {row.id: row.values for row in desk.rows(query, limit=_ALL)}

    def values(self, identity: object) -> dict[str, Any]:
        """Its values; none where it is not here."""
        return self._held.get(identity, {}) if isinstance(identity, bytes) else {}
