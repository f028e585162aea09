"""`baseldesk undo`: takes the last save back."""

from __future__ import annotations

from baseldesk.cli.frame import command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_


@command("undo", N_("Take the last save back, as a new change; what others sent is never undone."))
def undo(session: Session) -> None:
    """Undoes the last save or import."""
    from baseldesk.cli.output import write_json
    from baseldesk.cli.progress import bar

    with session.open_desk() as desk, bar(session, session.t.gettext(N_("Undoing…"))) as progress:
        saved = desk.undo(progress)
    records = saved.records if saved else ()
    if session.json:
        write_json({"undone": saved is not None, "records": [{"type": kind, "id": identity} for kind, identity in records]})
        return
    t = session.t
    if saved is None:
        print(t.gettext(N_("There is nothing to take back.")))
    else:
        print(t.format_plural(N_("Taken back: {n} record."), N_("Taken back: {n} records."), len(records)))
