"""Taking authentic changes in: the journal's one apply routine, in blocks that fit in memory, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.journal.apply import apply_changes
from baseldesk.journal.clock import adopt
from baseldesk.journal.port import Arrival
from baseldesk.sync.membership import Membership
from baseldesk.sync.own_heads import keep_head
from baseldesk.sync.parking import Parked, release
from baseldesk.sync.payload import Run
from baseldesk.sync.touched import Touched

_BLOCK_BYTES = 1 << 20  # decoded and applied, a block takes some twenty times as much


@dataclass
class Totals:
    """What taking changes in has done, over all blocks; a record counts once."""

    new: int = 0
    known: int = 0
    parked: int = 0
    created: Touched = field(default_factory=Touched)
    updated: Touched = field(default_factory=Touched)  # and not created
    conflicts: Touched = field(default_factory=Touched)
    not_allowed: list[tuple[bytes, int]] = field(default_factory=list)
    unknown_ops: int = 0
    own_elsewhere: bool = False  # a change of this very replica that this desk did not have

    @property
    def kinds(self) -> frozenset[str]:
        """The record types touched."""
        return self.created.kinds | self.updated.kinds


def apply_arrivals(
    desk: Desk, writer: Writer, arrivals: Iterable[Arrival], totals: Totals, on_done: Callable[[int], None] | None = None
) -> None:
    """Applies authentic changes inside this transaction, and moves the clock on.

    Args:
        on_done: called with the number of changes taken in so far.
    """
    organisation_of, store, done = desk.organisation_of(writer), JournalStore(writer), 0
    hlc = int.from_bytes(writer.meta("hlc") or b"", "big")
    for block in _blocks(arrivals):
        own = [one.id for one in block if one.change.replica == desk.replica]
        totals.own_elsewhere |= bool(own) and len(store.numbers(own)) < len(set(own))
        applied = apply_changes(store, block, organisation_of)
        totals.new += applied.new
        totals.known += applied.known
        totals.updated |= applied.updated - totals.created
        totals.created |= applied.created
        totals.conflicts |= applied.conflicts
        totals.unknown_ops += applied.unknown_ops
        totals.parked += applied.waiting
        totals.not_allowed += list(dict.fromkeys((change, op) for change, op, _ in applied.refused))
        for one in block:
            hlc = adopt(hlc, one.change.hlc, desk.clock())
        done += len(block)
        if on_done:
            on_done(done)
    writer.set_meta("hlc", hlc.to_bytes(8, "big"))


def _blocks(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    block: list[Arrival] = []
    size = 0
    for one in arrivals:
        block.append(one)
        size += len(one.raw)
        if size >= _BLOCK_BYTES:
            yield block
            block, size = [], 0
    if block:
        yield block


def apply_released(desk: Desk, writer: Writer, place: Membership, totals: Totals) -> None:
    """Takes in what was set aside and is authentic now: the roster names its signer, or somebody adopts it."""
    released: list[tuple[Arrival, Parked]] = release(writer, place)
    if released:
        apply_arrivals(desk, writer, [arrival for arrival, _ in released], totals)
        for arrival, held in released:
            if arrival.id == held.tip:
                keep_head_of(writer, held.tip, held.tip_seq, place.deployment, held.signature)


def holds_all(reader: Reader, runs: Sequence[Run], leaves: Iterable[Mapping[bytes, Mapping[int, bytes]]]) -> bool:
    """Whether everything is here already: under a whole end lie, by their hashes, just the changes that its run holds."""
    tips = {run.tip for run in runs}
    sql = "SELECT id FROM change WHERE whole = 1 AND id IN (:among)"
    if tips and {bytes(row[0]) for row in reader.among(sql, list(tips))} != tips:
        return False
    return all(_holds_leaves(reader, section) for section in leaves)


def _holds_leaves(reader: Reader, leaves: Mapping[bytes, Mapping[int, bytes]]) -> bool:
    sql = "SELECT c.id, l.op FROM leaf l JOIN change c ON c.n = l.change WHERE c.id IN (:among)"
    here = {(bytes(change), op) for change, op in reader.among(sql, list(leaves))} if leaves else set()
    return all((change, op) in here for change, held in leaves.items() for op in held)


def keep_head_of(writer: Writer, identity: bytes, seq: int, deployment: bytes, signature: bytes) -> None:
    """Keeps the signature of a change that is here; one that is adopted may have none."""
    row = writer.one("SELECT chain FROM change WHERE id = :id", id=identity)
    if row is not None and signature:
        keep_head(writer, row[0], identity, seq, deployment, signature)
