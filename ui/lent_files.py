"""Copies that other programs show: they are taken away when this one ends, as far as the other has let go of them."""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path

_lent: list[Path] = []


def take_away_later(folder: Path) -> None:
    """At the end of the program, this folder goes."""
    if not _lent:
        atexit.register(take_away)
    _lent.append(folder)


def take_away() -> None:
    """Takes away every folder that was lent."""
    while _lent:
        shutil.rmtree(_lent.pop(), ignore_errors=True)
