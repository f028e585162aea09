"""Drives as Windows tells them, through its own functions; a drive without a medium does not answer and is passed over."""

from __future__ import annotations

import ctypes
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from baseldesk.sync.volumes import Volume

REMOVABLE, FIXED, REMOTE, COMPACT_DISC = 2, 3, 4, 5  # what GetDriveType says
_READ_ONLY = 0x00080000  # of a volume's flags
_QUIET = 0x0001  # no window that asks for a disc
_LONGEST = 261


class Drive(NamedTuple):
    """One drive with a medium in it."""

    letter: str
    kind: int
    label: str
    file_system: str
    flags: int
    total: int
    free: int


def windows_volumes(drives: Iterable[Drive], system_drive: str = "C:") -> list[Volume]:
    """Sticks, cards and discs, and the fixed disks that do not hold Windows: outer disks call themselves fixed."""
    kept = (one for one in drives if one.kind in (REMOVABLE, FIXED, COMPACT_DISC))
    return [_volume(one) for one in kept if f"{one.letter}:".upper() != system_drive.upper()]


def _volume(one: Drive) -> Volume:
    is_read_only = bool(one.flags & _READ_ONLY) or one.kind == COMPACT_DISC
    name = f"{one.label} ({one.letter}:)" if one.label else f"{one.letter}:"
    return Volume(name, Path(f"{one.letter}:\\"), one.total, one.free, is_read_only, one.kind != FIXED, one.file_system)


def read_drives(kernel: Any = None) -> list[Drive]:
    """Asks Windows for its drives; network drives are not asked, because one that is gone answers late.

    Args:
        kernel: `kernel32`, or what stands for it in a test.
    """
    kernel = kernel or getattr(ctypes, "windll").kernel32  # noqa: B009  (the attribute exists on Windows only)
    before = kernel.SetErrorMode(_QUIET)
    try:
        return list(_read(kernel))
    finally:
        kernel.SetErrorMode(before)


def _read(kernel: Any) -> Iterator[Drive]:
    present = kernel.GetLogicalDrives()
    for number, letter in enumerate(string.ascii_uppercase):
        root = ctypes.c_wchar_p(f"{letter}:\\")
        if present >> number & 1 and (kind := kernel.GetDriveTypeW(root)) in (REMOVABLE, FIXED, COMPACT_DISC):
            found = _ask(kernel, root)
            if found is not None:
                yield Drive(letter, kind, *found)


def _ask(kernel: Any, root: ctypes.c_wchar_p) -> tuple[str, str, int, int, int] | None:
    """Label, file system, flags, size and free space of the medium in a drive."""
    label, kind = ctypes.create_unicode_buffer(_LONGEST), ctypes.create_unicode_buffer(_LONGEST)
    flags, free, total = ctypes.c_uint32(), ctypes.c_uint64(), ctypes.c_uint64()
    named = kernel.GetVolumeInformationW(root, label, _LONGEST, None, None, ctypes.byref(flags), kind, _LONGEST)
    if not named or not kernel.GetDiskFreeSpaceExW(root, ctypes.byref(free), ctypes.byref(total), None):
        return None
    return label.value, kind.value, flags.value, total.value, free.value
