"""Copies that other programs show: they are taken away when this one ends, as far as the other has let go of them.

What a crash or a power cut left, or another program still held, the next start takes away: after a day, for another window
may have lent it.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PREFIX = "baseldesk-lent-"
_DAY = 86_400  # seconds
_lent: list[Path] = []


def lend() -> Path:
    """A new folder of this person's own; at the end of the program it goes."""
    if not _lent:
        atexit.register(take_away)
    _lent.append(Path(tempfile.mkdtemp(prefix=_PREFIX)))
    return _lent[-1]


def take_away() -> None:
    """Takes away every folder that was lent."""
    while _lent:
        shutil.rmtree(_lent.pop(), ignore_errors=True)


def take_away_left() -> None:
    """Takes away what an earlier run has left; for the background."""
    for one in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if one not in _lent and time.time() - one.stat().st_mtime > _DAY:
                shutil.rmtree(one, ignore_errors=True)
