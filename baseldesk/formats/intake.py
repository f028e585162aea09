"""Taking other people's files into a desk: one action, all or nothing, and never over what a person wrote.

The same file again changes nothing. An edited file changes what it says differently from last time, where nobody here has
changed it since; what a person changed is kept and named in a warning. A record deleted here stays deleted. Nothing in a
file makes a partner active.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.desk.imports import newest_action
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, FileRefused, RuleBroken
from baseldesk.formats import remembered
from baseldesk.formats.draft import Draft, Ids, Item, Own, Ref, Source, Warned
from baseldesk.formats.remembered import CHILD, Digests, Key
from baseldesk.formats.sentences import Words, tell
from baseldesk.journal.port import LIFE
from baseldesk.records.types import record_type
from baseldesk.records.values import Wire, registers

MOST_RECORDS = 50_000  # of one import: it is one action, held in memory
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Intake:
    """What an import did, or with `rehearse` would do; items are the file's own (activities, rows)."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: list[Warned] = field(default_factory=list)
    records: Counter[str] = field(default_factory=Counter)  # created or changed, by type
    rejects: list[Item] = field(default_factory=list)  # what was left out, with its reasons

    def to_plain(self, words: Words) -> dict[str, Any]:
        """The JSON document of `baseldesk import --json`."""
        told = [{"where": one.where, "code": one.code, "text": tell(one.code, one.params, words)} for one in self.warnings]
        counts = {name: getattr(self, name) for name in ("read", "created", "updated", "unchanged", "rejected")}
        return {**counts, "warnings": told, "records": dict(sorted(self.records.items()))}


@dataclass(frozen=True, slots=True)
class _Said:
    """A draft whose id is known and whose values are canonical."""

    key: Key
    draft: Draft
    values: dict[str, object]
    wires: dict[str, Wire]


_Spoken = tuple[Item, list[_Said]]


