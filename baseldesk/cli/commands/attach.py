"""`baseldesk attach`: a file becomes a document of a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.photographs import Prepared


@command("attach", N_("Attach a file to an activity, a partner or a contribution, and print the document's id."))
@click.argument("named", metavar="ID")
@click.argument("file", metavar="FILE", type=FILE)
@option("--title", default="", help=N_("Its title, in the language of --language."))
@option("--kind", default="", metavar="CODE", help=N_("What kind of document it is."))
@option("--keep-original", is_flag=True, help=N_("Attach a photograph as large as it is, not made fit for a slow line."))
@option("--keep-location", is_flag=True, help=N_("Leave in a photograph the place where it was taken."))
def attach(session: Session, named: str, file: Path, title: str, kind: str, keep_original: bool, keep_location: bool) -> None:
    """Takes the file in by its SHA-256 and records it."""
    from baseldesk.cli.finding import find_any
    from baseldesk.cli.output import remark, write_json
    from baseldesk.desk.photographs import attach_file
    from baseldesk.records.identity import id_text

    with session.open_desk() as desk:
        place, identity = find_any(desk, named)
        values: dict[str, object] = {_end(place): identity}
        if title:
            values["title"] = {session.t.language: title}
        if kind:
            values["kind"] = kind
        saved, photograph = attach_file(desk, file, values, keep_original=keep_original, keep_location=keep_location)
        ((_, document),) = saved.records
        shown = desk.record("document", document)
    if session.json:
        held = shown.values if shown else {}
        about = {"type": "document", "id": document, "hash": held["hash"].hex(), "bytes": held["size"]}
        write_json({**about, "photograph": photograph and _as_json(photograph)})
        return
    print(id_text(document))
    if photograph and (said := _told(session, photograph, keep_location=keep_location)):
        remark(said, quiet=session.quiet)


def _as_json(photograph: Prepared) -> dict[str, object]:
    """`{width, height, had_location, original_bytes, changed}`."""
    names = ("width", "height", "had_location", "original_bytes", "changed")
    return {name: getattr(photograph, name) for name in names}


def _told(session: Session, photograph: Prepared, *, keep_location: bool) -> str:
    """What became of a photograph; "" where it is as it was."""
    t = session.t
    said = []
    if photograph.changed:
        before, after = (t.number(round(size / 1000)) for size in (photograph.original_bytes, len(photograph.content)))
        said.append(t.format(N_("Photograph: {before} kB became {after} kB."), before=before, after=after))
    if photograph.had_location:
        kept, left = N_("The place where it was taken is still in it."), N_("The place where it was taken was left out.")
        said.append(t.gettext(kept if keep_location else left))
    return " ".join(said)


def _end(kind: str) -> str:
    """The field of a document that names a record of this type."""
    from baseldesk.errors import UsageError
    from baseldesk.records.types import record_type

    ends = {one.target: one.name for one in record_type("document").fields if one.target}
    if kind not in ends:
        raise UsageError("cli.not_attachable", type=kind, known=", ".join(ends))
    return ends[kind]
