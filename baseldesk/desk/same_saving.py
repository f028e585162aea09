"""Joining two records that are the same, separating them, and saying that they are not: each one save, undone like any other."""

from __future__ import annotations

from collections.abc import Sequence

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.desk.same import Edge, component, edges
from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.records.same import SAME_AS, refuse_unjoinable, same_id


def merge(desk: Desk, kind: str, one: bytes, other: bytes, *, copied: Sequence[Edit] = ()) -> Saved:
    """Says that two records are the same; neither is changed by that. Said again it changes nothing.

    Args:
        copied: values that a person takes over from one into the other, in the same save.

    Raises:
        UsageError, RuleBroken: they cannot be joined; see `baseldesk.records.same`.
    """
    return desk.save([*copied, _said(desk, kind, one, other, same=True)])


def separate(desk: Desk, kind: str, one: bytes, other: bytes) -> Saved:
    """Takes back whatever joins two records, so that they are two again; as few statements as will do, those nearest to `other`.

    Raises:
        UsageError: they are not joined, or only the centre that joined them can separate them.
    """
    refuse_unjoinable(desk.owner, kind, one, other)
    with desk.read() as reader:
        gone = cut(edges_around(reader, kind, one), one, other)
    if not gone:
        raise UsageError("same.not_the_same", type=kind)
    edits = [Edit(SAME_AS.name, edge.id, life=False) for edge in gone]
    is_said = same_id(desk.owner, kind, one, other) in {edge.id for edge in gone}
    return desk.save(edits if is_said else [*edits, _said(desk, kind, one, other, same=False)])


def tell_apart(desk: Desk, kind: str, one: bytes, other: bytes) -> Saved:
    """Says that two records are not the same, so that nobody is asked again; travels like any statement."""
    return desk.save([_said(desk, kind, one, other, same=False)])


def _said(desk: Desk, kind: str, one: bytes, other: bytes, *, same: bool) -> Edit:
    refuse_unjoinable(desk.owner, kind, one, other)
    first, second = sorted((one, other))
    identity = same_id(desk.owner, kind, first, second)
    with desk.read() as reader:
        _find_both(reader, kind, (one, other))
        row = reader.one("SELECT hidden FROM record WHERE type = :type AND id = :id", type=SAME_AS.name, id=identity)
    life = True if row is not None and row[0] else None
    return Edit(SAME_AS.name, identity, {"of": kind, "first": first, "second": second, "same": same}, life=life)


def _find_both(reader: Reader, kind: str, records: tuple[bytes, bytes]) -> None:
    for one in records:
        if reader.one("SELECT 1 FROM record WHERE type = :type AND id = :id", type=kind, id=one) is None:
            raise UsageError("record.missing", type=kind, id=one.hex())


def edges_around(reader: Reader, kind: str, record: bytes) -> list[Edge]:
    """The statements that join this record with others, and these with others again."""
    return [edge for edge in edges(reader, "first", sorted(component(reader, kind, record))) if edge.kind == kind]


def cut(joined: list[Edge], one: bytes, other: bytes) -> list[Edge]:
    """The fewest statements without which `one` and `other` are not joined; of several choices that nearest to `other`."""
    used: set[tuple[bytes, bytes]] = set()  # one statement carries at most one path, in one direction
    while (path := _path(joined, used, one, other)) is not None:
        for step in path:
            if step[::-1] in used:
                used.discard(step[::-1])
            else:
                used.add(step)
    near = _reaching(joined, used, other)
    return [edge for edge in joined if (edge.first in near) != (edge.second in near)] if one not in near else []


def _path(joined: list[Edge], used: set[tuple[bytes, bytes]], one: bytes, other: bytes) -> list[tuple[bytes, bytes]] | None:
    """A way from one record to the other over statements that are not used in that direction."""
    came: dict[bytes, bytes | None] = {one: None}
    front = [one]
    while front and other not in came:
        here = front.pop(0)
        for end in sorted(_ends(joined, here)):
            if end not in came and (here, end) not in used:
                came[end] = here
                front.append(end)
    if other not in came:
        return None
    steps, at = [], other
    while (before := came[at]) is not None:
        steps.append((before, at))
        at = before
    return steps


def _reaching(joined: list[Edge], used: set[tuple[bytes, bytes]], other: bytes) -> set[bytes]:
    """The records from which `other` can still be reached."""
    near, front = {other}, [other]
    while front:
        here = front.pop()
        fresh = {end for end in _ends(joined, here) if end not in near and (end, here) not in used}
        near |= fresh
        front += fresh
    return near


def _ends(joined: list[Edge], here: bytes) -> set[bytes]:
    return {edge.second if edge.first == here else edge.first for edge in joined if here in (edge.first, edge.second)}
