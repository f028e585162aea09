"""A file for a moment, without a name: of an encrypted desk what is put down in it lies on the disk encrypted, too.

What is packed to be sent, or opened from what came, can be larger than the memory. The file is gone when it is closed; but what
a disk gives up it does not wipe. Its key is random, in the memory alone, and gone with it. AES in counter mode: read and written
at any place; nothing is proved, since nobody else has the file.
"""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, cast

_BLOCK = 16
_BUFFER = 64 << 10


def open_private(folder: Path, *, encrypted: bool) -> BinaryIO:
    """An empty file that can be read, written and sought in, and is gone when closed.

    Raises:
        OSError: there is no room in the folder.
    """
    if not encrypted:
        return cast(BinaryIO, tempfile.TemporaryFile(dir=folder))
    file = cast(BinaryIO, tempfile.TemporaryFile(dir=folder, buffering=0))  # noqa: SIM115
    return cast(BinaryIO, io.BufferedRandom(_Enciphered(file), _BUFFER))


class _Enciphered(io.RawIOBase):
    """Turns what is written, and turns it back when it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._key, self._nonce = os.urandom(32), os.urandom(_BLOCK - 8)

    def readable(self) -> bool:
        """It is."""
        return True

    def writable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """As files have it."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """As files have it."""
        return self._file.tell()

    def truncate(self, size: int | None = None, /) -> int:
        """As files have it."""
        return self._file.truncate(size)

    def readinto(self, target: Any, /) -> int:
        """The next bytes."""
        at = self._file.tell()
        room = memoryview(target).cast("B")
        block = self._file.read(len(room))
        room[: len(block)] = self._turn(at, block)
        return len(block)

    def write(self, data: Any, /) -> int:
        """Writes at the place where it stands."""
        at = self._file.tell()
        return self._file.write(self._turn(at, bytes(data)))

    def close(self) -> None:
        """The file is gone."""
        if not self.closed:
            self._file.close()
        super().close()

    def _turn(self, at: int, block: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        number, skipped = divmod(at, _BLOCK)
        counter = self._nonce + number.to_bytes(8, "big")
        turned = Cipher(algorithms.AES(self._key), modes.CTR(counter)).encryptor().update(bytes(skipped) + block)
        return turned[skipped:]
