"""What the file of a backup looks like, and what it says of itself.

A plain one is a ZIP of `backup.json`, `desk.db` and `documents/…`. A sealed one (version 2, so that an older program says that it
is newer) is a ZIP, too: `backup.json` with nothing but whose and when, `passphrase.age` (the key behind the passphrase, where
there is one), `secret.age` (of an encrypted desk) and `backup.age`, which is a plain one, sealed. Why: `backup_seal.py`.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from baseldesk.errors import FileRefused

SUFFIX = ".baseldesk"
FORMAT, VERSION, SEALED_VERSION = "baseldesk backup", 1, 2
ABOUT, SEALED, KEY, SECRET = "backup.json", "backup.age", "passphrase.age", "secret.age"
_MOST_ABOUT = 64 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself.

    Attributes:
        made_at: UTC.
        files: {name: (size in bytes, SHA-256 in hexadecimal digits)}; of a sealed one nothing before it is opened.
        is_sealed: a passphrase or a printed key opens it.
    """

    owner: str
    made_at: datetime
    records: int
    files: dict[str, tuple[int, str]]
    is_sealed: bool = False

    @property
    def bytes(self) -> int:
        """Of all its files, as they lie in a desk."""
        return sum(size for size, _ in self.files.values())


def read_backup(file: Path) -> Backup:
    """What a backup says of itself; its files are not looked at yet.

    Raises:
        FileRefused: it is none, is damaged, or was made by a later version.
    """
    with opened(file) as archive:
        return read_about(archive, file.name)


def is_sealed(file: Path) -> bool:
    """Whether a passphrase or a printed key is needed to bring this backup back.

    Raises:
        FileRefused: see `read_backup`.
    """
    return read_backup(file).is_sealed


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a backup.

    Raises:
        FileRefused: it cannot be read, or is damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
    ) as reason:
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
        if int(held["version"]) > (SEALED_VERSION if held.get("sealed") is True else VERSION):
            raise FileRefused("backup.newer", file=name)
        files = {str(one): (int(about["bytes"]), str(about["sha256"])) for one, about in held["files"].items()}
        if any(size < 0 for size, _ in files.values()):
            raise FileRefused("backup.damaged", file=name)
        made_at = datetime.fromisoformat(str(held["made_at"]))
        return Backup(str(held["owner"]), made_at, int(held["records"]), files, held.get("sealed") is True)
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        raise FileRefused("backup.damaged", file=name) from reason
