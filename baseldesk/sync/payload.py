"""What a bundle carries: sections, one after the other, each with its size as stored and as expanded.

Decisions ◆. A section is kind (1 byte), codec (1: 0 as it is, 1 zstd, 2 LZMA), stored size (8, big-endian), expanded size (8),
bytes.
In any order: one manifest (runs of changes with their signatures, counts, receipts, list of documents), the leaves, the
changes in the layout that the header names, and each document, as its SHA-256 and its bytes. The leaves lie in a section (or
several, see `leaf_sections.py`) that refers to nothing outside itself, so that erasing reaches them without decoding anything
else. Unknown kinds are skipped.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Annotated, BinaryIO, NamedTuple

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync.expanding import LZMA, RAW, ZSTD, Exactly, Expanded, Source, Stored
from baseldesk.sync.framing import PREFIX_BYTES
from baseldesk.sync.keys import SIGNATURE_BYTES
from baseldesk.sync.squeezing import squeeze

_SECTION = struct.Struct(">BBQQ")
MOST_MANIFEST = 16 << 20
MOST_SECTIONS = 100_000
MOST_LEAVES = 64 << 20
# Written at most, so that the manifest stays within its limit, with a receipt: 148 bytes a run, 103 its chain, 44 a document.
MOST_RUNS, MOST_DOCUMENTS = 30_000, 50_000


class Section(IntEnum):
    """What a section holds."""

    MANIFEST = 1
    LEAVES = 2
    CHANGES = 3
    DOCUMENT = 4
    RELEASE = 5


# Lengths are held to while decoding, so that no small file becomes millions of empty things in memory.
Id = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Audience = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Signature = Annotated[bytes, msgspec.Meta(max_length=64)]  # 64 bytes, or none
ReceiptFile = Annotated[bytes, msgspec.Meta(min_length=PREFIX_BYTES)]
LeafBytes = Annotated[bytes, msgspec.Meta(min_length=18)]  # an array of 16 random bytes and something


class ChainName(msgspec.Struct, array_like=True, frozen=True):
    """Whose chain."""

    replica: Id
    audience: Audience
    device: Id


class Run(msgspec.Struct, array_like=True, frozen=True):
    """A stretch of one chain without hole or fork; `signature` is the head signature of its last change.

    None where the key that would have signed is lost: the run counts once an `adopt` names its last change.
    """

    chain: int
    first: int
    count: int
    prev: Hash | None
    tip: Hash
    signature: Signature

    @property
    def last(self) -> int:
        """The seq of its last change."""
        return self.first + self.count - 1


class Carried(msgspec.Struct, array_like=True, frozen=True):
    """A document: its SHA-256 and size."""

    hash: Hash
    size: int


class Manifest(msgspec.Struct, array_like=True, frozen=True):
    """What is in the bundle. Later versions append elements."""

    replica: Id
    chains: list[ChainName]
    runs: list[Run]
    receipts: list[ReceiptFile]
    documents: list[Carried]
    left_out: list[Carried]  # named by changes in the bundle, not carried by it
    changes: int
    records: int
    roster: int
    release: int
    app: str
    schema: int
    change_bytes: int  # of all changes together, once they are expanded


class LeafGroup(msgspec.Struct, array_like=True, frozen=True):
    """The leaves of one change: op, record, bytes. The record stands there so that an erase finds them."""

    change: Hash
    leaves: Annotated[list[tuple[int, Id, LeafBytes]], msgspec.Meta(min_length=1)]


class Part(NamedTuple):
    """A section to be written: blocks of bytes, compressed or as they are."""

    kind: Section
    blocks: Iterable[bytes]
    level: int = 0  # see `squeezing.py`; 0 stores as it is


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_manifests = msgspec.msgpack.Decoder(Manifest)
_leaves = msgspec.msgpack.Decoder(list[LeafGroup])


def encode_manifest(manifest: Manifest) -> bytes:
    """The bytes of a manifest."""
    return _encoder.encode(manifest)


def encode_leaves(groups: list[LeafGroup]) -> bytes:
    """The bytes of the leaves."""
    return _encoder.encode(groups)


def write_section(out: BinaryIO, part: Part) -> int:
    """Writes a section to a file that can seek; gives what it expands to."""
    start = out.tell()
    out.write(bytes(_SECTION.size))
    counted = _Count(part.blocks)
    codec, blocks = squeeze(counted, part.level)
    for block in blocks:
        out.write(block)
    end = out.tell()
    out.seek(start)
    out.write(_SECTION.pack(part.kind, codec, end - start - _SECTION.size, counted.size))
    out.seek(end)
    return counted.size


class _Count:
    """Passes blocks on and adds up their sizes."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks, self.size = blocks, 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            self.size += len(block)
            yield block


