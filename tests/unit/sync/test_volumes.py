"""The places offered are those a person means: sticks first, nothing of the system's own, nothing that no longer answers."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, ClassVar

import pytest

from baseldesk.i18n import translator
from baseldesk.sync import windows_drives
from baseldesk.sync.volumes import (
    FAT_LARGEST,
    Space,
    Volume,
    how_to_remove,
    in_order,
    is_removable,
    linux_volumes,
    list_volumes,
    mac_volumes,
    read_mounts,
    read_space,
)
from baseldesk.sync.windows_drives import COMPACT_DISC, FIXED, REMOTE, REMOVABLE, Drive, read_drives, windows_volumes

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 27 8:1 / /boot/efi rw,relatime - vfat /dev/sda1 rw
40 27 8:17 / /media/awa/USB\\040STICK rw,nosuid,nodev shared:5 - vfat /dev/sdb1 rw,uid=1000
41 27 8:33 / /run/media/awa/CL\\303\\211 ro,nosuid - exfat /dev/sdc1 rw
42 27 8:49 / /mnt/archive rw - ext4 /dev/sdd1 rw
43 27 8:65 / /mnt/outer rw - fuseblk /dev/sde1 rw
44 27 0:50 / /media/awa/share rw - cifs //server/share rw
45 27 0:51 / /mnt/nas rw - nfs4 nas:/x rw
46 27 8:17 / /mnt/stick-again rw - vfat /dev/sdb1 rw
47 27 0:52 / /media/gone rw - vfat /dev/sdf1 rw
48 27 7:1 / /media/snap ro - squashfs /dev/loop1 ro
49 27 0:60 / /media/remote rw - fuse.sshfs host:/ rw
a line that is none
"""


def space_of(place: Path) -> Space | None:
    return None if place.name == "gone" else Space(1000, 400)


def listed(removable: tuple[str, ...] = ("8:65",)) -> dict[str, Volume]:
    return {one.name: one for one in linux_volumes(MOUNTS, space_of, lambda device: device in removable)}


def test_media_of_people_are_listed_and_nothing_else() -> None:
    assert set(listed()) == {"USB STICK", "CLÉ", "archive", "outer"}


def test_what_is_told_of_a_stick() -> None:
    stick = listed()["USB STICK"]
    assert stick == Volume("USB STICK", Path("/media/awa/USB STICK"), 1000, 400, False, True, "vfat")
    assert listed()["CLÉ"].read_only
    assert listed()["CLÉ"].path == Path("/run/media/awa/CLÉ")


def test_below_mnt_the_kernel_says_what_can_be_taken_out() -> None:
    assert listed()["outer"].removable
    assert not listed()["archive"].removable


def test_sticks_come_first_and_writable_ones_before_others() -> None:
    assert [one.name for one in in_order(listed().values())] == ["outer", "USB STICK", "CLÉ", "archive"]


def test_a_read_only_file_system_under_a_writable_mount_is_read_only() -> None:
    (one,) = linux_volumes("1 2 8:1 / /media/x rw - vfat /dev/sdb1 ro", space_of, lambda _: True)
    assert one.read_only


def test_a_name_that_is_no_utf8_is_still_a_path() -> None:
    (one,) = read_mounts("1 2 8:1 / /media/a\\377b rw - vfat /dev/sdb1 rw")
    assert one.place == "/media/a\udcffb"


@pytest.mark.parametrize(("flag", "place", "expected"), [
    ("1", "pci0000:00/block/sdb/sdb1", True),
    ("0", "pci0000:00/block/sdb/sdb1", False),
    ("0", "pci0000:00/usb2/2-1/block/sdb/sdb1", True),
])  # fmt: skip
def test_a_stick_is_known_by_its_flag_or_by_usb(tmp_path: Path, flag: str, place: str, expected: bool) -> None:
    partition = tmp_path / "devices" / place
    partition.mkdir(parents=True)
    (partition / "partition").write_text("1\n")
    (partition.parent / "removable").write_text(f"{flag}\n")
    (tmp_path / "dev" / "block").mkdir(parents=True)
    (tmp_path / "dev" / "block" / "8:17").symlink_to(partition)
    assert is_removable("8:17", tmp_path) is expected
    assert not is_removable("9:99", tmp_path)


