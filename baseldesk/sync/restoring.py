"""Back from a backup: into a new folder, under a new key, checked byte by byte; see `backup.py` for what it holds and why."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from baseldesk.desk.desk import Desk
from baseldesk.desk.opened import DATABASE
from baseldesk.errors import Cancelled, DeskError, FileRefused
from baseldesk.journal.clock import Wall, wall_clock
from baseldesk.sync.backup import Progress, Stop, opened, read_about

_BLOCK = 1 << 20


def restore(
    file: Path, folder: Path, *, keys: str = "", passphrase: str = "", clock: Wall = wall_clock,
    progress: Progress | None = None, cancelled: Stop | None = None,
) -> Desk:  # fmt: skip
    """Brings a desk back from its backup into a new folder, under a new key; gives it open.

    Args:
        keys, passphrase: where the new keys lie, see `station.found_centre`.

    Raises:
        FileRefused: it is no backup, or damaged; nothing is left of it.
        DeskError: there is something in the folder, it cannot be written, or the keys cannot be kept like that.
        Cancelled: a person stopped it; nothing is left of it.
    """
    from baseldesk.sync.key_store import prepare_store
    from baseldesk.sync.opening import open_desk
    from baseldesk.sync.rotation import replace_lost_key

    if folder.exists() and any(folder.iterdir()):
        raise DeskError("desk.exists" if (folder / DATABASE).exists() else "backup.folder_not_empty", folder=folder.name)
    waiting = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        _unpack(file, waiting, progress, cancelled)
        if folder.exists():
            folder.rmdir()
        waiting.rename(folder)
        with ExitStack() as bringing_back:
            bringing_back.callback(shutil.rmtree, folder, ignore_errors=True)
            prepare_store(folder, keys, passphrase)
            desk = bringing_back.enter_context(open_desk(folder, clock=clock))
            replace_lost_key(desk)
            bringing_back.pop_all()
        return desk
    except OSError as reason:
        raise DeskError("desk.not_writable", folder=folder.name, reason=reason.strerror or "") from reason
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _unpack(file: Path, folder: Path, progress: Progress | None, cancelled: Stop | None) -> None:
    with opened(file) as archive:
        backup = read_about(archive, file.name)
        if DATABASE not in backup.files or not all(_is_ours(name) for name in backup.files):
            raise FileRefused("backup.damaged", file=file.name)
        done = 0
        for name, (size, hashed) in backup.files.items():
            place = folder.joinpath(*PurePosixPath(name).parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            if _copy_out(archive, name, place, size, cancelled) != hashed:
                raise FileRefused("backup.damaged", file=file.name)
            done += size
            if progress:
                progress(done, backup.bytes)


def _is_ours(name: str) -> bool:
    """Nothing outside the new folder is ever written."""
    parts = name.split("/")
    named = len(parts) == 3 and parts[0] == "documents" and len(parts[1]) == 2 and parts[2].startswith(parts[1])
    return name == DATABASE or (named and all(letter in "0123456789abcdef" for letter in parts[1] + parts[2]))


def _copy_out(archive: zipfile.ZipFile, name: str, place: Path, size: int, cancelled: Stop | None) -> str:
    """Writes one file, as many bytes as were promised and one more at most; gives its hash."""
    hashed, left = hashlib.sha256(), size + 1
    with archive.open(name) as read, place.open("xb") as written:
        while left > 0 and (block := read.read(min(_BLOCK, left))):
            if cancelled and cancelled():
                raise Cancelled
            hashed.update(block)
            written.write(block)
            left -= len(block)
        written.flush()
        os.fsync(written.fileno())
    return hashed.hexdigest()
