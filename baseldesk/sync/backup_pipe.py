"""Sealing what is still being written: two threads and a short queue between them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO, cast

_BLOCKS = 16


def seal_written(write: Callable[[BinaryIO], Any], out: BinaryIO, recipients: list[str]) -> None:
    """Seals what `write` writes, as it writes it: nothing plain is on the disk, nor all of it in the memory.

    Raises:
        What `write` raises, and what `sealing.seal` does.
    """
    from baseldesk.sync.sealing import seal

    pipe = _Pipe()
    with ThreadPoolExecutor(1, "backup") as threads:
        pipe.writing = threads.submit(pipe.fill, write)
        try:
            seal(cast(BinaryIO, pipe), out, recipients)
        finally:
            pipe.is_left.set()


class _LeftError(Exception):
    """Nobody reads any more."""


class _Pipe:
    """One thread writes into it, another reads from it; what the first raises, the second gets at the end."""

    writing: Future[None]

    def __init__(self) -> None:
        self._blocks: queue.Queue[bytes] = queue.Queue(_BLOCKS)
        self._held, self._is_over = b"", False
        self.is_left = threading.Event()

    def fill(self, write: Callable[[BinaryIO], Any]) -> None:
        """Does the writing; the end is handed on however it comes."""
        try:
            write(cast(BinaryIO, self))
        finally:
            if not self.is_left.is_set():
                self._put(b"")

    def write(self, data: bytes) -> int:
        """Hands on a piece, once there is room."""
        if data:
            self._put(bytes(data))
        return len(data)

    def flush(self) -> None:
        """As files have it."""

    def read(self, size: int) -> bytes:
        """The next piece; b"" at the end.

        Raises:
            What the writer raised.
        """
        if not self._held and not self._is_over:
            self._held = self._blocks.get()
            self._is_over = not self._held
            if self._is_over:
                self.writing.result()
        given, self._held = self._held[:size], self._held[size:]
        return given

    def _put(self, block: bytes) -> None:
        while not self.is_left.is_set():
            try:
                return self._blocks.put(block, timeout=0.2)
            except queue.Full:
                continue
        raise _LeftError
