"""What waits in the inbox, read from the files that lie there: they were verified when they came."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baseldesk.errors import BundleRefused
from baseldesk.sync.framing import PREFIX_BYTES, Header, Prefix, read_header, read_prefix
from baseldesk.sync.parts import file_name
from baseldesk.sync.stretches import Stretch


@dataclass(frozen=True)
class Waiting:
    """A bundle that waits: for parts, for what it rests on (`base`), or for nothing but the next import."""

    key: str
    folders: tuple[Path, ...]
    header: Header  # of any of its parts
    have: tuple[int, ...]
    size: int  # bytes on the disk
    base: tuple[bytes, ...] = ()  # the heads it rests on that are not here

    @property
    def bundle(self) -> str:
        """The bundle's id in hex."""
        return self.header.bundle.hex()

    @property
    def sender(self) -> str:
        """The organisation that sent it."""
        return self.header.sender

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return self.header.parts

    @property
    def needed(self) -> int:
        """How many of them are enough."""
        return self.header.needed

    @property
    def missing(self) -> list[int]:
        """The parts that are not here; with recovery parts, fewer than these are enough."""
        here = set(self.have)
        return [n for n in range(1, self.header.parts + 1) if n not in here]

    @property
    def lacking(self) -> int:
        """How many more parts are needed."""
        return max(0, self.header.needed - len(self.have))

    @property
    def why(self) -> str:
        """What it waits for: `parts`, `base`, or nothing (`ready`)."""
        return "parts" if self.lacking else "base" if self.base else "ready"

    @property
    def name(self) -> str:
        """What the bundle is called in messages."""
        return file_name(self.header.sender, self.header.to, self.header.bundle)

    def to_json(self) -> dict[str, Any]:
        """As the command line tells it."""
        parts = {"have": list(self.have), "of": self.parts, "needed": self.needed, "missing": self.missing}
        about = {"bundle": self.bundle, "from": self.sender, "to": self.header.to, "why": self.why, "bytes": self.size}
        return {**about, **parts, "base": [one.hex() for one in self.base]}

    def files(self) -> list[Path]:
        """Its files, in order of the parts."""
        found = {int(one.stem): one for folder in self.folders for one in parts_in(folder)}
        return [found[n] for n in sorted(found)]


def folders_in(place: Path) -> list[Path]:
    """The folders of bundles in a place of the inbox."""
    return [one for one in place.iterdir() if one.is_dir() and not one.name.startswith(".")] if place.is_dir() else []


def parts_in(folder: Path) -> list[Path]:
    """The parts in a bundle's folder, named by their numbers."""
    return [one for one in folder.iterdir() if one.stem.isdigit() and one.suffix == ".BDESK"]


def peek(file: Path) -> tuple[Prefix, Header] | None:
    """Prefix and header of a file that was verified when it came."""
    try:
        with file.open("rb") as opened:
            prefix = read_prefix(opened.read(PREFIX_BYTES), file.stat().st_size, file.name)
            opened.seek(prefix.roster_bytes, os.SEEK_CUR)
            return prefix, read_header(opened.read(prefix.header_bytes), file.name)
    except (OSError, BundleRefused):
        return None


def payload_of(file: Path) -> Stretch:
    """Where the payload of a file lies.

    Raises:
        BundleRefused: the disk has damaged it.
    """
    found = peek(file)
    if found is None:
        raise BundleRefused("bundle.damaged", file=file.name)
    prefix = found[0]
    return Stretch(file, PREFIX_BYTES + prefix.roster_bytes + prefix.header_bytes, prefix.payload_bytes)
