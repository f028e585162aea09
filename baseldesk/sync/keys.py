"""Keys: what a device signs with. Where a key lies: `key_store.py`; how two people compare one by phone: `words.py`.

Decisions ◆: Ed25519 (RFC 8032); a key's id is SHA-256("baseldesk/key/1\\0" ‖ public key), the first 16 bytes; every signature
is over a tag, which ends with a zero byte and stands for one use only, followed by the data: no signature can pass for
another kind.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # 20 ms to load: not before the first window
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_TAG = b"baseldesk/key/1\0"
KEY_ID_BYTES, PUBLIC_BYTES, SIGNATURE_BYTES = 16, 32, 64
NOBODY = bytes(KEY_ID_BYTES)
_SIGNED: set[bytes] = set()
_MOST_REMEMBERED = 20_000


def key_id(public: bytes) -> bytes:
    """The short name of a public key, as it stands in changes, containers and rosters."""
    return hashlib.sha256(KEY_TAG + public).digest()[:KEY_ID_BYTES]


def verify(public: bytes, signature: bytes, tag: bytes, data: bytes) -> bool:
    """Whether the holder of this public key signed these data for this use.

    What was found signed is remembered by its hash: the same roster and heads come with every data file, and stay signed.
    """
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    seen = hashlib.sha256(public + signature + tag + data).digest()
    if seen in _SIGNED:
        return True
    if not _verify(public, signature, tag + data):
        return False
    if len(_SIGNED) >= _MOST_REMEMBERED:
        _SIGNED.clear()
    _SIGNED.add(seen)
    return True


def _verify(public: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class DeviceKey:
    """The secret half of a signing key; never shown, logged or sent."""

    def __init__(self, secret: Ed25519PrivateKey) -> None:
        self._secret = secret
        self.public: bytes = secret.public_key().public_bytes_raw()
        self.key_id = key_id(self.public)

    @classmethod
    def generate(cls) -> DeviceKey:
        """A fresh key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> DeviceKey:
        """The key that these 32 bytes always give."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def sign(self, tag: bytes, data: bytes) -> bytes:
        """64 bytes by which anyone with the public key can tell that these data were signed for this use."""
        return self._secret.sign(tag + data)

    def to_pem(self) -> bytes:
        """PKCS #8, which OpenSSL reads too."""
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return self._secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @classmethod
    def from_pem(cls, pem: bytes) -> DeviceKey:
        """The key of a PKCS #8 file.

        Raises:
            ValueError: no Ed25519 key.
        """
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            secret = load_pem_private_key(pem, password=None)
        except (TypeError, UnsupportedAlgorithm) as reason:
            raise ValueError(str(reason)) from reason
        if not isinstance(secret, Ed25519PrivateKey):
            raise ValueError("not an Ed25519 key")
        return cls(secret)

    def __repr__(self) -> str:
        return f"DeviceKey({self.key_id.hex()})"
