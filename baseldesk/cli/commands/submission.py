"""`baseldesk submission`: a report or plan as it is approved and handed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

COMMANDS = {
    "new": "submission:new",
    "approve": "submission:approve",
    "submit": "submission:submit",
    "accept": "submission:accept",
    "return": "submission:return_",
    "changes": "submission:changes",
    "show": "submission:show",
}
_ID = click.argument("identity", metavar="ID")


@click.group(
    "submission", cls=Group, lazy=COMMANDS, help=N_("Reports and plans that are handed in: what is only sent is not submitted.")
)
def submission() -> None:
    """Groups the commands on submissions."""


@command("new", N_("Begin a report or plan; its texts are written with “baseldesk record set submission”."))
@option(
    "--kind", default="activity_report", metavar="KIND", help=N_("activity_report, business_plan, work_plan_progress or other.")
)
@option("--period", default="", metavar="PERIOD", help=N_("2025, or 2025-01..2026-06."))
@option("--call", default="", metavar="ID", help=N_("The call that it answers."))
@option("--correct", default="", metavar="ID", help=N_("The approved one whose place it takes; its texts are copied."))
def new(session: Session, kind: str, period: str, call: str, correct: str) -> None:
    """Makes a draft."""
    from baseldesk.cli.finding import find_id
    from baseldesk.desk import submissions

    with session.open_desk() as desk:
        starts, ends = read_period(period) if period else (None, None)
        named = find_id(desk, "reporting_call", call) if call else None
        supersedes = find_id(desk, "submission", correct) if correct else None
        _tell(session, desk, submissions.begin(desk, kind, starts, ends, call=named, supersedes=supersedes))


@command("approve", N_("Approve a draft: what it rests on is kept as it stands now."))
@_ID
@option("--function", required=True, metavar="TEXT", help=N_("The approver's function, as it is printed."))
@option("--officer", default="", metavar="ID", help=N_("The approver; who works now by default."))
def approve(session: Session, identity: str, function: str, officer: str) -> None:
    """Approves."""
    from baseldesk.cli.finding import find_id
    from baseldesk.desk import submissions

    with session.open_desk() as desk:
        found = find_id(desk, "submission", identity)
        submissions.approve(desk, found, function=function, officer=find_id(desk, "officer", officer) if officer else None)
        _tell(session, desk, found)


@command("submit", N_("Hand an approved report in; it goes with the next data file to the secretariat."))
@_ID
def submit(session: Session, identity: str) -> None:
    """Hands in."""
    from baseldesk.cli.finding import find_id
    from baseldesk.desk import submissions

    with session.open_desk() as desk:
        found = find_id(desk, "submission", identity)
        submissions.submit(desk, found)
        _tell(session, desk, found)


@command("accept", N_("Secretariat: accept a report."))
@_ID
@option("--remarks", default="", metavar="TEXT", help=N_("Words to go with it."))
def accept(session: Session, identity: str, remarks: str) -> None:
    """Accepts."""
    _answer(session, identity, "accepted", remarks)


@command("return", N_("Secretariat: return a report with remarks."))
@_ID
@option("--remarks", required=True, metavar="TEXT", help=N_("What is to be mended."))
def return_(session: Session, identity: str, remarks: str) -> None:
    """Returns."""
    _answer(session, identity, "returned", remarks)


@command("changes", N_("What says something else now than when the report was approved."))
@_ID
def changes(session: Session, identity: str) -> None:
    """Lists the differences."""
    from baseldesk.cli.finding import find_id
    from baseldesk.cli.output import table, write_json, write_lines
    from baseldesk.desk import submissions
    from baseldesk.records.identity import id_text

    with session.open_desk() as desk:
        found = submissions.changed_since(desk, find_id(desk, "submission", identity))
    if session.json:
        for one in found:
            write_json({"type": one.type, "id": id_text(one.record), "field": one.register, "then": one.then, "now": one.now})
        return
    headings = [session.t.gettext(text) for text in (N_("Record"), N_("Field"), N_("Then"), N_("Now"))]
    rows = [[f"{one.type} {id_text(one.record)[:13]}", one.register, _words(one.then), _words(one.now)] for one in found]
    write_lines(table(rows, headings) if rows else [session.t.gettext(N_("Nothing has changed since."))])


@command("show", N_("How far a report has come."))
@_ID
def show(session: Session, identity: str) -> None:
    """Tells the standing."""
    from baseldesk.cli.finding import find_id

    with session.open_desk() as desk:
        _tell(session, desk, find_id(desk, "submission", identity))


def read_period(text: str) -> tuple[date, date]:
    """The first and last day of `2025`, `2025-03`, or of two of these joined by `..`.

    Raises:
        UsageError: it is no period.
    """
    from baseldesk.errors import UsageError

    first, _, last = text.partition("..")
    try:
        starts, ends = _bounds(first)[0], _bounds(last or first)[1]
    except ValueError:
        raise UsageError("cli.not_a_period", text=text[:40]) from None
    if ends < starts:
        raise UsageError("cli.not_a_period", text=text[:40])
    return starts, ends


def _bounds(text: str) -> tuple[date, date]:
    import calendar

    year, _, month = text.strip().partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    return date(int(year), int(month), 1), date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])


def _answer(session: Session, identity: str, verdict: str, remarks: str) -> None:
    from baseldesk.cli.finding import find_id
    from baseldesk.desk import submissions

    with session.open_desk() as desk:
        found = find_id(desk, "submission", identity)
        submissions.answer(desk, found, verdict, remarks)
        _tell(session, desk, found)


def _words(held: Any) -> str:
    return "–" if held is None else " ".join(str(held).split())[:40]


def _tell(session: Session, desk: Desk, identity: bytes) -> None:
    """One submission: its version, how far it has come, and what the secretariat says."""
    from baseldesk.cli.output import pairs, write_json, write_lines
    from baseldesk.desk import submissions
    from baseldesk.records.identity import id_text

    shown, now, t = desk.record("submission", identity), submissions.standing(desk, identity), session.t
    version = shown.values.get("version") if shown else None
    if session.json:
        plain = {"id": id_text(identity), "version": version, "stage": now.stage, "superseded": now.is_superseded}
        write_json({**plain, "remarks": now.remarks})
        return
    lines = [
        (t.gettext(N_("Identifier")), id_text(identity)),
        (t.gettext(N_("Version")), str(version or "")),
        (t.gettext(N_("Stage")), t.label(now.stage, "submission_stage")),
    ]
    lines += [(t.gettext(N_("Remarks")), now.remarks)] if now.remarks else []
    lines += [(t.gettext(N_("Superseded")), t.gettext(N_("yes")))] if now.is_superseded else []
    write_lines(pairs(lines))
