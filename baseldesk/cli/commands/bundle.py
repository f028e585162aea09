"""`baseldesk bundle`: hand records over and take them in, as files on a stick or in a mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.errors import BaselDeskError, UsageError
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.bundle import Checked, Exported, Imported

COMMANDS = {"export": "bundle:export", "check": "bundle:check", "import": "bundle:import_"}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(|k|M|G|Ki|Mi|Gi)B?", re.IGNORECASE)
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}


@click.group("bundle", cls=Group, lazy=COMMANDS, help=N_("Hand over data files, and take them in."))
def bundle() -> None:
    """Holds the commands on data files."""


EXPORT_HELP = N_("""Write a data file with all that the other side has not acknowledged, and read it back from the medium.
OUT is a folder (a stick), where the file gets a name of its own, or the name of a file.""")


@command("export", EXPORT_HELP)
@click.argument("out", type=TARGET, metavar="OUT")
@option("--to", metavar="WHOM", help=N_("secretariat, centre (its own other computers), or a centre's code."))
@option("--documents", default="all", metavar="none|all|SIZE", help=N_("Which documents go along: up to 5MB, for example."))
@option("--everything", is_flag=True, help=N_("Also what was acknowledged already: harmless."))
@option("--smallest", is_flag=True, help=N_("Compress harder, for a slow line; takes much longer."))
def export(session: Session, out: Path, to: str | None, documents: str, everything: bool, smallest: bool) -> None:
    """Exports a bundle."""
    from baseldesk.cli.output import write_json, write_lines

    with session.open_desk() as desk:
        done = write_bundle(session, desk, out, to, documents=documents, everything=everything, smallest=smallest)
    said = {
        "bundle": done.bundle,
        "to": done.to,
        "files": [{"path": str(path), "bytes": size} for path, size in done.files],
        "changes": done.changes,
        "records": done.records,
        "documents": done.documents,
        "left_out": done.left_out,
        "unsigned": done.unsigned,
        "centre_left_out": done.centre_left_out,
    }
    if session.json:
        write_json(said)
    else:
        write_lines(_exported(session, done))


def write_bundle(session: Session, desk: Desk, out: Path, to: str | None = None, **how: Any) -> Exported:
    """Exports with a progress bar; to the secretariat where nothing is said at a centre."""
    from baseldesk.cli.progress import bar
    from baseldesk.sync.bundle import export_bundle

    if to is None and desk.is_secretariat:
        raise UsageError("cli.option_missing", option="--to", command="baseldesk bundle export")
    budget = read_size(how.pop("documents", "all"))
    with bar(session, session.t.gettext(N_("Packing"))) as progress:
        return export_bundle(desk, to or "secretariat", out, documents=budget, progress=progress, **how)


def read_size(text: str) -> str | int:
    """`none`, `all`, or a size in bytes.

    Raises:
        UsageError: anything else.
    """
    if text in ("none", "all"):
        return text
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise UsageError("cli.size_malformed", size=text[:40])
    return int(float(found[1]) * _FACTORS[found[2].lower()])


def _exported(session: Session, done: Exported) -> list[str]:
    t = session.t
    counts = {"changes": done.changes, "records": done.records, "documents": done.documents}
    lines = [f"{path}  {t.number(size)} B" for path, size in done.files]
    text = N_("Changes {changes} · records {records} · documents {documents}")
    lines.append(t.format(text, **{name: t.number(count) for name, count in counts.items()}))
    lines.append(t.gettext(N_("Read back and found whole: safe to remove.")))
    if done.left_out:
        one, many = N_("{n} document stays for a later file."), N_("{n} documents stay for a later file.")
        lines.append(t.format_plural(one, many, done.left_out))
    if done.unsigned:
        one, many = N_("{n} change waits for its key."), N_("{n} changes wait for their key.")
        lines.append(t.format_plural(one, many, done.unsigned))
    if done.centre_left_out:
        lines.append(t.gettext(N_("What only the centre may see stays here: no other computer of the centre is registered.")))
    return lines


@command("check", N_("Verify data files without a change here: who, what, which parts are missing."))
@click.argument("files", type=FILE, metavar="FILE", nargs=-1, required=True)
def check(session: Session, files: Sequence[Path]) -> int:
    """Checks bundles; 3 where one would be refused."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import check_bundle

    with session.open_desk() as desk:
        found = [check_bundle(desk, one) for one in files]
    for one in found:
        if session.json:
            write_json(_checked_json(session, one))
        else:
            print(_checked_text(session, one))
    return 0 if all(one.ok for one in found) else 3


