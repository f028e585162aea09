"""The hybrid logical clock: for display and the provisional value alone; no clock value ever blocks or decides."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

DAY = 86_400_000
_COUNTER_BITS = 16
_LAST_MS = (1 << 47) - 1  # a value fits a signed 64-bit number; the year 6429
_END_OF_9999 = 253_402_300_799_000
Wall = Callable[[], int]


def wall_clock() -> int:
    """Milliseconds UTC as this computer believes them."""
    return time.time_ns() // 1_000_000


def tick(last: int, wall: int) -> int:
    """The next value after `last` at this wall time; always greater than `last`."""
    return max(min(max(wall, 0), _LAST_MS) << _COUNTER_BITS, last + 1)


def adopt(own: int, remote: int, wall: int) -> int:
    """The own value after seeing a remote one: a remote time counts only up to a day ahead of here."""
    return max(own, remote) if remote >> _COUNTER_BITS <= wall + DAY else own


def milliseconds(hlc: int) -> int:
    """The wall part of a value."""
    return hlc >> _COUNTER_BITS


def instant(wall: int) -> datetime:
    """A time for display, whatever the clock said."""
    return datetime.fromtimestamp(min(max(wall, 0), _END_OF_9999) / 1000, UTC)
