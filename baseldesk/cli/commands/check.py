"""`baseldesk check`: the integrity of a desk."""

from __future__ import annotations

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.errors import DeskDamaged
from baseldesk.i18n import N_

HELP = N_("""Check the desk: database, changes, tables against the journal, documents.
The exit code is 4 where something contradicts itself. --repair makes the tables anew from the journal first.""")


@command("check", HELP)
@option("--repair", is_flag=True, help=N_("Make every table anew from the journal, then check."))
def check(session: Session, repair: bool) -> int:
    """Lists every contradiction."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.cli.progress import bar
    from baseldesk.cli.sentences import explain

    with session.open_desk() as desk:
        if repair:
            with bar(session, session.t.gettext(N_("Checking"))) as progress:
                desk.repair(progress)
        with bar(session, session.t.gettext(N_("Checking"))) as progress:
            problems = desk.check(progress)
    told = [
        {"code": one.code, "text": explain(one.code, one.params, session.t).text, "params": dict(one.params)} for one in problems
    ]
    if session.json:
        write_json({"ok": not problems, "problems": told})
    else:
        write_lines([str(one["text"]) for one in told] or [session.t.gettext(N_("All is well."))])
    return DeskDamaged.exit_code if problems else 0