class Place(NamedTuple):
    """Where a section lies in the payload."""

    kind: int
    codec: int
    at: int
    stored: int
    size: int


class Payload:
    """The sections of a payload, held to the sizes that they and the header declare.

    Raises:
        BundleRefused: sizes that do not add up, or more than declared.
    """

    def __init__(self, file: BinaryIO, size: int, expanded: int, name: str) -> None:
        self._file, self._name = file, name
        self.places = list(self._find(size))
        if sum(one.size for one in self.places) > expanded:
            raise BundleRefused("bundle.expands_too_far", file=name)

    def _find(self, size: int) -> Iterator[Place]:
        at = many = 0
        while at < size:
            self._file.seek(at)
            raw = self._file.read(_SECTION.size)
            kind, codec, stored, grown = _SECTION.unpack(raw) if len(raw) == _SECTION.size else (0, 9, 0, 0)
            at, many = at + _SECTION.size + stored, many + 1
            if at > size or many > MOST_SECTIONS or codec not in (RAW, ZSTD, LZMA) or (codec == RAW and stored != grown):
                raise BundleRefused("bundle.malformed", file=self._name, what="section")
            yield Place(kind, codec, at - stored, stored, grown)

    def of_kind(self, kind: Section) -> list[Place]:
        """The sections of a kind, in order."""
        return [one for one in self.places if one.kind == kind]

    def open(self, place: Place) -> Source:
        """A section's content."""
        stretch = Stored(self._file, place.at, place.stored, self._name)
        return stretch if place.codec == RAW else Expanded(stretch, place.codec, place.size, self._name)

    def read_only_one(self, kind: Section, most: int) -> bytes:
        """The whole content of a section that stands there once, or nothing where there is none.

        Raises:
            BundleRefused: there are several, or it is larger than allowed.
        """
        found = self.of_kind(kind)
        if not found:
            return b""
        if len(found) > 1 or found[0].size > most:
            raise BundleRefused("bundle.malformed", file=self._name, what="section")
        return Exactly(self.open(found[0]), self._name).read(found[0].size)


def decode_manifest(raw: bytes, name: str) -> Manifest:
    """Reads a manifest.

    Raises:
        BundleRefused: malformed, or its runs contradict each other.
    """
    try:
        manifest = _manifests.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="manifest") from None
    chains = manifest.chains
    good = all(
        0 <= run.chain < len(chains) and run.count >= 1 and (run.first == 1) == (run.prev is None) and run.first >= 1
        for run in manifest.runs
    ) and all(run.last < 1 << 53 and len(run.signature) in (0, SIGNATURE_BYTES) for run in manifest.runs)
    if not good or sum(run.count for run in manifest.runs) != manifest.changes:
        raise BundleRefused("bundle.malformed", file=name, what="manifest")
    return manifest


def decode_leaves(raw: bytes, name: str) -> dict[bytes, dict[int, bytes]]:
    """Change id → op → leaf.

    Raises:
        BundleRefused: malformed.
    """
    try:
        groups = _leaves.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="leaves") from None
    return {group.change: {op: leaf for op, _, leaf in group.leaves} for group in groups}


def records_of_leaves(raw: bytes, name: str) -> set[bytes]:
    """The records whose personal values these leaves hold.

    Raises:
        BundleRefused: malformed.
    """
    try:
        groups = _leaves.decode(raw or b"\x90")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="leaves") from None
    return {record for group in groups for _, record, _ in group.leaves}
