"""Keys in files that only their owner can read: `keys/device.key` in the desk's folder. The last resort, and said once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from baseldesk.errors import DeskError


class FileStore:
    """One file of mode 0600 for each secret."""

    kind = "file"

    def __init__(self, desk_folder: Path) -> None:
        self.folder = desk_folder / "keys"

    @property
    def how(self) -> dict[str, Any]:
        """What is remembered of it."""
        return {"store": self.kind}

    def read(self, name: str) -> bytes | None:
        """The secret of that name, or nothing where there is none."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, secrets: Mapping[str, bytes]) -> None:
        """Writes each to a new file, to the disk itself, and only then under its name.

        Raises:
            DeskError: what was read back is something else.
        """
        for name, secret in secrets.items():
            write_private(self._path(name), secret)
            if self.read(name) != secret:
                raise DeskError("key.not_kept", place=self.where(name))

    def forget(self, name: str) -> None:
        """Removes the file."""
        self._path(name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The names of all secrets kept."""
        return [path.stem for path in self.folder.glob("*.key")]

    def where(self, name: str) -> str:
        """The path of the file."""
        return str(self._path(name))

    def is_open(self) -> bool:
        """Files can always be read."""
        return True

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"


def write_private(path: Path, content: bytes) -> None:
    """Writes a file that only the owner can read, so that after a power cut either the old or the new one is there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The new name itself reaches the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
