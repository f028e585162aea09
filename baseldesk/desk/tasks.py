"""What needs a person: computed from the tables each time, so that nothing on the list can be stale.

Each task has an id that stays as long as its cause does, a code, the record it is about and the parameters of its sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from baseldesk.desk.columns import quoted
from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.journal.clock import instant
from baseldesk.journal.port import LIFE
from baseldesk.records import rules
from baseldesk.records.field import Kind
from baseldesk.records.same import SAME_AS
from baseldesk.records.types import SECRETARIAT, TYPES
from baseldesk.records.values import join

_TAG = b"baseldesk/task/1\0"
ROSTER_ISSUED = "roster_issued"  # when the newest roster was signed, 8 bytes of milliseconds
CLOCK_SUSPECT = "clock_suspect"  # what the clock showed and what it should be after, 8 bytes of milliseconds each
RIVAL = "roster_rival"  # number, 8 bytes, and content of another roster of the same number as the one held
_BLOCK = 500
_REFERS_TO_NOTHING = """
    SELECT r.id FROM {table} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.{column} IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM record o WHERE o.id = t.{column} AND o.type = :target)
"""
_GIVEN_TWICE = """
    SELECT r.id, t.reference FROM r_activity t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.reference IN (
        SELECT t2.reference FROM r_activity t2 JOIN record r2 ON r2.n = t2.n WHERE r2.hidden = 0
        GROUP BY t2.reference HAVING count(*) > 1
    ) ORDER BY t.reference, r.id
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing for a person to decide or mend.

    Attributes:
        id: 16 hexadecimal digits, the same as long as the cause is.
        code: what it is; `baseldesk.messages` has the sentence and what to do.
        type, record: what it is about; "" and b"" where it is about no one record.
    """

    id: str
    code: str
    type: str = ""
    record: bytes = b""
    params: dict[str, object] = field(default_factory=dict)


def tasks(reader: Reader) -> list[Task]:
    """Everything that needs a person, most pressing first."""
    return [_named(reader, task) for find in _FINDERS for task in find(reader)]


def count(reader: Reader) -> int:
    """How many there are."""
    return len(tasks(reader))


def make_task(code: str, kind: str = "", record: bytes = b"", /, mark: str = "", **params: object) -> Task:
    """A task with the id that its code, record and mark give."""
    digest = hashlib.sha256(_TAG + "\0".join((code, kind, record.hex(), mark)).encode()).hexdigest()[:16]
    return Task(digest, code, kind, record, params)


def _erases(reader: Reader) -> Iterator[Task]:
    for kind, record in reader.rows("SELECT type, record FROM erased WHERE destroyed = 0 ORDER BY type, record"):
        yield make_task("task.erase_to_confirm", kind, bytes(record))


def _conflicts(reader: Reader) -> Iterator[Task]:
    sql = "SELECT type, id, conflicts FROM record WHERE conflicts > 0 AND hidden = 0 ORDER BY hlc DESC"
    for kind, record, number in reader.rows(sql):
        yield make_task("task.conflict", kind, bytes(record), fields=number)


def _deleted_and_edited(reader: Reader) -> Iterator[Task]:
    """Records that somebody deleted while somebody else wrote on."""
    sql = (
        "SELECT DISTINCT r.type, r.id, v.change, v.op FROM record r JOIN version v ON v.record = r.n "
        "WHERE v.register = :life AND r.hidden = 0 ORDER BY r.type, r.id"
    )
    journal = JournalReader(reader)
    rows = [(kind, bytes(record), change, op) for kind, record, change, op in reader.rows(sql, life=LIFE)]
    deleted = {(kind, record) for kind, record, change, op in rows if _is_delete(journal, change, op)}
    kept = {(kind, record) for kind, record, change, op in rows if not _is_delete(journal, change, op)}
    for kind, record in sorted(deleted - kept):
        yield make_task("task.deleted_and_edited", kind, record)


def _is_delete(journal: JournalReader, change: int, op: int) -> bool:
    return not getattr(journal.decoded(change)[2][op], "yes", True)


def _refused(reader: Reader) -> Iterator[Task]:
    sql = (
        "SELECT f.type, f.record, h.device, count(*) FROM refused f JOIN change c ON c.n = f.change "
        "JOIN chain h ON h.n = c.chain GROUP BY f.type, f.record, h.device ORDER BY f.type, f.record"
    )
    for kind, record, device, number in reader.rows(sql):
        name = bytes(device).hex()
        yield make_task("task.not_allowed", kind, bytes(record), mark=name, device=name[:8], fields=number)


def _parked(reader: Reader) -> Iterator[Task]:
    for device, number in reader.rows("SELECT device, count(*) FROM parked GROUP BY device ORDER BY device"):
        yield make_task("task.unknown_computer", mark=bytes(device).hex(), device=bytes(device).hex()[:8], changes=number)


def _waiting(reader: Reader) -> Iterator[Task]:
    """Changes of withdrawn keys: their own organisation decides; new ones bring a task back that was rejected."""
    sql = (
        "SELECT h.device, d.organisation, count(*), max(c.n) FROM standing s JOIN change c ON c.n = s.change "
        "JOIN chain h ON h.n = c.chain JOIN device d ON d.key_id = h.device WHERE s.organisation IS NULL "
        "GROUP BY h.device, d.organisation ORDER BY h.device"
    )
    owner = (reader.meta("owner") or b"").decode()
    for device, centre, number, last in reader.rows(sql):
        name = bytes(device).hex()
        code = "task.changes_wait" if centre == owner else "task.changes_wait_elsewhere"
        task = make_task(code, mark=f"{name} {_id_of(reader, last)}", device=name[:8], key=name, centre=centre, changes=number)
        if not is_dismissed(reader, task.id):
            yield task


def _rival_roster(reader: Reader) -> Iterator[Task]:
    """Two lists of registered computers with one number: only the root keys can end that."""
    rival = reader.meta(RIVAL)
    if rival:
        code = "task.roster_rival_here" if reader.meta("owner") == SECRETARIAT.encode() else "task.roster_rival"
        yield make_task(code, mark=hashlib.sha256(rival).hexdigest(), number=int.from_bytes(rival[:8], "big"))


def _forks(reader: Reader) -> Iterator[Task]:
    """Chains that two databases have gone on from under one id: a clone, or a backup put back; both branches are kept."""
    sql = (
        "SELECT h.device, h.replica, d.organisation, d.letter, count(*) FROM chain h LEFT JOIN device d ON d.key_id = h.device "
        "WHERE h.n IN (SELECT chain FROM change GROUP BY chain HAVING count(*) > count(DISTINCT seq)) "
        "GROUP BY h.device, h.replica ORDER BY h.device, h.replica"
    )
    for device, replica, centre, letter, audiences in reader.rows(sql):
        name = bytes(device).hex()
        who = {"device": name[:8], "centre": centre or "", "letter": letter or "", "audiences": audiences}
        task = make_task("task.fork_seen", mark=f"{name} {bytes(replica).hex()}", **who)
        if not is_dismissed(reader, task.id):
            yield task


def _clock(reader: Reader) -> Iterator[Task]:
    """The clock of this computer, where it was before what must have come earlier; pointed out once, and never in the way."""
    suspect = reader.meta(CLOCK_SUSPECT)
    if suspect:
        shown, earliest = (instant(int.from_bytes(suspect[at : at + 8], "big")) for at in (0, 8))
        days = {"shown": shown.date().isoformat(), "after": earliest.date().isoformat()}
        task = make_task("task.clock_suspect", mark=suspect[8:].hex(), **days)
        if not is_dismissed(reader, task.id):
            yield task


def _id_of(reader: Reader, change: int) -> str:
    row = reader.one("SELECT id FROM change WHERE n = :n", n=change)
    return bytes(row[0]).hex() if row else ""


def is_dismissed(reader: Reader, task: str) -> bool:
    """Whether a person has looked at a task and put it aside."""
    return reader.one("SELECT 1 FROM dismissed WHERE task = :task", task=task) is not None


def _dangling(reader: Reader) -> Iterator[Task]:
    """References to a record that has not been received."""
    for declared in TYPES.values():
        for one in declared.fields:
            if one.kind is Kind.RECORD and one.target:
                sql = _REFERS_TO_NOTHING.format(table=f"r_{declared.name}", column=quoted(one.name))
                for (record,) in reader.rows(sql, target=one.target):
                    yield make_task("task.not_received_yet", declared.name, bytes(record), mark=one.name, field=one.name)


def _double_references(reader: Reader) -> Iterator[Task]:
    for record, reference in reader.rows(_GIVEN_TWICE):
        yield make_task("task.reference_twice", "activity", bytes(record), reference=reference)


def _broken_rules(reader: Reader) -> Iterator[Task]:
    """Rules that a record breaks though it was saved: imported, or written by an older version."""
    journal = JournalReader(reader)
    for kind, declared in TYPES.items():
        rows = reader.rows("SELECT id FROM record WHERE type = :type AND hidden = 0 ORDER BY id", type=kind)
        ids = [bytes(row[0]) for row in rows]
        for start in range(0, len(ids), _BLOCK):
            for state in journal.load([(kind, one) for one in ids[start : start + _BLOCK]]).values():
                for broken in rules.breaks(declared, join(declared, state.values)):
                    params = {**broken.params, "field": broken.field}
                    yield make_task(broken.code, kind, state.id, mark=broken.field, **params)


def _duplicates(reader: Reader) -> Iterator[Task]:
    from baseldesk.desk.same_tasks import directory_tasks, duplicate_tasks

    yield from duplicate_tasks(reader)
    yield from directory_tasks(reader)


def _remarks(reader: Reader) -> Iterator[Task]:
    from baseldesk.desk.remarks import remark_tasks

    yield from remark_tasks(reader)


def _named(reader: Reader, task: Task) -> Task:
    """What is asked about a statement that two records are the same is asked about the two."""
    if task.type != SAME_AS.name:
        return task
    from baseldesk.desk.same_tasks import about_the_pair

    return about_the_pair(reader, task)


_FINDERS: tuple[Callable[[Reader], Iterator[Task]], ...] = (
    _erases,
    _conflicts,
    _deleted_and_edited,
    _waiting,
    _rival_roster,
    _forks,
    _clock,
    _refused,
    _parked,
    _remarks,
    _double_references,
    _duplicates,
    _dangling,
    _broken_rules,
)
