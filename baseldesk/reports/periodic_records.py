"""The records that a report on a period rests on, as plain values, asked by type and by reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from baseldesk.desk.frozen import Frozen
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.types import TYPES
from baseldesk.records.values import join

Values = Mapping[str, Any]
Held = Mapping[tuple[str, str], Mapping[str, Any]]  # as the desk collects them: {(type, id): {register: wire value}}


@dataclass(frozen=True, slots=True)
class Item:
    """One record: its id, whose it is, and its values."""

    id: bytes
    owner: str
    values: Values

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(slots=True)
class Records:
    """Records of one centre, or of several, in the order of their ids."""

    _items: dict[str, dict[bytes, Item]] = field(default_factory=dict)
    _parts: dict[tuple[str, str], dict[bytes, list[Item]]] = field(default_factory=dict)

    def add(self, owner: str, held: Held) -> Records:
        """Takes records in; what is of no known type, or has no id, is left out."""
        for (kind, identity), wires in sorted(held.items()):
            raw = _id(identity)
            if kind in TYPES and raw:
                self._items.setdefault(kind, {})[raw] = Item(raw, owner, _plain_values(TYPES[kind], wires))
        self._parts.clear()
        return self

    def of(self, kind: str) -> list[Item]:
        """All records of a type."""
        return list(self._items.get(kind, {}).values())

    def get(self, kind: str, identity: object) -> Item | None:
        """One record, where it is among these."""
        return self._items.get(kind, {}).get(identity) if isinstance(identity, bytes) else None

    def parts(self, kind: str, name: str, identity: bytes) -> list[Item]:
        """The records of a type that name this one in a field."""
        if (kind, name) not in self._parts:
            found: dict[bytes, list[Item]] = {}
            for one in self.of(kind):
                if isinstance(one[name], bytes):
                    found.setdefault(one[name], []).append(one)
            self._parts[kind, name] = found
        return self._parts[kind, name].get(identity, [])

    def ids(self) -> list[bytes]:
        """The ids of all."""
        return [one for items in self._items.values() for one in items]

    def __bool__(self) -> bool:
        return any(self._items.values())


def held_in(frozen: Frozen) -> dict[tuple[str, str], dict[str, Any]]:
    """What was approved, as the desk collects records."""
    return {(one.type, one.id): one.values for one in frozen.records}


def for_outsiders(held: Held) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Without what is not marked for publication, what hangs on that, and what is never published."""
    marked = {kind for kind, declared in TYPES.items() if "publish" in declared.by_name}
    hidden = {identity for (kind, identity), wires in held.items() if kind in marked and wires.get("publish") != "yes"}
    return {key: wires for key, wires in held.items() if key[1] not in hidden and _may_be_shown(*key, wires, hidden)}


def _may_be_shown(kind: str, identity: str, wires: Mapping[str, Any], hidden: set[str]) -> bool:
    declared = TYPES.get(kind)
    if declared is None or not any(one.printed for one in declared.fields):
        return False
    parents = {one.name for one in declared.fields if one.target and (one.name == declared.parent or one.name in declared.link)}
    loose = {"activity"} if kind in ("result", "interaction") else set()
    return not any(wires.get(name) in hidden for name in parents | loose)


def activities(records: Records) -> list[Item]:
    """The activities in the order of their days; those without a day last."""
    return sorted(records.of("activity"), key=lambda one: (begun_on(one) or date.max, one.id))


def begun_on(activity: Item) -> date | None:
    """The first day, the actual one where it is known."""
    return _day(activity["started_on"]) or _day(activity["starts_on"])


def ended_on(activity: Item) -> date | None:
    """The last day, the actual one where it is known."""
    return _day(activity["ended_on"]) or _day(activity["ends_on"]) or begun_on(activity)


def codes(item: Item, name: str) -> list[str]:
    """The codes of a field that holds several."""
    held = item[name]
    return [str(code) for code, is_in in held.items() if is_in not in (None, False)] if isinstance(held, Mapping) else []


def texts(held: object) -> dict[str, str]:
    """A text in several languages; empty for anything else."""
    return {str(key): str(text) for key, text in held.items() if text} if isinstance(held, Mapping) else {}


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _plain_values(declared: RecordType, wires: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record whose references stand in hexadecimal digits."""
    values = join(declared, wires)
    references = (one.name for one in declared.fields if one.kind in (Kind.RECORD, Kind.HASH))
    return values | {name: _id(values[name]) for name in references if name in values}


def _id(text: object) -> bytes | None:
    try:
        return bytes.fromhex(text) if isinstance(text, str) else None
    except ValueError:
        return None
