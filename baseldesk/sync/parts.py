"""Parts: a bundle cut into files that a mail or a small stick takes, and joined again from any that are enough.

Decisions ◆. The joined payload (sealed or plain) is cut into `needed` stretches of ceil(whole / needed) bytes, the last one
shorter; part d holds stretch d, and the parts after `needed` are recovery parts (`erasure.py`). So a part says by its header
where it belongs. Every part is a signed file of its own, and names the SHA-256 of the joined payload: parts of two encryptions
of one content never mix.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from msgspec.structs import replace

from baseldesk.errors import BundleRefused, Cancelled, UsageError
from baseldesk.sync.erasure import combine, rebuilding_rows, recovery_row
from baseldesk.sync.framing import MOST_PARTS, MOST_WITH_RECOVERY, PREFIX_BYTES, Header, encode_header
from baseldesk.sync.keys import SIGNATURE_BYTES
from baseldesk.sync.stretches import Stretch, read_as_one

MAIL_PART = 7_000_000  # of a file; base64 makes 9.6 MB of it, which every mail service takes
WHOLE = (4 << 30) - 1  # the largest file that FAT32 holds
_BLOCK = 1 << 20


class Cut(NamedTuple):
    """How a payload is cut: so many parts are needed of so many, each with so many bytes of payload at most."""

    needed: int
    parts: int
    stretch: int


@dataclass(frozen=True)
class Lying:
    """A part that is here: its header, and where its payload lies."""

    header: Header
    payload: Stretch


def cut(size: int, frame: int, most: int, recovery: int) -> Cut:
    """Cuts a payload into as few parts as fit.

    Args:
        size: of the joined payload.
        frame: what prefix, roster, header and signature of each file take.
        most: bytes of one file, its frame included.
        recovery: how many recovery parts to add.

    Raises:
        UsageError: the files would be too small, or too many.
    """
    room = most - frame
    if room < 1:
        raise UsageError("sync.part_too_small", bytes=most, least=frame + 1)
    needed = max(1, -(-size // room))
    if recovery < 0 or (recovery and needed + recovery > MOST_WITH_RECOVERY):
        raise UsageError("sync.recovery_too_many", recovery=recovery, parts=needed, most=max(0, MOST_WITH_RECOVERY - needed))
    if needed > MOST_PARTS:
        raise UsageError("sync.part_too_small", bytes=most, least=frame - (-size // MOST_PARTS))
    return Cut(needed, needed + recovery, -(-size // needed))


def frame_bytes(header: Header, roster: bytes) -> int:
    """The most that everything but the payload takes in a part; counted with the largest numbers."""
    largest = Header(
        header.sender, header.to, header.bundle, header.layout, header.expanded, header.encryption, header.features, header.base,
        MOST_PARTS, MOST_PARTS, MOST_PARTS, header.whole, bytes(32),
    )  # fmt: skip
    return PREFIX_BYTES + len(roster) + len(encode_header(largest)) + SIGNATURE_BYTES


def stretch_of(header: Header) -> int:
    """How many bytes each stretch has, the last excepted."""
    return -(-header.whole // header.needed)


def payload_bytes(header: Header) -> int:
    """How long the payload of this part must be."""
    stretch = stretch_of(header)
    if header.part > header.needed:
        return stretch
    return max(0, min(stretch, header.whole - stretch * (header.part - 1)))


def part_blocks(joined: BinaryIO, header: Header) -> Iterator[bytes]:
    """The payload of a part, in blocks, from the joined payload."""
    stretch = stretch_of(header)
    if header.part <= header.needed:
        yield from _blocks(joined, stretch * (header.part - 1), payload_bytes(header))
        return

    def read(part: int, start: int, size: int) -> bytes:
        begin = stretch * (part - 1) + start
        joined.seek(min(begin, header.whole))
        return joined.read(max(0, min(size, stretch * part - begin, header.whole - begin)))

    for made in combine({header.part: recovery_row(header.part, header.needed)}, read, stretch):
        yield made[header.part]


def _blocks(file: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    file.seek(start)
    for at in range(0, size, _BLOCK):
        yield file.read(min(_BLOCK, size - at))


def join(parts: Mapping[int, Lying], spool: Path, *, cancelled: Callable[[], bool] | None = None) -> BinaryIO:
    """The joined payload of parts that belong together and are enough, read where they lie.

    Args:
        parts: number → part; at least as many as are needed.
        spool: folder for the private files of stretches that had to be rebuilt.

    Raises:
        BundleRefused: they do not give what their headers name.
        Cancelled: a person stopped it.
    """
    header = next(iter(parts.values())).header
    with ExitStack() as private:
        rebuilt = _rebuild(parts, header, spool, private, cancelled)
        joined = read_as_one([rebuilt.get(n) or parts[n].payload for n in range(1, header.needed + 1)], private.pop_all())
    try:
        _check(joined, header, cancelled)
    except BaseException:
        joined.close()
        raise
    joined.seek(0)
    return joined


def _rebuild(
    parts: Mapping[int, Lying], header: Header, spool: Path, private: ExitStack, cancelled: Callable[[], bool] | None
) -> dict[int, Stretch]:
    """The stretches whose parts are missing, each in a private file."""
    rows = rebuilding_rows(parts, header.needed)
    if not rows:
        return {}
    files = {n: private.enter_context(_private_file(spool)) for n in rows}
    with ExitStack() as opened:
        sources = {n: opened.enter_context(read_as_one([one.payload])) for n, one in parts.items()}

        def read(part: int, start: int, size: int) -> bytes:
            sources[part].seek(start)
            return sources[part].read(size)

        for made in combine(rows, read, stretch_of(header)):
            _ask(cancelled)
            for n, block in made.items():
                files[n].write(block)
    sizes = {n: payload_bytes(replace(header, part=n)) for n in rows}
    return {n: Stretch(file, 0, sizes[n]) for n, file in files.items()}


def _private_file(spool: Path) -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile(dir=spool))


def _check(joined: BinaryIO, header: Header, cancelled: Callable[[], bool] | None) -> None:
    digest, size = hashlib.sha256(), 0
    while block := joined.read(_BLOCK):
        _ask(cancelled)
        digest.update(block)
        size += len(block)
    if size != header.whole or digest.digest() != header.joined:
        raise BundleRefused("bundle.parts_do_not_fit")


def _ask(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise Cancelled


def file_name(sender: str, to: str, identity: bytes, kind: str = "") -> str:
    """A name that every file system keeps: capitals, digits and hyphens."""
    return "-".join(filter(None, (kind.upper(), sender, "TO", to, identity[:4].hex().upper()))) + ".BDESK"


def numbered_name(name: str, part: int, parts: int) -> str:
    """The name of a part beside the name of the whole: `…-02-OF-12.BDESK`."""
    if parts == 1:
        return name
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    return f"{stem}-{part:0{len(str(parts))}}-OF-{parts}{dot}{suffix}"
