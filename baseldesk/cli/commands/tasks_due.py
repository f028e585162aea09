"""`baseldesk tasks due` and `tasks calendar`: what has a date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.attention import Due
    from baseldesk.desk.desk import Desk


@command("due", N_("List what is overdue or due soon: follow-ups, reports, answers, agreements and activities that end."))
@option("--days", type=click.IntRange(0, 3650), default=60, metavar="N", help=N_("So many days ahead; 60 by default."))
def due(session: Session, days: int) -> None:
    """Lists what is due."""
    from baseldesk.desk.attention import attention

    with session.open_desk() as desk, desk.read() as reader:
        _write(session, desk, attention(reader, desk.owner, _today(desk), days))


@command("calendar", N_("List everything that has its day in a month."))
@click.argument("month", metavar="[YYYY-MM]", default="")
def calendar(session: Session, month: str) -> None:
    """Lists a month."""
    from baseldesk.cli.commands.submission import read_period
    from baseldesk.desk.attention import calendar as days_of

    with session.open_desk() as desk, desk.read() as reader:
        today = _today(desk)
        first, last = read_period(month or f"{today:%Y-%m}")
        _write(session, desk, days_of(reader, desk.owner, first, min(last, first + timedelta(days=3660)), today))


def _today(desk: Desk) -> date:
    from baseldesk.journal.clock import instant

    return instant(desk.clock()).date()


def _write(session: Session, desk: Desk, found: list[Due]) -> None:
    from baseldesk.cli.output import cut, table, write_json, write_lines
    from baseldesk.cli.sentences import explain
    from baseldesk.cli.wording import Wording
    from baseldesk.records.identity import id_text

    t, wording = session.t, Wording(session.t, desk)
    rows = []
    for one in found:
        shown = desk.record(one.type, one.record)
        title = wording.title(one.type, shown.values) if shown else ""
        said = explain(one.code, {}, t).text
        if session.json:
            on = one.on.isoformat() if one.on else None
            write_json({"on": on, "overdue": one.is_overdue, "code": one.code, "text": said, "type": one.type,
                        "id": id_text(one.record), "title": title})  # fmt: skip
        rows.append([t.date(one.on) if one.on else "–", "!" if one.is_overdue else "", said, cut(title, 60)])
    if not session.json:
        headings = [t.gettext(N_("Date")), "", t.gettext(N_("What")), t.gettext(N_("Record"))]
        write_lines(table(rows, headings) if rows else [t.gettext(N_("Nothing is due."))])
