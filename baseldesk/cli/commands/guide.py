"""`baseldesk guide`: the four printable pages that explain the window. No desk is needed for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from baseldesk.cli.frame import TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

ABOUT = N_("The quick guide: four pages to print, in the language asked for.")


@command("guide", ABOUT)
@click.argument("output", type=TARGET, metavar="FILE.pdf")
@option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help=N_("The size of the sheets."))
def guide(session: Session, output: Path, paper: str) -> None:
    """Writes the guide as a PDF file."""
    from baseldesk.cli.output import write_json
    from baseldesk.errors import MediumError
    from baseldesk.reports.page import Paper
    from baseldesk.reports.quick_guide import print_guide

    sizes: dict[str, Paper] = {"A4": "A4", "Letter": "Letter"}
    try:
        printed = print_guide(session.t, output, datetime.now(UTC).date(), paper=sizes[paper])
    except OSError as error:
        raise MediumError("cli.file_not_written", file=output.name, reason=error.strerror or "") from error
    if session.json:
        write_json({"path": str(output), "pages": printed.pages, "bytes": printed.bytes})
    else:
        print(output)
