"""How long work still takes: said once it is known well enough, in steps that fall steadily and do not jump."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from baseldesk.i18n import N_, _, current

_KNOWN_AFTER = 2.0  # seconds; what is over sooner needs no word
_KNOWN_FROM = 0.02  # share that must be done before the pace tells anything
_INERTIA = 4.0  # seconds over which a change of pace is believed
_SPOKEN_EVERY = 5.0  # seconds between words to a screen reader
_SOON = 10  # seconds
_RISES_BY = 15  # seconds at least; who reads «1 minute» is not told of 2 for a moment's delay


class TimeLeft:
    """Hears how far the work is, and keeps the moment when it will probably be over."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = self._heard = clock()
        self._first: int | None = None
        self._last = 0
        self._end: float | None = None
        self._shown: int | None = None
        self._spoken_at = -math.inf

    def hear(self, done: int, total: int | None) -> None:
        """Takes one report of the work; where the count begins anew, so does the estimate."""
        if not total or self._first is None or done < self._last:
            self._begin(done)
            return
        now, self._last = self._clock(), done
        share = (done - self._first) / max(total - self._first, 1)
        if now - self._began >= _KNOWN_AFTER and share >= _KNOWN_FROM:
            self._expect(now, now + (now - self._began) * (1 - share) / share)
        self._heard = now

    def seconds(self) -> int | None:
        """What is left, in a step that a person would say: tens of seconds, then minutes; None while it is not known."""
        if self._end is None:
            return None
        left = self._end - self._clock()
        step = _round_up(left)
        if self._shown is None or step < self._shown or left >= self._shown + max(self._shown / 2, _RISES_BY):
            self._shown = step
        return self._shown

    def words(self) -> str:
        """«about 2 minutes left»; "" while it is not known."""
        left = self.seconds()
        return "" if left is None else say_left(left)

    def may_speak(self) -> bool:
        """Whether it is time to tell it a screen reader; asking counts as having told."""
        now = self._clock()
        if now - self._spoken_at < _SPOKEN_EVERY:
            return False
        self._spoken_at = now
        return True

    def _begin(self, done: int) -> None:
        self._began = self._heard = self._clock()
        self._first = self._last = done
        self._end = self._shown = None

    def _expect(self, now: float, end: float) -> None:
        """Comes nearer to the new expectation, the more the longer nothing was heard."""
        weight = 1 - math.exp(-(now - self._heard) / _INERTIA)
        self._end = end if self._end is None else self._end + weight * (end - self._end)


def say_left(seconds: int) -> str:
    """A step of `TimeLeft.seconds` in words."""
    if seconds <= _SOON:
        return _("a few seconds left")
    if seconds < 60:
        return current().format_plural(N_("about {n} second left"), N_("about {n} seconds left"), seconds)
    if seconds < 3600:
        return current().format_plural(N_("about {n} minute left"), N_("about {n} minutes left"), seconds // 60)
    return current().format_plural(N_("about {n} hour left"), N_("about {n} hours left"), seconds // 3600)


def _round_up(seconds: float) -> int:
    """Tens up to a minute, minutes up to an hour, then hours."""
    for step, below in ((10, 60), (60, 3600)):
        rounded = math.ceil(max(seconds, 1) / step) * step
        if rounded < below:
            return rounded
    return math.ceil(seconds / 60) * 60 if seconds <= 3540 else math.ceil(seconds / 3600) * 3600
