"""What an attacker may do with a file of ours: take it apart, change it, and sign it with a key that is at hand."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from baseldesk.desk.desk import Desk
from baseldesk.sync.framing import MAGIC, PREFIX_BYTES, TAG, VERSION, Header, Kind, pack, read_prefix
from baseldesk.sync.joining import own_key
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.payload import Manifest, Part, Payload, Section, decode_manifest, encode_manifest, write_section
from baseldesk.sync.receipt import Receipt, decode_receipt

_headers = msgspec.msgpack.Decoder(Header)


class Pieces(NamedTuple):
    """A file of ours, taken apart; nothing of it was verified."""

    kind: Kind
    deployment: bytes
    roster: bytes
    header: Header
    payload: bytes

    def signed_by(self, key: DeviceKey) -> bytes:
        """The file anew, signed by this key."""
        return pack(self.kind, key, self.header, self.payload, deployment=self.deployment, roster=self.roster)

    def with_header(self, **other: Any) -> Pieces:
        """Another header."""
        return self._replace(header=msgspec.structs.replace(self.header, **other))


def take_apart(source: Path | bytes) -> Pieces:
    """The pieces of a file."""
    raw = source if isinstance(source, bytes) else source.read_bytes()
    prefix = read_prefix(raw[:PREFIX_BYTES], len(raw), "")
    roster_end = PREFIX_BYTES + prefix.roster_bytes
    header_end = roster_end + prefix.header_bytes
    payload = raw[header_end : header_end + prefix.payload_bytes]
    header = _headers.decode(raw[roster_end:header_end])
    return Pieces(prefix.kind, prefix.deployment, raw[PREFIX_BYTES:roster_end], header, payload)


def sections_of(pieces: Pieces) -> dict[Section, list[bytes]]:
    """The expanded sections of a plain payload, by kind."""
    payload = Payload(io.BytesIO(pieces.payload), len(pieces.payload), pieces.header.expanded, "")
    out: dict[Section, list[bytes]] = {}
    for place in payload.places:
        source, blocks = payload.open(place), []
        while block := source.read(1 << 20):
            blocks.append(bytes(block))
        out.setdefault(Section(place.kind), []).append(b"".join(blocks))
    return out


def with_sections(pieces: Pieces, sections: dict[Section, list[bytes]], *, level: int = 0) -> Pieces:
    """The same file with other content, the sizes declared as they are."""
    out = io.BytesIO()
    grown = sum(write_section(out, Part(kind, [raw], level)) for kind, held in sections.items() for raw in held)
    raw = out.getvalue()
    changes = decode_manifest(sections[Section.MANIFEST][0], "").change_bytes if Section.MANIFEST in sections else 0
    return pieces._replace(payload=raw).with_header(expanded=grown + changes, whole=len(raw))


def with_manifest(pieces: Pieces, **other: Any) -> Pieces:
    """The same file with another manifest."""
    sections = sections_of(pieces)
    manifest = msgspec.structs.replace(manifest_of(pieces), **other)
    return with_sections(pieces, {**sections, Section.MANIFEST: [encode_manifest(manifest)]})


def manifest_of(pieces: Pieces) -> Manifest:
    """The manifest of a plain bundle."""
    return decode_manifest(sections_of(pieces)[Section.MANIFEST][0], "")


def with_receipt(pieces: Pieces, **other: Any) -> Pieces:
    """A receipt that says something else."""
    said: Receipt = msgspec.structs.replace(decode_receipt(pieces.payload), **other)
    return pieces._replace(payload=msgspec.msgpack.encode(said))


def with_raw_header(kind: Kind, key: DeviceKey, deployment: bytes, head: bytes, payload: bytes, roster: bytes = b"") -> bytes:
    """A signed file whose header is these bytes."""
    prefix = struct.pack(">8sHBB16s16sIIQ", MAGIC, VERSION, kind, 0, deployment, key.key_id, len(roster), len(head), len(payload))
    raw = prefix + roster + head + payload
    return raw + key.sign(TAG, hashlib.sha256(raw).digest())


def put(folder: Path, raw: bytes, name: str = "file") -> Path:
    """A file as it arrives."""
    path = folder / name
    path.write_bytes(raw)
    return path


def key_of(desk: Desk) -> DeviceKey:
    """A stolen laptop's key."""
    return own_key(desk)
