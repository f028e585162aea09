"""Whose signature a printed page carries: the computers that the roster names, and this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baseldesk.desk.desk import Desk
from baseldesk.sync.keys import verify
from baseldesk.sync.membership import read_membership
from baseldesk.sync.rotation import ROTATED


@dataclass(frozen=True)
class KnownSigner:
    """A key that is known here.

    Attributes:
        is_withdrawn: it may be in wrong hands. A key that its own computer has replaced is not: it was destroyed.
    """

    public: bytes
    organisation: str
    computer: str
    is_withdrawn: bool = False

    def is_signed(self, signature: bytes, message: bytes) -> bool:
        """Whether the holder of this key signed the message; its tag stands in it."""
        return verify(self.public, signature, b"", message)


def signers_of(desk: Desk) -> Callable[[bytes], KnownSigner | None]:
    """Finds a signer by the id of its key; None where it is not known here."""
    place = read_membership(desk)

    def find(key_id: bytes) -> KnownSigner | None:
        device = place.roster.device(key_id) if place else None
        if place and device:
            withdrawn = any(one.key_id == key_id and one.reason != ROTATED for one in place.roster.body.revocations)
            return KnownSigner(device.public_key, device.organisation, f"{device.letter} {device.name}".strip(), withdrawn)
        return KnownSigner(desk.identity.public_key, desk.owner, "") if key_id == desk.device else None

    return find
