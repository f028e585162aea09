"""Choosing: a person decides between differing versions of one field; the choice and its reason travel like any change."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from baseldesk.desk.author import Planned, Planner
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.opened import OpenDesk
from baseldesk.desk.saving import refuse_broken, write_action
from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.journal.change import Choose, Set, Unset, make_leaf
from baseldesk.journal.fields import differ
from baseldesk.journal.port import Local, State
from baseldesk.records.beside import OWN_MARK, field_of
from baseldesk.records.field import Field
from baseldesk.records.identity import is_owned
from baseldesk.records.types import audience_of_record, record_type
from baseldesk.records.values import Wire, to_wire


def choose(
    desk: OpenDesk,
    type: str,
    identity: bytes,
    register: str,
    *,
    dot: bytes | None = None,
    value: object = None,
    reason: str = "",
    shown: tuple[bytes, ...] | None = None,
) -> Saved:
    """See `Desk.choose`."""
    declared = record_type(type)
    one = field_of(declared, register)
    if one is None:
        raise UsageError("field.unknown", field=register, type=type)
    with desk.write() as writer:
        store = JournalStore(writer)
        planner = Planner(store, desk.identity, desk.random)
        state = _in_conflict(desk, store, type, identity, register, shown or ())
        if dot is None:
            refuse_broken(Edit(type, identity, {register: value}), state)
        wire = to_wire(one, value) if dot is None else _written(store, planner, state, register, dot, shown or ())
        covers = sorted(shown) if shown else planner.dots(state.live(register))
        planned = Planned(records=[(type, identity)])
        planned.add(
            audience_of_record(identity, state.owner, declared.scope), *_op(desk, one, state, register, wire, covers, reason)
        )
        return write_action(desk, writer, store, planned, "save")


def _in_conflict(desk: OpenDesk, store: JournalStore, type: str, identity: bytes, register: str, shown: Sequence[bytes]) -> State:
    """The record, once it is certain that this desk may decide and that there is something to decide.

    What a person saw in conflict may have been decided elsewhere meanwhile: their choice, with its reason, then stands beside
    that one, because it had not seen it.
    """
    state = store.load([(type, identity)]).get((type, identity))
    if state is None:
        raise UsageError("record.missing", type=type)
    if not _may_decide(desk, identity, register):
        raise UsageError("record.not_yours", type=type, owner=state.owner)
    live = state.live(register)
    is_open = len(live) >= 2 and differ(type, register, [store.written(place, register).value for place in live])
    if not is_open and len(_places(store, set(shown))) < 2:
        raise UsageError("conflict.none", type=type, field=register)
    return state


def _may_decide(desk: OpenDesk, identity: bytes, register: str) -> bool:
    """The owner decides, but between the secretariat's own registers beside the centre's the secretariat does."""
    return desk.is_secretariat if register.endswith(OWN_MARK) else is_owned(identity, desk.owner)


def _places(store: JournalStore, dots: Collection[bytes]) -> list[Local]:
    """Where these versions stand in the journal, as far as they are here."""
    numbers = store.numbers({one[:32] for one in dots})
    return [Local(numbers[one[:32]], int.from_bytes(one[32:], "big")) for one in dots if one[:32] in numbers]


def _written(store: JournalStore, planner: Planner, state: State, register: str, dot: bytes, shown: Sequence[bytes]) -> Wire:
    """What one of the candidates wrote: of those that live, or that the person saw."""
    for place in (*state.live(register), *(_places(store, [dot]) if dot in shown else ())):
        if planner.dots([place]) == [dot]:
            found: Wire = store.written(place, register).value
            return found
    raise UsageError("conflict.version_unknown", field=register, dot=dot.hex())


def _op(
    desk: OpenDesk, one: Field, state: State, register: str, wire: Wire, covers: list[bytes], reason: str
) -> tuple[Choose | Set | Unset, bytes | None]:
    """A personal value never stands in the change itself, so its choice is a plain write that covers all candidates."""
    if wire is None:
        return Unset(state.type, state.id, {register: covers}), None
    if one.personal:
        raw, hashed = make_leaf(desk.random(16), {register: wire})
        return Set(state.type, state.id, {}, {register: covers}, hashed, [register]), raw
    return Choose(state.type, state.id, register, wire, covers, reason), None
