"""What a head signature says: «this chain, of this deployment, ends here», and through the chain everything before."""

from __future__ import annotations

from typing import NamedTuple, Protocol

HEAD_TAG = b"baseldesk/head/1\0"
NO_DEPLOYMENT = bytes(16)


class Signer(Protocol):
    """A device's key, as far as the journal needs it."""

    @property
    def key_id(self) -> bytes:
        """The 16 bytes that name the key."""

    @property
    def public(self) -> bytes:
        """32 bytes, Ed25519."""

    def sign(self, tag: bytes, data: bytes) -> bytes:
        """64 bytes over tag ‖ data."""


class Head(NamedTuple):
    """The end of a chain, as its device signed it."""

    replica: bytes
    audience: str
    seq: int
    id: bytes
    device: bytes
    deployment: bytes
    signature: bytes


def head_message(deployment: bytes, replica: bytes, audience: str, seq: int, change: bytes) -> bytes:
    """The bytes that are signed, after the tag: 16 ‖ 16 ‖ length ‖ audience ‖ 8 ‖ 32."""
    name = audience.encode()
    return deployment + replica + bytes([len(name)]) + name + seq.to_bytes(8, "big") + change
