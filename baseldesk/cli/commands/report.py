"""`baseldesk report`: a record as a PDF, in any of the six languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.commands.cover_note import ABOUT as COVER_NOTE
from baseldesk.cli.commands.missing_list import ABOUT as MISSING_PARTS
from baseldesk.cli.frame import TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import LANGUAGES, N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.reports.document import Printed

COMMANDS = {
    "list": "report:list_",
    "activity": "report:activity",
    "cover-note": "cover_note:cover_note",
    "missing-parts": "missing_list:missing_list",
}
ABOUT = {
    "activity": N_("One activity: what was done, with whom and with what money, for signature."),
    "cover-note": COVER_NOTE,
    "missing-parts": MISSING_PARTS,
}


@click.group("report", cls=Group, lazy=COMMANDS, help=N_("Print a report as a PDF file."))
def report() -> None:
    """Holds one command per kind of report."""


@command("list", N_("List the kinds of report."))
def list_(session: Session) -> None:
    """Lists what can be printed."""
    from baseldesk.cli.output import table, write_json, write_lines

    if session.json:
        for name, text in ABOUT.items():
            write_json({"name": name, "text": session.t.gettext(text)})
    else:
        write_lines(table([(name, session.t.gettext(text)) for name, text in ABOUT.items()]))


@command("activity", ABOUT["activity"])
@option("--record", "named", required=True, metavar="ID", help=N_("The activity, by identifier or reference."))
@option("--report-language", type=click.Choice(LANGUAGES), help=N_("The report's language; without it, that of --language."))
@option("--output", type=TARGET, required=True, metavar="OUT.pdf", help=N_("The file to write; replaced if it exists."))
@option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help=N_("The size of the sheets."))
@option("--outsiders", is_flag=True, help=N_("Leave out what is not marked for publication."))
def activity(session: Session, named: str, report_language: str | None, output: Path, paper: str, outsiders: bool) -> None:
    """Prints the report of an activity."""
    from baseldesk.cli.finding import find_id
    from baseldesk.cli.output import remark, write_json

    with session.open_desk() as desk:
        identity = find_id(desk, "activity", named)
        language = report_language or session.t.language
        printed = write_activity(session, desk, identity, language, output, paper=paper, outsiders=outsiders)
    if session.json:
        write_json({"path": str(printed.path), "pages": printed.pages, "bytes": printed.bytes})
    else:
        t = session.t
        print(printed.path)
        remark(t.format_plural(N_("{n} page"), N_("{n} pages"), printed.pages), quiet=session.quiet)
    if printed.missing:
        signs = " ".join(sorted(printed.missing))
        remark(session.t.format(N_("Some characters are in no font and were printed as boxes: {signs}"), signs=signs))


def write_activity(
    session: Session, desk: Desk, identity: bytes, language: str, output: Path, *, paper: str = "A4", outsiders: bool = False
) -> Printed:
    """Gathers and prints one activity, with a progress bar.

    Raises:
        UsageError: there is no such activity, or it is not for outsiders.
        MediumError: the file cannot be written; what was there is untouched.
    """
    from baseldesk.cli.progress import bar
    from baseldesk.errors import MediumError
    from baseldesk.i18n import translator
    from baseldesk.reports.activity import print_activity
    from baseldesk.reports.gather import activity_data
    from baseldesk.reports.page import Paper

    sizes: dict[str, Paper] = {"A4": "A4", "Letter": "Letter"}
    data = activity_data(desk, identity, for_outsiders=outsiders)
    with bar(session, session.t.gettext(N_("Printing"))) as progress:
        try:
            return print_activity(data, translator(language), output, paper=sizes[paper], progress=progress)
        except OSError as error:
            raise MediumError("cli.file_not_written", file=output.name, reason=error.strerror or "") from error
