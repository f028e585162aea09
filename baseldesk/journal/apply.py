"""The one routine that takes changes in: a save, an import, laptop exchange, restore and rebuild all end here.

Covers are explicit, so order matters nowhere: whatever is authentic is appended, whatever is missing before it. Each op is
applied field by field: the versions it names leave that field, its own version enters unless something that came earlier has
replaced it already.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baseldesk.journal.change import Change, Choose, Dot, Erase, Life, Op, Set, Unset, decode_leaf, leaf_hash, ops_of
from baseldesk.journal.fields import Cover, Writer, is_special
from baseldesk.journal.port import ERASE, LIFE, Arrival, Local, Port, State
from baseldesk.journal.rights import OrganisationOf, RecordOp, may_write, name_owner

Progress = Callable[[int, int], None]
Key = tuple[str, bytes]
BATCH = 20  # changes taken in together; each holds up to 1,000 ops
MOST_BATCH_BYTES = 8 << 20


@dataclass(slots=True)
class Applied:
    """What taking changes in has done; a record counts once in each list."""

    new: int = 0
    known: int = 0
    created: set[Key] = field(default_factory=set)
    updated: set[Key] = field(default_factory=set)
    conflicts: set[Key] = field(default_factory=set)
    refused: list[tuple[bytes, int, str]] = field(default_factory=list)  # change id, op index, register that does not stand
    unknown_ops: int = 0
    waiting: int = 0  # new ones of a withdrawn key, that stand only once a person says so

    @property
    def kinds(self) -> frozenset[str]:
        """The record types touched."""
        return frozenset(kind for kind, _ in self.created | self.updated)


@dataclass(slots=True)
class _Found:
    """One op on one record, waiting to be applied."""

    number: int
    index: int
    arrival: Arrival
    op: RecordOp
    organisation_of: OrganisationOf  # as far as this change goes


def apply_changes(
    port: Port, arrivals: Sequence[Arrival], organisation_of: OrganisationOf, *, progress: Progress | None = None
) -> Applied:
    """Takes authentic changes in, inside the caller's transaction; known ones are skipped.

    Args:
        port: the store.
        arrivals: changes whose signature and chain have been verified by the caller, in any order.
        organisation_of: device key id → organisation, from the roster (and this desk's own device).
        progress: called with (changes done, changes in all).
    """
    result, done = Applied(), 0
    for batch in _batches(arrivals):
        _apply_batch(port, batch, organisation_of, result)
        done += len(batch)
        if progress:
            progress(done, len(arrivals))
    return result


def recompute_records(port: Port, changes: Iterable[int], organisation_of: OrganisationOf, result: Applied) -> None:
    """Makes the records anew that these kept changes touch: when it is decided otherwise which of them stand.

    Each record is taken out and made from all changes on it, so that what was replaced by one that stands no more is back.
    """
    for keys, arrivals in port.take_out(changes):
        made = Applied()
        _apply_fresh(port, arrivals, port.numbers(one.id for one in arrivals), organisation_of, made, keys)
        result.updated |= keys - result.created
        result.conflicts = (result.conflicts - keys) | made.conflicts


def replay_changes(port: Port, arrivals: Sequence[Arrival], organisation_of: OrganisationOf) -> Applied:
    """Applies kept changes anew to emptied tables, in the order in which they came: `check` and `check --repair`."""
    result = Applied(known=len(arrivals))
    for batch in _batches(arrivals):
        _apply_fresh(port, batch, port.numbers(one.id for one in batch), organisation_of, result)
    return result


def _batches(arrivals: Sequence[Arrival]) -> list[Sequence[Arrival]]:
    out: list[list[Arrival]] = []
    size = 0
    for one in arrivals:
        if not out or len(out[-1]) >= BATCH or size > MOST_BATCH_BYTES:
            out.append([])
            size = 0
        out[-1].append(one)
        size += len(one.raw)
    return list(out)


def _apply_batch(port: Port, batch: Sequence[Arrival], organisation_of: OrganisationOf, result: Applied) -> None:
    here = port.numbers(one.id for one in batch)
    fresh = list({one.id: one for one in batch if one.id not in here}.values())
    result.known += len(batch) - len(fresh)
    result.new += len(fresh)
    numbers = port.append(fresh)
    turned = port.judge(fresh, organisation_of)
    _take_late_leaves(port, [(here[one.id], one) for one in batch if one.id in here and one.leaves])
    _apply_fresh(port, fresh, numbers, organisation_of, result)
    if turned:
        recompute_records(port, turned, organisation_of, result)


def _apply_fresh(
    port: Port,
    fresh: Sequence[Arrival],
    numbers: Mapping[bytes, int],
    organisation_of: OrganisationOf,
    result: Applied,
    only: Collection[Key] | None = None,
) -> None:
    found: dict[Key, list[_Found]] = {}
    others = port.standing(numbers.values())
    for one in fresh:
        number, standing_for = numbers[one.id], organisation_of
        if number in others:
            organisation = others[number]
            if organisation is None:
                result.waiting += 1
                continue
            standing_for = {one.change.device: organisation}.get
        _collect(one, number, standing_for, found, result)
    _apply_found(port, found if only is None else {key: found[key] for key in found if key in only}, result)


def _collect(
    arrival: Arrival, number: int, organisation_of: OrganisationOf, found: dict[Key, list[_Found]], result: Applied
) -> None:
    for index, op in enumerate(ops_of(arrival.change)):
        if isinstance(op, Set | Unset | Life | Choose | Erase):
            found.setdefault((op.type, op.record), []).append(_Found(number, index, arrival, op, organisation_of))
        elif type(op).__name__ == "Unknown":
            result.unknown_ops += 1


def _apply_found(port: Port, found: dict[Key, list[_Found]], result: Applied) -> None:
    keys = list(found)
    states, early = port.load(keys), port.covered_early(keys)
    writer = Writer(port, _covers_here(port, found), early)
    touched: list[State] = []
    for key, ops in found.items():
        state = states.get(key)
        before = state is not None
        state = state or State(key[0], key[1], "")
        changed = False
        writer.waiting = {Local(one.number, one.index) for one in ops}
        for one in ops:
            writer.waiting.discard(Local(one.number, one.index))
            changed |= _apply_op(writer, state, one, result)
        if changed:
            writer.settle_life(state)
            touched.append(state)
            (result.updated if before else result.created).add(key)
            if state.conflicts:
                result.conflicts.add(key)
    port.cover_early(writer.remembered)
    port.refuse(writer.refused)
    port.store(touched)


def _covers_here(port: Port, found: dict[Key, list[_Found]]) -> dict[bytes, int]:
    """The local numbers of every change that these ops cover or have seen."""
    ids = {one[:32] for ops in found.values() for waiting in ops for one in _dots_named(waiting.op)}
    return port.numbers(ids) if ids else {}


def _dots_named(op: RecordOp) -> list[Dot]:
    if isinstance(op, Set | Unset):
        return [one for covers in op.covers.values() for one in covers]
    return [*op.covers, *op.seen] if isinstance(op, Life) else list(op.covers) if isinstance(op, Choose) else []


def _apply_op(writer: Writer, state: State, one: _Found, result: Applied) -> bool:
    """Applies one op register by register; what does not stand is listed. Gives whether anything stood."""
    change, op, organisation_of, stood = one.arrival.change, one.op, one.organisation_of, False
    plain = may_write(change, op, "", organisation_of)
    if plain and writer.begin(state, op, Local(one.number, one.index), change):
        state.owner = name_owner(change.audience, op.record, organisation_of(change.device))
        return True
    if plain and isinstance(op, Set):  # a record exists from its first `set` on, one without values too, whatever came before
        stood, state.base = True, state.base or Local(one.number, one.index)
    for register, value, covers in _writes(op, one.arrival.leaves.get(one.index)):
        if not (_may_write_special(change, op, register, organisation_of) if is_special(register) else plain):
            result.refused.append((one.arrival.id, one.index, register))
            writer.refused.append((one.number, one.index, register, op.type, op.record))
            continue
        stood = True
        writer.write(state, register, value, covers, Local(one.number, one.index), one.arrival)
    if stood:
        state.owner = state.owner or name_owner(change.audience, op.record, organisation_of(change.device))
        if Local(one.number, one.index) != state.base:
            state.touches.append(Local(one.number, one.index))
        state.last_change = max(state.last_change, one.number)
        state.hlc = max(state.hlc, change.hlc)
    return stood


def _may_write_special(change: Change, op: RecordOp, register: str, organisation_of: OrganisationOf) -> bool:
    """Names that begin with @ belong to ops of their own; a `set` cannot write them."""
    if register.startswith("@") and not isinstance(op, Life | Erase):
        return False
    return may_write(change, op, register, organisation_of)


def _writes(op: RecordOp, leaf: bytes | None) -> list[tuple[str, Cover, list[Dot]]]:
    """(register, what is written, covers) of each register that an op touches."""
    if isinstance(op, Set):
        covers = op.covers
        out = [(register, Cover(value), covers.get(register, [])) for register, value in op.values.items()]
        if op.leaf is not None:
            held = decode_leaf(leaf) if leaf is not None and leaf_hash(leaf) == op.leaf else {}
            out += [
                (register, Cover(held.get(register), personal=True), covers.get(register, [])) for register in op.leaf_registers
            ]
        return out
    if isinstance(op, Unset):
        return [(register, Cover(None), covers) for register, covers in op.covers.items()]
    if isinstance(op, Choose):
        return [(op.register, Cover(op.value), op.covers)]
    if isinstance(op, Erase):
        return [(ERASE, Cover(None), [])]
    return [(LIFE, Cover(op.yes), op.covers)]


def _take_late_leaves(port: Port, late: list[tuple[int, Arrival]]) -> None:
    """Keeps leaves that came after their change, and shows their values where the version still lives."""
    for number, arrival in late:
        ops = ops_of(arrival.change)
        for index, raw in arrival.leaves.items():
            op = ops[index] if index < len(ops) else None
            if isinstance(op, Set) and op.leaf == leaf_hash(raw):
                _take_leaf(port, op, Local(number, index), raw)


def _take_leaf(port: Port, op: Set, local: Local, raw: bytes) -> None:
    state, writer = port.load([(op.type, op.record)]).get((op.type, op.record)), Writer(port, {}, set())
    lives = [register for register in op.leaf_registers if state is not None and local in state.live(register)]
    before = sum(writer.is_conflict(state, register) for register in lives) if state else 0
    if not port.add_leaf(local.change, local.op, raw) or state is None:
        return
    state.conflicts += sum(writer.is_conflict(state, register) for register in lives) - before
    for register in lives:
        writer.settle(state, register, state.live(register), {local: port.written(local, register)})
    port.store([state])


__all__ = ["Applied", "Change", "Op", "apply_changes", "recompute_records", "replay_changes"]
