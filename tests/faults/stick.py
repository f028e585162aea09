"""A stick that can be pulled: exFAT through FUSE, on a loop device whose file lies on a small ext4 that is cut.

What the writer has not made durable on the «stick» lies in the caches above that ext4, and the file system's shutdown call
throws it away, as a pulled stick does. Root, loop devices and FUSE are needed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHUTDOWN = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125  # _IOR('X', 125, u32)
WITHOUT_LOG = 2
TOOLS = ("mount.exfat-fuse", "mkfs.exfat", "mkfs.ext4", "losetup")
SIZE, MARGIN = 32 << 20, 60 << 20


def run(*command: object) -> str:
    """A command that must succeed; gives what it says."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        raise OSError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def why_not() -> str:
    """Why there can be no stick here; empty where there can."""
    missing = [one for one in TOOLS if shutil.which(one) is None]
    if missing:
        return f"cannot run here: {', '.join(missing)} not installed"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "cannot run here: not root"
    if not Path("/dev/fuse").exists() or not Path("/dev/loop-control").exists():
        return "cannot run here: no loop devices or no FUSE"
    return "" if _can_mount() else "cannot run here: mounting is not allowed"


def _can_mount() -> bool:
    probe = Path("/tmp") / f"baseldesk-probe-{os.getpid()}"
    probe.mkdir()
    try:
        run("mount", "-t", "tmpfs", "-o", "size=64k", "none", probe)
        run("umount", probe)
    except OSError:
        return False
    finally:
        probe.rmdir()
    return True


class Stick:
    """One stick, in and out of the computer."""

    def __init__(self, place: Path) -> None:
        """A new one, formatted with exFAT."""
        self.place, self.below, self.mounted = place, place / "below", place / "stick"
        self.image, self.driver, self.loop = place / "ext4.img", None, ""
        for folder in (self.below, self.mounted):
            folder.mkdir(parents=True)
        with self.image.open("wb") as file:
            file.truncate(SIZE + MARGIN)
        run("mkfs.ext4", "-q", "-F", self.image)
        run("mount", "-o", "loop", self.image, self.below)
        with (self.below / "image").open("wb") as file:
            file.truncate(SIZE)
        run("mkfs.exfat", self.below / "image")
        os.sync()
        self._attach()

    def _attach(self) -> None:
        self.loop = run("losetup", "-f", "--show", self.below / "image")
        quiet = subprocess.DEVNULL
        self.driver = subprocess.Popen(["mount.exfat-fuse", "-d", self.loop, str(self.mounted)], stdout=quiet, stderr=quiet)
        for _ in range(500):
            if os.path.ismount(self.mounted):
                return
            time.sleep(0.01)
        raise OSError("the stick does not mount")

    def pull(self, writer: subprocess.Popen[str]) -> None:
        """Out, whatever is being written; the writer's computer is then switched off."""
        handle = os.open(self.below, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_LOG))
        finally:
            os.close(handle)
        writer.kill()
        writer.wait()
        self._detach(kill=True)

    def _detach(self, *, kill: bool) -> None:
        assert self.driver is not None
        if kill:
            self.driver.kill()
            subprocess.run(["umount", "-l", str(self.mounted)], capture_output=True, check=False)
        else:
            run("umount", self.mounted)
        self.driver.wait(timeout=20)
        _try_for_long("losetup", "-d", self.loop)

    def put_back(self) -> None:
        """In again: what it kept is there, and no more."""
        _try_for_long("umount", str(self.below))
        run("mount", "-o", "loop", self.image, self.below)
        self._attach()

    def throw_away(self) -> None:
        """Leaves nothing mounted."""
        for folder in (self.mounted, self.below):
            if os.path.ismount(folder):
                subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)
        if self.driver is not None and self.driver.poll() is None:
            self.driver.kill()
            self.driver.wait(timeout=20)
        if self.loop:
            subprocess.run(["losetup", "-d", self.loop], capture_output=True, check=False)


def _try_for_long(*command: str) -> None:
    """A command that fails as long as something is still busy."""
    for _ in range(200):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.02)
    run(*command)


@contextmanager
def plugged_in(place: Path) -> Iterator[Stick]:
    """A new stick, and nothing of it afterwards."""
    stick = Stick(place)
    try:
        yield stick
    finally:
        stick.throw_away()
