"""`baseldesk report cover-note`: the page that goes along with a stick or mail; `bundle export --cover` writes the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import LANGUAGES, N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.cover import Cover

ABOUT = N_("A data file that went out: what it holds, and the words to compare by phone.")


@command("cover-note", ABOUT)
@option("--to", metavar="WHOM", help=N_("Of the last data file for secretariat, centre or a centre's code."))
@option("--bundle", default="", metavar="NUMBER", help=N_("Of this data file; without it, of the last one."))
@option("--report-language", type=click.Choice(LANGUAGES), help=N_("The report's language; without it, the addressee's."))
@option("--output", type=TARGET, required=True, metavar="OUT.pdf|.txt", help=N_("The file to write; replaced if it exists."))
@option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help=N_("The size of the sheets."))
def cover_note(session: Session, to: str | None, bundle: str, report_language: str | None, output: Path, paper: str) -> None:
    """Prints the cover note of a bundle."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import find_addressee
    from baseldesk.sync.cover import read_cover

    with session.open_desk() as desk:
        cover = read_cover(desk, bundle=bundle, to=find_addressee(desk, to) if to else "")
        pages = write_cover_note(desk, cover, output, report_language or "", paper=paper)
    if session.json:
        write_json({"path": str(output), "pages": pages, "bytes": output.stat().st_size, "words": cover.words})
    else:
        print(output)
        print(cover.words)


def write_cover_note(desk: Desk, cover: Cover, output: Path, language: str = "", *, paper: str = "A4") -> int:
    """Writes the note, as plain text where the name ends in .txt; gives the number of pages.

    Args:
        language: one of the six; "" for the addressee's.

    Raises:
        MediumError: the file cannot be written; what was there is untouched.
    """
    from baseldesk.errors import MediumError
    from baseldesk.i18n import translator
    from baseldesk.reports.cover_note import print_cover_note
    from baseldesk.reports.page import Paper
    from baseldesk.sync.correspondents import read_correspondent
    from baseldesk.sync.cover import tell_cover, write_cover

    t = translator(language or read_correspondent(desk, cover.to).language)
    sizes: dict[str, Paper] = {"A4": "A4", "Letter": "Letter"}
    try:
        if output.suffix.lower() == ".txt":
            output.write_text(write_cover(cover, t), encoding="utf-8")
            return 1
        return print_cover_note(tell_cover(cover, t), t, output, paper=sizes[paper]).pages
    except OSError as error:
        raise MediumError("cli.file_not_written", file=output.name, reason=error.strerror or "") from error
