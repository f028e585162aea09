"""The changes of a bundle as they leave the journal, one after the other; what they name is noted on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import unpack
from baseldesk.errors import Cancelled
from baseldesk.sync.leaf_sections import LeafSections
from baseldesk.sync.tally import Tally

_AT_ONCE = 50
_Ops = list[tuple[str, Any, Any]]


class _OpHead(msgspec.Struct, array_like=True):
    """The beginning of any op: its name and, of those on records, type and id."""

    op: str
    type: Any = None
    record: Any = None


class _OpsOnly(msgspec.Struct, array_like=True):
    """A change of which only the ops' beginnings are read."""

    v: Any
    replica: Any
    device: Any
    audience: Any
    seq: Any
    prev: Any
    hlc: Any
    wall: Any
    user: Any
    app: Any
    schema: Any
    features: Any
    action: Any
    ops: list[_OpHead]


_decoder = msgspec.msgpack.Decoder(_OpsOnly)
_ON_RECORDS = frozenset(("set", "unset", "life", "choose", "erase"))


class Feed:
    """Iterates over the bytes of changes by local number; afterwards knows their records and leaves."""

    def __init__(
        self,
        reader: Reader,
        numbers: Sequence[int],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._reader, self._numbers = reader, numbers
        self._progress, self._cancelled = progress, cancelled
        self.tally = Tally()
        self._erased = {bytes(row[0]) for row in reader.rows("SELECT record FROM erased")}
        self.leaves = LeafSections()
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._numbers), _AT_ONCE):
            if self._cancelled and self._cancelled():
                raise Cancelled
            yield from self._block(self._numbers[start : start + _AT_ONCE])
            if self._progress:
                self._progress(min(start + _AT_ONCE, len(self._numbers)), len(self._numbers))

    def _block(self, numbers: Sequence[int]) -> Iterator[bytes]:
        rows = self._reader.among("SELECT n, id, packed, bytes FROM change WHERE n IN (:among)", numbers)
        held = {row[0]: row for row in rows}
        leaves: dict[int, dict[int, bytes]] = {}
        for change, op, raw in self._reader.among("SELECT change, op, bytes FROM leaf WHERE change IN (:among)", numbers):
            leaves.setdefault(change, {})[op] = bytes(raw)
        for number in numbers:
            _, identity, packed, kept = held[number]
            raw = unpack(packed, bytes(kept))
            self.bytes += len(raw)
            self._note(bytes(identity), _decoder.decode(raw), leaves.get(number, {}))
            yield raw

    @property
    def records(self) -> int:
        """How many records the changes so far were about."""
        return len(self.tally.kinds)

    def _note(self, identity: bytes, change: _OpsOnly, leaves: dict[int, bytes]) -> None:
        ops = change.ops
        self.tally.note(change.wall, ((one.record, one.type) for one in ops if one.op in _ON_RECORDS))
        if leaves:
            group = [(op, ops[op].record, leaves[op]) for op in sorted(leaves) if ops[op].record not in self._erased]
            if group:
                self.leaves.add(identity, group)
