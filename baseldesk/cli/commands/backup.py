"""`baseldesk backup` and `restore`: everything of a desk in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.commands.init import KEYS, KEYS_HELP, describe
from baseldesk.cli.frame import FILE, TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.sync.backup_seal import Opener, Seal

BACKUP = N_("""Write everything of the desk but its keys into one file, and read it back.
It holds personal data as they are: keep it as you keep the computer. With --seal, a passphrase or the printed key opens it.""")
RESTORE = N_("""Bring a desk back from its backup, into a new folder.
It begins under a new key and is registered with the secretariat again. What others have of it comes by the next exchange.""")
SEAL_HELP = N_("Seal it, behind the passphrase of --seal-passphrase-file or a typed one, and to the printed recovery keys.")
SEALED = N_("It holds no keys of this computer, and is sealed: its passphrase or the printed recovery key opens it.")


@command("backup", BACKUP)
@click.argument("out", type=TARGET, metavar="OUT")
@option("--seal", "is_wanted", is_flag=True, help=SEAL_HELP)
@option("--seal-passphrase-file", type=FILE, metavar="FILE", help=N_("The file with the passphrase of the backup."))
@option("--keep-seal", is_flag=True, help=N_("Seal every later backup of this desk like this one, also those of the window."))
def backup(session: Session, out: Path, is_wanted: bool, seal_passphrase_file: Path | None, keep_seal: bool) -> None:
    """Writes a backup, and says how large it is."""
    from baseldesk.cli.output import remark, write_json
    from baseldesk.cli.progress import bar
    from baseldesk.sync.backup import SUFFIX, back_up
    from baseldesk.sync.backup_file import is_sealed
    from baseldesk.sync.backup_seal import keep_seal as keep

    seal = _seal(session, seal_passphrase_file) if is_wanted or seal_passphrase_file or keep_seal else None
    with session.open_desk() as desk:
        target = out / f"{desk.owner}{SUFFIX}" if out.is_dir() else out
        if keep_seal:
            keep(desk, seal)
        with bar(session, session.t.gettext(N_("Backing up"))) as progress:
            written = back_up(desk, target, progress, seal=seal)
    sealed = is_sealed(written.path)
    if session.json:
        write_json({"path": str(written.path), "bytes": written.size, "sealed": sealed})
    else:
        print(written.path)
        said = SEALED if sealed else N_("It holds no keys, and personal data as they are.")
        remark(session.t.gettext(said), quiet=session.quiet)


def _seal(session: Session, file: Path | None) -> Seal:
    from baseldesk.cli.asking import ask_new_passphrase
    from baseldesk.sync.backup_seal import make_seal

    return make_seal(ask_new_passphrase(session, file, "--seal-passphrase-file FILE", "baseldesk backup"))


@command("restore", RESTORE)
@click.argument("file", type=FILE, metavar="FILE")
@option("--keys", type=click.Choice(KEYS), help=KEYS_HELP)
@option("--seal-passphrase-file", type=FILE, metavar="FILE", help=N_("The file with the passphrase of the backup."))
@option("--identity", type=FILE, metavar="PAGE", help=N_("The page: as text, PDF, scan or photograph."))
def restore(session: Session, file: Path, keys: str | None, seal_passphrase_file: Path | None, identity: Path | None) -> None:
    """Brings a desk back into the folder of `--desk`."""
    from baseldesk.cli.asking import ask_new_passphrase
    from baseldesk.cli.output import pairs, write_json, write_lines
    from baseldesk.cli.passphrase import given_passphrase
    from baseldesk.cli.progress import bar
    from baseldesk.sync.restoring import restore as bring_back

    opener = _opener(session, file, seal_passphrase_file, identity)
    passphrase = ""
    if keys == "passphrase":
        given = given_passphrase(session.passphrase_file)
        passphrase = given if given is not None else ask_new_passphrase(session, None, "--passphrase-file", "baseldesk restore")
    with (
        bar(session, session.t.gettext(N_("Bringing back"))) as progress,
        bring_back(file, session.folder, keys=keys or "", passphrase=passphrase, opener=opener, progress=progress) as desk,
    ):
        said = describe(desk)
    t = session.t
    if session.json:
        write_json(said)
        return
    words = (N_("Folder"), "desk"), (N_("This computer's six words"), "words")
    write_lines(pairs([(t.gettext(label), str(said[name])) for label, name in words]))
    write_lines([t.gettext(N_("Register it with the secretariat: baseldesk enrol request OUT"))])


def _opener(session: Session, file: Path, passphrase_file: Path | None, identity: Path | None) -> Opener:
    """What was given to open a sealed backup; a person at a terminal is asked where nothing was."""
    from baseldesk.cli.asking import ask_passphrase
    from baseldesk.cli.passphrase import read_passphrase
    from baseldesk.sync.backup_file import is_sealed
    from baseldesk.sync.backup_seal import Opener

    if not is_sealed(file):
        return Opener()
    if identity is not None:
        from baseldesk.cli.commands.key_open import read_page

        return Opener(page=read_page(identity))
    return Opener(read_passphrase(passphrase_file) if passphrase_file else ask_passphrase(session) or "")
