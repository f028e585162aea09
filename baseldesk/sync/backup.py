"""A backup: one file with everything of a desk but its keys; the way back is in `restoring.py`.

Decisions:
- A ZIP, so that in need any program opens it: `backup.json` (what it is, and size and SHA-256 of each file), `desk.db`, a
  consistent copy made by the database itself, then `documents/…`: first the database, then the files, so that each document
  that a change names is there.
- No keys. Whoever finds the stick could sign as the centre with them, and a desk that is brought back is another computer
  anyway: it begins under a new key and a new replica, and is registered again. What others hold of it and what the backup
  does not comes back by the next exchange. Printed keys open what was sealed to the lost one.
- Unless it is sealed (`backup_seal.py`), it holds personal data as they are, and whoever makes one is told so. The backup of a
  desk that lies encrypted is always sealed.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from baseldesk import __version__
from baseldesk.desk import sqlite
from baseldesk.desk.desk import Desk
from baseldesk.desk.documents import SEALED as SEALED_DOCUMENT
from baseldesk.desk.opened import COPY, DATABASE
from baseldesk.errors import Cancelled, DeskError, FileRefused, MediumError
from baseldesk.journal.clock import instant
from baseldesk.sync.backup_file import ABOUT, FORMAT, KEY, SEALED, SEALED_VERSION, SECRET, SUFFIX, VERSION, Backup, read_backup
from baseldesk.sync.backup_pipe import seal_written
from baseldesk.sync.backup_seal import Seal, kept_seal, recipients_of, seal_small
from baseldesk.sync.medium import Written, medium_error, write_file

__all__ = ["SUFFIX", "Backup", "Progress", "Stop", "back_up", "read_backup"]

_BLOCK = 1 << 20
_one_at_a_time = threading.Lock()  # a person may ask for one while another is made by itself
_EARLY = (1980, 1, 1, 0, 0, 0)

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def back_up(
    desk: Desk, target: Path, progress: Progress | None = None, cancelled: Stop | None = None, *, seal: Seal | None = None
) -> Written:  # fmt: skip
    """Writes everything of the desk but its keys into one file, and reads it back; one of that name is replaced.

    Args:
        seal: what it is sealed with; else what is kept for the desk, if anything is.

    Raises:
        DeskError: the desk's own disk has no room for the copy of the database, or fails; or nobody could open what is sealed.
        MediumError: it cannot be written there, or what lies there is no backup, or it is not as written when read back; nothing
            is left of it.
        Cancelled: a person stopped it; nothing is left of it.
    """
    if not _may_replace(target):
        raise MediumError("medium.name_clash", file=target.name, folder=str(target.parent))
    copy = desk.folder / COPY
    with _one_at_a_time:
        try:
            copy.unlink(missing_ok=True)  # of one that could not be removed: nobody else has this desk open
            sealed = _sealed_for(desk, seal)
            sources, about = _gather(desk, copy)
            place = target.with_name(f"{target.stem}.new{target.suffix}") if target.exists() else target
            if place != target:
                place.unlink(missing_ok=True)
            plain = partial(_write, about=about, sources=sources, progress=progress, cancelled=cancelled)
            written = write_file(place, partial(_write_sealed, about=about, sealed=sealed, plain=plain) if sealed else plain)
            return _put_in_place(written, target)
        finally:
            copy.unlink(missing_ok=True)


def _may_replace(target: Path) -> bool:
    """Whether nothing lies there, or a backup, a damaged one included: never a document, and never the desk's own database."""
    if not target.exists() or (target.is_file() and target.suffix == SUFFIX):
        return True
    with suppress(FileRefused):
        return target.is_file() and bool(read_backup(target).owner)
    return False


class _Sealed(NamedTuple):
    """For whom, and what lies beside the sealed part."""

    recipients: list[str]
    beside: dict[str, bytes]


def _sealed_for(desk: Desk, seal: Seal | None) -> _Sealed | None:
    """How this backup is sealed; of an encrypted desk with its secret, and never not at all."""
    wanted = seal or kept_seal(desk) or (Seal() if desk.database.key is not None else None)
    if wanted is None:
        return None
    recipients = recipients_of(desk, wanted)
    beside = {KEY: wanted.key} if wanted.key else {}
    if desk.database.key is not None:
        from baseldesk.sync.protection import find_secret

        beside[SECRET] = seal_small(find_secret(desk.folder), recipients)
    return _Sealed(recipients, beside)


