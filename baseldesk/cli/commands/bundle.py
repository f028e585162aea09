"""`baseldesk bundle`: hand records over and take them in, as files on a stick or in a mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.errors import UsageError
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.bundle import Exported

COMMANDS = {"export": "bundle:export", "check": "bundle_in:check", "import": "bundle_in:import_"}
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
@option(
    "--max-part",
    metavar="SIZE",
    help=N_("Cut it into parts of at most this size, for a mail or a small stick: 7MB, for example."),
)
@option("--documents", default="all", metavar="none|all|SIZE", help=N_("Which documents go along: up to 5MB, for example."))
@option(
    "--recovery", type=click.IntRange(min=0), default=0, metavar="N", help=N_("Add N parts, of which any stands in for any lost.")
)
@option("--part", "parts", type=int, multiple=True, metavar="N", help=N_("Write only part N of the last data file, once more."))
@option("--mail", is_flag=True, help=N_("For mail: parts of 7 MB unless said otherwise, and a draft to send beside each."))
@option("--cover", is_flag=True, help=N_("Write the cover note beside it, as PDF."))
@option("--everything", is_flag=True, help=N_("Also what was acknowledged already: harmless."))
@option("--smallest", is_flag=True, help=N_("Compress harder, for a slow line; takes much longer."))
@option("--unencrypted", is_flag=True, help=N_("Do not encrypt it: whoever finds it can read it."))
def export(session: Session, out: Path, to: str | None, parts: tuple[int, ...], mail: bool, cover: bool, **how: Any) -> None:
    """Exports a bundle, or parts of the last one again."""
    from baseldesk.cli.output import write_json, write_lines

    with session.open_desk() as desk:
        if parts:
            done = _write_parts_again(session, desk, out, to, parts)
        else:
            done = write_bundle(session, desk, out, to, **_read_how(mail=mail, **how))
        drafts = _write_drafts(desk, done) if mail else []
        note = _write_cover(desk, done) if cover else None
    if session.json:
        write_json({**_exported_json(done), "drafts": drafts, "cover": str(note) if note else None})
    else:
        write_lines([*_exported(session, done), *(f"{one['draft']}" for one in drafts), *([str(note)] if note else [])])


def _read_how(*, mail: bool, max_part: str | None, unencrypted: bool, **how: Any) -> dict[str, Any]:
    """The options as `export_bundle` takes them."""
    from baseldesk.sync.parts import MAIL_PART

    size = read_size(max_part) if max_part else MAIL_PART if mail else None
    if isinstance(size, str):
        raise UsageError("cli.size_malformed", size=size)
    return {**how, "max_part": size, "encrypted": not unencrypted}


def write_bundle(session: Session, desk: Desk, out: Path, to: str | None = None, **how: Any) -> Exported:
    """Exports with a progress bar; to the secretariat where nothing is said at a centre."""
    from baseldesk.cli.progress import bar
    from baseldesk.sync.bundle import export_bundle

    budget = read_size(how.pop("documents", "all"))
    with bar(session, session.t.gettext(N_("Packing"))) as progress:
        return export_bundle(desk, _addressee(desk, to), out, documents=budget, progress=progress, **how)


def _write_parts_again(session: Session, desk: Desk, out: Path, to: str | None, parts: Sequence[int]) -> Exported:
    from baseldesk.cli.progress import bar
    from baseldesk.sync.bundle import write_again

    with bar(session, session.t.gettext(N_("Writing"))) as progress:
        return write_again(desk, _addressee(desk, to), out, parts, progress=progress)


def _addressee(desk: Desk, to: str | None) -> str:
    if to is None and desk.is_secretariat:
        raise UsageError("cli.option_missing", option="--to", command="baseldesk bundle export")
    return to or "secretariat"


def _write_drafts(desk: Desk, done: Exported) -> list[dict[str, Any]]:
    """A draft beside each file; what is to be sent counts as sent when a person has said so."""
    from baseldesk.sync.mailing import prepare_mails

    files = [path for path, _ in done.files]
    letters = prepare_mails(desk, bytes.fromhex(done.bundle), files, drafts=files[0].parent)
    return [{"part": one.part, "to": one.address, "subject": one.subject, **_places(one.file)} for one in letters]


def _places(file: Path) -> dict[str, str]:
    return {"file": str(file), "draft": str(file.with_suffix(".eml"))}


def _write_cover(desk: Desk, done: Exported) -> Path:
    from baseldesk.cli.commands.cover_note import write_cover_note
    from baseldesk.sync.cover import read_cover

    cover = read_cover(desk, bundle=done.bundle)
    target = done.files[0][0].parent / f"{cover.sender}-TO-{cover.to}-{cover.number}.pdf"
    write_cover_note(desk, cover, target)
    return target


def _exported_json(done: Exported) -> dict[str, Any]:
    counts = ("bundle", "to", "changes", "records", "documents", "left_out", "unsigned", "centre_left_out", "later")
    files = [{"path": str(path), "bytes": size} for path, size in done.files]
    return {"files": files, **{name: getattr(done, name) for name in (*counts, "parts", "needed", "encrypted", "cannot_open")}}


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
    if not done.encrypted:
        lines.append(t.gettext(N_("Not encrypted: whoever finds it can read it.")))
    if done.cannot_open:
        text = N_("These computers have no key yet and cannot open it: {names}. They need a new request to the secretariat.")
        lines.append(t.format(text, names=", ".join(done.cannot_open)))
    if done.needed < done.parts:
        lines.append(t.format_plural(N_("Any {n} of the parts is enough."), N_("Any {n} of the parts are enough."), done.needed))
    if done.left_out:
        one, many = N_("{n} document stays for a later file."), N_("{n} documents stay for a later file.")
        lines.append(t.format_plural(one, many, done.left_out))
    if done.unsigned:
        one, many = N_("{n} change waits for its key."), N_("{n} changes wait for their key.")
        lines.append(t.format_plural(one, many, done.unsigned))
    if done.later:
        one, many = N_("{n} change follows once this file is receipted."), N_("{n} changes follow once this file is receipted.")
        lines.append(t.format_plural(one, many, done.later))
    if done.centre_left_out:
        lines.append(t.gettext(N_("What only the centre may see stays here: no other computer of the centre is registered.")))
    return lines
