"""`baseldesk bundle check` and `bundle import`: what came on a stick or in mails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, Translator

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.bundle import Checked, Imported
    from baseldesk.sync.waiting import Waiting


@command("check", N_("Verify data files without a change here: who, what, which parts are missing."))
@click.argument("files", type=FILE, metavar="FILE", nargs=-1, required=True)
def check(session: Session, files: Sequence[Path]) -> int:
    """Checks bundles; 3 where one would be refused."""
    from baseldesk.cli.output import write_json
    from baseldesk.cli.progress import bar
    from baseldesk.sync.bundle import check_bundles

    with session.open_desk() as desk, bar(session, session.t.gettext(N_("Checking"))) as progress:
        found = check_bundles(desk, files, progress=progress)
    for one in found:
        if session.json:
            write_json(_checked_json(session, one))
        else:
            print(_checked_text(session, one))
    if not found:
        raise _nothing_found(files)
    return 0 if all(one.ok for one in found) else 3


def _checked_json(session: Session, one: Checked) -> dict[str, Any]:
    """`{ok, from, to, bundle, changes, parts, error}`."""
    from baseldesk.cli.faults import as_json

    parts = {"have": one.parts_have, "of": one.parts_of, "missing": one.parts_missing}
    about = {"file": one.file, "files": one.files, "ok": one.ok, "from": one.sender, "to": one.to, "bundle": one.bundle}
    counts = {"changes": one.changes, "records": one.records, "documents": one.documents}
    state = {"needed": one.parts_needed, "encrypted": one.encrypted, "base_missing": one.base_missing, "words": one.words}
    return {**about, **counts, "parts": parts, **state, "error": as_json(one.error, session) if one.error else None}


def _checked_text(session: Session, one: Checked) -> str:
    t = session.t
    if one.error is not None:
        return _named(one.file, _reason(session, one.error))
    counts = {"changes": t.number(one.changes), "records": t.number(one.records)}
    named = {"file": ", ".join(one.files), "sender": one.sender, "to": one.to}
    if len(one.parts_have) < one.parts_needed:
        return "\n".join([t.format(N_("{file}: good, and not complete; from {sender} to {to}."), **named), _parts_text(t, one)])
    lines = [t.format(N_("{file}: whole; from {sender} to {to}. Changes {changes} · records {records}"), **named, **counts)]
    lines.append(t.format(N_("Words to compare by phone: {words}"), words=one.words))
    if one.base_missing:
        lines.append(t.gettext(N_("It rests on changes that have not come yet, and will wait for them.")))
    return "\n".join(lines)


def _parts_text(t: Translator, one: Checked) -> str:
    missing = ", ".join(map(t.number, one.parts_missing))
    counts = {"have": t.number(len(one.parts_have)), "needed": t.number(one.parts_needed)}
    return t.format(N_("{have} of the {needed} parts that are needed are here. Missing: {missing}"), missing=missing, **counts)


def _reason(session: Session, error: BaselDeskError) -> str:
    from baseldesk.cli.sentences import explain

    return " ".join(filter(None, explain(error.code, error.params, session.t)))


IMPORT_HELP = N_("""Take data files and acknowledgements in; folders are searched for them under whatever name.
Each file is taken in whole or not at all; the same one again changes nothing.""")


@command("import", IMPORT_HELP)
@click.argument("paths", type=FILE, metavar="PATH", nargs=-1, required=True)
@option("--rehearse", is_flag=True, help=N_("Do everything and take it back: tell what an import would do."))
@option("--withdrawn", is_flag=True, help=N_("Also what a withdrawn key signed: what it may not have written is kept aside."))
def import_(session: Session, paths: Sequence[Path], rehearse: bool, withdrawn: bool) -> int:
    """Imports bundles; 1 where some files were refused, 3 where all were."""
    with session.open_desk() as desk:
        done = take_bundles_in(session, desk, paths, rehearse=rehearse, withdrawn=withdrawn)
    return tell_imported(session, done)


def tell_imported(session: Session, done: Imported) -> int:
    """Says what an import did; gives the exit code."""
    from baseldesk.cli.output import write_json, write_lines

    taken = done.is_anything
    if session.json:
        write_json(_imported_json(session, done, failed=bool(done.refused) and not taken))
    else:
        write_lines(_imported_text(session, done))
    return 0 if not done.refused else 1 if taken else 3


def take_bundles_in(session: Session, desk: Desk, paths: Sequence[Path], **how: Any) -> Imported:
    """Imports with a progress bar.

    Raises:
        FileRefused: a folder holds no file of ours.
    """
    from baseldesk.cli.progress import bar
    from baseldesk.sync.bundle import import_bundle

    with bar(session, session.t.gettext(N_("Taking in"))) as progress:
        done = import_bundle(desk, paths, progress=progress, **how)
    if not (done.is_anything or done.refused or done.passed_over) and all(one.is_dir() for one in paths):
        raise _nothing_found(paths)
    return done


def _nothing_found(paths: Sequence[Path]) -> BaselDeskError:
    from baseldesk.errors import FileRefused

    return FileRefused("cli.nothing_found", folder=", ".join(one.name for one in paths))


def _imported_json(session: Session, done: Imported, *, failed: bool) -> dict[str, Any]:
    """`{bundles, changes, records, refused}`; where nothing was taken in, the first reason as the error, too."""
    from baseldesk.cli.faults import as_json

    refused = [{"file": one.file, "code": one.code, "text": _reason(session, one.error)} for one in done.refused]
    others = {"documents": done.documents, "receipts": done.receipts, "rosters": done.rosters, "parts": done.parts}
    counts = {"bundles": len(done.bundles), "changes": done.changes, "records": done.records, **others}
    passed_over = [{"file": one.file, "code": one.code} for one in done.passed_over]
    said = {**counts, "waiting": [one.to_json() for one in done.waiting], "refused": refused, "passed_over": passed_over}
    return {**said, **({"error": as_json(done.refused[0].error, session)} if failed else {})}


def _imported_text(session: Session, done: Imported) -> list[str]:
    from baseldesk.cli.output import pairs

    t, changes, records = session.t, done.changes, done.records
    counts = [
        (t.gettext(N_("Data files")), len(done.bundles)),
        (t.gettext(N_("Changes: new")), changes["new"]),
        (t.gettext(N_("Changes: known before")), changes["known"]),
        (t.gettext(N_("Changes: set aside")), changes["parked"]),
        (t.gettext(N_("Records: new")), records["new"]),
        (t.gettext(N_("Records: changed")), records["updated"]),
        (t.gettext(N_("Records: in conflict")), records["conflict"]),
        (t.gettext(N_("Records: need a person")), records["needs_person"]),
        (t.gettext(N_("Documents")), done.documents),
        (t.gettext(N_("Acknowledgements")), done.receipts),
    ]
    lines = pairs([(label, t.number(count)) for label, count in counts])
    lines += [waiting_text(t, one) for one in done.waiting]
    if done.passed_over:
        names = ", ".join(one.file for one in done.passed_over)
        lines.append(t.format(N_("Passed over, meant for somebody or something else: {names}"), names=names))
    return [*lines, *(f"! {_named(one.file, _reason(session, one.error))}" for one in done.refused)]


def _named(file: str, text: str) -> str:
    """The reason with its file, which most reasons name themselves."""
    return text if file in text else f"{file}: {text}"


def waiting_text(t: Translator, one: Waiting) -> str:
    """What a bundle waits for, in a line."""
    about = {"number": one.bundle[:8].upper(), "sender": one.sender}
    if one.why == "base":
        return t.format(N_("{number} from {sender} waits for changes that it rests on."), **about)
    if one.why == "ready":
        return t.format(N_("{number} from {sender} is complete, and is taken in with the next import."), **about)
    missing, counts = ", ".join(map(t.number, one.missing)), {"have": t.number(len(one.have)), "needed": t.number(one.needed)}
    text = N_("{number} from {sender} waits for parts: {have} of {needed} are here; missing {missing}")
    return t.format(text, missing=missing, **about, **counts)
