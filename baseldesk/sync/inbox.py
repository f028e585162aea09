"""The inbox: parts wait here until enough of them are there; whole bundles, until what they rest on is.

    inbox/3f…/00002.BDESK      part 2 of a bundle, byte for byte as it came; 3f… stands for its signer and its header

Nothing but verified files gets in: each is copied under a name that begins with a dot, from what was verified and not from the
medium once more, and gets its name when it has reached the disk. A part copied twice is one. What waits is never dropped by a
clock: it leaves when its bundle has been taken in, when it turns out to be false, or when a person discards it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, MediumError, UsageError
from baseldesk.sync.bases import missing_bases
from baseldesk.sync.container import Opened, open_container
from baseldesk.sync.framing import encode_header
from baseldesk.sync.medium import sync_folder
from baseldesk.sync.membership import Membership
from baseldesk.sync.parts import Lying, join, payload_bytes
from baseldesk.sync.receipt import MissingParts
from baseldesk.sync.stretches import Stretch
from baseldesk.sync.waiting import Waiting, folders_in, parts_in, peek

FOLDER = "inbox"
MOST_WAITING = 20 << 30  # bytes of all that waits: more than the largest bundle
MOST_NAMED = 500  # missing parts that a receipt names of one bundle


class Inbox:
    """What waits at one desk; for a rehearsal, with a place of its own on top that is gone afterwards."""

    def __init__(self, desk: Desk, rehearsing: Path | None = None) -> None:
        self._root = desk.folder / FOLDER
        self._places = [self._root, *([rehearsing] if rehearsing else [])]
        self._gone: set[str] = set()  # in a rehearsal, what would have left

    @property
    def _is_rehearsal(self) -> bool:
        return len(self._places) > 1

    def waiting(self) -> list[Waiting]:
        """All bundles that wait, by their keys."""
        found = (self._find(key) for key in sorted({one.name for place in self._places for one in folders_in(place)}))
        return [one for one in found if one is not None]

    def told(self, reader: Reader) -> list[Waiting]:
        """All bundles that wait, with what each rests on and is not here."""
        return [replace(one, base=tuple(missing_bases(reader, one.header.base))) for one in self.waiting()]

    def _find(self, key: str) -> Waiting | None:
        folders = tuple(place / key for place in self._places if (place / key).is_dir())
        files = {int(one.stem): one for folder in folders for one in parts_in(folder)}
        if not files or key in self._gone:
            return None
        read = peek(next(iter(files.values())))
        size = sum(one.stat().st_size for one in files.values())
        return Waiting(key, folders, read[1], tuple(sorted(files)), size) if read else None

    def keep(self, opened: Opened) -> Waiting:
        """Copies a verified part or bundle in.

        Raises:
            BundleRefused: its size is not what its number says, or another file of its signer already says that it is this part.
            MediumError: what waits would grow too large, or there is no room on this computer.
        """
        header, key = opened.header, key_of(opened)
        if header.is_part and opened.payload_bytes != payload_bytes(header):
            raise BundleRefused("bundle.malformed", file=opened.name, what="part")
        held = self._find(key)
        if held is not None and header.part in held.have:
            self._compare(held, opened)
        else:
            self._check_room(opened)
            self._copy(opened, self._places[-1] / key)
        kept = self._find(key)
        assert kept is not None
        return kept

    def _compare(self, held: Waiting, opened: Opened) -> None:
        file = held.files()[held.have.index(opened.header.part)]
        with file.open("rb") as lying:
            if hashlib.file_digest(lying, "sha256").digest() != opened.file_hash and opened.header.is_part:
                raise BundleRefused("bundle.part_differs", file=opened.name, part=opened.header.part)

    def _check_room(self, opened: Opened) -> None:
        used = sum(one.size for one in self.waiting())
        if used + opened.size > MOST_WAITING:
            raise MediumError("inbox.full", file=opened.name, bytes=used, most=MOST_WAITING)

    def _copy(self, opened: Opened, folder: Path) -> None:
        """A new name, fsync, rename, fsync of the folders: a part is here whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".new-{os.urandom(4).hex()}"
        try:
            with fresh.open("xb") as out:
                opened.write_to(out)
                out.flush()
                os.fsync(out.fileno())
            fresh.rename(folder / f"{opened.header.part:05}.BDESK")
            sync_folder(folder)
            sync_folder(folder.parent)
        except OSError as reason:
            raise MediumError("medium.no_room_here", file=opened.name, reason=reason.strerror or "") from reason
        finally:
            fresh.unlink(missing_ok=True)
            _drop_empty(folder)

    def open(self, waiting: Waiting, place: Membership, cancelled: Callable[[], bool] | None = None) -> Opened:
        """The bundle, joined of enough parts, each verified once more; its payload is read where the parts lie.

        Raises:
            BundleRefused: damaged on this disk, its signer is not believed any more, or what is joined is not what was cut.
        """
        files = waiting.files()[: waiting.header.needed]
        open_one = partial(
            open_container, find_key=place.find_writer, deployment=place.deployment, name=waiting.name, in_place=True,
            cancelled=cancelled,
        )  # fmt: skip
        first = open_one(files[0])
        if not waiting.header.is_part:
            return first
        parts = {first.header.part: lying(first, files[0])}
        for file in files[1:]:
            with open_one(file) as opened:
                parts[opened.header.part] = lying(opened, file)
        first.close()
        with _named(waiting.name):
            payload = join(parts, self._root.parent, cancelled=cancelled)
        return replace(first, header=waiting.header, payload=payload, payload_bytes=waiting.header.whole)

    def remove(self, waiting: Waiting) -> None:
        """Lets go of a bundle."""
        self._gone.add(waiting.key)
        for folder in waiting.folders:
            if not self._is_rehearsal or folder.parent != self._root:
                shutil.rmtree(folder, ignore_errors=True)


