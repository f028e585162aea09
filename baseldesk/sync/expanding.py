"""Compressing blocks, and expanding them again no further than was declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from backports import zstd

from baseldesk.errors import BundleRefused

DEFAULT_LEVEL, SMALLEST_LEVEL = 9, 19
_AT_ONCE = 16 << 20  # compressed in one call: zstd then fits its tables to the size
_LONG_WINDOW = 26  # 64 MiB; a reader needs as much memory
_STEP = 1 << 18


def compress(blocks: Iterable[bytes], level: int) -> Iterator[bytes]:
    """The blocks as one zstd frame; the same blocks always give the same bytes."""
    held: list[bytes] = []
    size, rest = 0, iter(blocks)
    for block in rest:
        held.append(block)
        size += len(block)
        if size > _AT_ONCE:
            yield from _compress_on(held, rest, level)
            return
    yield zstd.compress(b"".join(held), level)


def pays(sample: bytes) -> bool:
    """Whether compressing is worth it; pictures and PDF files are compressed already."""
    return len(zstd.compress(sample, 1)) < len(sample) * 9 // 10


def _compress_on(held: list[bytes], rest: Iterator[bytes], level: int) -> Iterator[bytes]:
    parameter = zstd.CompressionParameter
    options: dict[int, int] = {parameter.compression_level: level}
    if level >= SMALLEST_LEVEL:
        options |= {parameter.window_log: _LONG_WINDOW, parameter.enable_long_distance_matching: 1}
    packer = zstd.ZstdCompressor(options=options)
    for block in held:
        yield packer.compress(block)
    for block in rest:
        yield packer.compress(block)
    yield packer.flush()


class Source(Protocol):
    """Something to read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Stored:
    """A stretch of a file as it lies there."""

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._file, self.left, self._name = file, size, name

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        block = self._file.read(min(size, self.left))
        self.left -= len(block)
        return block


class Expanded:
    """A compressed stretch of a file, expanded as it is read, to exactly the size declared."""

    def __init__(self, stored: Stored, size: int, name: str) -> None:
        self._stored, self.left, self._name = stored, size, name
        self._unpacker = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _LONG_WINDOW})

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end.

        Raises:
            BundleRefused: not zstd, or it grows further than declared.
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
        except zstd.ZstdError:
            raise BundleRefused("bundle.malformed", file=self._name, what="zstd") from None
        if not block and not packed and self._unpacker.needs_input and not self._unpacker.eof:
            raise BundleRefused("bundle.malformed", file=self._name, what="zstd")
        return block


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
