"""A few bytes behind a passphrase, as age has them: `age -d` opens the file, and this opens age's.

Decision: written out here and not taken from pyrage, which holds Python's one lock during the second of work (seconds, on a busy
computer) that a passphrase costs on purpose: the window stands still as long. The format is age's v1 with a scrypt stanza, the
one stanza that such a file has; the pieces are those of `cryptography`. Only for what fits into one piece of the payload.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

WORK = 18  # the scrypt parameter N as a power of two: 256 MiB, and about a second
_MOST_WORK = 21
_MOST = 64 << 10
_HEAD = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---) ([A-Za-z0-9+/]{43})\n"
)
_WRAPPED, _ONLY_PIECE = bytes(12), bytes(11) + b"\1"  # nonces


def seal(content: bytes, passphrase: str) -> bytes:
    """The content behind the passphrase."""
    if len(content) > _MOST:
        raise ValueError(len(content))
    salt, file_key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapped = _wrapping(passphrase, salt, WORK).encrypt(_WRAPPED, file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_letters(salt), WORK, _letters(wrapped))
    body = _cipher(_derive(file_key, nonce, b"payload")).encrypt(_ONLY_PIECE, content, None)
    return b"%b %b\n%b%b" % (head, _letters(_proof(file_key, head)), nonce, body)


def unseal(sealed: bytes, passphrase: str) -> bytes | None:
    """What is behind the passphrase; None where it is another one.

    Raises:
        ValueError: it is no such file, or damaged.
    """
    from cryptography.exceptions import InvalidTag

    found = _HEAD.match(sealed)
    if found is None or int(found[3]) > _MOST_WORK:
        raise ValueError("no file behind a passphrase")
    try:
        file_key = _wrapping(passphrase, _bytes(found[2]), int(found[3])).decrypt(_WRAPPED, _bytes(found[4]), None)
    except InvalidTag:
        return None
    nonce, body = sealed[found.end() : found.end() + 16], sealed[found.end() + 16 :]
    if not hmac.compare_digest(_proof(file_key, found[1]), _bytes(found[5])):
        raise ValueError("altered")
    try:
        return _cipher(_derive(file_key, nonce, b"payload")).decrypt(_ONLY_PIECE, body, None)
    except InvalidTag:
        raise ValueError("altered") from None


def _wrapping(passphrase: str, salt: bytes, work: int) -> ChaCha20Poly1305:
    """What the file's own key is wrapped with; takes a second, and leaves other threads alone."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    stretching = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1)
    return _cipher(stretching.derive(passphrase.encode()))


def _proof(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), head, "sha256")


def _derive(file_key: bytes, salt: bytes, what: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, what).derive(file_key)


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _letters(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _bytes(letters: bytes) -> bytes:
    """The one way to write them is asked for: the last letter has bits to spare, which nothing else vouches for."""
    content = base64.b64decode(letters + b"=" * (-len(letters) % 4))
    if _letters(content) != letters:
        raise ValueError("altered")
    return content
