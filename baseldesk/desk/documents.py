"""Documents: files by the SHA-256 of their bytes, written and made durable before the change that names them commits.

On a desk that is encrypted they lie sealed, as `abcdef….sealed`. While that is being turned on or off there are both kinds, and
both are read; whoever wants what is in one asks for a stream (`open`), never for the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from baseldesk.desk import sealed_file
from baseldesk.desk.course import Course, Progress, Stop
from baseldesk.errors import DeskDamaged, DeskError, FileRefused

SEALED = ".sealed"
_NAME_LETTERS = 64  # 32 bytes in hexadecimal
_BLOCK = 1 << 20
LARGEST = 2 << 30


class DocumentStore:
    """The folder of documents of one desk: `documents/ab/abcdef…`, never renamed, never removed while a change names it."""

    def __init__(self, folder: Path, key: bytes | None = None) -> None:
        """With a key, what is taken in is sealed."""
        self._folder, self.key = folder, key
        self.seals = key is not None

    def path(self, hashed: bytes) -> Path | None:
        """Where the bytes lie, if they are here; as they are, or sealed."""
        plain = self._place(hashed)
        return next((place for place in (plain, _sealed(plain)) if place.exists()), None)

    def open(self, hashed: bytes) -> BinaryIO | None:
        """The bytes as a stream, if they are here.

        Raises:
            DeskDamaged: what is sealed was altered, or cannot be opened; reading may raise it, too.
            OSError: the file cannot be read.
        """
        for _ in range(2):  # between looking and opening it may have been sealed, or opened
            place = self.path(hashed)
            with suppress(FileNotFoundError):
                return None if place is None else self._open(place, hashed)
        return None

    def _open(self, place: Path, hashed: bytes) -> BinaryIO:
        file = place.open("rb")
        if place.suffix != SEALED:
            return file
        if self.key is None:
            file.close()
            raise DeskDamaged("desk.sealed_file_damaged", file=place.name[:12])
        return sealed_file.open_sealed(file, self.key, hashed)

    def read(self, hashed: bytes) -> bytes | None:
        """All the bytes, if they are here.

        Raises:
            DeskDamaged, OSError: see `open`.
        """
        stream = self.open(hashed)
        if stream is None:
            return None
        with stream:
            return stream.read()

    def size(self, hashed: bytes) -> int | None:
        """How many bytes there are, if they are here."""
        place = self.path(hashed)
        if place is None:
            return None
        held = place.stat().st_size
        return sealed_file.size_of(held) if place.suffix == SEALED else held

    def copy_out(self, hashed: bytes, target: Path) -> bool:
        """Writes the bytes into a file of that name; False where they are not here.

        Raises:
            DeskDamaged, OSError: see `open`.
        """
        stream = self.open(hashed)
        if stream is None:
            return False
        with stream, target.open("wb") as out:
            while block := stream.read(_BLOCK):
                out.write(block)
        return True

    def is_sound(self, hashed: bytes) -> bool:
        """Whether the bytes are those of their name; also where they are not here at all."""
        try:
            stream = self.open(hashed)
            if stream is None:
                return True
            with stream:
                return _hash(stream) == hashed
        except DeskDamaged:
            return False

    def _place(self, hashed: bytes) -> Path:
        name = hashed.hex()
        return self._folder / name[:2] / name

    def take_in(self, source: Path, progress: Progress | None = None, cancelled: Stop | None = None) -> tuple[bytes, int]:
        """Copies a file in; gives (SHA-256, size). The same bytes again are a no-op.

        Raises:
            Cancelled: a person stopped it; nothing is kept.
            FileRefused: it cannot be read, or is too large.
            DeskError: the disk is full.
        """
        try:
            course = Course(2 * source.stat().st_size, progress, cancelled)  # each byte is read twice
            hashed, size = _measure(source, course)
        except OSError as error:
            raise FileRefused("document.unreadable", file=source.name, reason=error.strerror or "") from error
        if size > LARGEST:
            raise FileRefused("document.too_large", file=source.name, bytes=size, most=LARGEST)
        if self.path(hashed) is None:
            try:
                with source.open("rb") as read:
                    is_same = self.keep(course.follow(_blocks(read)), hashed, name=source.name)
            except OSError as error:
                raise DeskError("desk.document_not_written", file=source.name, reason=error.strerror or "") from error
            if not is_same:
                raise FileRefused("document.changed_while_read", file=source.name)
        return hashed, size

    def keep(self, blocks: Iterable[bytes], hashed: bytes, *, name: str = "") -> bool:
        """Keeps bytes whose hash is known; False, and nothing kept, where they are others.

        A new name, fsync, rename, directory fsync: after this returns the bytes survive a power cut.

        Raises:
            DeskError: the disk is full, or fails.
        """
        plain, key = self._place(hashed), self.key if self.seals else None  # asked once: it may be turned on or off meanwhile
        place = _sealed(plain) if key is not None else plain
        waiting = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if _write(blocks, waiting, hashed, key) != hashed:
                return False
            waiting.replace(place)
            sync_folder(place.parent)
            return True
        except OSError as error:
            raise DeskError("desk.document_not_written", file=name, reason=error.strerror or "") from error
        finally:
            waiting.unlink(missing_ok=True)

    def turn(self, hashed: bytes) -> None:
        """Brings a document into the kind that is written now; the other one goes after the new one was read back.

        Raises:
            DeskError: the disk is full or fails, or another program holds the file.
            DeskDamaged: it is not what its name says; it is left as it is.
        """
        try:
            self._turn(hashed)
        except OSError as error:
            raise DeskError("desk.document_not_written", file=hashed.hex()[:12], reason=error.strerror or "") from error

    def _turn(self, hashed: bytes) -> None:
        plain = self._place(hashed)
        wanted, other = (_sealed(plain), plain) if self.seals else (plain, _sealed(plain))
        if not other.exists():
            return
        if not (wanted.exists() and self._is_whole(wanted, hashed)):
            with self._open(other, hashed) as stream:
                if not self.keep(_blocks(stream), hashed, name=other.name[:12]) or not self._is_whole(wanted, hashed):
                    raise DeskDamaged("desk.document_altered", file=other.name[:12])
        other.unlink()

    def _is_whole(self, place: Path, hashed: bytes) -> bool:
        with suppress(DeskDamaged), self._open(place, hashed) as stream:
            return _hash(stream) == hashed
        return False

    def to_turn(self) -> list[tuple[bytes, int]]:
        """(hash, bytes) of the documents that are not of the kind that is written now."""
        found = sorted(self._folder.glob("??/*"))
        return [(bytes.fromhex(one.stem), one.stat().st_size) for one in found if _is_document(one) and self._is_other(one)]

    def remove_unfinished(self) -> None:
        """Takes away what a power cut left half-written: it lies as documents lay then."""
        own = f".{os.getpid()}.part"
        for one in self._folder.glob("??/*.part"):
            if not one.name.endswith(own):
                with suppress(OSError):
                    one.unlink()

    def _is_other(self, place: Path) -> bool:
        return (place.suffix == SEALED) != self.seals


def _sealed(plain: Path) -> Path:
    return plain.with_name(plain.name + SEALED)


def _is_document(place: Path) -> bool:
    return len(place.stem) == _NAME_LETTERS and place.suffix in ("", SEALED)


def _write(blocks: Iterable[bytes], waiting: Path, hashed: bytes, key: bytes | None) -> bytes:
    from hashlib import sha256

    check = sha256()

    def checked() -> Iterator[bytes]:
        for block in blocks:
            check.update(block)
            yield block

    with waiting.open("wb") as out:
        if key is not None:
            sealed_file.seal(checked(), out, key, hashed)
        else:
            out.writelines(checked())
        out.flush()
        os.fsync(out.fileno())
    return check.digest()


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _hash(stream: BinaryIO) -> bytes:
    from hashlib import sha256

    digest = sha256()
    for block in _blocks(stream):
        digest.update(block)
    return digest.digest()


def _measure(source: Path, course: Course) -> tuple[bytes, int]:
    from hashlib import sha256

    hashed, size = sha256(), 0
    with source.open("rb") as file:
        for block in course.follow(_blocks(file)):
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
