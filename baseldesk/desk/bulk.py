"""One change for many records: what it would do to each is told first, it is one action, and one undo takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.saving import refuse_broken
from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.journal.port import State
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.identity import is_owned
from baseldesk.records.types import record_type
from baseldesk.records.values import Wire, registers

MOST = 50_000
_BLOCK = 500
_OWN = (Kind.PROSE, Kind.DATA, Kind.HASH, Kind.INSTANT, Kind.LABELS)


@dataclass(slots=True)
class Preview:
    """What a change would do.

    Attributes:
        changes: records that would say something else, with the registers that would.
        same: how many hold the values already.
        refused: records that a rule keeps from it, with its code.
        kept_back: how many are deleted, or belong to another organisation.
    """

    changes: list[tuple[bytes, tuple[str, ...]]] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[bytes, str]] = field(default_factory=list)
    kept_back: int = 0


def may_change(declared: RecordType, name: str) -> bool:
    """Whether a field makes sense for many records at once: no texts of their own, nothing personal, nothing fixed."""
    one = declared.by_name[name]
    is_own = one.kind in _OWN or one.translatable or one.personal or one.fixed
    return not is_own and name not in ("reference", declared.title, "not_ready")


def preview(desk: Desk, kind: str, records: Sequence[bytes], values: Mapping[str, Any]) -> Preview:
    """What `change_all` would do; nothing is changed.

    Args:
        values: {field: new value, None empties}; of a set the elements to add (True or a share) or to take away (None).

    Raises:
        UsageError: too many records, or a field that is not changed so.
        RuleBroken: a value that cannot be.
    """
    declared = _check(kind, records, values)
    wires, out = registers(declared, values), Preview()
    with desk.read() as reader:
        journal = JournalReader(reader)
        for start in range(0, len(records), _BLOCK):
            block = records[start : start + _BLOCK]
            found = journal.load([(kind, one) for one in block])
            for one in block:
                _judge(out, Edit(kind, one, values), found.get((kind, one)), wires, desk.owner)
    return out


def change_all(desk: Desk, kind: str, records: Sequence[bytes], values: Mapping[str, Any]) -> Saved:
    """Changes those records that would say something else and that no rule keeps from it, as one action.

    Raises:
        UsageError, RuleBroken: see `preview`.
    """
    found = preview(desk, kind, records, values)
    return desk.save([Edit(kind, one, values) for one, _ in found.changes], numbered=False)


def _check(kind: str, records: Sequence[bytes], values: Mapping[str, Any]) -> RecordType:
    declared = record_type(kind)
    if len(records) > MOST:
        raise UsageError("bulk.too_many", most=MOST)
    for name in values:
        if name not in declared.by_name:
            raise UsageError("field.unknown", field=name, type=kind)
        if not may_change(declared, name):
            raise UsageError("bulk.field_is_own", field=name)
    return declared


def _judge(out: Preview, edit: Edit, state: State | None, wires: Mapping[str, Wire], owner: str) -> None:
    if state is None or state.hidden or not is_owned(edit.record, owner):
        out.kept_back += 1
        return
    changed = tuple(register for register, wire in wires.items() if state.values.get(register) != wire)
    if not changed:
        out.same += 1
        return
    try:
        refuse_broken(edit, state)
    except RuleBroken as broken:
        out.refused.append((edit.record, broken.code))
    else:
        out.changes.append((edit.record, changed))