def take_in(
    desk: Desk,
    source: Source,
    *,
    rehearse: bool = False,
    contacts: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Takes a file in, as one action that one undo takes back.

    Args:
        desk: where to.
        source: from `formats.open.read`.
        rehearse: only tells what would be done.
        contacts: takes people's names and addresses, too.
        progress: called with (bytes read, bytes in all).
        cancelled: asked between items.

    Raises:
        FileRefused: the file is damaged or too large; nothing was changed.
        Cancelled: nothing was changed.
    """
    intake = Intake()
    said = list(_canonical(desk, _read(source, contacts, progress, cancelled), intake))
    own = source.find_own(desk, [item for item, _ in said]) if source.find_own else {}
    if own:
        said = _set_aside(said, own, intake)
    planning = _Planning(desk, intake, [one for _, found in said for one in found])
    said.sort(key=lambda one: one[0].counted)  # the file's partners before those who refer to them
    said.reverse()
    while said:  # what is planned is let go of: saving needs the room
        _refuse_if(cancelled)
        planning.plan(*said.pop())
    if not rehearse:
        planning.save()
    if progress:
        progress(source.size, source.size)
    return intake


def _refuse_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled


def _read(source: Source, contacts: bool, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Iterator[Item]:
    """The items, as long as there is room and nobody stops."""
    held = 0
    for item in source.items(contacts=contacts):
        _refuse_if(cancelled)
        held += max(1, len(item.drafts))
        if held > MOST_RECORDS:
            raise FileRefused("import.too_many", file=source.path.name, most=MOST_RECORDS)
        if progress:
            progress(item.offset, source.size)
        yield item


def _canonical(desk: Desk, items: Iterator[Item], intake: Intake) -> Iterator[tuple[Item, list[_Said]]]:
    """Each item with its records as the journal would hold them; one with a value that cannot be held is rejected whole."""
    ids = Ids(desk.owner)
    for item in items:
        intake.read += item.counted
        intake.warnings += item.warnings
        reasons = list(item.warnings)
        try:
            found = [_say(ids, draft) for draft in item.drafts]
        except RuleBroken as error:
            params = {"field": error.field, "value": str(error.params.get("value", ""))[:80], "reason": error.code}
            reasons.append(Warned(item.where, "import.value_refused", params))
            intake.warnings.append(reasons[-1])
            found = []
        if found or not item.counted:
            yield item, found
        else:
            intake.rejected += 1
            intake.rejects.append(replace(item, warnings=tuple(reasons)))


def _set_aside(said: list[_Spoken], own: Mapping[str, Own], intake: Intake) -> list[_Spoken]:
    """Counts what is recorded here already; gives the rest, and of the partners of the file those that the rest names."""
    taken = [(item, found) for item, found in said if item.where not in own]
    intake.unchanged += len(said) - len(taken)
    intake.warnings += [warned for item, _ in said if item.where in own for warned in own[item.where].tell(item.where)]
    named = {
        ref for item, _ in taken if item.counted for one in item.drafts for ref in one.values.values() if isinstance(ref, Ref)
    }
    return [(item, found if item.counted else [one for one in found if one.draft.ref in named]) for item, found in taken]


def _say(ids: Ids, draft: Draft) -> _Said:
    values = {name: ids.find(held) if isinstance(held, Ref) else held for name, held in draft.values.items()}
    if draft.type == "partner" and "status" in values:
        values["status"] = "prospect"
    return _Said((draft.type, ids.find(draft.ref)), draft, values, registers(record_type(draft.type), values))


class _Planning:
    """Turns what a file says into edits against what the desk holds and what the last import said."""

    def __init__(self, desk: Desk, intake: Intake, said: list[_Said]) -> None:
        self._desk, self._intake = desk, intake
        keys = [one.key for one in said]
        with desk.read() as reader:
            rows = reader.among("SELECT type, id, hidden FROM record WHERE id IN (:among)", [key[1] for key in keys])
            self._before = remembered.load(reader, keys)
        self._here = {(row[0], bytes(row[1])): bool(row[2]) for row in rows}
        self._edits: list[Edit] = []
        self._entries: dict[Key, Digests] = {}

    def plan(self, item: Item, said: list[_Said]) -> None:
        """Plans one item and counts it."""
        is_new = bool(said) and (said[0].key not in self._here or self._was_taken_back(said[0].key))
        before = len(self._edits)
        if said and item.counted and self._here.get(said[0].key) and not is_new:
            self._intake.warnings.append(Warned(item.where, "import.deleted_here", {}))
        else:
            for one in said:
                self._plan_record(item.where, one, said if item.counted and one is said[0] else [])
        if item.counted:
            name = "created" if is_new else "updated" if len(self._edits) > before else "unchanged"
            setattr(self._intake, name, getattr(self._intake, name) + 1)

    def _plan_record(self, where: str, one: _Said, family: list[_Said]) -> None:
        now = remembered.digests(one.wires) | {f"{CHILD}{child.key[0]}/{child.key[1].hex()}": b"" for child in family[1:]}
        before = self._before.get(one.key)
        if now == before or (one.draft.first_wins and before is not None and now.keys() <= before.keys()):
            return
        if one.key not in self._here:
            self._add(one.key, one.values, None, now)
        elif not self._here[one.key]:
            self._plan_known(where, one, now, before, bool(family))
        elif self._was_taken_back(one.key):
            self._plan_revived(one, now)

    def _plan_revived(self, one: _Said, now: Digests) -> None:
        """A record that stands here hidden as an import that was taken back left it: it becomes what the file says now."""
        shown = self._desk.record(*one.key)
        assert shown is not None, one.key
        here = registers(record_type(one.key[0]), shown.values)
        write = {**dict.fromkeys(here), **one.wires}
        self._add(one.key, write, {register: shown.versions.get(register, ()) for register in (LIFE, *write)}, now, life=True)

    def _was_taken_back(self, key: Key) -> bool:
        """Whether an import made the record and was taken back: that was no wish to be rid of the record for ever."""
        return bool(self._here.get(key)) and remembered.TAKEN_BACK in (self._before.get(key) or {})

    def _plan_known(self, where: str, one: _Said, now: Digests, before: Digests | None, is_own: bool) -> None:
        """A record that is here: writes what the file changed, keeps what a person changed."""
        shown = self._desk.record(*one.key)
        assert shown is not None, one.key
        here = registers(record_type(one.key[0]), shown.values)
        if one.draft.first_wins:
            verdict, now = remembered.fill(one.wires, before, here), {**now, **(before or {})}
        else:
            verdict = remembered.compare(one.wires, before, here, shown.conflicts)
        # Of a partner that a row only names, another spelling is no news.
        for register in verdict.kept if not one.draft.first_wins or is_own else ():
            self._intake.warnings.append(Warned(where, "import.kept_yours", {"type": one.key[0], "field": register}))
        gone = [name for name in before or () if name.startswith(CHILD) and name not in now]
        if gone:
            self._intake.warnings.append(Warned(where, "import.no_longer_there", {"count": len(gone)}))
        self._add(one.key, verdict.write, {register: shown.versions.get(register, ()) for register in verdict.write}, now)

    def _add(
        self,
        key: Key,
        values: Mapping[str, object],
        shown: Mapping[str, tuple[bytes, ...]] | None,
        entry: Digests,
        life: bool | None = None,
    ) -> None:
        self._entries[key] = entry
        if values:
            self._edits.append(Edit(key[0], key[1], values, shown, life))
            self._intake.records[key[0]] += 1

    def save(self) -> None:
        """Writes everything in one transaction; nothing where nothing is new."""
        if self._edits:
            # No references: two laptops that import one file make one record, and must not number it twice.
            with self._desk.read() as reader:
                since = newest_action(reader)
            self._desk.save(self._edits, also=lambda writer: self._remember(writer, since), numbered=False, checked=False)
        elif self._entries:
            with self._desk.write() as writer:
                remembered.store(writer, self._entries)

    def _remember(self, writer: Writer, since: bytes | None) -> None:
        remembered.store(writer, self._entries)
        remembered.note(writer, {key: self._before.get(key) for key in self._entries}, since)
