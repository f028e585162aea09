"""`baseldesk tasks …`: what needs a person, and doing what can be done with one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import Group, command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.tasks import Task

COMMANDS = {
    "list": "tasks:list_",
    "accept": "tasks:accept",
    "reject": "tasks:reject",
    "due": "tasks_due:due",
    "calendar": "tasks_due:calendar",
}
ID = click.argument("identity", metavar="ID")


@click.group(
    "tasks", cls=Group, lazy=COMMANDS, help=N_("What needs a person: conflicts, doubles, what is not allowed or missing.")
)
def tasks() -> None:
    """Holds the commands on tasks."""


@command("list", N_("List what needs a person, most pressing first."))
def list_(session: Session) -> None:
    """Lists tasks."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.cli.sentences import explain

    with session.open_desk() as desk:
        found = _read(desk)
        for task in found:
            said = explain(task.code, task.params, session.t)
            if session.json:
                named = {"type": task.type or None, "record": task.record or None, "title": _title(session, desk, task)}
                write_json(
                    {"id": task.id, "code": task.code, **named, "text": said.text, "hint": said.hint, "params": task.params}
                )
            else:
                title = _title(session, desk, task)
                write_lines([f"{task.id}  {title}".rstrip(), f"    {said.text}", f"    {said.hint}", ""])
    if not found and not session.json and not session.quiet:
        print(session.t.gettext(N_("Nothing is waiting for you.")))


@command(
    "accept",
    N_("Do what a task asks for: destroy what was erased elsewhere, delete what was deleted and edited, join duplicates."),
)
@ID
def accept(session: Session, identity: str) -> None:
    """Carries out a task."""
    from baseldesk.desk.settling import accept as carry_out

    with session.open_desk() as desk:
        carry_out(desk, find_task(desk, identity))
    _say(session, identity)


@command("reject", N_("Turn a task down: keep what was deleted and edited, say that two records are not the same."))
@ID
def reject(session: Session, identity: str) -> None:
    """Turns a task down."""
    from baseldesk.desk.settling import reject as turn_down

    with session.open_desk() as desk:
        turn_down(desk, find_task(desk, identity))
    _say(session, identity)


def find_task(desk: Desk, identity: str) -> Task:
    """The task of this id.

    Raises:
        UsageError: there is none (any more).
    """
    from baseldesk.errors import UsageError

    found = next((task for task in _read(desk) if task.id == identity.strip().lower()), None)
    if found is None:
        raise UsageError("task.gone", id=identity[:80])
    return found


def _read(desk: Desk) -> list[Task]:
    from baseldesk.desk.tasks import tasks as read_tasks

    with desk.read() as reader:
        return read_tasks(reader)


def _title(session: Session, desk: Desk, task: Task) -> str:
    from baseldesk.cli.wording import Wording

    shown = desk.record(task.type, task.record) if task.record else None
    return Wording(session.t, desk).title(task.type, shown.values) if shown else ""


def _say(session: Session, identity: str) -> None:
    from baseldesk.cli.output import write_json

    if session.json:
        write_json({"id": identity, "done": True})
    elif not session.quiet:
        print(session.t.gettext(N_("Done.")))