def key_of(opened: Opened) -> str:
    """What the files of one bundle have in common: signer and header but for the part's number."""
    header = msgspec.structs.replace(opened.header, part=1)
    return hashlib.sha256(opened.deployment + opened.signer + encode_header(header)).hexdigest()[:32]


def lying(opened: Opened, file: Path) -> Lying:
    """A verified part, where it lies."""
    return Lying(opened.header, Stretch(file, len(opened.frame), opened.payload_bytes))


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Refusals name the bundle."""
    try:
        yield
    except BundleRefused as refused:
        refused.params.setdefault("file", name)
        raise


def _drop_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


# --- what others ask of the inbox
def list_waiting(desk: Desk, reader: Reader | None = None) -> list[Waiting]:
    """All that waits, with what each bundle rests on and is not here."""
    with desk.read() if reader is None else nullcontext(reader) as held:
        return Inbox(desk).told(held)


def missing_parts(waiting: Iterable[Waiting], sender: str) -> list[MissingParts]:
    """What a receipt says to a sender of its parts that have not come."""
    found = [one for one in waiting if one.sender == sender and one.lacking]
    return [MissingParts(one.header.bundle, one.parts, one.missing[:MOST_NAMED], one.needed) for one in found]


def wanted_bases(waiting: Iterable[Waiting], sender: str) -> set[bytes]:
    """What bundles of a sender rest on and is not here."""
    return {head for one in waiting if one.sender == sender for head in one.base}


def discard(desk: Desk, bundle: str) -> list[Waiting]:
    """Lets go of a bundle that a person does not want to wait for any longer; its sender keeps sending what is not receipted.

    Args:
        bundle: its id in hex, or the beginning of it.

    Raises:
        UsageError: none waits under that name, or several do.
    """
    held = Inbox(desk)
    found = [one for one in held.waiting() if bundle and one.bundle.startswith(bundle.lower())]
    if len({one.bundle for one in found}) != 1:
        raise UsageError("inbox.unknown", bundle=bundle)
    for one in found:
        held.remove(one)
    return found


_in_use: set[Path] = set()  # private folders of this process, which alone has the desk open


@contextmanager
def private_folder(desk: Desk) -> Iterator[Path]:
    """A folder of the inbox that is gone afterwards: for a rehearsal, or for what is taken out of a mail."""
    folder = desk.folder / FOLDER / f".new-{os.urandom(4).hex()}"
    _in_use.add(folder)
    try:
        yield folder  # made by whoever needs it
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _in_use.discard(folder)
        _drop_empty(folder.parent)


def tidy(desk: Desk) -> None:
    """Removes what was half-written when the power failed."""
    root = desk.folder / FOLDER
    for place in [root, *folders_in(root)]:
        for one in place.glob(".new-*"):
            if one.is_dir() and one not in _in_use:
                shutil.rmtree(one, ignore_errors=True)
            elif one.is_file():
                one.unlink(missing_ok=True)
        _drop_empty(place)
