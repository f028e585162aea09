"""The outbox: the last bundle per addressee, byte for byte, until a receipt covers it whole or the next one takes its place.

    outbox/SECRETARIAT/00000007/about         what it is (MessagePack, for this desk alone)
    outbox/SECRETARIAT/00000007/….BDESK       its files, as they go onto the stick or into the mail

A bundle is written under a name that begins with a dot and gets its number when all of it has reached the disk; what a power
cut left half-written is removed at the next start. The disk holds at most one bundle per addressee for good, and two while
one takes the other's place. A bundle with personal values that are then erased is withdrawn.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.sync.chains import Chain, Holding, Reach, list_chains
from baseldesk.sync.diary import instant
from baseldesk.sync.knowledge import Knowledge
from baseldesk.sync.medium import overwrite, sync_folder
from baseldesk.sync.receipt_store import read_knowledge

FOLDER, ABOUT = "outbox", "about"
_BLOCK = 1 << 20
_being_written: set[Path] = set()  # by this process, which alone has the desk open


class File(msgspec.Struct, array_like=True, frozen=True):
    """One file of a bundle; parts count from 1."""

    part: int
    name: str
    size: int
    hash: bytes


class End(msgspec.Struct, array_like=True, frozen=True):
    """Where a run of changes in the bundle ends."""

    replica: bytes
    audience: str
    device: bytes
    seq: int
    id: bytes


class About(msgspec.Struct, array_like=True, frozen=True):
    """What a kept bundle is; known to this desk alone, so it may change with any version."""

    to: str
    bundle: bytes
    how: bytes  # hash of what it was sealed to and how it was cut: the same content, wanted the same way, is not made twice
    made: int
    encrypted: bool
    needed: int
    parts: int
    files: list[File]
    ends: list[End]
    carried: list[bytes]  # documents
    personal: list[bytes]  # records whose personal values are inside
    receipts: list[bytes]  # of the addressee that stood already
    changes: int
    records: int
    documents: int
    left_out: int = 0
    unsigned: int = 0
    centre_left_out: bool = False
    later: int = 0


class Kept(msgspec.Struct, frozen=True):
    """A bundle in the outbox."""

    folder: Path
    about: About

    @property
    def size(self) -> int:
        """What it takes on the disk."""
        return sum(one.size for one in self.about.files)

    def to_json(self) -> dict[str, Any]:
        """As the command line tells it."""
        about = self.about
        names = ("to", "parts", "needed", "encrypted", "changes", "records", "documents", "left_out")
        said = {name: getattr(about, name) for name in names}
        return {"bundle": about.bundle.hex(), **said, "bytes": self.size, "made_at": instant(about.made).isoformat()}

    @property
    def files(self) -> list[Path]:
        """All of its files, in order."""
        return [self.folder / one.name for one in self.about.files]


_about = msgspec.msgpack.Decoder(About)


def list_kept(desk: Desk) -> list[Kept]:
    """The bundles kept, by addressee."""
    root = desk.folder / FOLDER
    found = [_newest(one) for one in sorted(root.iterdir()) if one.is_dir()] if root.is_dir() else []
    return [one for one in found if one is not None]


def find(desk: Desk, to: str) -> Kept | None:
    """The bundle kept for an addressee."""
    return _newest(desk.folder / FOLDER / to)


def _newest(place: Path) -> Kept | None:
    numbered = sorted((one for one in place.iterdir() if one.name.isdigit()), reverse=True) if place.is_dir() else []
    return next((kept for one in numbered if (kept := _read(one)) is not None), None)


def _read(folder: Path) -> Kept | None:
    try:
        return Kept(folder, _about.decode((folder / ABOUT).read_bytes()))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


@contextmanager
def writing(desk: Desk, to: str) -> Iterator[Path]:
    """A folder to write a bundle's files in; gone afterwards unless `keep` has given it its number."""
    place = desk.folder / FOLDER / to
    folder = place / f".new-{os.urandom(4).hex()}"
    _being_written.add(folder)
    try:
        folder.mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _being_written.discard(folder)


def keep(desk: Desk, folder: Path, about: About) -> Kept:
    """Makes what was written the bundle kept for its addressee, and lets go of the one before."""
    place = folder.parent
    with (folder / ABOUT).open("xb") as out:
        out.write(msgspec.msgpack.encode(about))
        out.flush()
        os.fsync(out.fileno())
    sync_folder(folder)
    last = max((int(one.name) for one in place.iterdir() if one.name.isdigit()), default=0)
    numbered = place / f"{last + 1:08}"
    folder.rename(numbered)
    sync_folder(place)
    tidy(desk)
    return Kept(numbered, about)


def tidy(desk: Desk) -> None:
    """Removes what was half-written or has been replaced, and what holds personal values that were erased."""
    root = desk.folder / FOLDER
    for place in list(root.iterdir()) if root.is_dir() else []:
        newest = _newest(place)
        for one in place.iterdir():
            if one not in _being_written and (newest is None or one != newest.folder):
                shutil.rmtree(one, ignore_errors=True)
    with desk.read() as reader:
        erased = {bytes(row[0]) for row in reader.rows("SELECT record FROM erased WHERE destroyed = 1")}
    withdraw(desk, erased)


def withdraw(desk: Desk, records: Collection[bytes]) -> int:
    """Destroys the bundles that carry personal values of these records; gives how many. The next export makes them anew."""
    gone = [one for one in list_kept(desk) if not set(records).isdisjoint(one.about.personal)]
    for one in gone:
        for file in one.files:
            overwrite(file)
        shutil.rmtree(one.folder, ignore_errors=True)
    return len(gone)


def settle(desk: Desk) -> list[Kept]:
    """Lets go of what receipts cover whole; gives those bundles."""
    with desk.read() as reader:
        known = read_knowledge(reader, desk.owner, desk.replica)
        gone = [one for one in list_kept(desk) if _is_covered(reader, one.about, known)]
    for one in gone:
        shutil.rmtree(one.folder, ignore_errors=True)
    return gone


def standing_receipts(known: Knowledge, to: str) -> list[bytes]:
    """The receipts of an organisation that stand now, by their hashes."""
    return sorted(hashed for (organisation, _), (_, hashed) in known.standing.items() if organisation == to)


def _is_covered(reader: Reader, about: About, known: Knowledge) -> bool:
    """Whether a receipt has come since, and every known replica of the addressee holds all that the bundle brings."""
    receipts = known.of(about.to)
    missing = {hashed for one in receipts for hashed in one.missing_documents}
    if not set(standing_receipts(known, about.to)) - set(about.receipts) or not missing.isdisjoint(about.carried):
        return False
    chains = {(one.replica, one.audience, one.device): one for one in list_chains(reader, about.to)}
    reach = Reach(reader, list(chains.values()))
    holdings = [reach.under(one) for one in receipts]
    return all(_holds(held, chains, end) for held in holdings for end in about.ends)


def _holds(held: Holding, chains: dict[tuple[bytes, str, bytes], Chain], end: End) -> bool:
    chain = chains.get((end.replica, end.audience, end.device))
    if chain is None:
        return False
    return held.up_to.get(chain.n, 0) >= end.seq if chain.is_plain else end.id in held.ids.get(chain.n, ())