def _write_sealed(out: BinaryIO, about: dict[str, Any], sealed: _Sealed, plain: Callable[[BinaryIO], bytes]) -> bytes:
    """The plain one, sealed while it is written."""
    hashing = _Hashing(out)
    said = {**{name: about[name] for name in ("format", "program", "owner", "made_at")}, "version": SEALED_VERSION}
    with zipfile.ZipFile(cast(BinaryIO, hashing), "w") as archive:
        more = {"sealed": True, "records": 0, "files": {}}
        archive.writestr(_entry(ABOUT, zipfile.ZIP_DEFLATED), json.dumps({**said, **more}, ensure_ascii=False, indent=1))
        for name, content in sealed.beside.items():
            archive.writestr(_entry(name, zipfile.ZIP_STORED), content)
        with archive.open(_entry(SEALED, zipfile.ZIP_STORED), "w", force_zip64=True) as entry:
            seal_written(plain, cast(BinaryIO, entry), sealed.recipients)
    return hashing.hash.digest()


def _gather(desk: Desk, copy: Path) -> tuple[dict[str, Path], dict[str, Any]]:
    """{name: file} of all that goes in, the database as a copy of this moment; and what the backup says of itself."""
    try:
        desk.database.copy_to(copy)
        sources = {DATABASE: copy, **dict(_documents(desk.folder))}
        return sources, _describe(desk, sources)
    except sqlite.Failure as reason:
        code = "desk.disk_full" if sqlite.is_full(reason) else "desk.not_writable"
        raise DeskError(code, folder=desk.folder.name, reason=str(reason)) from reason
    except OSError as reason:
        raise DeskError("desk.not_writable", folder=desk.folder.name, reason=reason.strerror or "") from reason


def _put_in_place(written: Written, target: Path) -> Written:
    """The one before is there until the new one was written and read back."""
    if written.path == target:
        return written
    try:
        os.replace(written.path, target)
    except OSError as reason:
        raise medium_error(reason, target) from reason
    return written._replace(path=target)


def _documents(folder: Path) -> Iterator[tuple[str, Path]]:
    for one in sorted((folder / "documents").glob("??/*")):
        if len(one.name.removesuffix(SEALED_DOCUMENT)) == 2 * hashlib.sha256().digest_size:
            yield f"documents/{one.parent.name}/{one.name}", one


def _describe(desk: Desk, sources: dict[str, Path]) -> dict[str, Any]:
    with desk.read() as reader:
        records = int(next(iter(reader.rows("SELECT count(*) FROM record WHERE hidden = 0")))[0])
    files = {name: {"bytes": file.stat().st_size, "sha256": _hash(file)} for name, file in sources.items()}
    made = instant(desk.clock()).astimezone(UTC).isoformat(timespec="seconds")
    return {
        "format": FORMAT, "version": VERSION, "program": __version__, "owner": desk.owner, "made_at": made, "records": records,
        "files": files,
    }  # fmt: skip


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Hashing:
    """A file that is only written on, and what was written so far as one hash."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Writes, and counts it in."""
        self.hash.update(data)
        return self._out.write(data)

    def flush(self) -> None:
        """As files have it."""
        self._out.flush()

    def close(self) -> None:
        """As files have it; who opened the file closes it."""


def _write(
    out: BinaryIO, about: dict[str, Any], sources: dict[str, Path], progress: Progress | None, cancelled: Stop | None
) -> bytes:
    hashing = _Hashing(out)
    total, done = sum(one["bytes"] for one in about["files"].values()), 0
    with zipfile.ZipFile(hashing, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_entry(ABOUT, zipfile.ZIP_DEFLATED), json.dumps(about, ensure_ascii=False, indent=1))
        for name, source in sources.items():
            kind = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED  # documents are packed already
            with source.open("rb") as read, archive.open(_entry(name, kind), "w", force_zip64=True) as entry:
                while block := read.read(_BLOCK):
                    if cancelled and cancelled():
                        raise Cancelled
                    entry.write(block)
                    done += len(block)
                    if progress:
                        progress(done, total)
    return hashing.hash.digest()


def _entry(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLY)
    entry.compress_type = kind
    return entry
