"""One record as it stands: values, the versions behind them, and the candidates where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baseldesk.desk.columns import is_known
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.shown import Candidate, HistoryLine, Shown
from baseldesk.journal.change import Choose, Dot, Life, Op, Set, Unset, decode_leaf, dot
from baseldesk.journal.clock import instant, milliseconds
from baseldesk.journal.fields import differ
from baseldesk.journal.port import LIFE, Local, State
from baseldesk.records.beside import field_of, fill, is_beside, is_unconfirmed
from baseldesk.records.identity import derived_id
from baseldesk.records.types import TYPES
from baseldesk.records.values import Wire, from_wire, join


def shown(journal: JournalReader, state: State) -> Shown:
    """The record that a form or a command shows."""
    declared = TYPES.get(state.type)
    registers = {*state.values, *state.versions} - {LIFE}
    versions = {register: _dots(journal, held) for register in sorted({*registers, LIFE}) if (held := state.live(register))}
    conflicts = {
        register: _candidates(journal, state, register)
        for register in sorted(registers)
        if _is_conflict(journal, state, register)
    }
    known = {register: wire for register, wire in state.values.items() if is_known(state.type, register, wire)}
    unknown = {register: wire for register, wire in state.values.items() if register not in known and not is_beside(register)}
    filled = fill(declared, state.values) if declared else {}
    return Shown(
        state.type,
        state.id,
        state.n,
        state.owner,
        join(declared, {**known, **filled}) if declared else {},
        versions,
        conflicts,
        state.hidden,
        instant(milliseconds(state.hlc)),
        unknown,
        tuple(sorted(filled)),
        is_unconfirmed(state.values),
    )


def _dots(journal: JournalReader, held: Sequence[Local]) -> tuple[Dot, ...]:
    ids = journal.ids({one.change for one in held})
    return tuple(sorted(dot(ids[one.change], one.op) for one in held))


def _is_conflict(journal: JournalReader, state: State, register: str) -> bool:
    held = state.versions.get(register, ())
    return len(held) > 1 and differ(state.type, register, [journal.written(one, register).value for one in held])


def _candidates(journal: JournalReader, state: State, register: str) -> list[Candidate]:
    found = [candidate_of(journal, state, register, one) for one in state.live(register)]
    return sorted(found, key=lambda one: (one.at, one.dot))


def candidate_of(journal: JournalReader, state: State, register: str, place: Local) -> Candidate:
    """One version of a register with who wrote it, where and when."""
    identity, change, _ = journal.decoded(place.change)
    value = value_of(state.type, register, journal.written(place, register).value)
    author = author_name(journal, state.owner, change.user)
    return Candidate(dot(identity, place.op), value, author, change.device.hex(), instant(change.wall))


def value_of(record_type: str, register: str, wire: Wire) -> object:
    """The value that a register's wire value stands for."""
    declared = TYPES.get(record_type)
    one = field_of(declared, register) if declared else None
    return from_wire(one, wire) if one else wire


def officer_id(owner: str, user: bytes) -> bytes:
    """The record of the officer whose mark stands in changes."""
    return derived_id(owner, "officer", user.hex())


def author_name(journal: JournalReader, owner: str, user: bytes) -> str:
    """The name of who made a change, where this desk knows it; else "" (erased, another organisation, not received yet)."""
    key = ("officer", officer_id(owner, user))
    state = journal.load([key]).get(key)
    return str(state.values.get("name") or "") if state else ""


def history(journal: JournalReader, state: State, touches: Sequence[Local]) -> list[HistoryLine]:
    """Every register that each op on the record wrote, newest first, with what it replaced."""
    places = {*touches, *([state.base] if state.base else []), *(one for held in state.versions.values() for one in held)}
    lines = [line for place in sorted(places, reverse=True) for line in _lines(journal, state, place)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _lines(journal: JournalReader, state: State, place: Local) -> list[HistoryLine]:
    identity, change, ops = journal.decoded(place.change)
    op, author = ops[place.op], author_name(journal, state.owner, change.user)
    out = []
    for register, new, covers in _written(journal, place, op):
        old = _replaced(journal, register, covers) if register != LIFE else None
        out.append(
            HistoryLine(
                instant(change.wall),
                change.user,
                author,
                change.device,
                register,
                value_of(state.type, register, old),
                value_of(state.type, register, new),
                dot(identity, place.op),
            )
        )
    return out


def _written(journal: JournalReader, place: Local, op: Op) -> list[tuple[str, Any, list[Dot]]]:
    if isinstance(op, Set):
        leaf = journal.leaf(place) if op.leaf else None
        personal = decode_leaf(leaf) if leaf else {}
        values = {**op.values, **{register: personal.get(register) for register in op.leaf_registers}}
        return [(register, wire, op.covers.get(register, [])) for register, wire in values.items()]
    if isinstance(op, Unset):
        return [(register, None, covers) for register, covers in op.covers.items()]
    if isinstance(op, Choose):
        return [(op.register, op.value, op.covers)]
    return [(LIFE, op.yes, op.covers)] if isinstance(op, Life) else []


def _replaced(journal: JournalReader, register: str, covers: Sequence[Dot]) -> Wire:
    """What stood before: of several, the first."""
    numbers = journal.numbers(one[:32] for one in covers)
    for one in covers:
        number = numbers.get(one[:32])
        if number is not None:
            found: Wire = journal.written(Local(number, int.from_bytes(one[32:], "big")), register).value
            return found
    return None
