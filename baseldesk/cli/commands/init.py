"""`baseldesk init`: makes a desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

HELP = N_("""Make an empty desk for a centre, or for the secretariat.
The secretariat's desk comes with the deployment, its root key and the first list of registered computers.""")

KEYS = ("keyring", "passphrase", "file")
KEYS_HELP = N_("Where the keys lie: by default in the system's keyring, or where none works in a file that only you can read.")
IN_FILES = N_(
    "Whoever copies the folder copies the keys with it. “baseldesk key store passphrase” puts them behind a passphrase."
)


@command("init", HELP)
@option("--centre", metavar="CODE", help=N_("The centre's code, like BCRC-SEN."))
@option("--secretariat", is_flag=True, help=N_("The secretariat's desk."))
@option("--name", default="", help=N_("What this computer is called, like “Front office laptop”."))
@option("--officer", default="", help=N_("Who works on it."))
@option("--keys", type=click.Choice(KEYS), help=KEYS_HELP)
def init(session: Session, centre: str | None, secretariat: bool, name: str, officer: str, keys: str | None) -> None:
    """Makes a desk and says where it lies."""
    from baseldesk.cli.output import write_json, write_lines

    _check(session.folder, centre, secretariat)
    passphrase = _passphrase(session, keys or "")
    with _found(session.folder, centre, device_name=name, officer_name=officer, keys=keys or "", passphrase=passphrase) as desk:
        said = describe(desk)
    if session.json:
        write_json(said)
    else:
        write_lines(_as_text(session, said))


def _passphrase(session: Session, keys: str) -> str:
    """The passphrase that the keys are to lie behind, where they are."""
    from baseldesk.cli.asking import ask_new_passphrase
    from baseldesk.cli.passphrase import given_passphrase

    if keys != "passphrase":
        return ""
    given = given_passphrase(session.passphrase_file)
    return given if given is not None else ask_new_passphrase(session, None, "--passphrase-file", "baseldesk init")


def _check(folder: Path, centre: str | None, secretariat: bool) -> None:
    from baseldesk.errors import DeskError, UsageError

    if secretariat and centre:
        raise UsageError("cli.options_exclude", one="--centre", other="--secretariat", command="baseldesk init")
    if not secretariat and not centre:
        raise UsageError("cli.option_missing", option="--centre CODE", command="baseldesk init")
    if folder.is_dir() and not (folder / "desk.db").exists() and any(not one.name.startswith(".") for one in folder.iterdir()):
        raise DeskError("cli.folder_not_empty", folder=folder.name)


def _found(folder: Path, centre: str | None, *, device_name: str, officer_name: str, keys: str, passphrase: str) -> Desk:
    """The desk of a centre; of the secretariat where none is named."""
    from baseldesk.sync.station import found_centre, found_secretariat

    if not centre:
        return found_secretariat(folder, device_name=device_name, officer_name=officer_name, keys=keys, passphrase=passphrase)
    return found_centre(
        folder, centre.upper(), device_name=device_name, officer_name=officer_name, keys=keys, passphrase=passphrase
    )


def describe(desk: Desk) -> dict[str, object]:
    """`{desk, owner, device, words, replica, keys, key}`: the words stand for this computer's key."""
    from baseldesk.sync.key_store import DEVICE_KEY, keys_of
    from baseldesk.sync.words import fingerprint_words

    kept = keys_of(desk.folder)
    return {
        "desk": str(desk.folder),
        "owner": desk.owner,
        "device": desk.device.hex(),
        "words": fingerprint_words(desk.device),
        "replica": desk.replica.hex(),
        "keys": kept.kind,
        "key": kept.where(DEVICE_KEY),
    }


def _as_text(session: Session, said: dict[str, object]) -> list[str]:
    from baseldesk.cli.output import pairs
    from baseldesk.records.types import SECRETARIAT

    t, owner = session.t, str(said["owner"])
    name = t.gettext(N_("Secretariat")) if owner == SECRETARIAT else t.label(owner, "centre")
    lines = pairs(
        [
            (t.gettext(N_("Desk of")), f"{name} ({owner})"),
            (t.gettext(N_("Folder")), str(said["desk"])),
            (t.gettext(N_("This computer's six words")), str(said["words"])),
            (t.gettext(N_("Its key, readable by you alone")), str(said["key"])),
        ]
    )
    return [*lines, "", t.gettext(IN_FILES)] if said["keys"] == "file" else lines
