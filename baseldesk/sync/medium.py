"""Writing to a stick or folder so that «safe to remove» is true.

A new name, fsync, rename, fsync of the folder, then the file is opened again, read from the medium itself and compared with
what was meant to be there. Only then does `write_file` return. Reading back past the system's cache: with O_DIRECT where the
file system has it (ext4, exFAT, FAT), else after asking the kernel to drop its pages, which it does for pages that fsync has
made clean; on tmpfs and on Windows neither exists and the read proves only what the system holds. After a failure nothing of
ours is left behind; what a pulled stick kept all the same, the next try takes away (`leftovers.py`).
"""

from __future__ import annotations

import errno
import hashlib
import mmap
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from baseldesk.errors import MediumError
from baseldesk.sync.leftovers import clear_unfinished, is_broken, unfinished_name

_BLOCK = 1 << 20
_CODES = {
    errno.ENOSPC: "medium.full",
    errno.EDQUOT: "medium.full",
    errno.EFBIG: "medium.file_too_large",
    errno.EROFS: "medium.read_only",
    errno.EACCES: "medium.read_only",
    errno.EPERM: "medium.read_only",
    errno.EINVAL: "medium.name_refused",
    errno.ENAMETOOLONG: "medium.name_refused",
}
_WINDOWS = {  # its own numbers first: Python turns most of them into the same few
    5: "medium.read_only",
    19: "medium.read_only",
    39: "medium.full",
    112: "medium.full",
    123: "medium.name_refused",
    206: "medium.name_refused",
    223: "medium.file_too_large",
}
_NO_NAME = re.compile(  # on FAT and Windows
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?|.*[. ]|.*[<>:\"|?*\\\x00-\x1f].*", re.IGNORECASE | re.DOTALL
)


class Written(NamedTuple):
    """A file that lies whole on its medium."""

    path: Path
    size: int
    hash: bytes


def write_file(target: Path, write: Callable[[BinaryIO], bytes]) -> Written:
    """Writes a file that is there in full when this returns.

    Args:
        target: the name it gets at the end.
        write: writes the content, and gives its SHA-256.

    Raises:
        MediumError: full, read-only, gone, not as written when read back, or the name is taken by another file, or one that
            Windows and its sticks do not know.
    """
    if _NO_NAME.fullmatch(target.name):
        raise MediumError("medium.name_refused", file=target.name, folder=str(target.parent))
    part = unfinished_name(target)
    try:
        clear_unfinished(target)
        hashed = _write_part(part, write)
        if _is_taken(target, hashed):
            part.unlink()
        else:
            part.rename(target)
            sync_folder(target.parent)
        return _read_back(target, hashed)
    except OSError as reason:
        raise medium_error(reason, target) from reason
    finally:
        _remove(part)


def write_bytes(target: Path, content: bytes) -> Written:
    """Writes a small file that is there in full when this returns.

    Raises:
        MediumError: see `write_file`.
    """

    def write(out: BinaryIO) -> bytes:
        out.write(content)
        return hashlib.sha256(content).digest()

    return write_file(target, write)


def medium_error(reason: OSError, path: Path) -> MediumError:
    """What a failed call on a medium means; anything that is not known as another fault means that it is gone."""
    windows = getattr(reason, "winerror", None)
    code = _WINDOWS.get(windows, "medium.gone") if windows else _CODES.get(reason.errno or 0, "medium.gone")
    return MediumError(code, file=path.name, folder=str(path.parent), reason=reason.strerror or "")


def sync_folder(folder: Path) -> None:
    """The names in a folder reach the medium; a file system that knows no such call keeps them with the file."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as reason:
        if reason.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(handle)


def _write_part(part: Path, write: Callable[[BinaryIO], bytes]) -> bytes:
    with part.open("xb") as out:
        hashed = write(out)
        out.flush()
        os.fsync(out.fileno())
    return hashed


def _is_taken(target: Path, hashed: bytes) -> bool:
    """Whether the very same file lies there already; one of ours that was never filled makes way.

    Raises:
        MediumError: another one does.
    """
    if not target.exists():
        return False
    with target.open("rb") as file:
        is_same = hashlib.file_digest(file, "sha256").digest() == hashed
    if not is_same and not is_broken(target):
        raise MediumError("medium.name_clash", file=target.name, folder=str(target.parent))
    if not is_same:
        target.unlink()
    return is_same


def _read_back(target: Path, hashed: bytes) -> Written:
    """The file as the medium gives it back.

    Raises:
        MediumError: it is not what was written; it is taken away again.
    """
    digest, size = hashlib.sha256(), 0
    for block in read_from_medium(target):
        digest.update(block)
        size += len(block)
    if digest.digest() != hashed:
        _remove(target)
        raise MediumError("medium.verify_failed", file=target.name, folder=str(target.parent))
    return Written(target, size, hashed)


def read_from_medium(path: Path) -> Iterator[bytes]:
    """The content of a file, past the system's cache where that is possible."""
    direct = getattr(os, "O_DIRECT", 0)
    try:
        handle = os.open(path, os.O_RDONLY | direct | getattr(os, "O_BINARY", 0))
    except OSError as reason:
        if not direct or reason.errno != errno.EINVAL:
            raise
        handle, direct = os.open(path, os.O_RDONLY), 0
    try:
        if not direct and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        yield from _read_aligned(handle) if direct else _read_plainly(handle)
    finally:
        os.close(handle)


def _read_plainly(handle: int) -> Iterator[bytes]:
    while block := os.read(handle, _BLOCK):
        yield block


def _read_aligned(handle: int) -> Iterator[bytes]:
    """O_DIRECT wants memory that begins on a page: a private map does."""
    at = 0
    with mmap.mmap(-1, _BLOCK) as page:
        while size := os.preadv(handle, [page], at):
            yield page[:size]
            at += size


def _remove(path: Path) -> None:
    """Leaves nothing behind, as far as the medium still answers."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def overwrite(file: Path) -> None:
    """Writes zeros over a file, so that unlinking it leaves nothing to be found on a plain disk."""
    try:
        with file.open("r+b") as out:
            for start in range(0, file.stat().st_size, _BLOCK):
                out.write(bytes(min(_BLOCK, file.stat().st_size - start)))
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        return
