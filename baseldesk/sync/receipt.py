"""A receipt: what one replica holds, said to one organisation, signed. Only a receipt moves work from «sent» to «received».

Decisions ◆. The payload of a receipt file is the MessagePack array below. Heads are complete for the audiences the addressee
may know of: of each chain that is whole from its birth, the last change; a head that a listed chain's birth names is left out
where it is held whole, and stands among `wanted` where it is not. 16 fresh random bytes make every receipt a new one, also
those of a desk that was restored from a backup; so a receipt never seen before, by its hash, is news, and its number or clock
is never asked.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync.container import FindKey, Opened, open_container
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.keys import DeviceKey

NONCE_BYTES = 16


class Head(msgspec.Struct, array_like=True, frozen=True):
    """The last change of a chain as far as it is whole."""

    replica: bytes
    seq: int
    id: bytes


class MissingParts(msgspec.Struct, array_like=True, frozen=True):
    """Which parts of a bundle have not come; `needed` of them all are enough (0: all of them)."""

    bundle: bytes
    parts: int
    missing: list[int]
    needed: int = 0


class Verdict(msgspec.Struct, array_like=True, frozen=True):
    """A change held but not merged: parked, not allowed, of a newer version, waiting for a person. `op` −1: all of it."""

    id: bytes
    op: int
    code: str


class Refusal(msgspec.Struct, array_like=True, frozen=True):
    """A file that was refused, by the SHA-256 of its bytes, and why."""

    file: bytes
    code: str


class Receipt(msgspec.Struct, array_like=True, frozen=True):
    """What a replica holds. Later versions append elements."""

    nonce: bytes
    organisation: str
    to: str
    replica: bytes
    lineage: list[bytes]
    heads: dict[str, list[Head]]  # by audience
    above: list[bytes] = []  # held above a hole
    wanted: list[bytes] = []  # predecessors, and heads named by a birth, that are not here
    missing_parts: list[MissingParts] = []
    missing_documents: list[bytes] = []
    verdicts: list[Verdict] = []
    refused: list[Refusal] = []
    roster: int = 0
    release: int = 0
    app: str = ""
    schema: int = 0
    made: int = 0  # milliseconds UTC as that computer believes them, for display
    changes: int = 0  # held in all, in these audiences, for display
    roster_hash: bytes = b""  # of the roster held: two of one number are told apart


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Receipt)


def seal_receipt(receipt: Receipt, key: DeviceKey, deployment: bytes, roster: bytes = b"") -> bytes:
    """The signed file of a receipt, as it travels alone or inside a bundle."""
    header = Header(receipt.organisation, receipt.to)
    return pack(Kind.RECEIPT, key, header, _encoder.encode(receipt), deployment=deployment, roster=roster)


def open_receipt(
    source: Path | bytes, find_key: FindKey, *, deployment: bytes | None = None, name: str = ""
) -> tuple[Receipt, Opened]:
    """A receipt whose signature is good, and the file round it.

    Raises:
        BundleRefused: damaged, another kind of file, or malformed.
    """
    with open_container(source, find_key=find_key, deployment=deployment, name=name) as opened:
        if opened.kind is not Kind.RECEIPT:
            raise BundleRefused("bundle.other_kind", file=opened.name, kind=opened.kind.name.lower(), wanted="receipt")
        return decode_receipt(opened.read(), opened.name), opened


def decode_receipt(raw: bytes, name: str = "") -> Receipt:
    """Reads the payload of a receipt.

    Raises:
        BundleRefused: malformed.
    """
    try:
        receipt = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="receipt") from None
    ids = [head.id for heads in receipt.heads.values() for head in heads] + receipt.above + receipt.wanted
    if len(receipt.nonce) != NONCE_BYTES or len(receipt.replica) != 16 or any(len(one) != 32 for one in ids):
        raise BundleRefused("bundle.malformed", file=name, what="receipt")
    return receipt


def receipt_hash(raw: bytes) -> bytes:
    """What tells one receipt file from another."""
    return hashlib.sha256(raw).digest()
