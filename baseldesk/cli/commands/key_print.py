"""`baseldesk key recovery` and `key escrow`: a key that stands on a printed page alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.commands.roster_change import KEY, PROPOSAL, PROPOSED, read_keys, write_proposal
from baseldesk.cli.frame import TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.recovery import PrintedKey

ALONE = N_("Pages printed before serve no longer: one was lost, or seen by a stranger.")
PAGE = N_("Print {path}, lock the page away, and destroy the file.")
NEXT = N_("It takes effect once the secretariat has taken up a new request of this computer: baseldesk enrol request FILE")
DONE = N_("It stands in the list of registered computers number {roster}; what is written from then on can be opened with it.")


@command("recovery", N_("Print a key that opens this centre's data files when all its computers are lost."))
@click.argument("out", type=TARGET, metavar="OUT.pdf|OUT.txt")
@option("--alone", is_flag=True, help=ALONE)
@KEY
@PROPOSAL
def recovery(session: Session, out: Path, alone: bool, keys: Sequence[Path], proposal: Path | None) -> None:
    """Makes a recovery key."""
    _print_key(session, out, "recovery", alone, keys, proposal)


@command("escrow", N_("At the secretariat: print a key that opens data files between the centres and the secretariat."))
@click.argument("out", type=TARGET, metavar="OUT.pdf|OUT.txt")
@option("--alone", is_flag=True, help=ALONE)
@KEY
@PROPOSAL
def escrow(session: Session, out: Path, alone: bool, keys: Sequence[Path], proposal: Path | None) -> None:
    """Makes an escrow key."""
    _print_key(session, out, "escrow", alone, keys, proposal)


def _print_key(session: Session, out: Path, purpose: str, alone: bool, keys: Sequence[Path], proposal: Path | None) -> None:
    """Page first, then its public half: nobody relies on a key whose page is not safe."""
    from baseldesk.sync.recovery import make_key

    roots = read_keys(keys)
    with session.open_desk() as desk:
        made = make_key(desk, purpose)
        write_page(session, made, out)
        try:
            said = _register(desk, made, alone, roots, proposal)
        except BaseException:
            out.unlink(missing_ok=True)  # nothing will ever be sealed to it
            raise
    _say(session, {"path": str(out), "purpose": purpose, "recipient": made.recipient, **said})


def _register(desk: Desk, made: PrintedKey, alone: bool, roots: Sequence[DeviceKey], proposal: Path | None) -> dict[str, Any]:
    """`{in_roster, roster}`, and where others have to sign `{proposal, signed, needed}`."""
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.recovery import register_key

    issued, place = register_key(desk, made, alone=alone, keys=roots), read_membership(desk)
    said = {"in_roster": issued is not None and not issued.proposal, "roster": place.roster.number if place else 0}
    if issued is None or not issued.proposal:
        return said
    return {**said, **write_proposal(issued.proposal, issued.signed, issued.needed, proposal)}


def _say(session: Session, said: dict[str, Any]) -> None:
    from baseldesk.cli.output import write_json, write_lines

    if session.json:
        write_json(said)
        return
    then = DONE if said["in_roster"] else PROPOSED if "proposal" in said else NEXT
    write_lines([session.t.format(PAGE, path=said["path"]), session.t.format(then, **said)])


def write_page(session: Session, made: PrintedKey, out: Path) -> None:
    """Writes the page to a new file that only its owner can read, before anybody relies on the key.

    Raises:
        MediumError: it cannot be written, or there is a file of that name: it might be a page in use.
    """
    from baseldesk.errors import MediumError
    from baseldesk.reports.recovery_page import print_recovery_page
    from baseldesk.sync.key_store_file import write_private
    from baseldesk.sync.recovery_page import tell_page, write_text

    if not out.parent.is_dir():
        raise MediumError("cli.folder_missing", folder=str(out.parent))
    if out.exists():
        raise MediumError("cli.file_exists", file=out.name)
    told = tell_page(made, session.t)
    try:
        if out.suffix.lower() == ".pdf":
            print_recovery_page(told, session.t, out, write=write_private)
        else:
            write_private(out, write_text(told).encode())
    except OSError as reason:
        raise MediumError("cli.file_not_written", file=out.name, reason=reason.strerror or "") from reason
