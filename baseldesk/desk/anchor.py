"""The anchor: a small file outside the desk's folder that says how far this incarnation of the database had come.

It betrays a restored backup: the database does not know the heads that it names. A moved or copied folder is told by its place
(machine, volume, file) instead. Written after each commit; it may lag, never leads, and needs no fsync: an anchor that lags says
nothing, and one that is lost costs a new replica id. Each incarnation has an anchor of its own, so that a copy and its original
on one machine do not take each other's for their own.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from baseldesk.small_hash import sha256

FOLDER_VARIABLE = "BASELDESK_STATE"


def state_folder() -> Path:
    """Where anchors lie: the platform's folder for state, or `BASELDESK_STATE`."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_state_dir("baseldesk", appauthor=False))


def place_of(file: Path) -> bytes:
    """What tells this file, on this volume, on this machine, from a copy of it: 32 bytes."""
    held = file.stat()
    volume = os.statvfs(file).f_fsid if hasattr(os, "statvfs") else held.st_dev
    return sha256(f"{_machine()}\0{volume}\0{held.st_ino}".encode()).digest()


def _machine() -> str:
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as held:
            return str(winreg.QueryValueEx(held, "MachineGuid")[0])
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


class Anchor:
    """The anchor of one desk, found by the desk's own token."""

    def __init__(self, token: bytes) -> None:
        self._file = state_folder() / "anchors" / f"{token.hex()}.json"
        self._noted: dict[str, str] | None = None

    def heads(self) -> dict[str, str] | None:
        """{audience: id in hexadecimal} of the own chains as last noted; None where there is no anchor that can be read."""
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(audience): str(head) for audience, head in held["heads"].items()}
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return None

    def note(self, heads: dict[str, str]) -> None:
        """Writes the heads down; a place that cannot be written costs a new replica id at the next start, never a save."""
        if heads == self._noted:
            return
        self._noted = heads
        waiting = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            waiting.write_text(json.dumps({"heads": heads}), encoding="utf-8")
            waiting.replace(self._file)
        except OSError:
            with suppress(OSError):
                waiting.unlink(missing_ok=True)
