"""`baseldesk attach`: a file becomes a document of a record."""

from __future__ import annotations

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_


@command("attach", N_("Attach a file to an activity, a partner or a contribution, and print the document's id."))
@click.argument("named", metavar="ID")
@click.argument("file", metavar="FILE", type=FILE)
@option("--title", default="", help=N_("Its title, in the language of --language."))
@option("--kind", default="", metavar="CODE", help=N_("What kind of document it is."))
def attach(session: Session, named: str, file: object, title: str, kind: str) -> None:
    """Takes the file in by its SHA-256 and records it."""
    from pathlib import Path

    from baseldesk.cli.finding import find_any
    from baseldesk.cli.output import write_json
    from baseldesk.records.identity import id_text

    with session.open_desk() as desk:
        place, identity = find_any(desk, named)
        values: dict[str, object] = {_end(place): identity}
        if title:
            values["title"] = {session.t.language: title}
        if kind:
            values["kind"] = kind
        ((_, document),) = desk.attach(Path(str(file)), values).records
        shown = desk.record("document", document)
    if session.json:
        held = shown.values if shown else {}
        write_json({"type": "document", "id": document, "hash": held["hash"].hex(), "bytes": held["size"]})
    else:
        print(id_text(document))


def _end(kind: str) -> str:
    """The field of a document that names a record of this type."""
    from baseldesk.errors import UsageError
    from baseldesk.records.types import record_type

    ends = {one.target: one.name for one in record_type("document").fields if one.target}
    if kind not in ends:
        raise UsageError("cli.not_attachable", type=kind, known=", ".join(ends))
    return ends[kind]