def _checked_json(session: Session, one: Checked) -> dict[str, Any]:
    """`{ok, from, to, bundle, changes, parts, error}`."""
    from baseldesk.cli.faults import as_json

    parts = {"have": one.parts_have, "of": one.parts_of, "missing": one.parts_missing}
    about = {"file": one.file, "ok": one.ok, "from": one.sender, "to": one.to, "bundle": one.bundle}
    counts = {"changes": one.changes, "records": one.records, "documents": one.documents}
    return {**about, **counts, "parts": parts, "error": as_json(one.error, session) if one.error else None}


def _checked_text(session: Session, one: Checked) -> str:
    t = session.t
    if one.error is not None:
        return _named(one.file, _reason(session, one.error))
    text = N_("{file}: whole; from {sender} to {to}. Changes {changes} · records {records}")
    counts = {"changes": t.number(one.changes), "records": t.number(one.records)}
    return t.format(text, file=one.file, sender=one.sender, to=one.to, **counts)


def _reason(session: Session, error: BaselDeskError) -> str:
    from baseldesk.cli.sentences import explain

    return " ".join(filter(None, explain(error.code, error.params, session.t)))


IMPORT_HELP = N_("""Take data files and acknowledgements in; folders are searched for them under whatever name.
Each file is taken in whole or not at all; the same one again changes nothing.""")


@command("import", IMPORT_HELP)
@click.argument("paths", type=FILE, metavar="PATH", nargs=-1, required=True)
@option("--rehearse", is_flag=True, help=N_("Do everything and take it back: tell what an import would do."))
def import_(session: Session, paths: Sequence[Path], rehearse: bool) -> int:
    """Imports bundles; 1 where some files were refused, 3 where all were."""
    from baseldesk.cli.output import write_json, write_lines

    with session.open_desk() as desk:
        done = take_bundles_in(session, desk, paths, rehearse=rehearse)
    taken = len(done.bundles) + done.receipts + done.rosters
    if session.json:
        write_json(_imported_json(session, done, failed=bool(done.refused) and not taken))
    else:
        write_lines(_imported_text(session, done))
    return 0 if not done.refused else 1 if taken else 3


def take_bundles_in(session: Session, desk: Desk, paths: Sequence[Path], *, rehearse: bool = False) -> Imported:
    """Imports with a progress bar.

    Raises:
        FileRefused: a folder holds no file of ours.
    """
    from baseldesk.cli.progress import bar
    from baseldesk.errors import FileRefused
    from baseldesk.sync.bundle import import_bundle

    with bar(session, session.t.gettext(N_("Taking in"))) as progress:
        done = import_bundle(desk, paths, rehearse=rehearse, progress=progress)
    if not (done.bundles or done.refused or done.receipts or done.rosters) and all(one.is_dir() for one in paths):
        raise FileRefused("cli.nothing_found", folder=", ".join(one.name for one in paths))
    return done


def _imported_json(session: Session, done: Imported, *, failed: bool) -> dict[str, Any]:
    """`{bundles, changes, records, refused}`; where nothing was taken in, the first reason as the error, too."""
    from baseldesk.cli.faults import as_json

    refused = [{"file": one.file, "code": one.code, "text": _reason(session, one.error)} for one in done.refused]
    others = {"documents": done.documents, "receipts": done.receipts, "rosters": done.rosters}
    said = {"bundles": len(done.bundles), "changes": done.changes, "records": done.records, **others, "refused": refused}
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
    return [*lines, *(f"! {_named(one.file, _reason(session, one.error))}" for one in done.refused)]


def _named(file: str, text: str) -> str:
    """The reason with its file, which most reasons name themselves."""
    return text if file in text else f"{file}: {text}"
