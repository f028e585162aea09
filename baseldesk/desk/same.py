"""Records that are one and the same: which are joined, and which of them is shown for all.

Two tables follow from the statements (`baseldesk.records.same`) and from what is in view, whatever the order in which changes
came: `same_edge`, the statements that stand, and `same_class`, every record that they join, with the one that is shown. A class
is a connected component; shown is the smallest id of those in view. What is deleted joins the others still, and is shown no more:
references to it show the rest. The store keeps both tables with every record that it writes, so that `check` compares them and
`check --repair` makes them anew. A desk that has joined nothing pays one look into an empty table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.desk.database import Reader, Writer
from baseldesk.records.same import JOINED, PARTS, SAME_AS, stands

if TYPE_CHECKING:
    from baseldesk.journal.port import State


class Edge(NamedTuple):
    """A statement that stands: its id, and the two records of one kind that it joins."""

    id: bytes
    kind: str
    first: bytes
    second: bytes


# --- kept by the store
def settle(writer: Writer, states: Sequence[State]) -> None:
    """Makes the classes right again after these records have been written."""
    touched = _settle_edges(writer, [one for one in states if one.type == SAME_AS.name])
    if not touched and writer.one("SELECT 1 FROM same_edge LIMIT 1") is None:
        return
    touched |= _joined_among(writer, [one for one in states if one.type in JOINED])
    while touched:
        kind, start = touched.pop()
        members = component(writer, kind, start)
        touched -= {(kind, one) for one in members}
        _write_class(writer, kind, members)


def _settle_edges(writer: Writer, statements: Sequence[State]) -> set[tuple[str, bytes]]:
    """Writes which of these statements stand; gives the ends of those that stand now or did before."""
    touched: set[tuple[str, bytes]] = set()
    held = {one.id: one for one in edges(writer, "id", [one.id for one in statements])}
    for state in statements:
        before, now = held.get(state.id), standing(state)
        if before == now:
            continue
        touched |= {(one.kind, end) for one in (before, now) if one for end in (one.first, one.second)}
        writer.run("DELETE FROM same_edge WHERE id = :id", id=state.id)
        if now:
            sql = "INSERT INTO same_edge (id, kind, first, second) VALUES (:id, :kind, :first, :second)"
            writer.run(sql, **now._asdict())
    return touched


def standing(state: State) -> Edge | None:
    """What a statement joins, if it is in view, undisputed, says «the same», and is in its place."""
    kind, first, second = (state.values.get(name) for name in ("of", "first", "second"))
    if state.hidden or state.conflicts or state.values.get("same") is not True:
        return None
    if not stands(state.owner, state.id, kind, first, second):
        return None
    return Edge(state.id, str(kind), first, second)  # type: ignore[arg-type]


def edges(reader: Reader, column: str, values: Sequence[bytes]) -> list[Edge]:
    """The statements that stand whose `id`, `first` or `second` is among these."""
    sql = f"SELECT id, kind, first, second FROM same_edge WHERE {column} IN (:among)"
    return [Edge(bytes(row[0]), row[1], bytes(row[2]), bytes(row[3])) for row in reader.among(sql, values)]


def _joined_among(writer: Writer, states: Sequence[State]) -> set[tuple[str, bytes]]:
    """Those of these records that a statement names: they may have come into view, or gone."""
    keys = {(one.type, one.id) for one in states}
    found = [one for column in ("first", "second") for one in edges(writer, column, [one.id for one in states])]
    return keys & {(one.kind, end) for one in found for end in (one.first, one.second)}


def component(reader: Reader, kind: str, start: bytes) -> set[bytes]:
    """Every record that statements join with this one, itself included, in view or not."""
    reached, front = {start}, [start]
    while front:
        found = [one for column in ("first", "second") for one in edges(reader, column, front)]
        front = list({end for one in found if one.kind == kind for end in (one.first, one.second)} - reached)
        reached.update(front)
    return reached


def _write_class(writer: Writer, kind: str, members: set[bytes]) -> None:
    rows = [{"kind": kind, "record": one} for one in sorted(members)]
    writer.many("DELETE FROM same_class WHERE kind = :kind AND record = :record", rows)
    shown = min(_in_view(writer, kind, members), default=None)
    if len(members) > 1 and shown is not None:
        sql = "INSERT INTO same_class (kind, record, shown) VALUES (:kind, :record, :shown)"
        writer.many(sql, [{**row, "shown": shown} for row in rows])


def _in_view(reader: Reader, kind: str, records: Iterable[bytes]) -> list[bytes]:
    sql = "SELECT id FROM record WHERE type = :kind AND hidden = 0 AND id IN (:among)"
    return [bytes(row[0]) for row in reader.among(sql, sorted(records), kind=kind)]


# --- read by lists, pages, reports
def has_classes(reader: Reader, kind: str) -> bool:
    """Whether any two records of this kind are joined: where not, a list is as it always was."""
    return reader.one("SELECT 1 FROM same_class WHERE kind = :kind LIMIT 1", kind=kind) is not None


def shown_of(reader: Reader, kind: str, records: Iterable[bytes]) -> dict[bytes, bytes]:
    """{record: the one that is shown for it}; itself where it is joined with nothing."""
    wanted = list(dict.fromkeys(records))
    out = {one: one for one in wanted}
    if wanted and kind in JOINED and has_classes(reader, kind):
        sql = "SELECT record, shown FROM same_class WHERE kind = :kind AND record IN (:among)"
        out.update((bytes(row[0]), bytes(row[1])) for row in reader.among(sql, wanted, kind=kind))
    return out


def shown_for(reader: Reader, kind: str, record: bytes) -> bytes:
    """The record that is shown for this one: another where they are joined, else itself."""
    return shown_of(reader, kind, [record])[record]


def same_as(reader: Reader, kind: str, record: bytes) -> list[bytes]:
    """The other records in view that are the same as this one, the shown one first; none where this one is deleted."""
    found = _in_class(reader, kind, record, only_in_view=True)
    return [one for one in found if one != record] if record in found else []


def all_of(reader: Reader, kind: str, record: bytes) -> list[bytes]:
    """Every record of the class, itself included, deleted ones too: what may be referred to in its place."""
    return _in_class(reader, kind, record, only_in_view=False) or [record]


def _in_class(reader: Reader, kind: str, record: bytes, *, only_in_view: bool) -> list[bytes]:
    joined = "JOIN record r ON r.id = o.record AND r.type = o.kind AND r.hidden = 0 " if only_in_view else ""
    sql = (
        "SELECT o.record FROM same_class m JOIN same_class o ON o.kind = m.kind AND o.shown = m.shown "
        f"{joined}WHERE m.kind = :kind AND m.record = :record ORDER BY o.record"
    )
    return [bytes(row[0]) for row in reader.rows(sql, kind=kind, record=record)]


def sizes(reader: Reader, kind: str, records: Sequence[bytes]) -> dict[bytes, int]:
    """{shown record: how many others in view it stands for}, of those among these that stand for any."""
    if not records or not has_classes(reader, kind):
        return {}
    sql = (
        "SELECT c.shown, count(*) FROM same_class c JOIN record r ON r.id = c.record AND r.type = c.kind AND r.hidden = 0 "
        "WHERE c.kind = :kind AND c.record <> c.shown AND c.shown IN (:among) GROUP BY c.shown"
    )
    return {bytes(row[0]): row[1] for row in reader.among(sql, records, kind=kind)}


def is_part(kind: str, field: str) -> bool:
    """Whether such records are part of the one that they name, and so never count under another of its class."""
    return (kind, field) in PARTS
