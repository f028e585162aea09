"""Undo: a new change that covers only what the last save wrote, with the former values; nothing is ever taken out of the
journal."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.desk.author import Planned, Planner
from baseldesk.desk.database import Writer
from baseldesk.desk.journal_store import JournalStore
from baseldesk.journal.change import Choose, Dot, Life, Set, Unset, dot, make_leaf
from baseldesk.journal.port import LIFE, Local, State
from baseldesk.records.types import TYPES


def last_action(writer: Writer) -> bytes | None:
    """The newest action of this desk that has not been undone."""
    row = writer.one("SELECT id FROM action WHERE undone = 0 AND kind = 'save' ORDER BY first_change DESC LIMIT 1")
    return bytes(row[0]) if row else None


def plan_undo(writer: Writer, store: JournalStore, planner: Planner, action: bytes, random: object) -> Planned:
    """The ops that bring back what this action replaced, where its versions still stand."""
    planned = Planned()
    numbers = writer.rows(
        "SELECT c.n, h.audience FROM change c JOIN chain h ON h.n = c.chain WHERE c.action = :action ORDER BY c.n DESC",
        action=action,
    )
    for number, audience in numbers:
        _, _, ops = store.decoded(number)
        for index in range(len(ops) - 1, -1, -1):
            op = ops[index]
            if isinstance(op, Set | Unset | Life | Choose):
                state = store.load([(op.type, op.record)]).get((op.type, op.record))
                if state is not None:
                    _Undoing(store, planner, planned, audience, random).undo(op, Local(number, index), state)
    return planned


class _Undoing:
    """Undoes one op after another of the same audience."""

    def __init__(self, store: JournalStore, planner: Planner, planned: Planned, audience: str, random: object) -> None:
        self._store, self._planner, self._planned, self._audience, self._random = store, planner, planned, audience, random

    def undo(self, op: Set | Unset | Life | Choose, place: Local, state: State) -> None:
        if isinstance(op, Life):
            self._undo_life(op, place, state)
        elif isinstance(op, Set) and place == state.base and not op.covers:
            seen = self._planner.dots(sorted(state.field_versions()))
            self._planned.add(self._audience, Life(op.type, op.record, False, seen, self._planner.dots(state.live(LIFE))))
        else:
            for register, covers in _registers(op):
                self._bring_back(op.type, op.record, register, covers, place, state)
        self._planned.records.append((op.type, op.record))

    def _undo_life(self, op: Life, place: Local, state: State) -> None:
        if place in state.live(LIFE):
            seen = self._planner.dots(sorted(state.field_versions())) if op.yes else []
            self._planned.add(self._audience, Life(op.type, op.record, not op.yes, seen, self._planner.dots([place])))

    def _bring_back(self, kind: str, record: bytes, register: str, covers: list[Dot], place: Local, state: State) -> None:
        """Each former candidate as an op of its own, so that an undone choice is open again."""
        live = state.live(register)
        if live and place not in live:
            return  # written again since: nothing of the undone op is left to cover
        own = [dot(self._store.ids([place.change])[place.change], place.op)] if place in live else []
        former = list(self._former(register, covers))
        if not former and own:
            self._planned.add(self._audience, Unset(kind, record, {register: own}))
        for value in former:
            self._planned.add(self._audience, *self._set(kind, record, register, value, own))

    def _former(self, register: str, covers: list[Dot]) -> Iterator[object]:
        numbers = self._store.numbers(one[:32] for one in covers)
        for one in covers:
            if one[:32] in numbers:
                value = self._store.written(Local(numbers[one[:32]], int.from_bytes(one[32:], "big")), register).value
                if value is not None:
                    yield value

    def _set(self, kind: str, record: bytes, register: str, value: object, own: list[Dot]) -> tuple[Set, bytes | None]:
        covers = {register: own} if own else {}
        declared = TYPES.get(kind)
        one = declared.by_name.get(register.partition("/")[0]) if declared else None
        if one is None or not one.personal:
            return Set(kind, record, {register: value}, covers), None
        raw, hashed = make_leaf(self._random(16), {register: value})  # type: ignore[operator]
        return Set(kind, record, {}, covers, hashed, [register]), raw


def _registers(op: Set | Unset | Choose) -> Iterator[tuple[str, list[Dot]]]:
    if isinstance(op, Choose):
        yield op.register, op.covers
    elif isinstance(op, Unset):
        yield from op.covers.items()
    else:
        for register in (*op.values, *op.leaf_registers):
            yield register, op.covers.get(register, [])
