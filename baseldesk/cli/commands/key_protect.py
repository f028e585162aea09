"""`baseldesk key protect|unprotect|reopen`: the records encrypted on the disk, and the way in when the passphrase is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.sync.protection import Protection

PROTECT = N_("""Encrypt the records and documents on this computer.
What opens them lies with the keys: in the system's keyring or behind the passphrase. Cut short, it goes on when asked again.""")
UNPROTECT = N_("Let the records and documents lie on the disk as they are again.")
REOPEN = N_("""Open encrypted records with the printed recovery key, because the passphrase or the keyring is lost.
This computer begins under a new key and is registered with the secretariat again.""")
NO_PAGE = N_("No printed key opens these records. If the passphrase is lost, they are lost: print one (baseldesk key recovery).")
WAS_PLAIN = N_("What lay on the disk before was deleted; a specialist may still find parts of it.")


@command("protect", PROTECT)
def protect(session: Session) -> None:
    """Encrypts the desk where it lies."""
    from baseldesk.cli.output import remark
    from baseldesk.sync import protection

    done = _turn(session, protection.protect, N_("Encrypting"), N_("The records are encrypted on this computer."))
    remark(session.t.gettext(WAS_PLAIN), quiet=session.quiet or session.json)
    if not done.has_page:
        remark(session.t.gettext(NO_PAGE), quiet=session.quiet or session.json)


@command("unprotect", UNPROTECT)
def unprotect(session: Session) -> None:
    """Brings the desk back as it was."""
    from baseldesk.sync import protection

    _turn(session, protection.unprotect, N_("Decrypting"), N_("The records are not encrypted on this computer."))


def _turn(session: Session, turn: Callable[..., Protection], label: str, said: str) -> Protection:
    from baseldesk.cli.output import write_json
    from baseldesk.cli.progress import bar

    with session.open_desk() as desk, bar(session, session.t.gettext(label)) as progress:
        done = turn(desk, progress)
    if session.json:
        write_json(describe(done))
    else:
        print(session.t.gettext(said))
    return done


def describe(done: Protection) -> dict[str, Any]:
    """`{protected, documents_left, keys, recovery_key_opens}`."""
    return {"protected": done.is_on, "documents_left": done.left, "keys": done.store, "recovery_key_opens": done.has_page}


@command("reopen", REOPEN)
@option("--identity", type=FILE, required=True, metavar="PAGE", help=N_("The page: as text, PDF, scan or photograph."))
@option("--keys", type=click.Choice(("keyring", "passphrase")), default="passphrase", help=N_("Where the keys lie from now on."))
@option("--new-passphrase-file", type=FILE, metavar="FILE", help=N_("The file with the new passphrase."))
def reopen(session: Session, identity: Path, keys: str, new_passphrase_file: Path | None) -> None:
    """Opens with the page, and begins under a new key."""
    from baseldesk.cli.asking import ask_new_passphrase
    from baseldesk.cli.commands.init import describe as describe_desk
    from baseldesk.cli.commands.key_open import read_page
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.sync import reopening

    page, passphrase = read_page(identity), ""
    reopening.open_with_page(session.folder, page)  # a wrong page is said before a passphrase is asked for
    if keys == "passphrase":
        passphrase = ask_new_passphrase(session, new_passphrase_file, "--new-passphrase-file FILE", "baseldesk key reopen")
    with reopening.reopen(session.folder, page, keys=keys, passphrase=passphrase) as desk:
        said = describe_desk(desk)
    if session.json:
        write_json(said)
        return
    t = session.t
    next_step = t.gettext(N_("Register it with the secretariat: baseldesk enrol request OUT"))
    write_lines([t.gettext(N_("The records are open again.")), next_step])
