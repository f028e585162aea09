"""Handing over: a packed payload becomes a signed file on a medium, read back from it; the diary notes what went out.

Exporting moves no mark: what was lost on its way goes again with the next bundle.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from baseldesk.desk.desk import Desk
from baseldesk.errors import Cancelled, UsageError
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.container import IsCancelled, Progress, open_container
from baseldesk.sync.diary import OUT, Exchange, instant, write_down
from baseldesk.sync.framing import Header, Kind, write_container
from baseldesk.sync.joining import membership_of, own_key
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.medium import Written, write_file
from baseldesk.sync.membership import Membership
from baseldesk.sync.packing import Packed, Wanted, blocks_of, pack


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
    key, place = own_key(desk), membership_of(desk)
    wanted = Wanted(find_addressee(desk, to), everything, smallest, documents)
    with tempfile.TemporaryFile(dir=desk.folder) as spool:
        packed = pack(desk, key, place, wanted, spool, progress=progress, cancelled=cancelled)
        written = _write(desk, key, place, packed, spool, out, cancelled)
    return _note(desk, packed, written)


def _write(
    desk: Desk, key: DeviceKey, place: Membership, packed: Packed, spool: BinaryIO, out: Path, cancelled: IsCancelled | None
) -> Written:
    """Writes the signed file, reads it back from the medium, and opens it as its receiver will."""
    header = Header(desk.owner, packed.to, packed.bundle, packed.layout, packed.expanded, base=packed.base, whole=packed.size)

    def write(file: BinaryIO) -> bytes:
        blocks = _until(blocks_of(spool, packed.size), cancelled)
        around = {"deployment": place.deployment, "roster": packed.roster}
        return write_container(file, Kind.BUNDLE, key, header, blocks, payload_bytes=packed.size, **around)

    target = out / file_name(desk.owner, packed.to, packed.bundle) if out.is_dir() else out
    written = write_file(target, write)
    open_container(target, find_key=lambda *_: key.public, spool=desk.folder).close()
    return written


def _note(desk: Desk, packed: Packed, written: Written) -> Exported:
    """Writes the diary's line; what it says of «sent» is for display only."""
    plan, choice = packed.plan, packed.choice
    ends = {run.chain: run.last for run in sorted(plan.runs, key=lambda run: run.last)}
    names = {n: plan.chains[n] for n in ends}
    detail = {
        "changes": len(plan.numbers),
        "records": packed.records,
        "documents": len(choice.carried),
        "bytes": written.size,
        "files": [written.path.name],
        "sent": [[one.replica, one.audience, one.device, ends[n]] for n, one in names.items()],
        "left_out": len(choice.left_out),
        **packed.tally.to_detail(),
    }
    medium = str(written.path.parent)
    line = Exchange(instant(desk.clock()), OUT, "bundle", packed.to, bundle=packed.bundle, medium=medium, detail=detail)
    with desk.write() as writer:
        write_down(writer, line)
    counts = (len(plan.numbers), packed.records, len(choice.carried), len(choice.left_out), plan.unsigned)
    return Exported(packed.bundle.hex(), packed.to, [(written.path, written.size)], *counts, packed.centre_left_out)


def file_name(sender: str, to: str, identity: bytes, kind: str = "") -> str:
    """A name that every file system keeps: capitals, digits and hyphens."""
    return "-".join(filter(None, (kind.upper(), sender, "TO", to, identity[:4].hex().upper()))) + ".BDESK"


def _until(blocks: Iterator[bytes], cancelled: IsCancelled | None) -> Iterator[bytes]:
    """The blocks, until a person stops it."""
    for block in blocks:
        if cancelled and cancelled():
            raise Cancelled
        yield block
