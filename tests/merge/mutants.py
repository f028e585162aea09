"""The protocol's parts, each taken out by itself: a schedule must notice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def breaking(name: str) -> Iterator[None]:
    """Takes out a part of the real code while the block runs; the simulator's own parts ask `World.broken`."""
    yield
