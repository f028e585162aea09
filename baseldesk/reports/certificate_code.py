"""What the QR code of a certificate holds: who took part in what and when, signed by a computer of the centre.

    offset  bytes
    0       4      `BDC1`
    4       16     id of the signer's key, as everywhere in BaselDesk
    20      …      MessagePack, one array of texts: number, name, event, first day, last day (ISO 8601), code of the centre, place
    end−64  64     Ed25519 over `baseldesk/certificate/1` ‖ 0 ‖ all bytes before the signature

Readers ignore elements that come after those they know; names and events longer than a code holds end with «…». Decisions ◆: a
certificate of today must still be found good in twenty years. Whoever prints hands in the signing, whoever checks the checking:
nothing here holds a key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from baseldesk.journal.heads import Signer

MAGIC = b"BDC1"
TAG = b"baseldesk/certificate/1\0"
KEY_ID_BYTES, SIGNATURE_BYTES = 16, 64
MOST_BYTES = 900  # of a code; a reader refuses what is longer before it looks inside
_NAME_BYTES, _EVENT_BYTES, _OTHER_BYTES = 120, 160, 60

IsSigned = Callable[[bytes, bytes, bytes], bool]  # key id, signature, message


class Certified(msgspec.Struct, frozen=True, array_like=True):
    """What a certificate says; days as ISO 8601 has them, "" where they are not known."""

    number: str
    name: str
    event: str
    first_day: str = ""
    last_day: str = ""
    centre: str = ""
    place: str = ""


class SignedCode(NamedTuple):
    """A code as it was read: what it says, by whose key, and the bytes that were signed. Nothing is checked yet."""

    certified: Certified
    key_id: bytes
    message: bytes
    signature: bytes


def pack(certified: Certified, signer: Signer) -> bytes:
    """The bytes of the code, signed.

    Args:
        certified: what it says; texts that are too long are cut.
        signer: the key of this computer, handed in.
    """
    short = Certified(
        _cut(certified.number, _OTHER_BYTES), _cut(certified.name, _NAME_BYTES), _cut(certified.event, _EVENT_BYTES),
        certified.first_day, certified.last_day, _cut(certified.centre, _OTHER_BYTES), _cut(certified.place, _OTHER_BYTES),
    )  # fmt: skip
    said = MAGIC + signer.key_id + msgspec.msgpack.encode(short)
    return said + signer.sign(TAG, said)


def is_certificate(code: bytes) -> bool:
    """Whether a symbol is one of these."""
    return code.startswith(MAGIC)


def unpack(code: bytes) -> SignedCode | None:
    """What a code says, whether or not that is true; None for anything that is no such code."""
    start, end = len(MAGIC) + KEY_ID_BYTES, len(code) - SIGNATURE_BYTES
    if not is_certificate(code) or not start < end <= MOST_BYTES:
        return None
    try:
        certified = msgspec.msgpack.decode(code[start:end], type=Certified)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return SignedCode(certified, code[len(MAGIC) : start], TAG + code[:end], code[end:])


def verify(code: bytes, is_signed: IsSigned) -> Certified | None:
    """What a code says, if the key that it names signed exactly that; else None.

    Args:
        code: as a reader of QR codes gives it.
        is_signed: whether the key of this id (one that the register of computers names) signed this message so.
    """
    found = unpack(code)
    return found.certified if found and is_signed(found.key_id, found.signature, found.message) else None


def _cut(text: str, most: int) -> str:
    """The text in so many bytes of UTF-8, whole characters only."""
    sound = text.encode("utf-8", "replace")
    if len(sound) <= most:
        return sound.decode()
    return sound[: most - len("…".encode())].decode("utf-8", "ignore").rstrip() + "…"
