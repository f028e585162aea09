"""`baseldesk key`: this computer's keys, where they lie, and the printed keys that open what is sealed when it is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.commands.init import KEYS
from baseldesk.cli.frame import FILE, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

COMMANDS = {
    "show": "key:show",
    "store": "key:store",
    "rotate": "key_change:rotate",
    "lost": "key_change:lost",
    "recovery": "key_print:recovery",
    "escrow": "key_print:escrow",
    "open": "key_open:open_",
    "protect": "key_protect:protect",
    "unprotect": "key_protect:unprotect",
    "reopen": "key_protect:reopen",
}


@click.group("key", cls=Group, lazy=COMMANDS, help=N_("This computer's keys, and the printed keys for when it is gone."))
def key() -> None:
    """Holds the commands on keys."""


@command("show", N_("Show where the keys lie, and which printed keys there are. No secret is shown."))
def show(session: Session) -> None:
    """Tells what is known of the keys without opening them."""
    from baseldesk.cli.output import write_json, write_lines

    with session.open_desk() as desk:
        said = describe(desk)
    if session.json:
        write_json(said)
    else:
        write_lines(_as_text(session, said))


def describe(desk: Desk) -> dict[str, Any]:
    """`{keys, where, open, device, words, recipient, recovery, waiting, escrow, protected}`: of keys the public halves alone."""
    from baseldesk.sync.key_store import DEVICE_KEY, keys_of
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.own_keys import AGE_RECIPIENT
    from baseldesk.sync.recovery import held_keys, wanted_keys
    from baseldesk.sync.sealing import ESCROW
    from baseldesk.sync.words import fingerprint_words

    kept, place = keys_of(desk.folder), read_membership(desk)
    entry = place.roster.device(desk.device) if place else None
    recipient = (desk.meta(AGE_RECIPIENT) or b"").decode()
    return {
        "keys": kept.kind,
        "where": kept.where(DEVICE_KEY),
        "open": kept.store.is_open(),
        "device": desk.device.hex(),
        "words": fingerprint_words(desk.device),
        "recipient": recipient,
        "in_roster": bool(recipient) and entry is not None and entry.recipient == recipient,
        "recovery": held_keys(place, desk.owner),
        "waiting": wanted_keys(desk).add,
        "escrow": held_keys(place, "SECRETARIAT", ESCROW),
        "protected": desk.database.key is not None,
    }


STORES = {
    "keyring": N_("the system's keyring"),
    "passphrase": N_("behind a passphrase"),
    "file": N_("files that only you can read"),
}


def _as_text(session: Session, said: dict[str, Any]) -> list[str]:
    from baseldesk.cli.output import pairs

    t = session.t
    yes_no = {True: t.gettext(N_("yes")), False: t.gettext(N_("no"))}
    lines = [
        (N_("Keys lie in"), f"{t.gettext(STORES[said['keys']])} ({said['where']})"),
        (N_("This computer's six words"), said["words"]),
        (N_("Files for it are sealed to"), said["recipient"] or "–"),
        (N_("The secretariat's list names that key"), yes_no[said["in_roster"]]),
        (N_("Printed recovery keys in the list"), t.number(len(said["recovery"]))),
        (N_("Printed recovery keys not yet in the list"), t.number(len(said["waiting"]))),
        (N_("Escrow keys in the list"), t.number(len(said["escrow"]))),
        (N_("The records are encrypted on this computer"), yes_no[said["protected"]]),
    ]
    return pairs([(t.gettext(label), value) for label, value in lines])


@command("store", N_("Move the keys: into the system's keyring, behind a passphrase, or into files. Again: another passphrase."))
@click.argument("kind", type=click.Choice(KEYS))
@option("--new-passphrase-file", type=FILE, metavar="FILE", help=N_("The file with the new passphrase."))
def store(session: Session, kind: str, new_passphrase_file: Path | None) -> None:
    """Moves the keys to another store."""
    from baseldesk.cli.commands.init import IN_FILES
    from baseldesk.cli.output import write_json
    from baseldesk.sync.key_store import DEVICE_KEY, keys_of, move_keys

    with session.open_desk() as desk:
        passphrase = _new_passphrase(session, new_passphrase_file, keys_of(desk.folder).kind) if kind == "passphrase" else ""
        kept = move_keys(desk.folder, kind, passphrase)
        said = {"keys": kept.kind, "where": kept.where(DEVICE_KEY)}
    if session.json:
        write_json(said)
        return
    t = session.t
    print(t.format(N_("The keys lie in: {store} ({where})."), store=t.gettext(STORES[kind]), where=said["where"]))
    if kind == "file":
        print(t.gettext(IN_FILES))


def _new_passphrase(session: Session, file: Path | None, now: str) -> str:
    """From its own file, or typed; the one that is given otherwise is the new one only where there is no old one."""
    from baseldesk.cli.asking import ask_new_passphrase
    from baseldesk.cli.passphrase import given_passphrase

    if file is None and now != "passphrase" and (given := given_passphrase(session.passphrase_file)) is not None:
        return given
    return ask_new_passphrase(session, file, "--new-passphrase-file FILE", "baseldesk key store")
