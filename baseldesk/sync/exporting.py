"""Packing a bundle: all that any known replica of the addressee has not receipted, of every audience it may receive.

Exporting moves no mark: what was lost on its way goes again with the next bundle. Only the diary notes what went out.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from baseldesk import __version__
from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.errors import Cancelled, UsageError
from baseldesk.journal.change import SCHEMA
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync import layout
from baseldesk.sync.chains import Chain, lacking, list_chains
from baseldesk.sync.container import IsCancelled, Progress, open_container
from baseldesk.sync.diary import OUT, Exchange, instant, write_down
from baseldesk.sync.documents import Choice, choose_documents, is_compressible, read_document
from baseldesk.sync.expanding import DEFAULT_LEVEL, SMALLEST_LEVEL
from baseldesk.sync.feed import Feed
from baseldesk.sync.framing import Header, Kind, write_container
from baseldesk.sync.joining import membership_of, own_key
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.medium import Written, write_file
from baseldesk.sync.membership import Membership
from baseldesk.sync.own_heads import sign_own_heads
from baseldesk.sync.payload import Manifest, Part, Section, encode_leaves, encode_manifest, write_section
from baseldesk.sync.receipt import Receipt
from baseldesk.sync.receipt_store import give_receipt, read_knowledge
from baseldesk.sync.runs import Plan, plan_runs

BUNDLE_TAG = b"baseldesk/bundle/1\0"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Exported:
    """A bundle that lies whole on its medium. `unsigned` changes wait for the key, `left_out` documents for a later bundle."""

    bundle: str
    to: str
    files: list[tuple[Path, int]]
    changes: int
    records: int
    documents: int
    left_out: int = 0
    unsigned: int = 0
    centre_left_out: bool = False


def find_addressee(desk: Desk, to: str) -> str:
    """The organisation that a person names: `secretariat`, `centre` (the own one) or a code.

    Raises:
        UsageError: no such organisation is registered.
    """
    name = {"secretariat": SECRETARIAT, "centre": desk.owner, "": SECRETARIAT}.get(to.lower(), to)
    if name not in membership_of(desk).roster.body.centres:
        raise UsageError("sync.addressee_unknown", to=to)
    if name == SECRETARIAT and desk.is_secretariat and to.lower() != "centre":
        raise UsageError("sync.addressee_self", to=to)
    return name


def export_bundle(
    desk: Desk,
    to: str,
    out: Path,
    *,
    everything: bool = False,
    smallest: bool = False,
    documents: str | int = "all",
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Exported:
    """Writes a bundle for an organisation and reads it back from the medium.

    Args:
        to: `secretariat`, `centre` or a centre's code.
        out: a folder, where the file gets a name of its own, or the file's name.
        everything: also what was receipted: harmless, and complete for a rebuilt computer.
        smallest: compresses harder, for a slow line; takes much longer.
        documents: `all`, `none`, or how many bytes of documents may go along, smallest first.
        progress: called with (changes packed, changes in all).

    Raises:
        BundleRefused: this desk is not registered yet.
        UsageError: no such organisation.
        MediumError: it could not be written there in full; nothing is left behind.
        Cancelled: a person stopped it.
    """
    packing = _Packing(desk, own_key(desk), membership_of(desk), find_addressee(desk, to))
    level = SMALLEST_LEVEL if smallest else DEFAULT_LEVEL
    with tempfile.TemporaryFile(dir=desk.folder) as spool:
        packing.pack(spool, level, documents, everything, progress, cancelled)
        written = packing.write(spool, out, cancelled)
    return packing.note(written)


class _Packing:
    """One bundle on its way from the journal to a medium."""

    def __init__(self, desk: Desk, key: DeviceKey, place: Membership, to: str) -> None:
        self.desk, self.key, self.place, self.to = desk, key, place, to
        self.plan, self.choice = Plan(), Choice()
        self.known: list[Receipt] = []
        self.records = self.size = self.expanded = self.change_bytes = 0
        self.bundle = b""
        self.centre_left_out = False

    def pack(
        self,
        spool: BinaryIO,
        level: int,
        documents: str | int,
        everything: bool,
        progress: Progress | None,
        cancelled: IsCancelled | None,
    ) -> None:
        """Writes the payload to a private file, from one consistent state of the desk."""
        with self.desk.write() as writer:
            sign_own_heads(writer, self.desk.identity, self.key, self.place.deployment)
            receipt = give_receipt(self.desk, writer, self.key, self.place, self.to)
        with self.desk.read() as reader:
            self.known = read_knowledge(reader, self.desk.owner, self.desk.replica).of(self.to)
            chains = self._entitled(reader)
            needed = lacking(reader, chains, [] if everything else self.known)
            self.plan = plan_runs(reader, chains, needed, self.place.deployment)
            feed = Feed(reader, self.plan.numbers, progress, cancelled)
            self.expanded += self._write_changes(spool, feed, level)
            self.choice = choose_documents(self.desk, reader, self.plan.numbers, self.known, documents)
            self.records, self.change_bytes = len(feed.records), feed.bytes
        self.expanded += self.change_bytes
        self.expanded += write_section(spool, Part(Section.MANIFEST, [encode_manifest(self._manifest(receipt))], level))
        for one in self.choice.carried:
            squeeze = level if is_compressible(self.desk, one) else 0
            self.expanded += write_section(spool, Part(Section.DOCUMENT, read_document(self.desk, one), squeeze))
        self.size = spool.tell()
        self.bundle = self._name(spool)

    def _entitled(self, reader: Reader) -> list[Chain]:
        """The chains that the organisation may receive; `centre` data only where another of its computers is known."""
        chains = list_chains(reader, self.to)
        devices = self.place.roster.devices_of(self.to)
        alone = self.to == self.desk.owner and all(one.key_id == self.desk.device for one in devices)
        kept = [one for one in chains if not (alone and one.audience.startswith("centre/"))]
        self.centre_left_out = len(kept) < len(chains)
        return kept

    def _write_changes(self, spool: BinaryIO, feed: Feed, level: int) -> int:
        plan, expanded = self.plan, 0
        if plan.numbers:
            blocks = layout.WRITE[layout.BEST](plan.runs, plan.chains, feed)
            expanded += write_section(spool, Part(Section.CHANGES, blocks, level))
        if feed.leaves:
            expanded += write_section(spool, Part(Section.LEAVES, [encode_leaves(feed.leaves)], level))
        return expanded

    def _manifest(self, receipt: bytes) -> Manifest:
        plan, choice, roster = self.plan, self.choice, self.place.roster
        held = (plan.chains, plan.runs, [receipt], choice.carried, choice.left_out, len(plan.numbers), self.records)
        return Manifest(self.desk.replica, *held, roster.number, roster.body.release, __version__, SCHEMA, self.change_bytes)

    @property
    def roster(self) -> bytes:
        """The roster where the addressee's receipts name a lower one, or none is known."""
        held = self.place.roster
        return b"" if self.known and all(one.roster >= held.number for one in self.known) else held.raw

    def _name(self, spool: BinaryIO) -> bytes:
        """The bundle's id: from its content, so that the same content has the same id."""
        hashed = hashlib.sha256(BUNDLE_TAG + self.place.deployment + self.key.key_id + self.to.encode() + b"\0" + self.roster)
        for block in _blocks(spool, self.size):
            hashed.update(block)
        return hashed.digest()[:16]

    def write(self, spool: BinaryIO, out: Path, cancelled: IsCancelled | None) -> Written:
        """Writes the signed file, reads it back from the medium, and opens it as its receiver will."""
        header = Header(self.desk.owner, self.to, self.bundle, layout.BEST, self.expanded, whole=self.size)
        around = {"deployment": self.place.deployment, "roster": self.roster}

        def write(file: BinaryIO) -> bytes:
            blocks = _until(_blocks(spool, self.size), cancelled)
            return write_container(file, Kind.BUNDLE, self.key, header, blocks, payload_bytes=self.size, **around)

        target = out / file_name(self.desk.owner, self.to, self.bundle) if out.is_dir() else out
        written = write_file(target, write)
        open_container(target, find_key=lambda *_: self.key.public, spool=self.desk.folder).close()
        return written

    def note(self, written: Written) -> Exported:
        """Writes the diary's line; what it says of «sent» is for display only."""
        plan, choice = self.plan, self.choice
        ends = {run.chain: run.last for run in sorted(plan.runs, key=lambda run: run.last)}
        names = {n: plan.chains[n] for n in ends}
        detail = {
            "changes": len(plan.numbers),
            "records": self.records,
            "documents": len(choice.carried),
            "bytes": written.size,
            "files": [written.path.name],
            "sent": [[one.replica, one.audience, one.device, ends[n]] for n, one in names.items()],
        }
        medium = str(written.path.parent)
        line = Exchange(instant(self.desk.clock()), OUT, "bundle", self.to, bundle=self.bundle, medium=medium, detail=detail)
        with self.desk.write() as writer:
            write_down(writer, line)
        counts = (len(plan.numbers), self.records, len(choice.carried), len(choice.left_out), plan.unsigned)
        return Exported(self.bundle.hex(), self.to, [(written.path, written.size)], *counts, self.centre_left_out)


def file_name(sender: str, to: str, identity: bytes, kind: str = "") -> str:
    """A name that every file system keeps: capitals, digits and hyphens."""
    return "-".join(filter(None, (kind.upper(), sender, "TO", to, identity[:4].hex().upper()))) + ".BDESK"


def _blocks(file: BinaryIO, size: int) -> Iterator[bytes]:
    file.seek(0)
    for start in range(0, size, _BLOCK):
        yield file.read(min(_BLOCK, size - start))


def _until(blocks: Iterator[bytes], cancelled: IsCancelled | None) -> Iterator[bytes]:
    """The blocks, until a person stops it."""
    for block in blocks:
        if cancelled and cancelled():
            raise Cancelled
        yield block
