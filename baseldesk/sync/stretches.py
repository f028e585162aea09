"""Several stretches of files, read as one file: so parts are joined, and files of our own read, without copying them."""

from __future__ import annotations

import io
import os
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast


class Stretch(NamedTuple):
    """So many bytes of a file from a place on; a private file without a name is given itself."""

    file: Path | BinaryIO
    at: int
    size: int


class Stretches(io.RawIOBase):
    """One file to read, made of stretches one after the other; holds at most one of their files open."""

    def __init__(self, stretches: Sequence[Stretch], private: ExitStack) -> None:
        self._stretches = [one for one in stretches if one.size]
        self._starts, self.size = [], 0
        for one in self._stretches:
            self._starts.append(self.size)
            self.size += one.size
        self._place, self._private = 0, private
        self._open: tuple[Path, BinaryIO] | None = None

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Moves the place of reading."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        """The place of reading."""
        return self._place

    def readinto(self, buffer: object) -> int:
        """Fills a buffer as far as one stretch goes."""
        view = memoryview(cast(bytearray, buffer))
        if self._place >= self.size or not view:
            return 0
        number = bisect_right(self._starts, self._place) - 1
        one, inside = self._stretches[number], self._place - self._starts[number]
        file = self._file(one.file)
        file.seek(one.at + inside)
        block = file.read(min(len(view), one.size - inside))
        view[: len(block)] = block
        self._place += len(block)
        return len(block)

    def _file(self, file: Path | BinaryIO) -> BinaryIO:
        if not isinstance(file, Path):
            return file
        if self._open is None or self._open[0] != file:
            self._let_go()
            self._open = (file, file.open("rb"))
        return self._open[1]

    def _let_go(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def close(self) -> None:
        """Closes the file that is open, and the private ones for good."""
        if not self.closed:
            self._let_go()
            self._private.close()
        super().close()


def read_as_one(stretches: Sequence[Stretch], private: ExitStack | None = None) -> BinaryIO:
    """The stretches as one file, with a buffer.

    Args:
        private: what closes with it.
    """
    return cast(BinaryIO, io.BufferedReader(Stretches(stretches, private or ExitStack()), 1 << 16))
