"""Back from a backup: into a new folder, under a new key, checked byte by byte; see `backup.py` for what it holds and why."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from baseldesk.desk.desk import Desk
from baseldesk.desk.documents import SEALED as SEALED_DOCUMENT
from baseldesk.desk.opened import DATABASE
from baseldesk.errors import Cancelled, DeskError, FileRefused, MediumError
from baseldesk.journal.clock import Wall, wall_clock
from baseldesk.sync.backup_file import KEY, SEALED, SECRET, Backup, opened, read_about
from baseldesk.sync.backup_seal import Opener, open_small, refusing

if TYPE_CHECKING:
    from baseldesk.sync.backup import Progress, Stop

_BLOCK = 1 << 20


def restore(
    file: Path, folder: Path, *, keys: str = "", passphrase: str = "", opener: Opener | None = None, clock: Wall = wall_clock,
    progress: Progress | None = None, cancelled: Stop | None = None,
) -> Desk:  # fmt: skip
    """Brings a desk back from its backup into a new folder, under a new key; gives it open.

    A desk that lay encrypted does so again: its secret goes to the new keys. Where those would lie in files, they lie behind the
    passphrase of the backup instead.

    Args:
        keys, passphrase: where the new keys lie, see `station.found_centre`.
        opener: opens a sealed backup.

    Raises:
        FileRefused: it is no backup, or damaged, or sealed and does not open (`backup.sealed`, `backup.passphrase_wrong`,
            `backup.other_key`); nothing is left of it.
        DeskError: there is something in the folder, it cannot be written, or the keys cannot be kept like that.
        MediumError: there is not enough room for it; nothing is written then.
        Cancelled: a person stopped it; nothing is left of it.
    """
    from baseldesk.sync.key_store import AT_REST, prepare_store
    from baseldesk.sync.opening import open_desk
    from baseldesk.sync.protection import seal_for_page
    from baseldesk.sync.rotation import replace_lost_key

    if folder.exists() and any(folder.iterdir()):
        raise DeskError("desk.exists" if (folder / DATABASE).exists() else "backup.folder_not_empty", folder=folder.name)
    waiting = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        _remove_unfinished(folder)
        secret = _unpack(file, waiting, opener or Opener(), progress, cancelled)
        if folder.exists():
            folder.rmdir()
        waiting.rename(folder)
        with ExitStack() as bringing_back:
            bringing_back.callback(shutil.rmtree, folder, ignore_errors=True)
            store = _store_for(secret, keys, passphrase, opener)
            kept = prepare_store(folder, *store)
            if secret is not None:
                kept.store.write({AT_REST: secret.hex().encode("ascii")})
            desk = bringing_back.enter_context(open_desk(folder, clock=clock))
            replace_lost_key(desk)
            if secret is not None:
                seal_for_page(desk, secret)
            bringing_back.pop_all()
        return desk
    except OSError as reason:
        raise DeskError("desk.not_writable", folder=folder.name, reason=reason.strerror or "") from reason
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _remove_unfinished(folder: Path) -> None:
    """What a power cut left of an earlier try to bring something back here: it may hold personal data as they are."""
    named = re.compile(rf"\.{re.escape(folder.name)}\.\d+\.part")
    for one in folder.parent.iterdir() if folder.parent.is_dir() else ():
        if named.fullmatch(one.name):
            shutil.rmtree(one, ignore_errors=True)


def _ask_for_room(folder: Path, size: int, file: Path) -> None:
    """Before anything is written: a backup that promises more than the disk holds is not unpacked until it is full."""
    above = next(one for one in folder.absolute().parents if one.exists())
    if shutil.disk_usage(above).free < size:
        raise MediumError("medium.full", file=file.name, folder=str(above))


def _store_for(secret: bytes | None, keys: str, passphrase: str, opener: Opener | None) -> tuple[str, str]:
    """Where the new keys lie; the secret of an encrypted desk never in files."""
    from baseldesk.sync.key_store import FILE, PASSPHRASE, choose_kind

    if secret is None or choose_kind(keys) != FILE:
        return keys, passphrase
    if opener is None or not opener.passphrase:
        raise DeskError("protection.needs_store")
    return PASSPHRASE, opener.passphrase


class _Content(NamedTuple):
    """What is in a backup, opened."""

    archive: zipfile.ZipFile
    backup: Backup
    secret: bytes | None


@contextmanager
def _content(file: Path, opener: Opener, spool: Path, cancelled: Stop | None) -> Iterator[_Content]:
    """The plain archive, whether it is in the file or sealed in it.

    What is opened lies in a file without a name until it is unpacked. Of an encrypted desk that is encrypted still.
    """
    from baseldesk.sync.sealing import unseal

    with opened(file) as outer:
        backup = read_about(outer, file.name)
        if not backup.is_sealed:
            yield _Content(outer, backup, None)
            return
        names = outer.namelist()
        identities = opener.identities(_small(outer, KEY), file.name)
        kept = _small(outer, SECRET)
        if SECRET in names and kept is None:
            raise FileRefused("backup.damaged", file=file.name)
        secret = open_small(kept, identities, file.name) if kept is not None else None
        _ask_for_room(spool, outer.getinfo(SEALED).file_size, file)
        spool.mkdir(parents=True, exist_ok=True)
        with outer.open(SEALED) as cipher, refusing(file.name):
            plain = unseal(cast(BinaryIO, cipher), identities, spool, name=file.name, cancelled=cancelled)
        with plain, zipfile.ZipFile(plain) as archive:
            yield _Content(archive, read_about(archive, file.name), secret)


def _small(archive: zipfile.ZipFile, name: str) -> bytes | None:
    return archive.read(name) if name in archive.namelist() and archive.getinfo(name).file_size < _BLOCK else None


def _unpack(file: Path, folder: Path, opener: Opener, progress: Progress | None, cancelled: Stop | None) -> bytes | None:
    """Writes every file of the backup into the folder; gives the secret of an encrypted desk."""
    with _content(file, opener, folder, cancelled) as (archive, backup, secret):
        if DATABASE not in backup.files or not all(_is_ours(name) for name in backup.files):
            raise FileRefused("backup.damaged", file=file.name)
        _ask_for_room(folder, backup.bytes, file)
        done = 0
        for name, (size, hashed) in backup.files.items():
            place = folder.joinpath(*PurePosixPath(name).parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            if _copy_out(archive, name, place, size, cancelled) != hashed:
                raise FileRefused("backup.damaged", file=file.name)
            done += size
            if progress:
                progress(done, backup.bytes)
        return secret


def _is_ours(name: str) -> bool:
    """Nothing outside the new folder is ever written."""
    parts = name.split("/")
    named = len(parts) == 3 and parts[0] == "documents" and len(parts[1]) == 2 and parts[2].startswith(parts[1])
    letters = "".join(parts[1:]).removesuffix(SEALED_DOCUMENT)
    return name == DATABASE or (named and all(letter in "0123456789abcdef" for letter in letters))


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
