"""`baseldesk check`: the integrity of a desk."""

from __future__ import annotations

from baseldesk.cli.frame import command
from baseldesk.cli.session import Session
from baseldesk.errors import DeskDamaged
from baseldesk.i18n import N_

HELP = N_("""Check the desk: database, changes, tables against the journal, documents.
The exit code is 4 where something contradicts itself.""")


@command("check", HELP)
def check(session: Session) -> int:
    """Lists every contradiction."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.cli.sentences import explain

    with session.open_desk() as desk:
        problems = desk.check()
    told = [
        {"code": one.code, "text": explain(one.code, one.params, session.t).text, "params": dict(one.params)} for one in problems
    ]
    if session.json:
        write_json({"ok": not problems, "problems": told})
    else:
        write_lines([str(one["text"]) for one in told] or [session.t.gettext(N_("All is well."))])
    return DeskDamaged.exit_code if problems else 0
