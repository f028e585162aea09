"""A line of a list inside a form, as it will stand once the record is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from baseldesk.desk.shown import Edit, Row
from baseldesk.records.field import RecordType
from baseldesk.records.identity import derived_id
from ui.widgets.form_changes import difference

_MARKS = ("is_new", "is_removed", "brings_back")


@dataclass(frozen=True)
class Draft:
    """What the desk holds of a line, and what a person changed of it since.

    Attributes:
        values: as they will stand.
        changes, shown: what goes into the edit, as a form gives it.
        brings_back: the line was removed earlier and is added again.
        nested: the lines of its own lists, by type.
        versions: {register: versions} that were read with it, where they were.
    """

    id: bytes
    values: Mapping[str, Any]
    conflicts: int = 0
    changes: Mapping[str, object] = field(default_factory=dict)
    shown: Mapping[str, tuple[bytes, ...]] | None = None
    is_new: bool = False
    is_removed: bool = False
    brings_back: bool = False
    nested: Mapping[str, tuple[Draft, ...]] = field(default_factory=dict)
    versions: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Row, versions: Mapping[str, tuple[bytes, ...]] | None = None) -> Draft:
        """The line as the desk holds it."""
        return cls(row.id, row.values, row.conflicts, versions=versions or {})

    @property
    def is_changed(self) -> bool:
        """Whether saving it would write anything."""
        is_touched = bool(self.changes) or self.is_new != self.is_removed
        return is_touched or any(one.is_changed for held in self.nested.values() for one in held)

    def with_changes(self, changes: Mapping[str, object], shown: Mapping[str, tuple[bytes, ...]] | None) -> Draft:
        """The line with these changes in place of earlier ones that were not saved yet."""
        return replace(self, changes=dict(changes), shown=shown, values=overlay(self.values, changes))


def edits_of(declared: RecordType, drafts: Iterable[Draft]) -> Iterator[Edit]:
    """What saving these lines writes, their own lists included."""
    from baseldesk.records.types import record_type

    for draft in drafts:
        if draft.is_removed:
            if not draft.is_new:
                yield Edit(declared.name, draft.id, life=False)
            continue
        if draft.changes or draft.is_new:
            life = True if draft.brings_back else None
            yield Edit(declared.name, draft.id, dict(draft.changes), draft.shown, life)
        for kind, held in draft.nested.items():
            yield from edits_of(record_type(kind), held)


def lay_over(held: Iterable[Draft], kept: Iterable[Draft]) -> tuple[Draft, ...]:
    """The lines as the desk holds them now, with what was kept of them unsaved; new ones at the end.

    What somebody else removed meanwhile is brought back where it was changed; what was saved meanwhile after all stays as it is.
    """
    lines = {one.id: one for one in held}
    for one in kept:
        base = lines.get(one.id)
        if base is None:
            lines[one.id] = one if one.is_new else replace(one, brings_back=not one.is_removed)
        elif not one.is_new:
            lines[one.id] = _laid_over(base, one)
    return tuple(lines.values())


def _laid_over(base: Draft, kept: Draft) -> Draft:
    nested = {kind: lay_over(base.nested.get(kind, ()), held) for kind, held in kept.nested.items()}
    values = overlay(base.values, kept.changes)
    changed = replace(base, values=values, changes=kept.changes, shown=kept.shown, is_removed=kept.is_removed)
    return replace(changed, nested={**base.nested, **nested})


def entered_since(saved: Iterable[Draft], sent: Iterable[Draft], now: Iterable[Draft]) -> tuple[Draft, ...]:
    """The lines as they were saved, with what was done to them since they were sent: against the versions that they have now."""
    before, lines = {one.id: one for one in sent}, {one.id: one for one in saved}
    for one in now:
        was, base = before.get(one.id), lines.get(one.id)
        if was is None or (base is None and one != was):
            lines[one.id] = one
        elif base is not None and one != was:
            lines[one.id] = _changed_since(base, was, one)
    return tuple(lines.values())


def _changed_since(base: Draft, sent: Draft, now: Draft) -> Draft:
    changes = difference(now.values, sent.values)
    changed = base.with_changes(changes, {name: base.versions.get(name, ()) for name in changes} if base.versions else None)
    kinds = now.nested.keys() | base.nested.keys()
    nested = {one: entered_since(*(held.nested.get(one, ()) for held in (base, sent, now))) for one in kinds}
    return replace(changed, is_removed=now.is_removed, nested=nested)


def moved(declared: RecordType, draft: Draft, ids: Mapping[bytes, bytes], owner: str) -> Draft:
    """The line where it, or a record that it names, has another id from now on: {old: new}."""
    from baseldesk.records.types import record_type

    values, changes = ({name: named(one, ids) for name, one in held.items()} for held in (draft.values, draft.changes))
    made = ids.get(draft.id, draft.id)
    if declared.link and made == draft.id and values != draft.values:
        made = link_id(declared, owner, values) or made
    nested = {kind: tuple(moved(record_type(kind), one, ids, owner) for one in held) for kind, held in draft.nested.items()}
    return replace(draft, id=made, values=values, changes=changes, nested=nested)


def named(value: object, ids: Mapping[bytes, bytes]) -> object:
    """What a field holds, where the record that it names has another id from now on."""
    return ids.get(value, value) if isinstance(value, bytes) else value


def ids_of(kind: str, drafts: Iterable[Draft]) -> Iterator[tuple[str, bytes]]:
    """(type, id) of these lines and those under them."""
    for draft in drafts:
        yield kind, draft.id
        for under, held in draft.nested.items():
            yield from ids_of(under, held)


def to_plain(draft: Draft) -> dict[str, Any]:
    """A changed line as plain values, of its own lists only what is changed."""
    nested = {kind: [to_plain(one) for one in held if one.is_changed] for kind, held in draft.nested.items()}
    marks = {name: True for name in _MARKS if getattr(draft, name)}
    return {
        "id": draft.id, "values": dict(draft.values), "changes": dict(draft.changes), **marks,
        "shown": None if draft.shown is None else {name: list(held) for name, held in draft.shown.items()},
        "nested": {kind: held for kind, held in nested.items() if held},
    }  # fmt: skip


def from_plain(held: Mapping[str, Any]) -> Draft:
    """The line again."""
    shown = held.get("shown")
    return Draft(
        held["id"],
        held.get("values", {}),
        changes=held.get("changes", {}),
        shown=None if shown is None else {name: tuple(one) for name, one in shown.items()},
        nested={kind: tuple(from_plain(one) for one in lines) for kind, lines in held.get("nested", {}).items()},
        is_new=bool(held.get("is_new")),
        is_removed=bool(held.get("is_removed")),
        brings_back=bool(held.get("brings_back")),
    )


def overlay(values: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    """Values with changes laid over them; of a mapped field only the changed keys, None takes away."""
    out = dict(values)
    for name, change in changes.items():
        if isinstance(change, Mapping):
            merged = {**(out.get(name) or {}), **change}
            out[name] = {key: one for key, one in merged.items() if one not in (None, "", False)}
        else:
            out[name] = change
    return {name: value for name, value in out.items() if value not in (None, "", {})}


def link_id(declared: RecordType, owner: str, values: Mapping[str, Any]) -> bytes | None:
    """The id that the ends of a link make; None while one of them is missing."""
    ends = [values.get(name) for name in declared.link]
    return derived_id(owner, declared.name, *ends) if all(ends) else None  # type: ignore[arg-type]
