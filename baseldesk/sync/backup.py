"""A backup: one file with everything of a desk but its keys; the way back is in `restoring.py`.

Decisions:
- A ZIP, so that in need any program opens it: `backup.json` (what it is, and size and SHA-256 of each file), `desk.db`, a
  consistent copy made by the database itself, then `documents/…`: first the database, then the files, so that each document
  that a change names is there.
- No keys. Whoever finds the stick could sign as the centre with them, and a desk that is brought back is another computer
  anyway: it begins under a new key and a new replica, and is registered again. What others hold of it and what the backup
  does not comes back by the next exchange. Printed keys open what was sealed to the lost one.
- It is not sealed: it holds personal data, and whoever makes one is told so.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from baseldesk import __version__
from baseldesk.desk import sqlite
from baseldesk.desk.desk import Desk
from baseldesk.desk.opened import DATABASE
from baseldesk.errors import Cancelled, DeskError, FileRefused
from baseldesk.journal.clock import instant
from baseldesk.sync.medium import Written, medium_error, write_file

SUFFIX = ".baseldesk"
FORMAT, VERSION = "baseldesk backup", 1
ABOUT = "backup.json"
_COPY = "backup.tmp"
_BLOCK = 1 << 20
_MOST_ABOUT = 64 << 20
_EARLY = (1980, 1, 1, 0, 0, 0)

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself.

    Attributes:
        made_at: UTC.
        files: {name: (size in bytes, SHA-256 in hexadecimal digits)}.
    """

    owner: str
    made_at: datetime
    records: int
    files: dict[str, tuple[int, str]]

    @property
    def bytes(self) -> int:
        """Of all its files, as they lie in a desk."""
        return sum(size for size, _ in self.files.values())


def back_up(desk: Desk, target: Path, progress: Progress | None = None, cancelled: Stop | None = None) -> Written:
    """Writes everything of the desk but its keys into one file, and reads it back; one of that name is replaced.

    Raises:
        DeskError: the desk's own disk has no room for the copy of the database, or fails.
        MediumError: it cannot be written there, or is not as written when read back; nothing is left of it.
        Cancelled: a person stopped it; nothing is left of it.
    """
    copy = desk.folder / _COPY
    try:
        copy.unlink(missing_ok=True)  # of one that was cut short: nobody else has this desk open
        sources, about = _gather(desk, copy)
        place = target.with_name(f"{target.stem}.new{target.suffix}") if target.exists() else target
        if place != target:
            place.unlink(missing_ok=True)
        written = write_file(place, lambda out: _write(out, about, sources, progress, cancelled))
        return _put_in_place(written, target)
    finally:
        copy.unlink(missing_ok=True)


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
        if len(one.name) == 2 * hashlib.sha256().digest_size:
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


def read_backup(file: Path) -> Backup:
    """What a backup says of itself; its files are not looked at yet.

    Raises:
        FileRefused: it is none, is damaged, or was made by a later version.
    """
    with opened(file) as archive:
        return read_about(archive, file.name)


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a backup.

    Raises:
        FileRefused: it cannot be read, or is damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, KeyError, NotImplementedError, RuntimeError) as reason:
        raise FileRefused("backup.damaged", file=file.name) from reason
    except OSError as reason:
        raise FileRefused("backup.unreadable", file=file.name, reason=reason.strerror or "") from reason


def read_about(archive: zipfile.ZipFile, name: str) -> Backup:
    """What the archive in the file of this name says of itself.

    Raises:
        FileRefused: it is no backup, is damaged, or was made by a later version.
    """
    if ABOUT not in archive.namelist() or archive.getinfo(ABOUT).file_size > _MOST_ABOUT:
        raise FileRefused("backup.none", file=name)
    try:
        held = json.loads(archive.read(ABOUT))
        if held["format"] != FORMAT:
            raise FileRefused("backup.none", file=name)
        if int(held["version"]) > VERSION:
            raise FileRefused("backup.newer", file=name)
        files = {str(one): (int(about["bytes"]), str(about["sha256"])) for one, about in held["files"].items()}
        made_at = datetime.fromisoformat(str(held["made_at"]))
        return Backup(str(held["owner"]), made_at, int(held["records"]), files)
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        raise FileRefused("backup.damaged", file=name) from reason
