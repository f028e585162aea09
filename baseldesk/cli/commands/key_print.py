"""`baseldesk key recovery` and `key escrow`: a key that stands on a printed page alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.sync.recovery import PrintedKey
    from baseldesk.sync.recovery_page import PageTold

ALONE = N_("Pages printed before serve no longer: one was lost, or seen by a stranger.")
PAGE = N_("Print {path}, lock the page away, and destroy the file.")
NEXT = N_("It takes effect once the secretariat has taken up a new request of this computer: baseldesk enrol request FILE")
DONE = N_("It stands in the list of registered computers number {number}; what is written from then on can be opened with it.")


@command("recovery", N_("Print a key that opens this centre's data files when all its computers are lost."))
@click.argument("out", type=TARGET, metavar="OUT.pdf|OUT.txt")
@option("--alone", is_flag=True, help=ALONE)
def recovery(session: Session, out: Path, alone: bool) -> None:
    """Makes a recovery key."""
    _print_key(session, out, "recovery", alone)


@command("escrow", N_("At the secretariat: print a key that opens data files between the centres and the secretariat."))
@click.argument("out", type=TARGET, metavar="OUT.pdf|OUT.txt")
@option("--alone", is_flag=True, help=ALONE)
def escrow(session: Session, out: Path, alone: bool) -> None:
    """Makes an escrow key."""
    _print_key(session, out, "escrow", alone)


def _print_key(session: Session, out: Path, purpose: str, alone: bool) -> None:
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.recovery import make_key, register_key

    with session.open_desk() as desk:
        made = make_key(desk, purpose)
        write_page(session, made, out)
        listed = register_key(desk, made, alone=alone)
        place = read_membership(desk)
    said = {"path": str(out), "purpose": purpose, "recipient": made.recipient, "in_roster": listed}
    number = place.roster.number if place else 0
    if session.json:
        write_json({**said, "roster": number})
    else:
        write_lines([session.t.format(PAGE, path=str(out)), session.t.format(DONE if listed else NEXT, number=number)])


def write_page(session: Session, made: PrintedKey, out: Path) -> None:
    """Writes the page to a new file that only its owner can read, before anybody relies on the key.

    Raises:
        MediumError: it cannot be written, or there is a file of that name: it might be a page in use.
    """
    from baseldesk.errors import MediumError
    from baseldesk.sync.key_store_file import write_private
    from baseldesk.sync.recovery_page import tell_page, write_text

    if not out.parent.is_dir():
        raise MediumError("cli.folder_missing", folder=str(out.parent))
    if out.exists():
        raise MediumError("cli.file_exists", file=out.name)
    told = tell_page(made, session.t)
    content = write_text(told).encode() if out.suffix.lower() != ".pdf" else _pdf(session, told)
    try:
        write_private(out, content)
    except OSError as reason:
        raise MediumError("cli.file_not_written", file=out.name, reason=reason.strerror or "") from reason


def _pdf(session: Session, told: PageTold) -> bytes:
    """The PDF file, made in a folder that nobody else may look into."""
    import tempfile

    from baseldesk.reports.recovery_page import print_recovery_page

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.pdf"
        print_recovery_page(told, session.t, page)
        return page.read_bytes()
