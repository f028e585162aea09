"""What needs a person, with the names of the records concerned and where each can be opened. Runs outside the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from baseldesk.i18n import _, current
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.titles import text_in
from baseldesk.records.types import TYPES
from ui.screens import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from baseldesk.desk.desk import Desk
    from baseldesk.desk.journal_reader import JournalReader
    from baseldesk.desk.tasks import Task

_BLOCK = 500
_DEEPEST = 4
_SCREENS = frozenset(one.record for one in PLACES if one.record)
Key = tuple[str, bytes]


class Named(NamedTuple):
    """A record by what names it, to be said in the language of the moment."""

    kind: str
    title: Any = None  # {language: text}, a text, or None where it has no name of its own
    reference: str = ""

    def words(self) -> str:
        """Reference and title, or the kind of record."""
        text = text_in(self.title, current().language)[0] if isinstance(self.title, dict) else str(self.title or "")
        said = " · ".join(one for one in (self.reference, text) if one)
        return said or (_(TYPES[self.kind].label) if self.kind in TYPES else self.kind)


@dataclass(frozen=True)
class Entry:
    """A task with the names of its record and of those that it belongs to, and the record that can be opened for it."""

    task: Task
    names: tuple[Named, ...] = ()
    opens: Key | None = None

    def words(self) -> str:
        """«SEN-26-A1 · Formation – Headcount»."""
        return " – ".join(one.words() for one in reversed(self.names))


def screen_kinds() -> frozenset[str]:
    """The types of which one record has a screen."""
    return _SCREENS


def read_todo(desk: Desk) -> tuple[Entry, ...]:
    """Every task, most pressing first."""
    from baseldesk.desk.journal_reader import JournalReader
    from baseldesk.desk.tasks import tasks

    with desk.read() as reader:
        found = tasks(reader)
        values = _values(JournalReader(reader), dict.fromkeys((one.type, one.record) for one in found if one.record))
    return tuple(_entry(one, values) for one in found)


def place_of(desk: Desk, kind: str, record: bytes) -> Key | None:
    """The record whose screen shows this one: itself, or what it belongs to."""
    from baseldesk.desk.journal_reader import JournalReader

    with desk.read() as reader:
        return _path((kind, record), _values(JournalReader(reader), {(kind, record): None}))[1]


def names_of(desk: Desk, kind: str, record: bytes) -> tuple[Named, ...]:
    """A record and those that it belongs to, by their names."""
    from baseldesk.desk.journal_reader import JournalReader

    with desk.read() as reader:
        return _path((kind, record), _values(JournalReader(reader), {(kind, record): None}))[0]


def _entry(task: Task, values: Mapping[Key, Mapping[str, object]]) -> Entry:
    names, opens = _path((task.type, task.record), values) if task.record else ((), None)
    return Entry(task, names, opens)


def _path(key: Key, values: Mapping[Key, Mapping[str, object]]) -> tuple[tuple[Named, ...], Key | None]:
    """From a record up to the first that has a screen."""
    names: list[Named] = []
    ahead: Key | None = key
    while ahead is not None and len(names) < _DEEPEST:
        names.append(_named(ahead[0], values.get(ahead, {})))
        if ahead[0] in _SCREENS:
            return tuple(names), (ahead if ahead in values else None)
        ahead = _above(ahead, values)
    return tuple(names), None


def _named(kind: str, values: Mapping[str, object]) -> Named:
    declared = TYPES.get(kind)
    title = values.get(declared.title) if declared and declared.title else None
    return Named(kind, title, str(values.get("reference") or "") if kind in _SCREENS else "")


def _above(key: Key, values: Mapping[Key, Mapping[str, object]]) -> Key | None:
    declared = TYPES.get(key[0])
    held = values.get(key, {})
    if key[0] == "remark":
        return _about(held)
    for name in _upwards(declared) if declared else ():
        found = held.get(name)
        if isinstance(found, bytes) and declared is not None:
            return declared.by_name[name].target or str(held.get("of") or ""), found
    return None


def _about(remark: Mapping[str, object]) -> Key | None:
    """What a remark is about."""
    try:
        return str(remark.get("about_type") or ""), bytes.fromhex(str(remark.get("about") or ""))
    except ValueError:
        return None


def _upwards(declared: RecordType) -> list[str]:
    """The fields that may name what a record belongs to, the declared parent first."""
    others = [one.name for one in declared.fields if one.kind is Kind.RECORD and (one.target in _SCREENS or not one.target)]
    return [*([declared.parent] if declared.parent else []), *others]


def _values(journal: JournalReader, keys: Mapping[Key, None]) -> dict[Key, dict[str, object]]:
    """The values of these records and of those above them."""
    out: dict[Key, dict[str, object]] = {}
    wanted = list(keys)
    for _depth in range(_DEEPEST):
        out.update(_load(journal, wanted))
        above = [up for key in wanted if key[0] not in _SCREENS and (up := _above(key, out)) is not None]
        wanted = [key for key in dict.fromkeys(above) if key not in out]
        if not wanted:
            break
    return out


def _load(journal: JournalReader, keys: list[Key]) -> dict[Key, dict[str, object]]:
    from baseldesk.records.values import join

    out: dict[Key, dict[str, object]] = {}
    known = [key for key in keys if key[0] in TYPES]
    for start in range(0, len(known), _BLOCK):
        for key, state in journal.load(known[start : start + _BLOCK]).items():
            out[key] = join(TYPES[key[0]], state.values)
    return out
