"""The registered computers, and where the keys of this one lie, read in one go. Runs outside the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

THIS, REGISTERED, REVOKED = "this", "registered", "revoked"


@dataclass(frozen=True)
class Computer:
    """One line of the list. `readable`: what is encrypted now can be read there."""

    key_id: bytes
    organisation: str
    letter: str
    name: str
    state: str
    words: str
    readable: bool


@dataclass(frozen=True)
class Computers:
    """The list; without a number where this computer is not registered.

    Attributes:
        words: the six words of the secretariat; own_words: those of this computer.
        roots, threshold: how many root keys there are, and how many of them sign a list.
        keys: where the keys of this computer lie: `keyring`, `passphrase` or `file`.
        recoverable: whether a printed recovery key of this organisation is registered.
    """

    number: int
    issued: datetime | None
    words: str
    own_words: str
    lines: tuple[Computer, ...]
    roots: int
    threshold: int
    keys: str
    keys_where: str
    recoverable: bool


def read_computers(desk: Desk) -> Computers:
    """Everything that the screen shows."""
    from baseldesk.sync.diary import instant
    from baseldesk.sync.enrolment import deployment_words
    from baseldesk.sync.key_store import DEVICE_KEY, keys_of
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.sealing import is_recipient, is_recoverable
    from baseldesk.sync.words import fingerprint_words

    keys, place, own = keys_of(desk.folder), read_membership(desk), fingerprint_words(desk.device)
    about_keys = (keys.kind, keys.where(DEVICE_KEY))
    if place is None:
        return Computers(0, None, "", own, (), 0, 0, *about_keys, recoverable=False)
    roster = place.roster
    lines = [
        Computer(
            one.key_id, one.organisation, one.letter, one.name, _state(one.key_id == desk.device, roster.is_revoked(one.key_id)),
            fingerprint_words(one.key_id), is_recipient(one.recipient),
        )
        for one in roster.body.devices
    ]  # fmt: skip
    issued, words = instant(roster.body.issued), deployment_words(place.deployment, place.roots)
    roots = (len(place.roots.keys), place.roots.threshold)
    return Computers(
        roster.number, issued, words, own, tuple(lines), *roots, *about_keys, recoverable=is_recoverable(place, desk.owner)
    )


def _state(is_this: bool, is_revoked: bool) -> str:
    if is_revoked:
        return REVOKED
    return THIS if is_this else REGISTERED
