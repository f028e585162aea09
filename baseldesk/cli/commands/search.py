"""`baseldesk search`: words in any record."""

from __future__ import annotations

import click

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_


@command("search", N_("Find records by words, newest first; the last word may be unfinished."))
@click.argument("text", metavar="TEXT", nargs=-1, required=True)
@option("--type", "kind", metavar="TYPE", help=N_("Only records of this type."))
@option("--limit", type=int, default=50, help=N_("At most so many."))
def search(session: Session, text: tuple[str, ...], kind: str | None, limit: int) -> None:
    """Shows what was found."""
    from baseldesk.cli.output import cut, remark, table, write_json, write_lines
    from baseldesk.records.identity import id_text
    from baseldesk.records.types import record_type

    if kind is not None:
        record_type(kind)
    with session.open_desk() as desk:
        hits = desk.search(" ".join(text), record_type=kind, limit=limit)
    if session.json:
        for one in hits:
            write_json({"type": one.type, "id": one.id, "title": one.title, "snippet": one.snippet})
        return
    t = session.t
    rows = [(t.gettext(record_type(one.type).label), id_text(one.id), cut(one.title, 60), cut(one.snippet, 60)) for one in hits]
    write_lines(table(rows))
    remark(t.format_plural(N_("{n} record"), N_("{n} records"), len(hits)), quiet=session.quiet)
