"""Changing a computer's key: a rotation, which the old key signs, and a new beginning where the old key is lost.

**Rotation.** The next key is made and asks to belong; the old key signs for it, so nobody need compare words. Until the reply, or
any roster that names the next key, has come, the old key signs everything: nothing waits anywhere, and a computer off-line for
months goes on as before. Then the old chains are closed with the old key's signature and a new replica begins under the new key;
when the desk is opened the next time the old key is destroyed. The roster's letter stays.

**Lost.** A new key, a new replica and a new request at once; until it is answered the records can be read and saved, but what is
exported waits at its receivers. Once registered, the new key adopts what this desk holds of the old chains.
"""

from __future__ import annotations

from pathlib import Path

from baseldesk import __version__
from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, DeskError, UsageError
from baseldesk.sync.enrolment import ROTATION_TAG, Request, make_request, rotation_message
from baseldesk.sync.key_store import AGE_KEY, DEVICE_KEY, FILE, NEXT_KEY, DeskKeys, keys_of, prepare_store
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.own_keys import AGE_RECIPIENT, own_key, signing_key
from baseldesk.sync.sealing import new_identity, recipient_of
from baseldesk.sync.station import device_name

ROTATED, LOST = "rotated", "key lost"
_NEXT, _NEXT_RECIPIENT, LOST_DEVICE = "next_device", "next_age_recipient", "lost_device"


def begin_rotation(desk: Desk) -> bytes:
    """The request by which this computer's key introduces its next one; asked again, the same next key.

    Raises:
        BundleRefused: this desk is not registered yet.
        DeskError: the key is not here or cannot be reached: then it is lost, not rotated.
    """
    place = read_membership(desk)
    if place is None:
        raise BundleRefused("sync.not_enrolled")
    old, new = own_key(desk), _next_key(desk)
    signature = old.sign(ROTATION_TAG, rotation_message(place.deployment, new.public, desk.replica))
    recipient = (desk.meta(_NEXT_RECIPIENT) or b"").decode()
    about = (desk.owner, device_name(desk), desk.replica, desk.clock(), __version__)
    return make_request(new, Request(*about, recipient=recipient, old_key=old.public, old_signature=signature))


def _next_key(desk: Desk) -> DeviceKey:
    """The key that waits for its roster; made, with an age key of its own, where there is none yet."""
    keys = keys_of(desk.folder)
    held = keys.load(NEXT_KEY)
    if held is not None and held.key_id == desk.meta(_NEXT):
        return held
    keys.store.forget(NEXT_KEY)
    new, identity = DeviceKey.generate(), new_identity()
    keys.keep_all({NEXT_KEY: new, _free_age_name(keys): identity})
    with desk.write() as writer:
        writer.set_meta(_NEXT, new.key_id)
        writer.set_meta(_NEXT_RECIPIENT, recipient_of(identity).encode())
    return new


def _free_age_name(keys: DeskKeys) -> str:
    taken, number = set(keys.names()), 2
    while f"{AGE_KEY}-{number}" in taken:
        number += 1
    return f"{AGE_KEY}-{number}"


def open_next_key(desk: Desk) -> None:
    """Asks for the passphrase now, where one is needed, so that a roster that names the next key can take effect."""
    if desk.meta(_NEXT):
        keys_of(desk.folder).load(NEXT_KEY)


def take_next_key(desk: Desk, writer: Writer, place: Membership) -> bool:
    """Goes over to the next key where the roster names it; the own chains are closed with the old one by then.

    A key that cannot be reached without asking anybody waits for the next roster.
    """
    waiting = writer.meta(_NEXT)
    if not waiting or place.roster.organisation_of(waiting) != desk.owner or place.roster.is_revoked(waiting):
        return False
    new = keys_of(desk.folder).load_if_open(NEXT_KEY)
    if new is None or new.key_id != waiting:
        return False
    desk.take_key(writer, new, ROTATED)
    desk.sign_with(lambda: signing_key(desk))
    writer.set_meta(AGE_RECIPIENT, writer.meta(_NEXT_RECIPIENT) or b"")
    writer.set_meta(_NEXT, b"")
    return True


def replace_lost_key(desk: Desk) -> str:
    """Begins anew under a new key, because the old one is not here any more; gives where the new one lies.

    Raises:
        UsageError: the key is where it should be: rotate it instead.
        DeskError: the new one cannot be kept.
    """
    if not is_lost(desk):
        raise UsageError("key.not_lost")
    new = DeviceKey.generate()
    keys = _usable_store(desk.folder) if desk.database.key is None else _store_of_secret(desk.folder)
    keys.replace(DEVICE_KEY, new)
    with desk.write() as writer:
        writer.set_meta(LOST_DEVICE, desk.device)
        desk.take_key(writer, new, LOST)
        desk.sign_with(lambda: signing_key(desk))
        if keys.load_identity() is None:
            writer.set_meta(AGE_RECIPIENT, b"")  # the next request makes one
    return keys.where(DEVICE_KEY)


def awaited_device(desk: Desk) -> bytes:
    """The key that is to take the present one's place; empty where none is."""
    return desk.meta(_NEXT) or b""


def is_lost(desk: Desk) -> bool:
    """Whether the key cannot be had: it is not in its place, another one is, or its store no longer opens."""
    try:
        own_key(desk)
    except DeskError:
        return True
    return False


def _store_of_secret(folder: Path) -> DeskKeys:
    """Of an encrypted desk: the store that opens it is never set aside, also where it is silent just now.

    Raises:
        DeskError: it does not give the secret.
    """
    from baseldesk.sync.protection import find_secret

    find_secret(folder)
    return keys_of(folder)


def _usable_store(folder: Path) -> DeskKeys:
    """The store of the keys where it opens; else a new one in files, the old one kept aside as it is."""
    try:
        keys = keys_of(folder)
        keys.names()
        keys.load(DEVICE_KEY)
        keys.load_identity()
    except DeskError:
        held = folder / "keys"
        if held.exists():
            held.rename(_free_name(folder))
        return prepare_store(folder, FILE)
    return keys


def _free_name(folder: Path) -> Path:
    number = 1
    while (folder / f"keys.lost-{number}").exists():
        number += 1
    return folder / f"keys.lost-{number}"
