"""What a person is asked about records that may be one, or of which people said different things."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.desk.database import Reader
from baseldesk.desk.directory_matches import find_matches
from baseldesk.desk.duplicates import find_contradictions, find_duplicates
from baseldesk.desk.finding import title_of
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.tasks import Task, is_dismissed, make_task
from baseldesk.records.identity import id_text
from baseldesk.records.types import TYPES

_ENTRY = "directory_partner"
_OF_STATEMENTS = {"task.conflict": "task.said_both", "task.deleted_and_edited": "task.separated_and_joined"}


def duplicate_tasks(reader: Reader) -> Iterator[Task]:
    """Two records of this organisation that look like one, and pairs both joined and said not to be the same."""
    owner = (reader.meta("owner") or b"").decode()
    found = [*find_contradictions(reader, owner), *find_duplicates(reader, owner)]
    states = JournalReader(reader).load([(one.kind, one.second) for one in found])
    titles = {key: title_of(state) for key, state in states.items()}
    for one in found:
        named = {"other": titles.get((one.kind, one.second), ""), "other_id": id_text(one.second)}
        yield make_task(f"task.{one.reason}", one.kind, one.first, mark=one.second.hex(), **named)


def directory_tasks(reader: Reader) -> Iterator[Task]:
    """Partners that the secretariat's directory has too, unless a person has put that aside."""
    found = list(find_matches(reader, (reader.meta("owner") or b"").decode()))
    states = JournalReader(reader).load([(_ENTRY, one.entry) for one in found])
    for one in found:
        named = {"other": title_of(states[_ENTRY, one.entry]), "entry_id": id_text(one.entry)}
        task = make_task("task.in_directory", "partner", one.partner, mark=one.entry.hex(), **named)
        if not is_dismissed(reader, task.id):
            yield task


def about_the_pair(reader: Reader, task: Task) -> Task:
    """A task about a statement that two records are the same, as one about these two."""
    code, journal = _OF_STATEMENTS.get(task.code), JournalReader(reader)
    state = journal.load([(task.type, task.record)]).get((task.type, task.record))
    kind, first, second = (state.values.get(name) if state else None for name in ("of", "first", "second"))
    if code is None or kind not in TYPES or not (isinstance(first, bytes) and isinstance(second, bytes)):
        return task
    other = journal.load([(str(kind), second)]).get((str(kind), second))
    named = {"other": title_of(other) if other else "", "other_id": id_text(second), "statement": id_text(task.record)}
    return Task(task.id, code, str(kind), first, {**named})
