"""One BaselDesk per desk: a lock on a file beside the database, held for as long as the desk is open.

Never on the database itself: closing any other handle of that file in this process would drop SQLite's own locks.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from baseldesk.errors import DeskError, DeskLocked


class DeskLock:
    """Held from the making to `release`; the operating system drops it when the process dies."""

    def __init__(self, folder: Path) -> None:
        """Takes the lock.

        Raises:
            DeskLocked: another BaselDesk holds it.
            DeskError: the folder cannot be written.
        """
        try:
            self._file = os.open(folder / "desk.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise DeskError("desk.not_writable", folder=folder.name, reason=error.strerror or "") from error
        try:
            _lock(self._file)
        except OSError:
            os.close(self._file)
            raise DeskLocked("desk.locked", folder=folder.name) from None

    def release(self) -> None:
        """Lets another BaselDesk open the desk."""
        os.close(self._file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
