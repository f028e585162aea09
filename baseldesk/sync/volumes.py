"""The sticks and disks that a person could mean, sticks first; any other folder may be chosen by hand.

Each system is asked in its own way and with nothing but Python: Linux through its list of mounts and `/sys`, Windows through
`windows_drives.py`, macOS through `/Volumes`. What is read is handed to plain functions that choose. Network places are not
listed, because one that has gone away would make the question wait for minutes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from baseldesk.i18n import N_

FAT_LARGEST = (4 << 30) - 1
_FAT = frozenset({"vfat", "msdos", "fat", "fat32", "fat16"})
_PLACES = ("/media/", "/run/media/", "/mnt/")
_BY_HAND = ("/mnt/",)  # where an administrator mounts disks that stay, too
_NEVER = frozenset({
    "9p", "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "efivarfs", "fusectl",
    "hugetlbfs", "mqueue", "nsfs", "overlay", "proc", "pstore", "ramfs", "securityfs", "squashfs", "sysfs", "tmpfs", "tracefs",
    "cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "ceph", "davfs", "drvfs", "virtiofs",
})  # fmt: skip
_OCTAL = re.compile(r"\\([0-7]{3})")


class Space(NamedTuple):
    """Bytes of a file system."""

    total: int
    free: int


@dataclass(frozen=True)
class Volume:
    """A place that a bundle can be written to or found on.

    Attributes:
        removable: a stick or card, as far as the system tells; these come first.
        largest_file: what the file system takes in one file, where that is less than its space.
    """

    name: str
    path: Path
    total: int
    free: int
    read_only: bool = False
    removable: bool = True
    file_system: str = ""

    @property
    def largest_file(self) -> int | None:
        return FAT_LARGEST if self.file_system.lower() in _FAT else None

    def takes(self, size: int) -> bool:
        """Whether a file of so many bytes fits, as far as can be known beforehand."""
        return not self.read_only and size <= self.free and (self.largest_file is None or size <= self.largest_file)


ReadSpace = Callable[[Path], Space | None]


def list_volumes() -> list[Volume]:
    """What is mounted now, sticks first, then by name."""
    if sys.platform == "win32":
        from baseldesk.sync.windows_drives import read_drives, windows_volumes

        return in_order(windows_volumes(read_drives(), os.environ.get("SYSTEMDRIVE", "C:")))
    if sys.platform == "darwin":
        return in_order(mac_volumes(Path("/Volumes"), read_space))
    return in_order(linux_volumes(_read_text(Path("/proc/self/mountinfo")), read_space, is_removable))


def in_order(volumes: Iterable[Volume]) -> list[Volume]:
    """Sticks first, those that can be written to before the others, then by name."""
    return sorted(volumes, key=lambda one: (not one.removable, one.read_only, one.name.casefold(), str(one.path)))


def read_space(place: Path) -> Space | None:
    """Size and free space; nothing where the medium no longer answers."""
    try:
        found = os.statvfs(place)
    except OSError:
        return None
    return Space(found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize)


class Mount(NamedTuple):
    """One line of Linux's list of mounts."""

    device: str  # major:minor
    place: str
    options: frozenset[str]
    file_system: str


def read_mounts(mountinfo: str) -> list[Mount]:
    """The lines of `/proc/self/mountinfo`; those that say something else are passed over."""
    out = []
    for line in mountinfo.splitlines():
        left, dash, right = line.partition(" - ")
        head, tail = left.split(" "), right.split(" ")
        if dash and len(head) >= 6 and len(tail) >= 3:
            options = frozenset(head[5].split(",") + tail[2].split(","))
            out.append(Mount(head[2], _unescape(head[4]), options, tail[0]))
    return out


def _unescape(text: str) -> str:
    r"""A mount point as it is called: the list writes a space as `\040`, and names in bytes."""
    raw = _OCTAL.sub(lambda found: chr(int(found[1], 8)), text.encode("utf-8", "surrogateescape").decode("latin-1"))
    return raw.encode("latin-1").decode("utf-8", "surrogateescape")


def linux_volumes(mountinfo: str, space: ReadSpace, removable: Callable[[str], bool]) -> list[Volume]:
    """What is mounted where people's media are mounted; a disk mounted twice counts once.

    Args:
        removable: whether the device `major:minor` can be taken out; asked only below `/mnt`.
    """
    found: dict[str, Volume] = {}
    for one in read_mounts(mountinfo):
        is_kind = not one.file_system.startswith("fuse.") or one.file_system in ("fuse.exfat", "fuse.ntfs", "fuse.ntfs-3g")
        if not one.place.startswith(_PLACES) or one.file_system in _NEVER or not is_kind or one.device in found:
            continue
        size = space(Path(one.place))
        if size is not None and size.total:
            can_leave = not one.place.startswith(_BY_HAND) or removable(one.device)
            name = one.place.rstrip("/").rpartition("/")[2]
            kind = one.file_system.removeprefix("fuse.")
            found[one.device] = Volume(name, Path(one.place), *size, "ro" in one.options, can_leave, kind)
    return list(found.values())


def is_removable(device: str, sys_folder: Path = Path("/sys")) -> bool:
    """Whether the kernel calls the disk of a device removable, or it hangs on USB, as many sticks and all outer disks do."""
    try:
        place = (sys_folder / "dev" / "block" / device).resolve(strict=True)
    except OSError:
        return False
    disk = place.parent if (place / "partition").exists() else place
    return _read_text(disk / "removable").strip() == "1" or any(part.startswith("usb") for part in place.parts)


def mac_volumes(folder: Path, space: ReadSpace) -> list[Volume]:
    """What macOS shows beside the system's own disk, which stands there as a link."""
    try:
        places = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except OSError:
        return []
    found = ((one, space(one)) for one in places if not one.name.startswith("."))
    return [Volume(one.name, one, *size, read_only=not os.access(one, os.W_OK)) for one, size in found if size is not None]


_EJECT = {
    "win32": N_("Choose “Eject” for {name} in the Explorer, then take it out."),
    "darwin": N_("Eject {name} in the Finder, then take it out."),
}
_EJECT_HERE = N_("Eject {name} in the file manager, then take it out.")


def how_to_remove(system: str = sys.platform) -> str:
    """The sentence, to be translated with `{name}`, for what the system still wants once everything is written and read back."""
    return _EJECT.get(system, _EJECT_HERE)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
