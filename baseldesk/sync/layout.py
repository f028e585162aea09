"""How the bytes of changes are arranged in a bundle: by number, given in the header.

Layout 0, plain: the changes in the order of the manifest's runs, each as length (4 bytes, big-endian) and bytes.
Layout 1, columns: blocks of changes, field by field (`column_block.py`), each as length (4 bytes, big-endian) and MessagePack.
Layout 2, resting: blocks that may also refer to what lies under the header's base heads, and do not carry the ids of actions
that their changes give.

Whatever the layout, the reader gets the very bytes that were written, in the same order, and checks them against the runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from baseldesk.errors import BundleRefused
from baseldesk.journal.change import LONGEST_CHANGE
from baseldesk.sync import column_block
from baseldesk.sync.bases import Base
from baseldesk.sync.column_reader import read_blocks
from baseldesk.sync.column_writer import write_blocks
from baseldesk.sync.expanding import Exactly, Source
from baseldesk.sync.offering import Offered
from baseldesk.sync.payload import ChainName, Run

PLAIN, COLUMNS, RESTING = 0, 1, 2
BEST = RESTING


def write_plain(
    runs: list[Run], chains: list[ChainName], changes: Iterable[bytes], base: Offered | None = None
) -> Iterator[bytes]:
    """The changes, each with its length."""
    for raw in changes:
        yield len(raw).to_bytes(4, "big") + raw


def read_plain(runs: list[Run], chains: list[ChainName], source: Source, name: str, base: Base | None = None) -> Iterator[bytes]:
    """The changes, each by its length.

    Raises:
        BundleRefused: a length beyond the limit or the section.
    """
    exact = Exactly(source, name)
    while not exact.at_end():
        size = int.from_bytes(exact.read(4), "big")
        if size > LONGEST_CHANGE:
            raise BundleRefused("change.too_large", bytes=size, most=LONGEST_CHANGE)
        yield exact.read(size)


Writing = Callable[..., Iterator[bytes]]  # (runs, chains, changes, base: Offered | None = None)
Reading = Callable[..., Iterator[bytes]]  # (runs, chains, source, name, base: Base | None = None)
WRITE: dict[int, Writing] = {
    PLAIN: write_plain,
    COLUMNS: partial(write_blocks, codes=column_block.ALONE),
    RESTING: partial(write_blocks, codes=column_block.RESTING),
}
READ: dict[int, Reading] = {
    PLAIN: read_plain,
    COLUMNS: partial(read_blocks, codes=column_block.ALONE),
    RESTING: partial(read_blocks, codes=column_block.RESTING),
}
