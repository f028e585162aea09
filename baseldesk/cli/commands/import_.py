"""`baseldesk import`: somebody else's file, taken in as one step that one undo takes back."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.formats.intake import Intake

SHOWN_WARNINGS = 8
HELP = N_("""Take somebody else's file in: IATI activities in version 2.0x.
The same file again changes nothing, and what a person changed here is kept. “baseldesk undo” takes the import back.""")


@command("import", HELP)
@click.argument("file", metavar="FILE", type=FILE)
@option("--as", "kind", metavar="KIND", help=N_("What the file is: iati. Without it, the content decides."))
@option("--rehearse", is_flag=True, help=N_("Only tell what would be done."))
@option("--rejects", type=FILE, metavar="OUT.csv", help=N_("Write what was rejected, and every warning, as a table."))
@option("--contacts", is_flag=True, help=N_("Take people's names and addresses, too; they never leave the centre."))
def import_(session: Session, file: Path, kind: str | None, rehearse: bool, rejects: Path | None, contacts: bool) -> int:
    """Imports a file; 1 where some of its items were rejected."""
    from baseldesk.cli.output import write_json, write_lines

    with session.open_desk() as desk:
        intake = take_file_in(session, desk, file, kind, rehearse=rehearse, contacts=contacts)
    said = intake.to_plain(session.t)
    if rejects is not None:
        write_rejects(rejects, said["warnings"])
    if session.json:
        write_json(said)
    else:
        write_lines(_as_text(session, said, rehearse=rehearse))
    return 1 if intake.rejected else 0


def take_file_in(session: Session, desk: Desk, file: Path, kind: str | None, *, rehearse: bool, contacts: bool) -> Intake:
    """Reads and imports the file with a progress bar."""
    from baseldesk.cli.progress import bar
    from baseldesk.formats.intake import take_in
    from baseldesk.formats.open import read

    source = read(file, kind)
    with bar(session, session.t.gettext(N_("Importing")), scale=True) as progress:
        return take_in(desk, source, rehearse=rehearse, contacts=contacts, progress=progress)


def write_rejects(place: Path, warnings: list[dict[str, Any]]) -> None:
    """Writes where, code and words of each as CSV; a spreadsheet takes none of it for a formula."""
    from baseldesk.cli.files import write_file

    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["where", "code", "text"])
    rows.writerows([[as_cell(str(one[key])) for key in ("where", "code", "text")] for one in warnings])
    write_file(place, text.getvalue().encode("utf-8-sig"))


def as_cell(text: str) -> str:
    """The text of a cell, with a mark before what a spreadsheet would calculate."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") else text


def _as_text(session: Session, said: dict[str, Any], *, rehearse: bool) -> list[str]:
    from baseldesk.cli.output import pairs
    from baseldesk.records.types import record_type

    t = session.t
    counts = [
        (t.gettext(N_("Read")), said["read"]),
        (t.gettext(N_("New")), said["created"]),
        (t.gettext(N_("Changed")), said["updated"]),
        (t.gettext(N_("Unchanged")), said["unchanged"]),
        (t.gettext(N_("Rejected")), said["rejected"]),
    ]
    records = [f"{t.gettext(record_type(kind).plural)} {t.number(count)}" for kind, count in said["records"].items()]
    lines = [t.gettext(N_("A rehearsal: nothing was changed."))] if rehearse else []
    lines += pairs(
        [*((label, t.number(count)) for label, count in counts), (t.gettext(N_("Records")), " · ".join(records) or "–")]
    )
    shown, warnings = said["warnings"][:SHOWN_WARNINGS], said["warnings"]
    lines += [f"! {one['where']}: {one['text']}" for one in shown]
    if len(warnings) > len(shown):
        more = t.number(len(warnings) - len(shown))
        lines.append(t.format(N_("… and {count} more remarks; --rejects OUT.csv lists them all"), count=more))
    return lines
