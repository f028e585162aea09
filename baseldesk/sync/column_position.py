"""Where a change stands: what the runs of a bundle say of each before it is read."""

from __future__ import annotations

from copy import copy
from typing import Any, NamedTuple

from baseldesk.errors import BundleRefused
from baseldesk.sync.payload import ChainName, Run


class Expected(NamedTuple):
    """What a change's place in its run says of it."""

    replica: bytes
    device: bytes
    audience: str
    seq: int
    prev: bytes | None

    @property
    def owner(self) -> str:
        """The organisation whose records stand in this audience; empty for `public`."""
        return self.audience.partition("/")[2]

    def fits(self, change: list[Any]) -> bool:
        """Whether a decoded change says the same of itself."""
        return bool(change[1:6] == [self.replica, self.device, self.audience, self.seq, self.prev])


class Position:
    """Goes through the runs change by change."""

    def __init__(self, runs: list[Run], chains: list[ChainName]) -> None:
        self._runs, self._chains = runs, chains
        self._run = self._at = 0
        self._prev: bytes | None = runs[0].prev if runs else None

    def copy(self) -> Position:
        """The same place, to come back to."""
        return copy(self)

    def next(self) -> Expected:
        """What the next change must be.

        Raises:
            BundleRefused: there is none.
        """
        if self._run == len(self._runs):
            raise BundleRefused("bundle.malformed", what="runs")
        run = self._runs[self._run]
        chain = self._chains[run.chain]
        return Expected(chain.replica, chain.device, chain.audience, run.first + self._at, self._prev)

    def note(self, identity: bytes) -> None:
        """The change at this place has come: on to the next."""
        self._at, self._prev = self._at + 1, identity
        if self._at == self._runs[self._run].count:
            self._run, self._at = self._run + 1, 0
            self._prev = self._runs[self._run].prev if self._run < len(self._runs) else None
