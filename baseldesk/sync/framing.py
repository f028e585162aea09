"""The frame round every file of ours: bundle, receipt, enrolment request and reply, roster. README.md gives it byte by byte.

Decisions ◆: no ZIP or TAR and no names inside. A prefix of fixed layout, the root-signed roster (or nothing), the header in
clear (MessagePack array), the payload (opaque here), and an Ed25519 signature over tag ‖ SHA-256(everything before).
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterable
from enum import IntEnum
from typing import BinaryIO, NamedTuple

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync.keys import SIGNATURE_BYTES, DeviceKey

MAGIC = b"BASELDSK"
VERSION = 1
TAG = b"baseldesk/container/1\0"
NO_DEPLOYMENT = bytes(16)
FEATURES: frozenset[str] = frozenset()  # what a file may demand of its reader and this version does; none so far

_VERSIONED = struct.Struct(">8sH")  # these ten bytes stay in every later version
_PREFIX = struct.Struct(">8sHBB16s16sIIQ")
PREFIX_BYTES = _PREFIX.size
MOST_ROSTER = 1 << 20
MOST_HEADER = 1 << 20
MOST_PAYLOAD = 16 << 30
MOST_SMALL = 4 << 20  # payload of anything but a bundle
MOST_PARTS = 10_000
MOST_WITH_RECOVERY = 255  # parts in all where some are recovery parts: the field has no more elements
ENCRYPTIONS = frozenset({"none", "age"})
JOINED_BYTES = 32
BUNDLE_BYTES = 16


class Kind(IntEnum):
    """What a file is."""

    BUNDLE = 1
    RECEIPT = 2
    REQUEST = 3
    REPLY = 4
    ROSTER = 5
    RELEASE = 6
    PROPOSAL = 7  # a roster on its way between the holders of the root keys


class Header(msgspec.Struct, array_like=True, frozen=True):
    """What a carrier may read: addressing and sizes, nothing of the content. Later versions append elements.

    `bundle` names the whole bundle that this file is, or is a part of. `needed` of `parts` parts rebuild it (recovery parts),
    `part` counts from 1; `whole` is the size of the joined payload and `joined` its SHA-256, which a file in one piece leaves
    out: it is its own. `expanded` is what the payload grows to when decoded. `base` names the heads on which the layout rests; a
    file with none stands alone. A reader refuses a file whose `features` it lacks.
    """

    sender: str
    to: str
    bundle: bytes = b""
    layout: int = 0
    expanded: int = 0
    encryption: str = "none"
    features: list[str] = []
    base: list[bytes] = []
    part: int = 1
    parts: int = 1
    needed: int = 1
    whole: int = 0
    joined: bytes = b""

    @property
    def is_part(self) -> bool:
        """Whether this file is one of several that make a bundle."""
        return self.parts > 1


class Prefix(NamedTuple):
    """The fixed beginning of a file."""

    kind: Kind
    deployment: bytes
    signer: bytes
    roster_bytes: int
    header_bytes: int
    payload_bytes: int

    @property
    def size(self) -> int:
        """How long the whole file must be."""
        return PREFIX_BYTES + self.roster_bytes + self.header_bytes + self.payload_bytes + SIGNATURE_BYTES


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Header)


def encode_header(header: Header) -> bytes:
    """The bytes of a header; that of a file in one piece ends where it did before there were parts."""
    fields = msgspec.structs.astuple(header)
    return _encoder.encode(fields if header.joined else fields[:-1])


def write_container(
    out: BinaryIO,
    kind: Kind,
    key: DeviceKey,
    header: Header,
    payload: bytes | Iterable[bytes],
    *,
    deployment: bytes = NO_DEPLOYMENT,
    roster: bytes = b"",
    payload_bytes: int = 0,
) -> bytes:
    """Writes one signed file; gives its SHA-256.

    Args:
        payload: the bytes, or blocks of them; for blocks, `payload_bytes` says how many bytes there are in all.
    """
    blocks = [payload] if isinstance(payload, bytes) else payload
    size = len(payload) if isinstance(payload, bytes) else payload_bytes
    head = encode_header(header)
    hashed, done = hashlib.sha256(), 0
    prefix = _PREFIX.pack(MAGIC, VERSION, kind, 0, deployment, key.key_id, len(roster), len(head), size)
    for block in (prefix, roster, head):
        hashed.update(block)
        out.write(block)
    for block in blocks:
        done += len(block)
        hashed.update(block)
        out.write(block)
    if done != size:
        raise ValueError(f"payload of {done} bytes, said to be {size}")
    signature = key.sign(TAG, hashed.digest())
    out.write(signature)
    hashed.update(signature)
    return hashed.digest()


def pack(
    kind: Kind, key: DeviceKey, header: Header, payload: bytes, *, deployment: bytes = NO_DEPLOYMENT, roster: bytes = b""
) -> bytes:
    """A small file as bytes."""
    out = io.BytesIO()
    write_container(out, kind, key, header, payload, deployment=deployment, roster=roster)
    return out.getvalue()


def read_prefix(raw: bytes, size: int, name: str) -> Prefix:
    """The fixed beginning, checked against the limits and the size of the file.

    Raises:
        BundleRefused: not one of our files, a newer container, cut short, too long, beyond the limits.
    """
    if not raw.startswith(MAGIC[: len(raw)]):
        raise BundleRefused("bundle.not_ours", file=name)
    if len(raw) >= _VERSIONED.size and (version := _VERSIONED.unpack_from(raw)[1]) != VERSION:
        raise BundleRefused("bundle.version_newer" if version > VERSION else "bundle.damaged", file=name, version=version)
    if len(raw) < PREFIX_BYTES:
        raise BundleRefused("bundle.truncated", file=name, bytes=size)
    _, _, kind, flags, deployment, signer, roster, header, payload = _PREFIX.unpack_from(raw)
    if kind not in iter(Kind) or flags:
        raise BundleRefused("bundle.feature_unknown", file=name, feature=f"kind {kind}, flags {flags}")
    prefix = Prefix(Kind(kind), deployment, signer, roster, header, payload)
    _check_sizes(prefix, size, name)
    return prefix


def _check_sizes(prefix: Prefix, size: int, name: str) -> None:
    most = MOST_PAYLOAD if prefix.kind is Kind.BUNDLE else MOST_SMALL
    if prefix.roster_bytes > MOST_ROSTER or prefix.header_bytes > MOST_HEADER or prefix.payload_bytes > most:
        raise BundleRefused("bundle.too_large", file=name, bytes=prefix.size, most=most)
    if size < prefix.size:
        raise BundleRefused("bundle.truncated", file=name, bytes=size)
    if size > prefix.size:
        raise BundleRefused("bundle.trailing_bytes", file=name, bytes=size - prefix.size)


def read_header(raw: bytes, name: str) -> Header:
    """The header of a file whose signature is good.

    Raises:
        BundleRefused: malformed, or it demands what this version cannot do.
    """
    try:
        header = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="header") from None
    unknown = [one for one in header.features if one not in FEATURES]
    unknown += [] if header.encryption in ENCRYPTIONS else [f"encryption {header.encryption}"]
    if unknown:
        raise BundleRefused("bundle.feature_unknown", file=name, feature=", ".join(unknown)[:200])
    if not _is_counted_well(header):
        raise BundleRefused("bundle.malformed", file=name, what="part")
    return header


def _is_counted_well(header: Header) -> bool:
    """Whether part, parts, needed, whole and joined can be true together."""
    counted = 1 <= header.part <= header.parts <= MOST_PARTS and 1 <= header.needed <= header.parts
    if not header.is_part:
        return counted and not header.joined
    has_recovery = header.needed < header.parts
    named = len(header.joined) == JOINED_BYTES and len(header.bundle) == BUNDLE_BYTES and 0 < header.whole <= MOST_PAYLOAD
    return counted and named and not (has_recovery and header.parts > MOST_WITH_RECOVERY)
