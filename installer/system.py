"""What the machine itself must bring: Qt's shared libraries, and the tools that the tests read files with.

Found by loading each library, so that it works on any Linux; package names are those of Debian and Ubuntu. As root with apt
the missing ones are installed, otherwise the exact command is named.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

Runner = Callable[..., subprocess.CompletedProcess[bytes]]

# What Qt's core, widgets and X11 plugin are linked against and a bare Debian 12 lacks: library → package.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Needed where the desktop is Wayland; Qt falls back to X11 without them, if there is one.
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# A command, or a file by its full path → package.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "age": "age",
    "dbus-daemon": "dbus-daemon",
    "faketime": "faketime",
    "msgfmt": "gettext",
    "openssl": "openssl",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "strace": "strace",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/sbin/mkfs.exfat": "exfatprogs",
    "/usr/sbin/mount.exfat-fuse": "exfat-fuse",
    "/usr/share/unicode/BidiTest.txt": "unicode-data",
}


def is_loadable(library: str) -> bool:
    """Whether the dynamic linker finds `library` and everything it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_at_hand(tool: str) -> bool:
    """Whether a command is on the path, or a file is in its place."""
    return Path(tool).exists() if tool.startswith("/") else shutil.which(tool) is not None


def list_missing(wanted: Mapping[str, str], is_there: Callable[[str], bool]) -> dict[str, str]:
    """The part of `wanted` (name → package) that is not there, in its order."""
    return {name: package for name, package in wanted.items() if not is_there(name)}


def find_missing(for_tests: bool, environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> dict[str, str]:
    """Name → package of all that this machine lacks; empty elsewhere than on Linux, where the wheels bring everything."""
    if not platform.startswith("linux"):
        return {}
    libraries = QT_LIBRARIES | (WAYLAND_LIBRARIES if environ.get("WAYLAND_DISPLAY") else {})
    missing = list_missing(libraries, is_loadable)
    return missing | (list_missing(TEST_TOOLS, is_at_hand) if for_tests else {})


def can_install() -> bool:
    """Whether we are root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: Iterable[str], run: Runner = subprocess.run) -> bool:
    """Installs Debian packages; fetches apt's lists only where the first try fails, as on a fresh machine."""
    install = ["install", "-y", "--no-install-recommends", *packages]
    return _run_apt(install, run) or (_run_apt(["update"], run) and _run_apt(install, run))


def _run_apt(arguments: list[str], run: Runner) -> bool:
    """Whether apt did it: asking nothing, giving up soon without a network, and leaving stdout to the command that follows."""
    command = ["apt-get", "-q", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", *arguments]
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return run(command, env=environ, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode == 0


def describe_missing(missing: Mapping[str, str]) -> str:
    """What lacks and the command that installs it, for a person to copy."""
    packages = " ".join(dict.fromkeys(missing.values()))
    lines = [f"This machine lacks: {', '.join(missing)}"]
    if shutil.which("apt-get"):
        return "\n".join([*lines, f"Install them with:  sudo apt-get install {packages}"])
    return "\n".join([*lines, f"Install what your system calls, on Debian:  {packages}"])


def provide(for_tests: bool, say: Callable[[str], None]) -> dict[str, str]:
    """Installs what the machine lacks where we may; returns what it still lacks, after naming the command for it."""
    missing = find_missing(for_tests)
    if missing and can_install():
        packages = list(dict.fromkeys(missing.values()))
        say(f"Installing system packages: {' '.join(packages)}")
        install_packages(packages)
        missing = find_missing(for_tests)
    if missing:
        say(describe_missing(missing))
    return missing
