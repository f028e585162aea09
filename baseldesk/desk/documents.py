"""Documents: files by the SHA-256 of their bytes, written and made durable before the change that names them commits."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from baseldesk.errors import DeskError, FileRefused

_BLOCK = 1 << 20
LARGEST = 2 << 30


class DocumentStore:
    """The folder of documents of one desk: `documents/ab/abcdef…`, never renamed, never removed while a change names it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, hashed: bytes) -> Path | None:
        """Where the bytes lie, if they are here."""
        place = self._place(hashed)
        return place if place.exists() else None

    def _place(self, hashed: bytes) -> Path:
        name = hashed.hex()
        return self._folder / name[:2] / name

    def take_in(self, source: Path) -> tuple[bytes, int]:
        """Copies a file in; gives (SHA-256, size). The same bytes again are a no-op.

        Raises:
            FileRefused: it cannot be read, or is too large.
            DeskError: the disk is full.
        """
        try:
            hashed, size = _measure(source)
        except OSError as error:
            raise FileRefused("document.unreadable", file=source.name, reason=error.strerror or "") from error
        if size > LARGEST:
            raise FileRefused("document.too_large", file=source.name, bytes=size, most=LARGEST)
        place = self._place(hashed)
        if not place.exists():
            self._copy(source, place, hashed)
        return hashed, size

    def _copy(self, source: Path, place: Path, hashed: bytes) -> None:
        """A new name, fsync, rename, directory fsync: after this returns the bytes survive a power cut."""
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            with source.open("rb") as read, waiting.open("wb") as written:
                check = hashlib.sha256()
                while block := read.read(_BLOCK):
                    check.update(block)
                    written.write(block)
                written.flush()
                os.fsync(written.fileno())
            if check.digest() != hashed:
                raise FileRefused("document.changed_while_read", file=source.name)
            waiting.replace(place)
            sync_folder(place.parent)
        except OSError as error:
            raise DeskError("desk.document_not_written", file=source.name, reason=error.strerror or "") from error
        finally:
            waiting.unlink(missing_ok=True)


def _measure(source: Path) -> tuple[bytes, int]:
    hashed, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
            size += len(block)
    return hashed.digest(), size


def sync_folder(folder: Path) -> None:
    """Makes names in a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
