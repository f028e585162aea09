"""Packing: from the journal to a plain payload: all that any known replica of the addressee has not receipted.

The payload is the same bytes for the same content; sealing, parts and carriers come after it and know nothing of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from baseldesk import __version__
from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.journal.change import SCHEMA
from baseldesk.sync import layout, payload
from baseldesk.sync.chains import Chain, held_by_all, holdings_of, lacking_beyond, list_chains
from baseldesk.sync.container import IsCancelled, Progress
from baseldesk.sync.documents import Choice, choose_documents, is_compressible, read_document
from baseldesk.sync.feed import Feed
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership
from baseldesk.sync.offering import Offered
from baseldesk.sync.own_heads import sign_own_heads
from baseldesk.sync.payload import Manifest, Part, Section, encode_manifest, write_section
from baseldesk.sync.receipt import Receipt
from baseldesk.sync.receipt_store import give_receipt, read_knowledge
from baseldesk.sync.release_held import file_held, number_held
from baseldesk.sync.roster import Roster
from baseldesk.sync.runs import Plan, plan_runs
from baseldesk.sync.sealing import is_recoverable
from baseldesk.sync.squeezing import DEFAULT_LEVEL, SMALLEST_LEVEL
from baseldesk.sync.tally import Tally

BUNDLE_TAG = b"baseldesk/bundle/1\0"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Wanted:
    """What a person asked for: to whom, and how much of it.

    Attributes:
        to: the organisation's code.
        everything: also what was receipted.
        smallest: compresses harder, for a slow line.
        documents: `all`, `none`, or how many bytes of them may go along.
        sealed: what is packed will be sealed, so that a printed recovery key counts as a reader.
    """

    to: str
    everything: bool = False
    smallest: bool = False
    documents: str | int = "all"
    sealed: bool = False


@dataclass(frozen=True)
class Packed:
    """A plain payload in its spool file, and what its header, its manifest and the diary say of it."""

    to: str
    bundle: bytes
    size: int
    expanded: int
    layout: int
    roster: bytes  # rides along; empty where the addressee has it
    plan: Plan
    choice: Choice
    records: int
    base: list[bytes] = field(default_factory=list)
    centre_left_out: bool = False
    tally: Tally = field(default_factory=Tally)


def pack(
    desk: Desk,
    key: DeviceKey,
    place: Membership,
    wanted: Wanted,
    spool: BinaryIO,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Packed:
    """Writes the payload to a private file, from one consistent state of the desk.

    Args:
        spool: an empty file that can seek; afterwards it holds the payload and nothing else.
        progress: called with (changes packed, changes in all).

    Raises:
        Cancelled: a person stopped it.
    """
    return _Packing(desk, key, place, wanted).pack(spool, progress, cancelled)


class _Packing:
    """One payload on its way from the journal."""

    def __init__(self, desk: Desk, key: DeviceKey, place: Membership, wanted: Wanted) -> None:
        self.desk, self.key, self.place, self.wanted, self.to = desk, key, place, wanted, wanted.to
        self.level = SMALLEST_LEVEL if wanted.smallest else DEFAULT_LEVEL
        self.plan, self.choice, self.tally = Plan(), Choice(), Tally()
        self.known: list[Receipt] = []
        self.base = Offered()
        self.records = self.expanded = self.change_bytes = 0
        self.centre_left_out = False

    def pack(self, spool: BinaryIO, progress: Progress | None, cancelled: IsCancelled | None) -> Packed:
        """See `pack`."""
        with self.desk.write() as writer:
            sign_own_heads(writer, self.desk.identity, self.key, self.place.deployment)
            receipt = give_receipt(self.desk, writer, self.key, self.place, self.to)
        with self.desk.read() as reader:
            self._choose(reader)
            feed = Feed(reader, self.plan.numbers, progress, cancelled)
            self.expanded += self._write_changes(spool, feed)
            self.choice = choose_documents(self.desk, reader, self.plan.numbers, self.known, self.wanted.documents)
            self.tally, self.records, self.change_bytes = feed.tally, feed.records, feed.bytes
        self.expanded += self.change_bytes
        self.expanded += write_section(spool, Part(Section.MANIFEST, [encode_manifest(self._manifest(receipt))], self.level))
        if release := self._release():
            self.expanded += write_section(spool, Part(Section.RELEASE, [release], self.level))
        for one in self.choice.carried:
            squeeze = self.level if is_compressible(self.desk, one) else 0
            self.expanded += write_section(spool, Part(Section.DOCUMENT, read_document(self.desk, one), squeeze))
        return self._packed(spool)

    def _choose(self, reader: Reader) -> None:
        self.known = read_knowledge(reader, self.desk.owner, self.desk.replica).of(self.to)
        chains = self._entitled(reader)
        known = [] if self.wanted.everything else self.known
        holdings = holdings_of(reader, chains, known)
        self.base = Offered(reader, held_by_all(chains, holdings, known))
        plan = plan_runs(reader, chains, lacking_beyond(reader, chains, holdings), self.place.deployment)
        self.plan = plan.limit(payload.MOST_RUNS)

    def _packed(self, spool: BinaryIO) -> Packed:
        size = spool.tell()
        held = (self.expanded, layout.BEST, self._roster, self.plan, self.choice, self.records)
        return Packed(
            self.to,
            self._name(spool, size),
            size,
            *held,
            base=self.base.heads,
            centre_left_out=self.centre_left_out,
            tally=self.tally,
        )

    def _entitled(self, reader: Reader) -> list[Chain]:
        """The chains that the organisation may receive; `centre` data only where something besides this computer can open it."""
        chains = list_chains(reader, self.to)
        devices = self.place.roster.devices_of(self.to)
        recoverable = self.wanted.sealed and is_recoverable(self.place, self.to)
        own = self.place.roster.device(self.desk.device)  # one that is changing its key stands there twice, with one letter
        is_only_one = {one.letter for one in devices} <= {own.letter if own else ""} and not self._has_twin(reader)
        alone = self.to == self.desk.owner and not recoverable and is_only_one
        kept = [one for one in chains if not (alone and one.audience.startswith("centre/"))]
        self.centre_left_out = len(kept) < len(chains)
        return kept

    def _has_twin(self, reader: Reader) -> bool:
        """Whether another database of the centre answered that is not of this one's past: the copy of a disk has the same key."""
        lineage = reader.meta("lineage") or b""
        own = {self.desk.replica, *(lineage[at : at + 16] for at in range(0, len(lineage), 16))}
        return any(one.replica not in own for one in self.known)

    def _write_changes(self, spool: BinaryIO, feed: Feed) -> int:
        plan, expanded = self.plan, 0
        if plan.numbers:
            blocks = layout.WRITE[layout.BEST](plan.runs, plan.chains, feed, self.base)
            expanded += write_section(spool, Part(Section.CHANGES, blocks, self.level))
        for one in feed.leaves.close():
            expanded += write_section(spool, Part(Section.LEAVES, [one], self.level))
        return expanded

    def _manifest(self, receipt: bytes) -> Manifest:
        plan, choice, roster = self.plan, self.choice, self.place.roster
        held = (plan.chains, plan.runs, [receipt], choice.carried, choice.left_out, len(plan.numbers), self.records)
        return Manifest(self.desk.replica, *held, roster.number, number_held(self.desk), __version__, SCHEMA, self.change_bytes)

    def _release(self) -> bytes:
        """The release of programme and vocabulary where the addressee's receipts name a lower one, or none is known."""
        held = number_held(self.desk)
        return b"" if self.known and all(one.release >= held for one in self.known) else file_held(self.desk)

    @property
    def _roster(self) -> bytes:
        """The roster where the addressee's receipts name a lower one, or none is known; always on one's own sticks.

        A new computer of the centre with nothing but a stick and the printed key has no other.
        """
        held = self.place.roster
        return (
            b"" if self.to != self.desk.owner and self.known and all(_has_roster(one, held) for one in self.known) else held.raw
        )

    def _name(self, spool: BinaryIO, size: int) -> bytes:
        """The bundle's id: from its content, so that the same content has the same id."""
        hashed = hashlib.sha256(BUNDLE_TAG + self.place.deployment + self.key.key_id + self.to.encode() + b"\0" + self._roster)
        for block in blocks_of(spool, size):
            hashed.update(block)
        return hashed.digest()[:16]


def _has_roster(receipt: Receipt, held: Roster) -> bool:
    """Whether the addressee has this roster or a higher one; a rival of the same number is no such thing."""
    is_rival = receipt.roster == held.number and receipt.roster_hash not in (b"", held.content_hash)
    return receipt.roster >= held.number and not is_rival


def blocks_of(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The first bytes of a file, in blocks, from its beginning."""
    file.seek(0)
    for start in range(0, size, _BLOCK):
        yield file.read(min(_BLOCK, size - start))
