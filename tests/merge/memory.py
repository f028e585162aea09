"""The journal's port in memory: the real apply, fields and rights run over it, thousands of desks in a minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from baseldesk.journal.apply import Applied, apply_changes
from baseldesk.journal.change import Change, Choose, Dot, Life, Op, Set, decode_leaf, dot, ops_of
from baseldesk.journal.port import LIFE, Arrival, LifeMark, Local, State, Written
from baseldesk.journal.rights import OrganisationOf

Key = tuple[str, bytes]
Early = tuple[str, bytes, str, Dot]
_decoded: dict[bytes, list[Op]] = {}  # by change id; what is decoded never changes


def ops(one: Arrival) -> list[Op]:
    """The ops of a change, decoded once for all desks."""
    held = _decoded.get(one.id)
    if held is None:
        if len(_decoded) > 5000:
            _decoded.clear()
        held = _decoded[one.id] = ops_of(one.change)
    return held


@dataclass
class Memory:
    """One desk's journal, and the records made from it. `keeps_erased` is the mutant that takes erased leaves in again."""

    log: dict[bytes, Arrival] = field(default_factory=dict)  # without leaves
    number: dict[bytes, int] = field(default_factory=dict)
    by_number: dict[int, Arrival] = field(default_factory=dict)
    leaves: dict[Local, bytes] = field(default_factory=dict)
    whole: set[bytes] = field(default_factory=set)
    after: dict[bytes, list[bytes]] = field(default_factory=dict)
    states: dict[Key, State] = field(default_factory=dict)
    early: set[Early] = field(default_factory=set)
    refused: list[tuple[int, int, str, str, bytes]] = field(default_factory=list)
    erased: dict[Key, bool] = field(default_factory=dict)  # whether destroyed
    writes: dict[Key, set[Local]] = field(default_factory=dict)  # ops on a record, those that do not stand too
    keeps_erased: bool = False

    def copy(self) -> Memory:
        """A backup: nothing is shared that either goes on to change."""
        kept = {name: type(held)(held) for name, held in vars(self).items() if isinstance(held, dict | set | list)}
        kept["after"] = {prev: list(held) for prev, held in self.after.items()}
        kept["writes"] = {key: set(held) for key, held in self.writes.items()}
        return replace(self, **kept)

    # --- the port
    def numbers(self, ids: Iterable[bytes]) -> dict[bytes, int]:
        """See Port."""
        return {one: self.number[one] for one in ids if one in self.number}

    def ids(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """See Port."""
        return {one: self.by_number[one].id for one in numbers}

    def append(self, arrivals: Sequence[Arrival]) -> dict[bytes, int]:
        """See Port."""
        for one in arrivals:
            number = len(self.log) + 1
            self.log[one.id] = self.by_number[number] = one._replace(leaves={})
            self.number[one.id] = number
            self._join_chain(one)
            for index, op in enumerate(ops(one)):
                if hasattr(op, "record"):
                    self.writes.setdefault((op.type, op.record), set()).add(Local(number, index))
            for index, raw in one.leaves.items():
                self.add_leaf(number, index, raw)
        return self.numbers(one.id for one in arrivals)

    def _join_chain(self, one: Arrival) -> None:
        prev = one.change.prev
        if prev is not None:
            self.after.setdefault(prev, []).append(one.id)
        ready = [one.id] if prev is None or prev in self.whole else []
        while ready:
            done = ready.pop()
            self.whole.add(done)
            ready += self.after.get(done, ())

    def judge(self, fresh: Sequence[Arrival], organisation_of: OrganisationOf) -> set[int]:
        """See Port; here no key is ever withdrawn."""
        return set()

    def standing(self, numbers: Iterable[int]) -> dict[int, str | None]:
        """See Port."""
        return {}

    def take_out(self, changes: Iterable[int]) -> Iterator[tuple[set[Key], list[Arrival]]]:
        """See Port."""
        return iter(())

    def add_leaf(self, change: int, op: int, raw: bytes) -> bool:
        """See Port."""
        held = ops(self.by_number[change])[op]
        assert isinstance(held, Set)
        local = Local(change, op)
        if local in self.leaves or (self.erased.get((held.type, held.record)) and not self.keeps_erased):
            return False
        self.leaves[local] = raw
        return True

    def load(self, keys: Sequence[Key]) -> dict[Key, State]:
        """See Port."""
        return {key: _copied(self.states[key], key in self.erased) for key in keys if key in self.states}

    def store(self, states: Sequence[State]) -> None:
        """See Port."""
        for one in states:
            one.n = one.n or len(self.states) + 1
            one.touches = []
            self.states[one.type, one.id] = one

    def written(self, local: Local, register: str) -> Written:
        """See Port."""
        one = self.by_number[local.change]
        op, value = ops(one)[local.op], None
        if isinstance(op, Set) and register in op.values:
            value = op.values[register]
        elif isinstance(op, Set):
            leaf = self.leaves.get(local)
            value = decode_leaf(leaf).get(register) if leaf is not None else None
        elif isinstance(op, Choose):
            value = op.value
        return Written(value, one.change.hlc, one.id)

    def life_mark(self, local: Local) -> LifeMark:
        """See Port."""
        op = ops(self.by_number[local.change])[local.op]
        assert isinstance(op, Life)
        return LifeMark(op.yes, frozenset(op.seen))

    def erase(self, kind: str, record: bytes) -> None:
        """See Port."""
        self.erased.setdefault((kind, record), False)

    def refuse(self, rows: Iterable[tuple[int, int, str, str, bytes]]) -> None:
        """See Port."""
        self.refused += rows

    def covered_early(self, keys: Sequence[Key]) -> set[Early]:
        """See Port."""
        return set(self.early) if self.early else set()

    def cover_early(self, rows: Iterable[Early]) -> None:
        """See Port."""
        self.early.update(rows)

    # --- what an undo reads besides
    def decoded(self, number: int) -> tuple[bytes, Change, list[Op]]:
        """(id, change, ops) of a kept change."""
        one = self.by_number[number]
        return one.id, one.change, ops(one)

    # --- what the simulator and the oracle ask
    def take(self, arrivals: Sequence[Arrival], organisation_of: OrganisationOf) -> Applied:
        """Takes changes in by the real routine."""
        return apply_changes(self, arrivals, organisation_of)

    def arrival(self, identity: bytes) -> Arrival:
        """A kept change with the leaves that are here."""
        one, number = self.log[identity], self.number[identity]
        held = {
            index: self.leaves[Local(number, index)]
            for index in range(len(one.change.ops))
            if Local(number, index) in self.leaves
        }
        return one._replace(leaves=held)

    def confirm_erases(self) -> None:
        """A person has looked at the list: the leaves go, of ops that do not stand too."""
        for key, destroyed in list(self.erased.items()):
            if not destroyed:
                self.erased[key] = True
                for local in self.writes.get(key, ()):
                    self.leaves.pop(local, None)

    def dots(self, key: Key, register: str) -> tuple[Dot, ...]:
        """The live versions of one register, by name."""
        state = self.states.get(key)
        return tuple(sorted(self.name(one) for one in state.live(register))) if state else ()

    def versions(self, key: Key) -> dict[str, tuple[Dot, ...]]:
        """What a form shows of a record: the dots of every register that holds anything."""
        state = self.states.get(key)
        return {one: self.dots(key, one) for one in {*state.values, *state.versions} - {LIFE}} if state else {}

    def name(self, local: Local) -> Dot:
        """The dot of a local place."""
        return dot(self.by_number[local.change].id, local.op)

    def picture(self, audience_of_key: Any) -> dict[str, dict[Key, object]]:
        """Everything that people see, by audience: equal wherever the same changes are, whatever the order."""
        out: dict[str, dict[Key, object]] = {}
        for key, state in self.states.items():
            out.setdefault(audience_of_key(key), {})[key] = self._seen(key, state)
        return out

    def _seen(self, key: Key, state: State) -> tuple[object, ...]:
        live = {one: self.dots(key, one) for one in {*state.values, *state.versions}}
        return dict(state.values), live, state.hidden, state.conflicts, state.hlc, state.owner, key in self.erased

    def values(self) -> Iterator[tuple[Key, str, list[Local]]]:
        """Every register that holds anything."""
        for key, state in self.states.items():
            for register in {*state.values, *state.versions}:
                yield key, register, state.live(register)


def _copied(state: State, erased: bool) -> State:
    return State(
        state.type, state.id, state.owner, state.n, state.base, dict(state.values),
        {register: list(held) for register, held in state.versions.items()},
        state.hidden, state.conflicts, state.last_change, state.hlc, [], erased,
    )  # fmt: skip
