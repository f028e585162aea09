"""Expands blocks of columns to the exact bytes of their changes."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync.bases import Base
from baseldesk.sync.column_block import ALONE, MOST_BLOCK, Block, Codes, RestingBlock, Tables
from baseldesk.sync.column_expansion import Expansion
from baseldesk.sync.column_position import Position
from baseldesk.sync.expanding import Exactly, Source
from baseldesk.sync.payload import ChainName, Run

_alone = msgspec.msgpack.Decoder(Block)
_resting = msgspec.msgpack.Decoder(RestingBlock)


def read_blocks(
    runs: list[Run], chains: list[ChainName], source: Source, name: str, base: Base | None = None, *, codes: Codes
) -> Iterator[bytes]:
    """The changes, one by one.

    Raises:
        BundleRefused: no blocks of columns, or beyond the limits.
    """
    exact, reader = Exactly(source, name), BlockReader(runs, chains, base, codes)
    while not exact.at_end():
        size = int.from_bytes(exact.read(4), "big")
        if size > MOST_BLOCK:
            raise BundleRefused("bundle.too_large", file=name, bytes=size, most=MOST_BLOCK)
        yield from reader.expand(exact.read(size))


class BlockReader:
    """Expands the blocks of one bundle in their order."""

    def __init__(self, runs: list[Run], chains: list[ChainName], base: Base | None = None, codes: Codes = ALONE) -> None:
        self.tables, self.position = Tables(), Position(runs, chains)
        self._base, self._codes = base or Base(), codes

    def proves(self, packed: bytes, changes: list[bytes]) -> bool:
        """Whether a block expands to just these changes; if not, it is as if it had not been read."""
        mark, start = self.tables.mark(), self.position.copy()
        try:
            if self.expand(packed) == changes:
                return True
        except BundleRefused:
            pass
        self.tables.shrink(mark)
        self.position = start
        return False

    def expand(self, packed: bytes) -> list[bytes]:
        """The changes of the next block.

        Raises:
            BundleRefused: no block, columns that do not belong together, or beyond the limits.
        """
        try:
            block = self._decode(packed)
            out = Expansion(self.tables, self.position, block, self._codes, self._base).changes()
        except (msgspec.DecodeError, LookupError, StopIteration, RuntimeError, TypeError, ValueError, OverflowError):
            raise BundleRefused("bundle.malformed", what="columns") from None
        self._base.forget()
        return out

    def _decode(self, packed: bytes) -> RestingBlock:
        if self._codes is ALONE:
            return RestingBlock(*msgspec.structs.astuple(_alone.decode(packed)))
        return _resting.decode(packed)
