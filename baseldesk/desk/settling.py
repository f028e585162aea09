"""Doing with one word what a task asks for, or turning it down; most tasks are settled in the record itself."""

from __future__ import annotations

from baseldesk.desk import adopting, erasing, remarks, same_saving
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import Task
from baseldesk.errors import UsageError
from baseldesk.records.identity import parse_id
from baseldesk.records.same import SAME_AS

_CONTRADICTION = "task.joined_and_told_apart"
_JOINED_STILL = (_CONTRADICTION, "task.separated_and_joined")
_SEEN = frozenset({"task.fork_seen", "task.clock_suspect"})  # there is nothing to do but to know of it
# What a person may look at and leave as it is.
_PUT_ASIDE = _SEEN | {"task.in_directory", "task.changes_wait", "task.changes_wait_elsewhere"}


def accept(desk: Desk, task: Task) -> None:
    """Carries a task out.

    Raises:
        UsageError: it is settled in the record, not by a word.
    """
    if task.code == "task.erase_to_confirm":
        erasing.confirm(desk, [(task.type, task.record)])
    elif task.code == "task.deleted_and_edited":
        desk.save([Edit(task.type, task.record, life=False)])
    elif is_duplicate(task):
        same_saving.merge(desk, task.type, task.record, other_of(task))
    elif task.code in _JOINED_STILL:
        same_saving.separate(desk, task.type, task.record, other_of(task))
    elif task.code in _SEEN:
        dismiss(desk, task)
    elif task.code in ("task.remark", "task.remark_answered"):
        desk.save([remarks.closing(desk, task.record)])
    elif task.code == "task.in_directory":
        desk.save([Edit(task.type, task.record, {"directory_partner": parse_id(str(task.params["entry_id"]))})])
    elif task.code == "task.changes_wait":
        adopting.adopt_waiting(desk, bytes.fromhex(str(task.params["key"])))
    else:
        raise UsageError("task.settled_in_record", id=task.id)


def reject(desk: Desk, task: Task) -> None:
    """Turns a task down.

    Raises:
        UsageError: it is settled in the record, not by a word.
    """
    if task.code == "task.deleted_and_edited":
        desk.save([Edit(task.type, task.record, life=True)])
    elif is_duplicate(task):
        same_saving.tell_apart(desk, task.type, task.record, other_of(task))
    elif task.code == _CONTRADICTION:
        same_saving.merge(desk, task.type, task.record, other_of(task))
    elif task.code in _JOINED_STILL:
        desk.save([Edit(SAME_AS.name, parse_id(str(task.params["statement"])), life=True)])
    elif task.code in _PUT_ASIDE:
        dismiss(desk, task)
    else:
        raise UsageError("task.settled_in_record", id=task.id)


def is_duplicate(task: Task) -> bool:
    """Whether it asks if two records are the same: accepting joins them, rejecting says that they are not."""
    return task.code.startswith("task.alike_") or task.code == "task.said_both"


def other_of(task: Task) -> bytes:
    """The other of the two records that a task is about."""
    return parse_id(str(task.params["other_id"]))


def dismiss(desk: Desk, task: Task) -> None:
    """Puts a task aside: a person has seen it, and nothing is to be done."""
    with desk.write() as writer:
        sql = "INSERT INTO dismissed (task, at) VALUES (:task, :at) ON CONFLICT DO NOTHING"
        writer.run(sql, task=task.id, at=desk.clock())
