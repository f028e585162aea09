"""What a bundle carries: sections, one after the other, each with its size as stored and as expanded.

Decisions ◆. A section is kind (1 byte), codec (1: 0 as it is, 1 zstd), stored size (8, big-endian), expanded size (8), bytes.
They come in this order: the manifest (runs of changes with their signatures, counts, receipts, list of documents), the
leaves, the changes in the layout that the header names, then each document: its SHA-256 and its bytes. The leaves lie in a
section that refers to nothing outside itself, so that erasing reaches them without decoding anything else. Unknown kinds are
skipped.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import BinaryIO, NamedTuple

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync.expanding import Exactly, Expanded, Source, Stored, compress

_SECTION = struct.Struct(">BBQQ")
RAW, ZSTD = 0, 1
MOST_MANIFEST = 64 << 20
_COPY = 1 << 20


class Section(IntEnum):
    """What a section holds."""

    MANIFEST = 1
    LEAVES = 2
    CHANGES = 3
    DOCUMENT = 4


class ChainName(msgspec.Struct, array_like=True, frozen=True):
    """Whose chain."""

    replica: bytes
    audience: str
    device: bytes


class Run(msgspec.Struct, array_like=True, frozen=True):
    """A stretch of one chain without hole or fork; `signature` is the head signature of its last change."""

    chain: int
    first: int
    count: int
    prev: bytes | None
    tip: bytes
    signature: bytes

    @property
    def last(self) -> int:
        """The seq of its last change."""
        return self.first + self.count - 1


class Carried(msgspec.Struct, array_like=True, frozen=True):
    """A document: its SHA-256 and size."""

    hash: bytes
    size: int


class Manifest(msgspec.Struct, array_like=True, frozen=True):
    """What is in the bundle. Later versions append elements."""

    replica: bytes
    chains: list[ChainName]
    runs: list[Run]
    receipts: list[bytes]
    documents: list[Carried]
    left_out: list[Carried]  # named by changes in the bundle, not carried by it
    changes: int
    records: int
    roster: int
    release: int
    app: str
    schema: int


class LeafGroup(msgspec.Struct, array_like=True, frozen=True):
    """The leaves of one change: op, record, bytes. The record stands there so that an erase finds them."""

    change: bytes
    leaves: list[tuple[int, bytes, bytes]]


class Part(NamedTuple):
    """A section to be written: blocks of bytes, compressed or as they are."""

    kind: Section
    blocks: Iterable[bytes]
    level: int = 0  # of zstd; 0 stores as it is


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_manifests = msgspec.msgpack.Decoder(Manifest)
_leaves = msgspec.msgpack.Decoder(list[LeafGroup])


def encode_manifest(manifest: Manifest) -> bytes:
    """The bytes of a manifest."""
    return _encoder.encode(manifest)


def encode_leaves(groups: list[LeafGroup]) -> bytes:
    """The bytes of the leaves."""
    return _encoder.encode(groups)


def write_sections(out: BinaryIO, parts: Iterable[Part]) -> int:
    """Writes sections to a file that can seek; gives what all of them expand to."""
    return sum(_write_section(out, one) for one in parts)


def _write_section(out: BinaryIO, part: Part) -> int:
    start = out.tell()
    out.write(bytes(_SECTION.size))
    counted = _Count(part.blocks)
    for block in compress(counted, part.level) if part.level else counted:
        out.write(block)
    end = out.tell()
    out.seek(start)
    out.write(_SECTION.pack(part.kind, ZSTD if part.level else RAW, end - start - _SECTION.size, counted.size))
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


class SectionReader(NamedTuple):
    """One section, to be read before the next."""

    kind: int
    size: int
    source: Source
    name: str

    def read_all(self, most: int) -> bytes:
        """The whole content.

        Raises:
            BundleRefused: larger than allowed, or not as long as declared.
        """
        if self.size > most:
            raise BundleRefused("bundle.too_large", file=self.name, bytes=self.size, most=most)
        return Exactly(self.source, self.name).read(self.size)

    def blocks(self) -> Iterator[bytes]:
        """The content piece by piece."""
        while block := self.source.read(_COPY):
            yield block


def read_sections(payload: BinaryIO, size: int, expanded: int, name: str) -> Iterator[SectionReader]:
    """The sections one after the other, held to the sizes that they and the header declare.

    Raises:
        BundleRefused: sizes that do not add up, or more than declared.
    """
    at, budget = payload.tell(), expanded
    end = at + size
    while at < end:
        payload.seek(at)
        kind, codec, stored, grown = _read_head(payload.read(_SECTION.size), name)
        at += _SECTION.size + stored
        budget -= grown
        if at > end or budget < 0 or codec not in (RAW, ZSTD) or (codec == RAW and stored != grown):
            raise BundleRefused("bundle.malformed", file=name, what="section")
        stretch = Stored(payload, stored, name)
        source = stretch if codec == RAW else Expanded(stretch, grown, name)
        yield SectionReader(kind, grown, source, name)
        if kind in list(Section) and source.left:
            raise BundleRefused("bundle.malformed", file=name, what="section")


def _read_head(raw: bytes, name: str) -> tuple[int, int, int, int]:
    if len(raw) < _SECTION.size:
        raise BundleRefused("bundle.malformed", file=name, what="section")
    kind, codec, stored, grown = _SECTION.unpack(raw)
    return kind, codec, stored, grown


def decode_manifest(raw: bytes, name: str) -> Manifest:
    """Reads a manifest.

    Raises:
        BundleRefused: malformed, or its runs contradict each other.
    """
    try:
        manifest = _manifests.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="manifest") from None
    chains = manifest.chains
    good = all(len(one.replica) == 16 == len(one.device) and one.audience for one in chains) and all(
        0 <= run.chain < len(chains) and run.count >= 1 and (run.first == 1) == (run.prev is None) and run.first >= 1
        for run in manifest.runs
    )
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
    except (msgspec.DecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="leaves") from None
    return {group.change: {op: leaf for op, _, leaf in group.leaves} for group in groups}
