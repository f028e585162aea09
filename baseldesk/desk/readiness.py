"""Not ready to share: such a record, and what belongs to it, is written for the centre's own computers until it is switched off.

The id says so (see `baseldesk.records.identity`). Switching it off makes new, shared records with the same values and hides the
kept ones, in the same save; two laptops that do so apart make the same records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Edit
from baseldesk.errors import RuleBroken
from baseldesk.journal.port import State
from baseldesk.records.field import Kind
from baseldesk.records.identity import derived_id, is_kept, kept_id, shared_id
from baseldesk.records.same import JOINED, SAME_AS, same_id
from baseldesk.records.types import TYPES, children_of, record_type
from baseldesk.records.values import join, to_wire

FIELD = "not_ready"
Key = tuple[str, bytes]
States = Mapping[Key, State]


def settle(store: JournalStore, owner: str, edits: Sequence[Edit], states: States) -> list[Edit]:
    """The edits, with new records that are not ready under kept ids, and those that became ready shared.

    Raises:
        RuleBroken: a record that is shared already cannot be called back.
    """
    moved = _moves(owner, edits, states)
    placed = [_place(one, moved) for one in edits] if moved else list(edits)
    ready = [one for one in placed if _becomes_ready(one, states.get((one.type, one.record)), owner)]
    hidden = [replace(one, values={}, shown=None, life=False) if one in ready else one for one in placed]
    shared = [made for one in ready for made in _share(store, owner, one)]
    known = [one for one in (*ready, *shared) if one.type in JOINED and is_kept(one.record, owner)]
    return [*hidden, *shared, *_join_again(store, owner, known)]


def _is_held_back(edit: Edit) -> bool:
    """Whether the edit says that the record is not ready, however it is written («yes» on the command line)."""
    field = record_type(edit.type).by_name.get(FIELD)
    return field is not None and to_wire(field, edit.values.get(FIELD)) is True


def _moves(owner: str, edits: Sequence[Edit], states: States) -> dict[bytes, bytes]:
    """{id: kept id} of the new records that are not ready, and of those that belong to one that is kept."""
    fresh = [one for one in edits if (one.type, one.record) not in states and one.life is None and not is_kept(one.record, owner)]
    for one in edits:
        if _is_held_back(one) and (one.type, one.record) in states and not is_kept(one.record, owner):
            raise RuleBroken("rule.shared_already", FIELD)
    moved = {one.record: kept_id(one.record, owner) for one in fresh if _is_held_back(one)}
    while True:
        more = [one for one in fresh if one.record not in moved and _belongs_to_kept(one, owner, moved)]
        if not more:
            return moved
        moved.update((one.record, kept_id(one.record, owner)) for one in more)


def _belongs_to_kept(edit: Edit, owner: str, moved: Mapping[bytes, bytes]) -> bool:
    return any(one in moved or is_kept(one, owner) for one in _referred(edit))


def _referred(edit: Edit) -> Iterator[bytes]:
    for name, value in edit.values.items():
        field = record_type(edit.type).by_name.get(name)
        if field is not None and field.kind is Kind.RECORD and isinstance(value, bytes):
            yield value


def _place(edit: Edit, moved: Mapping[bytes, bytes]) -> Edit:
    values = {name: moved.get(value, value) if isinstance(value, bytes) else value for name, value in edit.values.items()}
    return replace(edit, record=moved.get(edit.record, edit.record), values=values)


def _becomes_ready(edit: Edit, state: State | None, owner: str) -> bool:
    return state is not None and FIELD in edit.values and not _is_held_back(edit) and is_kept(edit.record, owner)


def _share(store: JournalStore, owner: str, edit: Edit) -> Iterator[Edit]:
    """New, shared records with what the kept ones hold, this edit's values included; the kept ones are hidden."""
    family = list(dict.fromkeys(_family(store, owner, (edit.type, edit.record))))
    held = store.load(family)
    ids = {key[1]: shared_id(key[1], owner) for key in family}
    for key in family:
        values = {**join(TYPES[key[0]], held[key].values), **(edit.values if key[1] == edit.record else {})}
        values = {name: ids.get(value, value) if isinstance(value, bytes) else value for name, value in values.items()}
        values.pop(FIELD, None)
        link = TYPES[key[0]].link
        made = derived_id(owner, key[0], *(_part(values.get(name)) for name in link)) if link else ids[key[1]]
        yield Edit(key[0], made, {name: value for name, value in values.items() if value not in (None, "")}, shown={})
    for key in family:
        if key[1] != edit.record:
            yield Edit(*key, life=False)


def _join_again(store: JournalStore, owner: str, moved: Sequence[Edit]) -> Iterator[Edit]:
    """What was joined while it was kept is joined as shared records, once both are; the old words stay with the hidden ones."""
    becoming = {shared_id(one.record, owner) for one in moved}
    for edge in dict.fromkeys(edge for one in moved for edge in store.edges_of(one.type, one.record)):
        ends = sorted(shared_id(end, owner) for end in (edge.first, edge.second))
        if all(end in becoming or _is_in_view(store, edge.kind, end) for end in ends):
            values = {"of": edge.kind, "first": ends[0], "second": ends[1], "same": True}
            yield Edit(SAME_AS.name, same_id(owner, edge.kind, *ends), values, shown={})


def _is_in_view(store: JournalStore, kind: str, record: bytes) -> bool:
    state = store.load([(kind, record)]).get((kind, record))
    return state is not None and not state.hidden


def _part(value: object) -> str | bytes:
    return value if isinstance(value, bytes) else str(value or "")


def _family(store: JournalStore, owner: str, key: Key) -> Iterator[Key]:
    """The record and all kept ones that belong to it."""
    yield key
    for declared, field in children_of(key[0]):
        for child in store.rows_referring(declared.name, field.name, key[1]):
            if is_kept(child, owner):
                yield from _family(store, owner, (declared.name, child))
