"""What a bundle tells a person before it is opened: how many records of which kind, and from when to when they were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """Counted while the changes leave the journal.

    Attributes:
        kinds: record → its type.
        first: when the oldest change was written, in milliseconds UTC as its computer believed them.
    """

    kinds: dict[bytes, str] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None

    def note(self, wall: int, records: Iterable[tuple[bytes, str]]) -> None:
        """Counts one change."""
        self.kinds.update(records)
        self.first = wall if self.first is None else min(self.first, wall)
        self.last = wall if self.last is None else max(self.last, wall)

    def to_detail(self) -> dict[str, Any]:
        """As a line of the diary keeps it."""
        return {"kinds": dict(Counter(self.kinds.values())), "period": [self.first, self.last]}
