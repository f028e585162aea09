"""Puts changes into columns, block by block, and proves each block by expanding it again.

A change that this version would not encode to the very same bytes (one of a newer version, say) lies in its block as it is; a
block that does not come back byte for byte is written with all its changes as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from baseldesk.sync.column_block import RESTING, Block, Codes, RestingBlock
from baseldesk.sync.column_filling import Filling, Known
from baseldesk.sync.column_reader import BlockReader
from baseldesk.sync.offering import Offered
from baseldesk.sync.payload import ChainName, Run

_BLOCK_BYTES = 4 << 20
_ALONE_FIELDS = len(Block.__struct_fields__)
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def write_blocks(
    runs: list[Run], chains: list[ChainName], changes: Iterable[bytes], base: Offered | None = None, *, codes: Codes
) -> Iterator[bytes]:
    """The changes as blocks, each with its length (4 bytes, big-endian)."""
    writer = _Writer(runs, chains, base or Offered(), codes)
    held: list[bytes] = []
    size = 0
    for raw in changes:
        held.append(raw)
        size += len(raw)
        if size >= _BLOCK_BYTES:
            yield writer.pack(held)
            held, size = [], 0
    if held:
        yield writer.pack(held)


class _Writer:
    """Goes through a bundle once; keeps the tables, and a reader that proves each block."""

    def __init__(self, runs: list[Run], chains: list[ChainName], base: Offered, codes: Codes) -> None:
        self._known = Known(runs, chains, codes, base)
        self._reader = BlockReader(runs, chains, base, codes)

    def pack(self, held: list[bytes]) -> bytes:
        """A block that is known to expand to these changes."""
        known = self._known
        mark, start = known.tables.mark(), known.position.copy()
        packed = self._encode(Filling(known, held).fill())
        if not self._reader.proves(packed, held):
            known.shrink(mark)
            known.position = start
            packed = self._encode(Filling(known, held, plain=True).fill())
            if not self._reader.proves(packed, held):
                raise AssertionError("changes do not lie on their runs")
        return len(packed).to_bytes(4, "big") + packed

    def _encode(self, block: RestingBlock) -> bytes:
        if self._known.codes is RESTING:
            return _encoder.encode(block)
        return _encoder.encode(msgspec.structs.astuple(block)[:_ALONE_FIELDS])
