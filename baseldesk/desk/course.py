"""How far a long piece of work over bytes is, told while they go by; and the place where a person's «stop» is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from baseldesk.errors import Cancelled

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


class Course:
    """Counts the bytes that go by against all that will."""

    def __init__(self, total: int, progress: Progress | None = None, cancelled: Stop | None = None) -> None:
        self._done, self._total = 0, max(total, 1)
        self._progress, self._cancelled = progress, cancelled

    def follow(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The same blocks, each counted once it was used.

        Raises:
            Cancelled: a person stopped it.
        """
        for block in blocks:
            if self._cancelled and self._cancelled():
                raise Cancelled
            yield block
            self._done += len(block)
            if self._progress:
                self._progress(min(self._done, self._total), self._total)
