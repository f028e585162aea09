"""Where one was: back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LONGEST = 100


@dataclass(frozen=True)
class Step:
    """One place, with what was asked of its screen."""

    name: str
    place: dict[str, Any] = field(default_factory=dict)


class History:
    """The steps taken, and which of them one stands on."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._at = -1

    @property
    def here(self) -> Step | None:
        """The step one stands on."""
        return self._steps[self._at] if self._steps else None

    def backwards(self) -> list[Step]:
        """The step one stands on, and those before it, the last one first."""
        return self._steps[: self._at + 1][::-1]

    def go(self, step: Step) -> None:
        """Takes a new step; what lay ahead is forgotten. The same step twice is one."""
        if step == self.here:
            return
        self._steps[self._at + 1 :] = [step]
        del self._steps[:-LONGEST]
        self._at = len(self._steps) - 1

    def replace(self, step: Step) -> None:
        """Says anew where one stands: a new record has got its id."""
        if self._steps:
            self._steps[self._at] = step

    def peek(self, by: int) -> Step | None:
        """The step so far back (negative) or ahead, if there is one."""
        at = self._at + by
        return self._steps[at] if 0 <= at < len(self._steps) else None

    def move(self, by: int) -> None:
        """Stands on the step so far back or ahead."""
        if self.peek(by) is not None:
            self._at += by
