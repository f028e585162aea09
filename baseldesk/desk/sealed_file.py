"""A file that lies on the disk sealed: read as a stream, and refused where one bit of it is another one.

Decision: the construction of age's payload (STREAM): pieces of 64 KiB under ChaCha20-Poly1305; the nonce is the number of the
piece and whether it is the last, so that nothing can be cut off, moved or taken from another file. Its key is HMAC-SHA256 of the
desk's key over a random salt and the file's own name. Not age itself: a picture is read from a stream and left half-way, without
a copy of it on the disk, and the first window must not wait for a library.

    "bdsf1\\0" | salt 16 | piece …    (piece: up to 64 KiB and 16 bytes of proof)
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from baseldesk.errors import DeskDamaged

MAGIC = b"bdsf1\0"
_SALT, _PIECE, _PROOF = 16, 64 << 10, 16
_HEAD = len(MAGIC) + _SALT


def size_of(sealed: int) -> int:
    """How many bytes are in a sealed file of this size."""
    body = sealed - _HEAD
    pieces = max(-(-body // (_PIECE + _PROOF)), 1)
    return max(body - pieces * _PROOF, 0)


def seal(blocks: Iterable[bytes], out: BinaryIO, key: bytes, name: bytes) -> None:
    """Writes what comes in blocks of any size, sealed.

    Args:
        key: the desk's 32 bytes for files.
        name: what the file is; it opens under no other.
    """
    salt = os.urandom(_SALT)
    out.write(MAGIC + salt)
    cipher = _cipher(key, salt, name)
    for number, (piece, is_last) in enumerate(_pieces(blocks)):
        out.write(cipher.encrypt(_nonce(number, is_last), piece, None))


def _pieces(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Whole pieces, and the rest at the end, which may be empty only where there is nothing at all."""
    held = bytearray()
    for block in blocks:
        held += block
        while len(held) > _PIECE:
            yield bytes(held[:_PIECE]), False
            del held[:_PIECE]
    yield bytes(held), True


class SealedReader(io.RawIOBase):
    """Reads a sealed file from its beginning to its end; what has been given was proved."""

    def __init__(self, file: BinaryIO, key: bytes, name: bytes) -> None:
        """Reads the head.

        Raises:
            DeskDamaged: it is no sealed file.
        """
        self._file, self._name = file, name
        head = file.read(_HEAD)
        if len(head) < _HEAD or not head.startswith(MAGIC):
            file.close()
            raise self._damaged()
        self._cipher = _cipher(key, head[len(MAGIC) :], name)
        self._number, self._held, self._at, self._is_last = 0, b"", 0, False
        self._ahead = file.read(_PIECE + _PROOF)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, target: Any) -> int:
        """The next bytes; 0 at the end.

        Raises:
            DeskDamaged: cut, altered, or another file.
        """
        while self._at == len(self._held) and not self._is_last:
            self._open_next()
        room = memoryview(target).cast("B")
        given = self._held[self._at : self._at + len(room)]
        room[: len(given)] = given
        self._at += len(given)
        return len(given)

    def close(self) -> None:
        """Closes the file below, too."""
        if not self.closed:
            self._file.close()
        super().close()

    def _open_next(self) -> None:
        from cryptography.exceptions import InvalidTag

        piece, self._ahead = self._ahead, self._file.read(_PIECE + _PROOF)
        self._is_last = not self._ahead
        try:
            self._held = self._cipher.decrypt(_nonce(self._number, self._is_last), piece, None)
        except (InvalidTag, ValueError):
            raise self._damaged() from None
        self._number, self._at = self._number + 1, 0

    def _damaged(self) -> DeskDamaged:
        return DeskDamaged("desk.sealed_file_damaged", file=self._name.hex()[:12])


def open_sealed(file: BinaryIO, key: bytes, name: bytes) -> BinaryIO:
    """A sealed file as a stream of what is in it; closing it closes the file.

    Raises:
        DeskDamaged: it is none; reading raises it, too.
    """
    return io.BufferedReader(SealedReader(file, key, name), _PIECE)


def _cipher(key: bytes, salt: bytes, name: bytes) -> Any:
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(hmac.digest(key, b"file\0" + salt + name, hashlib.sha256))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
