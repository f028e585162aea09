"""Expanding what was compressed, no further than was declared."""

from __future__ import annotations

import lzma
from typing import BinaryIO, Protocol

from backports import zstd

from baseldesk.errors import BundleRefused

RAW, ZSTD, LZMA = 0, 1, 2  # ◆ how a section is stored
LONG_WINDOW = 26  # 64 MiB; a reader of zstd needs as much memory
DICTIONARY = 8 << 20  # of LZMA at most
_LZMA_MEMORY = DICTIONARY + (1 << 20)
_STEP = 1 << 18


class Source(Protocol):
    """Something to read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Stored:
    """A stretch of a file as it lies there; others of the same file may be read meanwhile."""

    def __init__(self, file: BinaryIO, at: int, size: int, name: str) -> None:
        self._file, self._at, self.left, self._name = file, at, size, name

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        self._file.seek(self._at)
        block = self._file.read(min(size, self.left))
        self._at += len(block)
        self.left -= len(block)
        return block


class Expanded:
    """A compressed stretch of a file, expanded as it is read, to exactly the size declared."""

    def __init__(self, stored: Stored, codec: int, size: int, name: str) -> None:
        self._stored, self.left, self._name = stored, size, name
        self._unpacker = _zstd() if codec == ZSTD else _lzma()

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end.

        Raises:
            BundleRefused: not what it says it is, or it grows further than declared.
        """
        while not self._unpacker.eof:
            block = self._expand(size)
            self.left -= len(block)
            if self.left < 0:
                raise BundleRefused("bundle.expands_too_far", file=self._name)
            if block:
                return block
        return b""

    def _expand(self, size: int) -> bytes:
        packed = self._stored.read(_STEP) if self._unpacker.needs_input else b""
        try:
            block = self._unpacker.decompress(packed, min(size, self.left + 1))
        except (zstd.ZstdError, lzma.LZMAError, EOFError):
            raise BundleRefused("bundle.malformed", file=self._name, what="compression") from None
        if not block and not packed and self._unpacker.needs_input and not self._unpacker.eof:
            raise BundleRefused("bundle.malformed", file=self._name, what="compression")
        return block


def _zstd() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: LONG_WINDOW})


def _lzma() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(format=lzma.FORMAT_ALONE, memlimit=_LZMA_MEMORY)


class Exactly:
    """Reads whole pieces from a source that gives what it has."""

    def __init__(self, source: Source, name: str) -> None:
        self._source, self._name = source, name
        self._held, self._at = b"", 0

    def at_end(self) -> bool:
        """Whether nothing is left."""
        if self._at == len(self._held):
            self._held, self._at = self._source.read(_STEP), 0
        return not self._held

    def read(self, size: int) -> bytes:
        """Exactly so many bytes.

        Raises:
            BundleRefused: there are fewer.
        """
        if len(self._held) - self._at < size:
            self._fill(size)
        self._at += size
        return self._held[self._at - size : self._at]

    def _fill(self, size: int) -> None:
        pieces = [self._held[self._at :]]
        have = len(pieces[0])
        while have < size:
            block = self._source.read(max(_STEP, min(size - have, 1 << 24)))
            if not block:
                raise BundleRefused("bundle.malformed", file=self._name, what="length")
            pieces.append(block)
            have += len(block)
        self._held, self._at = b"".join(pieces), 0
