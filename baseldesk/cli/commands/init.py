"""`baseldesk init`: makes a desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

HELP = N_("""Make an empty desk for a centre, or for the secretariat.
The secretariat's desk comes with the deployment, its root key and the first list of registered computers.""")


@command("init", HELP)
@option("--centre", metavar="CODE", help=N_("The centre's code, like BCRC-SEN."))
@option("--secretariat", is_flag=True, help=N_("The secretariat's desk."))
@option("--name", default="", help=N_("What this computer is called, like “Front office laptop”."))
@option("--officer", default="", help=N_("Who works on it."))
def init(session: Session, centre: str | None, secretariat: bool, name: str, officer: str) -> None:
    """Makes a desk and says where it lies."""
    from baseldesk.cli.output import write_json, write_lines

    found = _found(session.folder, centre, secretariat, name, officer)
    with found as desk:
        said = describe(desk)
    if session.json:
        write_json(said)
    else:
        write_lines(_as_text(session, said))


def _found(folder: Path, centre: str | None, secretariat: bool, name: str, officer: str) -> Desk:
    from baseldesk.errors import DeskError, UsageError
    from baseldesk.sync.station import found_centre, found_secretariat

    if secretariat and centre:
        raise UsageError("cli.options_exclude", one="--centre", other="--secretariat", command="baseldesk init")
    if not secretariat and not centre:
        raise UsageError("cli.option_missing", option="--centre CODE", command="baseldesk init")
    if folder.is_dir() and not (folder / "desk.db").exists() and any(not one.name.startswith(".") for one in folder.iterdir()):
        raise DeskError("cli.folder_not_empty", folder=folder.name)
    if secretariat:
        return found_secretariat(folder, device_name=name, officer_name=officer)
    return found_centre(folder, (centre or "").upper(), device_name=name, officer_name=officer)


def describe(desk: Desk) -> dict[str, object]:
    """`{desk, owner, device, words, replica, key}`: the words stand for this computer's key."""
    from baseldesk.sync.key_store import DEVICE_KEY, keys_of
    from baseldesk.sync.words import fingerprint_words

    return {
        "desk": str(desk.folder),
        "owner": desk.owner,
        "device": desk.device.hex(),
        "words": fingerprint_words(desk.device),
        "replica": desk.replica.hex(),
        "key": keys_of(desk.folder).where(DEVICE_KEY),
    }


def _as_text(session: Session, said: dict[str, object]) -> list[str]:
    from baseldesk.cli.output import pairs
    from baseldesk.records.types import SECRETARIAT

    t, owner = session.t, str(said["owner"])
    name = t.gettext(N_("Secretariat")) if owner == SECRETARIAT else t.label(owner, "centre")
    return pairs(
        [
            (t.gettext(N_("Desk of")), f"{name} ({owner})"),
            (t.gettext(N_("Folder")), str(said["desk"])),
            (t.gettext(N_("This computer's six words")), str(said["words"])),
            (t.gettext(N_("Its key, readable by you alone")), str(said["key"])),
        ]
    )