def test_what_fits_is_told_beforehand() -> None:
    fat = Volume("A", Path("/a"), 64 << 30, 32 << 30, file_system="vfat")
    assert fat.takes(FAT_LARGEST)
    assert not fat.takes(FAT_LARGEST + 1)
    assert Volume("B", Path("/b"), 64 << 30, 32 << 30, file_system="exfat").takes(5 << 30)
    assert not Volume("C", Path("/c"), 10, 5).takes(6)
    assert not Volume("D", Path("/d"), 10, 5, read_only=True).takes(1)


def test_this_system_answers(tmp_path: Path) -> None:
    assert all(one.total for one in list_volumes())
    found = read_space(tmp_path)
    assert found is not None
    assert found.total >= found.free > 0
    assert read_space(tmp_path / "nowhere") is None


class Kernel:
    """Windows' functions as far as they are asked."""

    DRIVES: ClassVar = {
        "C": (FIXED, "Windows", "NTFS", 0, 500, 100),
        "D": (REMOVABLE, None, "", 0, 0, 0),  # a card reader without a card
        "E": (REMOVABLE, "BCRC", "FAT32", 0, 64, 32),
        "F": (COMPACT_DISC, "", "CDFS", 0x00080000, 7, 0),
        "Z": (REMOTE, "share", "NTFS", 0, 9, 9),
    }  # fmt: skip

    def __init__(self) -> None:
        self.mode = 0
        self.asked: list[str] = []

    def SetErrorMode(self, mode: int) -> int:
        before, self.mode = self.mode, mode
        return before

    def GetLogicalDrives(self) -> int:
        return sum(1 << (ord(letter) - ord("A")) for letter in self.DRIVES)

    def GetDriveTypeW(self, root: ctypes.c_wchar_p) -> int:
        return self.DRIVES[str(root.value)[0]][0]

    def GetVolumeInformationW(self, root: ctypes.c_wchar_p, label: Any, _a: int, _b: None, _c: None, *rest: Any) -> int:
        assert self.mode == 1
        letter = str(root.value)[0]
        self.asked.append(letter)
        _, name, kind, flags, *_ = self.DRIVES[letter]
        if name is None:
            return 0
        label.value, rest[1].value, rest[0]._obj.value = name, kind, flags
        return 1

    def GetDiskFreeSpaceExW(self, root: ctypes.c_wchar_p, free: Any, total: Any, _: None) -> int:
        *_, total._obj.value, free._obj.value = self.DRIVES[str(root.value)[0]]
        return 1


def test_drives_of_windows_are_read_quietly_and_without_the_network() -> None:
    kernel = Kernel()
    drives = read_drives(kernel)
    assert [one.letter for one in drives] == ["C", "E", "F"]
    assert drives[1] == Drive("E", REMOVABLE, "BCRC", "FAT32", 0, 64, 32)
    assert kernel.mode == 0
    assert "Z" not in kernel.asked


def test_windows_own_disk_is_not_offered_and_outer_disks_are() -> None:
    outer = Drive("G", FIXED, "Archive", "NTFS", 0, 900, 800)
    found = in_order(windows_volumes([*read_drives(Kernel()), outer], "c:"))
    assert [(one.name, one.removable, one.read_only) for one in found] == [
        ("BCRC (E:)", True, False), ("F:", True, True), ("Archive (G:)", False, False),
    ]  # fmt: skip
    assert not found[0].takes(33)
    assert found[0].largest_file == FAT_LARGEST
    assert windows_drives.windows_volumes([Drive("Z", REMOTE, "", "", 0, 1, 1)]) == []


def test_macos_shows_all_but_its_own_disk(tmp_path: Path) -> None:
    (tmp_path / "STICK").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "Macintosh HD").symlink_to("/")
    assert [one.name for one in mac_volumes(tmp_path, space_of)] == ["STICK"]
    assert mac_volumes(tmp_path / "none", space_of) == []


def test_what_the_system_still_wants_is_said_for_each_system() -> None:
    said = {translator("en").format(how_to_remove(one), name="BCRC") for one in ("linux", "win32", "darwin")}
    assert len(said) == 3
    assert all("BCRC" in one for one in said)
