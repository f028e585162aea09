"""`baseldesk init`: makes a desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import FILE, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.root_file import RootPlan

HELP = N_("""Make an empty desk for a centre, or for the secretariat.
The secretariat's desk comes with the deployment, its root key and the first list of registered computers.""")

KEYS = ("keyring", "passphrase", "file")
KEYS_HELP = N_("Where the keys lie: by default in the system's keyring, or where none works in a file that only you can read.")
ROOTS_HELP = N_("The secretariat's: make so many root keys, for so many people, each in a file on a stick.")
THRESHOLD_HELP = N_("How many of them have to sign a list of computers; by default more than half.")
FOLDERS_HELP = N_("Where the files with the root keys go: one stick for each, or one folder for all.")
IN_FILES = N_(
    "Whoever copies the folder copies the keys with it. “baseldesk key store passphrase” puts them behind a passphrase."
)


@command("init", HELP)
@option("--centre", metavar="CODE", help=N_("The centre's code, like BCRC-SEN."))
@option("--secretariat", is_flag=True, help=N_("The secretariat's desk."))
@option("--name", default="", help=N_("What this computer is called, like “Front office laptop”."))
@option("--officer", default="", help=N_("Who works on it."))
@option("--keys", type=click.Choice(KEYS), help=KEYS_HELP)
@option("--roots", type=click.IntRange(1, 16), default=1, metavar="N", help=ROOTS_HELP)
@option("--threshold", type=click.IntRange(1, 16), metavar="M", help=THRESHOLD_HELP)
@option("--root-folder", "folders", type=FILE, multiple=True, metavar="FOLDER", help=FOLDERS_HELP)
def init(
    session: Session, centre: str | None, secretariat: bool, name: str, officer: str, keys: str | None, **shared: Any
) -> None:
    """Makes a desk and says where it lies."""
    from baseldesk.cli.output import write_json, write_lines

    _check(session.folder, centre, secretariat)
    plan = _plan_roots(centre, **shared)
    passphrase = _passphrase(session, keys or "")
    about = {"device_name": name, "officer_name": officer, "keys": keys or "", "passphrase": passphrase}
    with _found(session.folder, centre, **about, **({"roots": plan} if plan else {})) as desk:
        said = {**describe(desk), **(_describe_roots(plan) if plan else {})}
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


def _plan_roots(centre: str | None, roots: int, threshold: int | None, folders: Sequence[Path]) -> RootPlan | None:
    """Root keys of several people lie on several sticks, never in the desk's folder; None: one key with the desk's others."""
    from baseldesk.errors import UsageError
    from baseldesk.sync.root_file import RootPlan

    if centre and (roots > 1 or folders):
        raise UsageError("cli.options_exclude", one="--centre", other="--roots", command="baseldesk init")
    if (roots > 1 or folders) and len(folders) not in (1, roots):
        raise UsageError("cli.option_missing", option="--root-folder FOLDER", command="baseldesk init")
    return RootPlan(roots, threshold or roots // 2 + 1, folders) if folders else None


def _describe_roots(plan: RootPlan) -> dict[str, object]:
    """`{roots, threshold, root_files}`."""
    from baseldesk.sync.root_file import root_files

    files = [str(one) for one in root_files(plan.folders, plan.roots)]
    return {"roots": plan.roots, "threshold": plan.threshold, "root_files": files}


def _found(folder: Path, centre: str | None, **about: Any) -> Desk:
    """The desk of a centre; of the secretariat where none is named."""
    from baseldesk.sync.station import found_centre, found_secretariat

    return found_centre(folder, centre.upper(), **about) if centre else found_secretariat(folder, **about)


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


def _as_text(session: Session, said: dict[str, Any]) -> list[str]:
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
    for file in said.get("root_files") or ():
        lines.append(t.format(N_("A root key, for one person to keep apart: {file}"), file=file))
    return [*lines, "", t.gettext(IN_FILES)] if said["keys"] == "file" else lines
