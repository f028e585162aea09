"""Making a section small: as it is, one zstd frame, or LZMA, whichever its size and the person's wish ask for.

Decision: LZMA looks at the bytes before each byte, and so packs columns of many kinds a fifteenth smaller than zstd's best; it
is slow, so it serves what is small, and larger sections where a person asks for the smallest file. What is tiny takes the
shortest of all three. The same content always gives the same bytes.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator

from backports import zstd

from baseldesk.sync.expanding import DICTIONARY, LONG_WINDOW, LZMA, RAW, ZSTD

DEFAULT_LEVEL, SMALLEST_LEVEL = 9, 19
_AT_ONCE = 16 << 20  # compressed in one call: zstd then fits its tables to the size
_TINY = 64 << 10
_LZMA_UP_TO = 256 << 10
_LZMA_UP_TO_IF_SMALLEST = DICTIONARY


def squeeze(blocks: Iterable[bytes], level: int) -> tuple[int, Iterator[bytes]]:
    """(codec, the blocks in it); level 0 leaves them as they are, others are zstd's."""
    if not level:
        return RAW, iter(blocks)
    held: list[bytes] = []
    size, rest = 0, iter(blocks)
    for block in rest:
        held.append(block)
        size += len(block)
        if size > _AT_ONCE:
            return ZSTD, _compress_on(held, rest, level)
    codec, packed = _squeeze_whole(b"".join(held), level)
    return codec, iter((packed,))


def _squeeze_whole(raw: bytes, level: int) -> tuple[int, bytes]:
    if len(raw) > (_LZMA_UP_TO_IF_SMALLEST if level >= SMALLEST_LEVEL else _LZMA_UP_TO):
        return ZSTD, zstd.compress(raw, level)
    tried = [(RAW, raw), (LZMA, _lzma(raw))]
    if len(raw) <= _TINY:
        tried.append((ZSTD, zstd.compress(raw, SMALLEST_LEVEL)))
    return min(tried, key=lambda one: (len(one[1]), one[0]))


def _lzma(raw: bytes) -> bytes:
    window = 1 << max(12, (len(raw) - 1).bit_length())
    described = {"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": window, "lc": 3, "lp": 0, "pb": 0}
    return lzma.compress(raw, format=lzma.FORMAT_ALONE, filters=[described])


def _compress_on(held: list[bytes], rest: Iterator[bytes], level: int) -> Iterator[bytes]:
    parameter = zstd.CompressionParameter
    options: dict[int, int] = {parameter.compression_level: level}
    if level >= SMALLEST_LEVEL:
        options |= {parameter.window_log: LONG_WINDOW, parameter.enable_long_distance_matching: 1}
    packer = zstd.ZstdCompressor(options=options)
    for block in held:
        yield packer.compress(block)
    for block in rest:
        yield packer.compress(block)
    yield packer.flush()


def pays(sample: bytes) -> bool:
    """Whether compressing is worth it; pictures and PDF files are compressed already."""
    return len(zstd.compress(sample, 1)) < len(sample) * 9 // 10
