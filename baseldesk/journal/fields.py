"""Multi-value registers: which versions of a field live, what is shown of them, and when a record is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from baseldesk.errors import BaselDeskError
from baseldesk.journal.change import Change, Dot, Set, dot
from baseldesk.journal.port import ERASE, LIFE, Arrival, Local, Port, State, Written
from baseldesk.records.beside import field_of
from baseldesk.records.field import Kind
from baseldesk.records.types import TYPES
from baseldesk.records.values import to_wire


class Cover(NamedTuple):
    """What an op writes into a register; a personal value may be missing while its version lives."""

    value: Any
    personal: bool = False


class Writer:
    """Applies writes to records in memory; reads kept changes only where versions compete."""

    def __init__(self, port: Port, here: Mapping[bytes, int], early: set[tuple[str, bytes, str, Dot]]) -> None:
        """`here` numbers the changes that ops of this batch name, `early` holds versions replaced before they came."""
        self._port, self._here, self._early = port, here, early
        self.waiting: set[Local] = set()  # ops on the record at hand that this batch has not applied yet
        self.remembered: list[tuple[str, bytes, str, Dot]] = []
        self.refused: list[tuple[int, int, str, str, bytes]] = []

    def write(self, state: State, register: str, cover: Cover, covers: list[Dot], local: Local, arrival: Arrival) -> None:
        """Drops the covered versions of this register and lets the new one live, unless it was covered before it came."""
        if register == ERASE:
            self._erase(state)
            return
        live = state.live(register)
        if covers:
            live = self._uncovered(state, register, live, covers)
        lives = cover.value is not None or cover.personal
        if lives and not self._was_covered(state, register, arrival.id, local):
            live = [*live, local]
        if state.base is None and register != LIFE:
            state.base = local
        self.settle(state, register, live, {local: Written(cover.value, arrival.change.hlc, arrival.id)})

    def _erase(self, state: State) -> None:
        """The versions live on, so that the chain stays whole; what they hold is shown to nobody."""
        state.erased = True
        self._port.erase(state.type, state.id)
        for register in [one for one in state.values if is_personal(state.type, one)]:
            live = state.live(register)
            del state.values[register]
            state.versions[register] = live
        state.conflicts = sum(self.is_conflict(state, one) for one in state.versions)

    def begin(self, state: State, op: object, local: Local, change: Change) -> bool:
        """Takes the first op of a record whole where it replaces nothing, as in a full load. False: not that case."""
        if (
            state.base is not None
            or state.erased
            or state.versions
            or self._early
            or not isinstance(op, Set)
            or op.covers
            or op.leaf is not None
        ):
            return False
        if any(value is None or is_special(register) for register, value in op.values.items()):
            return False
        state.base, state.values, state.last_change, state.hlc = local, dict(op.values), local.change, change.hlc
        return True

    def _uncovered(self, state: State, register: str, live: list[Local], covers: list[Dot]) -> list[Local]:
        gone = set()
        for one in covers:
            number = self._here.get(one[:32])
            if number is None:
                self.remembered.append((state.type, state.id, register, one))
                self._early.add((state.type, state.id, register, one))
            else:
                place = Local(number, int.from_bytes(one[32:], "big"))
                gone.add(place)
                if place in self.waiting:  # came in the same batch and is applied after this one
                    self._early.add((state.type, state.id, register, one))
        return [one for one in live if one not in gone]

    def _was_covered(self, state: State, register: str, change: bytes, local: Local) -> bool:
        return bool(self._early) and (state.type, state.id, register, dot(change, local.op)) in self._early

    def settle(self, state: State, register: str, live: list[Local], new: Mapping[Local, Written]) -> None:
        """Stores which versions live and what is shown of them."""
        before = state.live(register)
        had, was_many = state.values.pop(register, None), len(before) > 1
        state.versions.pop(register, None)
        if was_many:
            state.conflicts -= self.is_conflict(state, register, before)
        if not live:
            return
        if len(live) == 1 and register != LIFE:
            value = (
                new[live[0]].value
                if live[0] in new
                else had
                if live == before and not was_many
                else self._port.written(live[0], register).value
            )
            if live[0] != state.base or value is None:
                state.versions[register] = live
            if value is not None and not (state.erased and is_personal(state.type, register)):
                state.values[register] = value
            elif live[0] == state.base:
                state.versions[register] = live
            return
        state.versions[register] = live
        if register != LIFE:
            self._show_provisional(state, register, live, new)

    def _show_provisional(self, state: State, register: str, live: list[Local], new: Mapping[Local, Written]) -> None:
        """Shows the value of the largest (hlc, id): deterministic, display only."""
        written = [new.get(one) or self._port.written(one, register) for one in live]
        shown = max((one for one in written if one.value is not None), key=lambda one: (one.hlc, one.id), default=None)
        if shown is not None and not (state.erased and is_personal(state.type, register)):
            state.values[register] = shown.value
        state.conflicts += self.is_conflict(state, register, live)

    def is_conflict(self, state: State, register: str, live: list[Local] | None = None) -> bool:
        """Whether live versions differ, as far as their leaves are here; what is erased is no conflict any more."""
        held = state.live(register) if live is None else live
        if register == LIFE or len(held) < 2 or (state.erased and is_personal(state.type, register)):
            return False
        return differ(state.type, register, [self._port.written(one, register).value for one in held])

    def settle_life(self, state: State) -> None:
        """Hidden iff a delete lives, no «yes» lives, and every live version of the fields was seen by a live delete."""
        marks = [self._port.life_mark(one) for one in state.versions.get(LIFE, ())]
        if not any(not mark.yes for mark in marks) or any(mark.yes for mark in marks):
            state.hidden = state.erased
            return
        seen = frozenset().union(*[mark.seen for mark in marks])
        fields = state.field_versions()
        ids = self._port.ids({one.change for one in fields})
        state.hidden = state.erased or all(dot(ids[one.change], one.op) in seen for one in fields)


def is_personal(record_type: str, register: str) -> bool:
    """Whether a register is declared personal."""
    declared = TYPES.get(record_type)
    one = field_of(declared, register) if declared else None
    return one is not None and one.personal


def is_special(register: str) -> bool:
    """Whether a register is not simply one of the record's own: the secretariat's beside it, or a name kept for other ops."""
    return "~" in register or register.startswith("@")


def differ(record_type: str, register: str, values: list[Any]) -> bool:
    """Whether live versions hold different values: equal canonical bytes are no conflict."""
    held = {_canonical(record_type, register, one) for one in values}
    return len(held) > 1


def _canonical(record_type: str, register: str, wire: Any) -> tuple[str, Any]:
    declared = TYPES.get(record_type)
    one = field_of(declared, register) if declared else None
    if one is not None and one.kind in (Kind.DECIMAL, Kind.TEXT, Kind.PROSE, Kind.CODES):
        with suppress(BaselDeskError):  # a foreign form is compared as it came
            wire = to_wire(one, wire)
    return type(wire).__name__, wire
