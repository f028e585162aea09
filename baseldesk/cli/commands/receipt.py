"""`baseldesk receipt`: acknowledgements that travel alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from baseldesk.cli.frame import FILE, TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import LANGUAGES, N_

COMMANDS = {"export": "receipt:export", "import": "receipt:import_"}


@click.group("receipt", cls=Group, lazy=COMMANDS, help=N_("Acknowledgements: say what has come, and learn what has arrived."))
def receipt() -> None:
    """Holds the commands on receipts."""


EXPORT_HELP = N_("""Write the acknowledgement for another organisation; OUT is a folder or the name of a file.
With --qr it is a PDF to print, with squares that a scan or photograph brings back.""")


@command("export", EXPORT_HELP)
@click.argument("out", type=TARGET, metavar="OUT")
@option("--to", required=True, metavar="WHOM", help=N_("secretariat, centre (its own other computers), or a centre's code."))
@option("--qr", is_flag=True, help=N_("As a page to print; OUT is a PDF file."))
@option("--report-language", type=click.Choice(LANGUAGES), help=N_("The page's language; without it, the addressee's."))
@option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help=N_("The size of the sheets."))
def export(session: Session, out: Path, to: str, qr: bool, report_language: str | None, paper: str) -> None:
    """Writes a receipt."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import export_receipt

    if qr:
        print_receipt(session, out, to, report_language or "", paper)
        return
    with session.open_desk() as desk:
        written = export_receipt(desk, to, out)
    if session.json:
        write_json({"path": str(written.path), "bytes": written.size, "hash": written.hash.hex()})
    else:
        print(written.path)


def print_receipt(session: Session, out: Path, to: str, language: str, paper: str) -> None:
    """Writes the page with the receipt's symbols.

    Raises:
        UsageError: OUT is a folder.
        MediumError: the file cannot be written; what was there is untouched.
    """
    from baseldesk.cli.output import remark, write_json
    from baseldesk.errors import MediumError, UsageError
    from baseldesk.i18n import translator
    from baseldesk.reports import receipt_page
    from baseldesk.reports.page import Paper
    from baseldesk.sync.correspondents import read_correspondent
    from baseldesk.sync.paper import make_paper_receipt, tell_paper_receipt

    if out.is_dir():
        raise UsageError("cli.not_a_file", file=str(out))
    sizes: dict[str, Paper] = {"A4": "A4", "Letter": "Letter"}
    with session.open_desk() as desk:
        made = make_paper_receipt(desk, to, out.name)
        t = translator(language or read_correspondent(desk, made.to).language)
        told = tell_paper_receipt(made, t)
        try:
            printed = receipt_page.print_receipt(told, t, out, paper=sizes[paper])
        except OSError as error:
            raise MediumError("cli.file_not_written", file=out.name, reason=error.strerror or "") from error
    if session.json:
        about = {"path": str(out), "bytes": printed.bytes, "hash": made.hash.hex(), "pages": printed.pages}
        write_json({**about, "symbols": len(told.symbols), "short": made.is_short, "words": told.words})
        return
    print(out)
    if made.is_short:
        remark(session.t.gettext(N_("It is the short form: the whole does not fit on paper.")), quiet=session.quiet)


@command("import", N_("Take an acknowledgement in: what it lists has arrived. Scans and photographs of one may be several."))
@click.argument("files", type=FILE, metavar="FILE", nargs=-1, required=True)
def import_(session: Session, files: Sequence[Path]) -> None:
    """Takes a receipt in."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import import_receipt
    from baseldesk.sync.code_reading import is_picture
    from baseldesk.sync.paper import import_paper_receipts
    from baseldesk.sync.status import sync_status

    with session.open_desk() as desk:
        scans = [one for one in files if is_picture(one)]
        news = [import_receipt(desk, one) for one in files if one not in scans]
        is_news = any([*news, bool(scans) and import_paper_receipts(desk, scans) > 0])
        status = sync_status(desk)
    if session.json:
        write_json({"news": is_news, "received": status.received, "merged": status.merged, "only_here": status.only_here})
        return
    t = session.t
    print(t.gettext(N_("Taken in.") if is_news else N_("This acknowledgement was known already.")))
    print(t.format_plural(N_("{n} change has arrived."), N_("{n} changes have arrived."), status.received))
