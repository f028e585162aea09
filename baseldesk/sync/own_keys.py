"""The keys of an open desk, from wherever they are kept: to sign, to open what is sealed to this computer, to issue rosters."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskError
from baseldesk.sync.key_store import AGE_KEY, DEVICE_KEY, NEXT_KEY, ROOT_KEY, keys_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.sealing import new_identity, recipient_of

AGE_RECIPIENT = "age_recipient"  # in the desk: the public half of this computer's age key


def own_key(desk: Desk) -> DeviceKey:
    """The key that this desk signs with; asks for the passphrase where one is needed.

    Raises:
        DeskError: it is not in its place, or cannot be reached.
    """
    keys = keys_of(desk.folder)
    for name in (DEVICE_KEY, NEXT_KEY):  # the next one, where the roster has just come that names it
        key = keys.load(name)
        if key is not None and key.key_id == desk.device:
            return key
    raise DeskError("key.missing", path=keys.where(DEVICE_KEY))


def signing_key(desk: Desk) -> DeviceKey | None:
    """The key that this desk signs with, where it can be had without asking anybody."""
    keys = keys_of(desk.folder)
    found = (keys.load_if_open(name) for name in (DEVICE_KEY, NEXT_KEY))
    return next((one for one in found if one is not None and one.key_id == desk.device), None)


def settle_keys(desk: Desk) -> None:
    """Ends a rotation, once it is certain that the desk goes on under the next key: the former one is destroyed.

    Not in the transaction that goes over, which may yet be taken back, but when the desk is opened again.
    """
    keys = keys_of(desk.folder)
    held = keys.load_if_open(NEXT_KEY) if NEXT_KEY in keys.names() else None
    if held is not None and held.key_id == desk.device:
        keys.replace(DEVICE_KEY, held)
        keys.store.forget(NEXT_KEY)


def root_keys(desk: Desk) -> list[DeviceKey]:
    """The root keys of the deployment that lie here, to sign rosters with; none at a centre.

    Raises:
        DeskError: they cannot be reached.
    """
    root = keys_of(desk.folder).load(ROOT_KEY)
    return [root] if root else []


def own_recipient(desk: Desk) -> str:
    """The public age key of this computer. A desk of 0.1.0 has none yet: it is made here, in the same store as its signing key.

    Raises:
        DeskError: the signing key cannot be reached: then no other key is made beside it.
    """
    held = desk.meta(AGE_RECIPIENT)
    return held.decode() if held else _make_identity(desk)


def own_identities(desk: Desk) -> list[str]:
    """The secret age keys of this computer, newest last: whatever was ever sealed to it is opened with one of them.

    Raises:
        DeskError: there is none in its place, or they cannot be reached.
    """
    own_recipient(desk)
    keys = keys_of(desk.folder)
    named = [name for name in keys.names() if name.startswith(AGE_KEY)]
    found = [identity for name in named if (identity := keys.load_identity(name)) is not None]
    if not found:
        raise DeskError("key.missing", path=keys.where(AGE_KEY))
    return found


def _make_identity(desk: Desk) -> str:
    own_key(desk)
    keys = keys_of(desk.folder)
    identity = keys.load_identity()
    if identity is None:
        identity = new_identity()
        keys.keep(AGE_KEY, identity)
    recipient = recipient_of(identity)
    with desk.write() as writer:
        writer.set_meta(AGE_RECIPIENT, recipient.encode())
    return recipient
