"""`baseldesk report missing-parts`: which parts of data files have not come, to print, read out or mail."""

from __future__ import annotations

from pathlib import Path

import click

from baseldesk.cli.frame import TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import LANGUAGES, N_

ABOUT = N_("Parts of data files that have not come: what to ask the senders for.")


@command("missing-parts", ABOUT)
@option("--report-language", type=click.Choice(LANGUAGES), help=N_("The report's language; without it, that of --language."))
@option("--output", type=TARGET, required=True, metavar="OUT.pdf|.txt", help=N_("The file to write; replaced if it exists."))
@option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help=N_("The size of the sheets."))
def missing_list(session: Session, report_language: str | None, output: Path, paper: str) -> None:
    """Writes the list, as plain text where the name ends in .txt."""
    from baseldesk.cli.output import write_json
    from baseldesk.errors import MediumError
    from baseldesk.i18n import translator
    from baseldesk.reports.missing_list import print_missing
    from baseldesk.reports.page import Paper
    from baseldesk.sync.missing_list import tell_missing, write_missing

    t = translator(report_language or session.t.language)
    sizes: dict[str, Paper] = {"A4": "A4", "Letter": "Letter"}
    with session.open_desk() as desk:
        told = tell_missing(desk, t)
    pages = 1
    try:
        if output.suffix.lower() == ".txt":
            output.write_text(write_missing(told, t), encoding="utf-8")
        else:
            pages = print_missing(told, t, output, paper=sizes[paper]).pages
    except OSError as error:
        raise MediumError("cli.file_not_written", file=output.name, reason=error.strerror or "") from error
    if session.json:
        write_json({"path": str(output), "pages": pages, "bytes": output.stat().st_size, "rows": len(told.rows)})
    else:
        print(output)
