"""Doing with one word what a task asks for, or turning it down; most tasks are settled in the record itself."""

from __future__ import annotations

from baseldesk.desk import erasing
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import Task
from baseldesk.errors import UsageError


def accept(desk: Desk, task: Task) -> None:
    """Carries a task out.

    Raises:
        UsageError: it is settled in the record, not by a word.
    """
    if task.code == "task.erase_to_confirm":
        erasing.confirm(desk, [(task.type, task.record)])
    elif task.code == "task.deleted_and_edited":
        desk.save([Edit(task.type, task.record, life=False)])
    else:
        raise UsageError("task.settled_in_record", id=task.id)


def reject(desk: Desk, task: Task) -> None:
    """Turns a task down.

    Raises:
        UsageError: it is settled in the record, not by a word.
    """
    if task.code != "task.deleted_and_edited":
        raise UsageError("task.settled_in_record", id=task.id)
    desk.save([Edit(task.type, task.record, life=True)])
