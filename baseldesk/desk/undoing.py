"""Undo: a new change that covers only what the last save wrote, with the former values; nothing is ever taken out of the
journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from baseldesk.desk.author import Planned, Planner
from baseldesk.desk.course import Progress
from baseldesk.desk.database import Writer
from baseldesk.desk.journal_store import JournalStore
from baseldesk.journal.change import Choose, Dot, Life, Set, Unset, dot, make_leaf
from baseldesk.journal.port import LIFE, Local, State
from baseldesk.records.beside import field_of
from baseldesk.records.identity import is_owned
from baseldesk.records.types import TYPES


def last_action(writer: Writer) -> bytes | None:
    """The newest action of this desk that has not been undone."""
    row = writer.one("SELECT id FROM action WHERE undone = 0 AND kind = 'save' ORDER BY first_change DESC LIMIT 1")
    return bytes(row[0]) if row else None


def plan_undo(
    writer: Writer,
    store: JournalStore,
    planner: Planner,
    action: bytes,
    random: object,
    progress: Progress | None = None,
) -> Planned:
    """The ops that bring back what this action replaced, where its versions still stand; tells the ops done, and all."""
    planned, owner = Planned(), (writer.meta("owner") or b"").decode()

    def is_own(place: Local) -> bool:
        return writer.one("SELECT 1 FROM action WHERE id = :id", id=store.decoded(place.change)[1].action) is not None

    numbers = writer.rows(
        "SELECT c.n, h.audience FROM change c JOIN chain h ON h.n = c.chain WHERE c.action = :action ORDER BY c.n DESC",
        action=action,
    )
    done = [(number, audience, store.decoded(number)[2]) for number, audience in numbers]
    revived = {(op.type, op.record) for *_, ops in done for op in ops if isinstance(op, Life) and op.yes}
    count, total = 0, sum(len(ops) for *_, ops in done)
    for number, audience, ops in done:
        for index in range(len(ops) - 1, -1, -1):
            op, count = ops[index], count + 1
            if progress:
                progress(count, total)
            # What was brought back goes again with what was written into it then: a delete hides only what it has seen, and it
            # cannot have seen the former values, if they were written anew beside it.
            if isinstance(op, Life) or (isinstance(op, Set | Unset | Choose) and (op.type, op.record) not in revived):
                state = store.load([(op.type, op.record)]).get((op.type, op.record))
                if state is not None:
                    _Undoing(store, planner, planned, audience, random, is_own, owner).undo(op, Local(number, index), state)
    return planned


class _Undoing:
    """Undoes one op after another of the same audience.

    `is_own` says whether this desk itself wrote a version: only these has the person who undoes certainly seen.
    """

    def __init__(
        self,
        store: JournalStore,
        planner: Planner,
        planned: Planned,
        audience: str,
        random: object,
        is_own: Callable[[Local], bool],
        owner: str,
    ) -> None:
        self._store, self._planner, self._planned, self._audience, self._random = store, planner, planned, audience, random
        self._is_own, self._owner = is_own, owner

    def undo(self, op: Set | Unset | Life | Choose, place: Local, state: State) -> None:
        if isinstance(op, Life):
            self._undo_life(op, place, state)
        elif isinstance(op, Set) and place == state.base and not op.covers and self._is_record_ours(op.record):
            seen, covers = (self._own_dots(held) for held in (state.field_versions(), state.live(LIFE)))
            self._planned.add(self._audience, Life(op.type, op.record, False, seen, covers))
        else:
            for register, covers in _registers(op):
                self._bring_back(op.type, op.record, register, covers, place, state)
        self._planned.records.append((op.type, op.record))

    def _undo_life(self, op: Life, place: Local, state: State) -> None:
        """A delete is answered by a «yes»; a «yes» by the deletes that it answered, which had seen what they had seen."""
        if place not in state.live(LIFE):
            return
        covers = self._planner.dots([place])
        deletes = [mark for one in self._here(op.covers) if not (mark := self._store.life_mark(one)).yes]
        if not op.yes:
            self._planned.add(self._audience, Life(op.type, op.record, True, [], covers))
        elif deletes:
            seen = sorted({*self._own_dots(state.field_versions()), *(one for mark in deletes for one in mark.seen)})
            self._planned.add(self._audience, Life(op.type, op.record, False, seen, covers))

    def _own_dots(self, held: Iterable[Local]) -> list[Dot]:
        return self._planner.dots([one for one in sorted(held) if self._is_own(one)])

    def _is_record_ours(self, record: bytes) -> bool:
        """What the secretariat keyed in for a centre it takes back field by field: the record is not its to delete."""
        return is_owned(record, self._owner)

    def _here(self, covers: list[Dot]) -> list[Local]:
        numbers = self._store.numbers(one[:32] for one in covers)
        return [Local(numbers[one[:32]], int.from_bytes(one[32:], "big")) for one in covers if one[:32] in numbers]

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
        for place in self._here(covers):
            value = self._store.written(place, register).value
            if value is not None:
                yield value

    def _set(self, kind: str, record: bytes, register: str, value: object, own: list[Dot]) -> tuple[Set, bytes | None]:
        covers = {register: own} if own else {}
        declared = TYPES.get(kind)
        one = field_of(declared, register) if declared else None
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
