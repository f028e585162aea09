"""The sticks and other removable disks that are plugged in now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStorageInfo

_MOUNTED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


class Volume(NamedTuple):
    """One place that can be carried away."""

    name: str
    path: Path
    free: int  # bytes


def list_volumes() -> list[Volume]:
    """What is plugged in, can be written to, and is not the system's own disk."""
    return [_volume(one) for one in QStorageInfo.mountedVolumes() if _is_removable(one)]


def _is_removable(one: QStorageInfo) -> bool:
    if not one.isValid() or not one.isReady() or one.isReadOnly() or one.isRoot():
        return False
    path = one.rootPath()
    if sys.platform == "win32":
        return not path.upper().startswith("C:")
    return path.startswith(_MOUNTED_UNDER)


def _volume(one: QStorageInfo) -> Volume:
    path = Path(one.rootPath())
    return Volume(one.displayName() or path.name or str(path), path, one.bytesAvailable())
