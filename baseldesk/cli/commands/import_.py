"""`baseldesk import`: somebody else's file, taken in as one step that one undo takes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.formats.draft import Source
    from baseldesk.formats.intake import Intake
    from baseldesk.formats.sheets.grid import Book

SHOWN_WARNINGS = 8
HELP = N_("""Take somebody else's file in: IATI activities in version 2.0x, or a spreadsheet of any layout
(.xlsx, .xls, .ods, .csv). The columns of a spreadsheet are recognized by their headings; --show-map tells how, and
--map says otherwise. The same file again changes nothing, and what a person changed here is kept.
“baseldesk undo” takes the import back.""")


@command("import", HELP)
@click.argument("file", metavar="FILE", type=FILE)
@option("--as", "kind", metavar="KIND", help=N_("What the file is: iati, xlsx, csv, 3w. Without it, the content decides."))
@option("--map", "mapping", type=FILE, metavar="MAP.json", help=N_("What the columns of a spreadsheet are."))
@option(
    "--show-map",
    is_flag=True,
    help=N_("Write how the columns would be taken, to be edited and given to --map; nothing is imported."),
)
@option("--into", metavar="ID", default="", help=N_("The activity that the participants of a spreadsheet belong to."))
@option("--rehearse", is_flag=True, help=N_("Only tell what would be done."))
@option("--rejects", type=FILE, metavar="OUT.csv", help=N_("Write what was rejected, and every warning, as a table."))
@option("--contacts", is_flag=True, help=N_("Take people's names and addresses, too; they never leave the centre."))
def import_(session: Session, file: Path, rejects: Path | None, show_map: bool, **how: Any) -> int:
    """Imports a file; 1 where some of its items were rejected."""
    from baseldesk.cli.files import write_file
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.formats.rejects import rejects_table

    rehearse = how["rehearse"]
    with session.open_desk() as desk:
        if show_map:
            write_lines([_open(desk, file, how).about.get("mapping", "{}").rstrip()])
            return 0
        intake = take_file_in(session, desk, file, **how)
    said = intake.to_plain(session.t)
    if rejects is not None:
        write_file(rejects, rejects_table(intake, session.t))
    if session.json:
        write_json(said)
    else:
        write_lines(_as_text(session, said, rehearse=rehearse))
    return 1 if intake.rejected else 0


def take_file_in(
    session: Session,
    desk: Desk,
    file: Path,
    kind: str | None = None,
    *,
    rehearse: bool = False,
    contacts: bool = False,
    mapping: Path | None = None,
    into: str = "",
) -> Intake:
    """Reads and imports the file with a progress bar; a mapping given is remembered for files of the same layout."""
    from baseldesk.cli.progress import bar
    from baseldesk.formats.intake import take_in

    if kind is None and mapping is None and (book := _ours(file)) is not None:
        from baseldesk.formats.sheets.returning import take_back

        return take_back(desk, book, rehearse=rehearse)
    source = _open(desk, file, {"kind": kind, "mapping": mapping, "into": into})
    with bar(session, session.t.gettext(N_("Importing")), scale=True) as progress:
        intake = take_in(desk, source, rehearse=rehearse, contacts=contacts, progress=progress)
    if mapping is not None and not rehearse:
        _remember(desk, file, source.about["mapping"])
    return intake


def _ours(file: Path) -> Book | None:
    """A table that went out from a desk, edited elsewhere."""
    from baseldesk.formats.open import is_sheet, measure
    from baseldesk.formats.sheets.opening import read_ours

    measure(file)
    return read_ours(file) if is_sheet(file) else None


def _open(desk: Desk, file: Path, how: Mapping[str, Any]) -> Source:
    """The file as a source, its columns taken as said, as settled before, or as guessed."""
    from baseldesk.formats.open import read
    from baseldesk.formats.sheets.mapping import read_mapping, recall

    given = read_mapping(how["mapping"].read_text(encoding="utf-8")) if how["mapping"] else None
    with desk.read() as reader:
        return read(file, how["kind"], mapping=given, recall=lambda sheet: recall(reader, sheet), into=how["into"])


def _remember(desk: Desk, file: Path, written: str) -> None:
    from baseldesk.formats.sheets.grid import read_book
    from baseldesk.formats.sheets.mapping import keep, read_mapping, sheet_of

    settled = read_mapping(written)
    with desk.write() as writer:
        keep(writer, sheet_of(read_book(file, encoding=settled.encoding, delimiter=settled.delimiter), settled.sheet), settled)


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
