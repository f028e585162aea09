"""`baseldesk backup` and `restore`: everything of a desk in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from baseldesk.cli.commands.init import KEYS, KEYS_HELP, describe
from baseldesk.cli.frame import FILE, TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

BACKUP = N_("""Write everything of the desk but its keys into one file, and read it back.
It holds personal data as they are: keep it as you keep the computer.""")
RESTORE = N_("""Bring a desk back from its backup, into a new folder.
It begins under a new key and is registered with the secretariat again. What others have of it comes by the next exchange.""")


@command("backup", BACKUP)
@click.argument("out", type=TARGET, metavar="OUT")
def backup(session: Session, out: Path) -> None:
    """Writes a backup, and says how large it is."""
    from baseldesk.cli.output import remark, write_json
    from baseldesk.cli.progress import bar
    from baseldesk.sync.backup import SUFFIX, back_up

    with session.open_desk() as desk:
        target = out / f"{desk.owner}{SUFFIX}" if out.is_dir() else out
        with bar(session, session.t.gettext(N_("Backing up"))) as progress:
            written = back_up(desk, target, progress)
    if session.json:
        write_json({"path": str(written.path), "bytes": written.size})
    else:
        print(written.path)
        remark(session.t.gettext(N_("It holds no keys, and personal data as they are.")), quiet=session.quiet)


@command("restore", RESTORE)
@click.argument("file", type=FILE, metavar="FILE")
@option("--keys", type=click.Choice(KEYS), help=KEYS_HELP)
def restore(session: Session, file: Path, keys: str | None) -> None:
    """Brings a desk back into the folder of `--desk`."""
    from baseldesk.cli.asking import ask_new_passphrase
    from baseldesk.cli.output import pairs, write_json, write_lines
    from baseldesk.cli.passphrase import given_passphrase
    from baseldesk.cli.progress import bar
    from baseldesk.sync.restoring import restore as bring_back

    passphrase = ""
    if keys == "passphrase":
        given = given_passphrase(session.passphrase_file)
        passphrase = given if given is not None else ask_new_passphrase(session, None, "--passphrase-file", "baseldesk restore")
    with (
        bar(session, session.t.gettext(N_("Bringing back"))) as progress,
        bring_back(file, session.folder, keys=keys or "", passphrase=passphrase, progress=progress) as desk,
    ):
        said = describe(desk)
    t = session.t
    if session.json:
        write_json(said)
        return
    words = (N_("Folder"), "desk"), (N_("This computer's six words"), "words")
    write_lines(pairs([(t.gettext(label), str(said[name])) for label, name in words]))
    write_lines([t.gettext(N_("Register it with the secretariat: baseldesk enrol request OUT"))])
