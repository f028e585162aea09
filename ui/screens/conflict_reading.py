"""One conflict read whole: every version, what they all go back to, which one comes next. Runs outside the GUI thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ui.screens.todo_reading import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Candidate, Shown

_IN_CONFLICT = "SELECT type, id, conflicts FROM record WHERE conflicts > 0 AND hidden = 0 ORDER BY n"


class Place(NamedTuple):
    """Where a conflict is; without a register, the first of the record."""

    kind: str = ""
    record: bytes = b""
    register: str = ""


@dataclass(frozen=True)
class Question:
    """A register whose versions differ, as it stood when it was read.

    Attributes:
        place: type, record and register.
        values: the record's values, to name it.
        candidates: the versions, oldest first.
        ancestor: the version that all of them go back to, where there is one.
        devices: {key id in hexadecimal: name} of the computers that the roster names.
        opens: (type, id) of the record whose screen shows this one, where there is one.
        number, total: which of all conflicts this is.
        may_decide: whether this desk decides it.
    """

    place: Place
    owner: str
    values: Mapping[str, object]
    candidates: tuple[Candidate, ...]
    ancestor: Candidate | None
    devices: Mapping[str, str]
    opens: tuple[str, bytes] | None
    number: int
    total: int
    may_decide: bool

    @property
    def shown(self) -> tuple[bytes, ...]:
        """The versions that stand before the person's eyes: what an answer covers."""
        return tuple(one.dot for one in self.candidates)


def read_question(desk: Desk, place: Place, *, after: bool = False) -> Question | None:
    """The conflict at a place or, if there is none (any more) or `after`, the next one; None where nothing is left."""
    found = None if after else _at(desk, place)
    return found or next(_following(desk, place), None)


def device_names(desk: Desk) -> dict[str, str]:
    """What the roster calls the computers, by key id in hexadecimal."""
    with desk.read() as reader:
        return {bytes(row[0]).hex(): str(row[1]) for row in reader.rows("SELECT key_id, name FROM device WHERE name <> ''")}


def _at(desk: Desk, place: Place) -> Question | None:
    shown = desk.record(place.kind, place.record) if place.kind else None
    held = _registers(shown) if shown else []
    register = place.register or next(iter(held), "")
    return _question(desk, shown, register) if shown and register in held else None


def _following(desk: Desk, place: Place) -> Iterator[Question]:
    """The registers behind this one in its record, the records behind it, and then from the beginning."""
    with desk.read() as reader:
        records = [(str(kind), bytes(record)) for kind, record, _count in reader.rows(_IN_CONFLICT)]
    here = (place.kind, place.record)
    at = records.index(here) if here in records else -1
    for kind, record in [*records[max(at, 0) :], *records[: max(at, 0)], *records[at : at + 1]]:
        shown = desk.record(kind, record)
        for register in _registers(shown) if shown else []:
            is_behind = (kind, record) != here or register > place.register
            if shown and is_behind:
                yield _question(desk, shown, register)
    if (first := _at(desk, Place(place.kind, place.record))) is not None:
        yield first


def _registers(shown: Shown) -> list[str]:
    """Those of fields that this version knows."""
    from baseldesk.records.types import TYPES

    known = TYPES[shown.type].by_name if shown.type in TYPES else {}
    return sorted(register for register in shown.conflicts if register.partition("/")[0] in known)


def _question(desk: Desk, shown: Shown, register: str) -> Question:
    from baseldesk.desk.ancestry import common_ancestor

    with desk.read() as reader:
        ancestor = common_ancestor(reader, shown.type, shown.id, register)
        counts = [((str(kind), bytes(record)), int(count)) for kind, record, count in reader.rows(_IN_CONFLICT)]
    place = next((at for at, (key, _count) in enumerate(counts) if key == (shown.type, shown.id)), 0)
    before = sum(count for _key, count in counts[:place])
    return Question(
        Place(shown.type, shown.id, register),
        shown.owner,
        shown.values,
        tuple(shown.conflicts[register]),
        ancestor,
        device_names(desk),
        place_of(desk, shown.type, shown.id),
        before + 1 + _registers(shown).index(register),
        sum(count for _key, count in counts),
        _may_decide(desk, shown.owner, register),
    )


def _may_decide(desk: Desk, owner: str, register: str) -> bool:
    from baseldesk.journal.rights import OWN_MARK

    return desk.is_secretariat if register.endswith(OWN_MARK) else owner == desk.owner
