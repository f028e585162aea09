"""How far work of several parts is: each part counts from nothing to its whole, and the person sees one course."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
_STEPS = 1000


def share(progress: Progress | None, first: float, last: float) -> Progress | None:
    """The part of the course from one share of the whole to another, told as a course of its own."""
    if progress is None:
        return None

    def tell(done: int, total: int) -> None:
        progress(round(_STEPS * (first + (last - first) * done / max(total, 1))), _STEPS)

    return tell
