"""From a packed payload to a bundle in the outbox: sealed, cut, each file signed and on the disk itself."""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
from msgspec.structs import replace

from baseldesk.desk.desk import Desk
from baseldesk.errors import Cancelled, DeskError, MediumError
from baseldesk.sync import outbox, sealing
from baseldesk.sync.container import IsCancelled, Progress, open_container
from baseldesk.sync.framing import Header, Kind, write_container
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.leaf_sections import LeavesInTurn
from baseldesk.sync.medium import write_file
from baseldesk.sync.membership import Membership
from baseldesk.sync.outbox import About, End, File, Kept
from baseldesk.sync.packing import Packed, blocks_of
from baseldesk.sync.parts import cut, file_name, frame_bytes, numbered_name, part_blocks, payload_bytes
from baseldesk.sync.payload import Payload
from baseldesk.sync.progressing import Stages
from baseldesk.sync.receipt_store import read_knowledge


class How(NamedTuple):
    """How a payload is sealed and cut: the same content, wanted like this, is not made twice."""

    recipients: tuple[str, ...]
    max_part: int
    recovery: int

    def to_hash(self) -> bytes:
        """What tells one way from another."""
        return hashlib.sha256(msgspec.msgpack.encode(self)).digest()


class Sending:
    """One packed payload on its way into the outbox."""

    def __init__(
        self, desk: Desk, key: DeviceKey, place: Membership, packed: Packed, how: How, cancelled: IsCancelled | None
    ) -> None:
        self.desk, self.key, self.place, self.packed, self.how, self.cancelled = desk, key, place, packed, how, cancelled
        self.name = file_name(desk.owner, packed.to, packed.bundle)

    def keep(self, plain: BinaryIO, sealing_done: Progress, keeping_done: Progress) -> Kept:
        """Seals, cuts and signs; gives the bundle as the outbox keeps it."""
        personal = self._personal(plain)
        with tempfile.TemporaryFile(dir=self.desk.folder) as sealed, outbox.writing(self.desk, self.packed.to) as folder:
            joined = self._seal(plain, sealed, sealing_done) if self.how.recipients else plain
            sealing_done(1, 1)
            files = self._write_files(joined, folder, keeping_done)
            return outbox.keep(self.desk, folder, self._about(files, personal))

    def _personal(self, plain: BinaryIO) -> list[bytes]:
        payload = Payload(plain, self.packed.size, self.packed.expanded, self.name)
        return sorted(LeavesInTurn(payload, self.name).records())

    def _seal(self, plain: BinaryIO, sealed: BinaryIO, progress: Progress) -> BinaryIO:
        def is_stopped() -> bool:
            progress(plain.tell(), self.packed.size)
            return bool(self.cancelled and self.cancelled())

        plain.seek(0)
        sealing.seal(plain, sealed, self.how.recipients, cancelled=is_stopped)
        return sealed

    def _write_files(self, joined: BinaryIO, folder: Path, progress: Progress) -> list[File]:
        size = joined.seek(0, 2)
        header = self._header(size)
        frame = frame_bytes(header, self.packed.roster)
        shape = cut(size, frame, self.how.max_part, self.how.recovery)
        if shape.parts > 1:
            header = replace(header, parts=shape.parts, needed=shape.needed, joined=_hash(joined, size))
        stages = Stages(progress, *(1 for _ in range(shape.parts)))
        return [self._write_part(joined, folder, replace(header, part=n), stages.next()) for n in range(1, shape.parts + 1)]

    def _header(self, size: int) -> Header:
        packed, encryption = self.packed, sealing.AGE if self.how.recipients else sealing.PLAIN
        about = (packed.bundle, packed.layout, packed.expanded, encryption)
        return Header(self.desk.owner, packed.to, *about, base=packed.base, whole=size)

    def _write_part(self, joined: BinaryIO, folder: Path, header: Header, progress: Progress) -> File:
        """Writes one signed file to the disk itself, and opens it as its receiver will."""
        size = payload_bytes(header)

        def report(done: int) -> None:
            progress(done, size)
            if self.cancelled and self.cancelled():
                raise Cancelled

        def write(file: BinaryIO) -> bytes:
            blocks = _reported(part_blocks(joined, header), report)
            around = {"deployment": self.place.deployment, "roster": self.packed.roster}
            return write_container(file, Kind.BUNDLE, self.key, header, blocks, payload_bytes=size, **around)

        name = numbered_name(self.name, header.part, header.parts)
        written = write_file(folder / name, write)
        open_container(written.path, find_key=lambda *_: self.key.public, in_place=True).close()
        return File(header.part, name, written.size, written.hash)

    def _about(self, files: list[File], personal: list[bytes]) -> About:
        desk, packed, needed = self.desk, self.packed, len(files) - self.how.recovery
        with desk.read() as reader:
            receipts = outbox.standing_receipts(read_knowledge(reader, desk.owner, desk.replica), packed.to)
        named = ((packed.plan.chains[one.chain], one) for one in packed.plan.runs)
        ends = [End(chain.replica, chain.audience, chain.device, run.last, run.tip) for chain, run in named]
        made = (packed.bundle, self.how.to_hash(), desk.clock(), bool(self.how.recipients), needed, len(files), files)
        inside = (ends, [one.hash for one in packed.choice.carried], personal, receipts)
        counts = (len(packed.plan.numbers), packed.records, len(packed.choice.carried))
        waiting = (len(packed.choice.left_out), packed.plan.unsigned, packed.centre_left_out)
        return About(packed.to, *made, *inside, *counts, *waiting, later=packed.plan.later)


@contextmanager
def own_disk() -> Iterator[None]:
    """Tells a full disk of this computer from a full stick.

    Raises:
        DeskError: the disk is full.
    """
    try:
        yield
    except OSError as reason:
        if reason.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DeskError("desk.disk_full") from reason
        raise
    except MediumError as error:
        if error.code == "medium.full":
            raise DeskError("desk.disk_full") from error
        raise


def _hash(file: BinaryIO, size: int) -> bytes:
    digest = hashlib.sha256()
    for block in blocks_of(file, size):
        digest.update(block)
    return digest.digest()


def _reported(blocks: Iterator[bytes], report: Callable[[int], None]) -> Iterator[bytes]:
    """The blocks, each told of before it is passed on."""
    done = 0
    for block in blocks:
        report(done)
        done += len(block)
        yield block
