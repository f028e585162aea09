"""The save that «undo» would take back, said beforehand: which records, and what of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.shown import Edit, Shown
from baseldesk.journal.change import Choose, Life, Set, Unset
from baseldesk.journal.port import LIFE, Local
from baseldesk.records.types import TYPES

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Touched:
    """One record of a save: made by it, or some of its registers changed; `@life` where it was deleted or brought back."""

    type: str
    record: bytes
    is_new: bool
    registers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastSave:
    """The save, by the id of its action, and what it touched."""

    action: bytes
    touched: tuple[Touched, ...]


def last_save(reader: Reader) -> LastSave | None:
    """The newest thing done on this desk, if it is a save that stands; None when something newer was done since."""
    action = last_save_action(reader)
    return LastSave(action, tuple(_touched(reader, action))) if action else None


def last_save_action(reader: Reader) -> bytes | None:
    """The id of the newest thing done on this desk, if it is a save that stands."""
    row = reader.one("SELECT id, kind, undone FROM action ORDER BY first_change DESC LIMIT 1")
    return None if row is None or row[1] != "save" or row[2] else bytes(row[0])


def edits_again(desk: Desk, last: LastSave) -> tuple[Edit, ...]:
    """What would do this save once more after it was undone: asked before, as long as its values stand."""
    found = ((one, desk.record(one.type, one.record)) for one in last.touched if one.type in TYPES)
    return tuple(_edit_again(one, shown) for one, shown in found if shown is not None)


def _edit_again(touched: Touched, shown: Shown) -> Edit:
    """What the save made, or had brought back, comes back with all that it holds; else only what it wrote is written again."""
    if LIFE in touched.registers and shown.deleted:
        return Edit(touched.type, touched.record, life=False)
    values: dict[str, object] = {}
    for register in touched.registers if not touched.is_new else ():
        name, _, key = register.partition("/")
        if name not in TYPES[touched.type].by_name:
            continue
        held = shown.values.get(name)
        if key:
            inner = values.setdefault(name, {})
            assert isinstance(inner, dict)
            inner[key] = held.get(key) if isinstance(held, dict) else None
        else:
            values[name] = held
    return Edit(touched.type, touched.record, values, life=True if touched.is_new or LIFE in touched.registers else None)


def _touched(reader: Reader, action: bytes) -> list[Touched]:
    journal = JournalReader(reader)
    found: dict[tuple[str, bytes], tuple[bool, dict[str, None]]] = {}
    for (number,) in reader.rows("SELECT n FROM change WHERE action = :action ORDER BY n", action=action):
        for index, op in enumerate(journal.decoded(number)[2]):
            if isinstance(op, Set | Unset | Life | Choose):
                key = (op.type, op.record)
                is_new, registers = found.get(key, (False, {}))
                registers.update(dict.fromkeys(_registers(op)))
                found[key] = (is_new or _is_first(journal, key, Local(number, index)), registers)
    return [Touched(*key, is_new, tuple(registers)) for key, (is_new, registers) in found.items()]


def _is_first(journal: JournalReader, key: tuple[str, bytes], place: Local) -> bool:
    state = journal.load([key]).get(key)
    return state is not None and state.base == place


def _registers(op: Set | Unset | Life | Choose) -> list[str]:
    if isinstance(op, Life):
        return [LIFE]
    if isinstance(op, Choose):
        return [op.register]
    return [*op.values, *op.leaf_registers] if isinstance(op, Set) else list(op.covers)
