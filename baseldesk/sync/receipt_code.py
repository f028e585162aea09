"""A receipt on paper: the same signed file as QR symbols, so that it travels by letter, by fax or as a photograph.

Whole where it fits, and then a scan of it is that receipt, byte for byte. Where it does not, a short form of its own: the heads,
what is wanted below them, the verdicts and the counts, signed, with the beginning of the full receipt's hash in its header. Left
out are what is held above a hole, the parts, files and documents that are missing or were refused: without these a sender sends
too much or too late, never too little, and never believes that more was merged than was. What does not fit even so is refused.

A symbol holds `BDQ1` ‖ place from 0 ‖ number of symbols ‖ the first 4 bytes of the SHA-256 of the whole ‖ the piece. QR's own way
of joining symbols is not used, because readers hide it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.joining import membership_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.receipt import Receipt, open_receipt, receipt_hash
from baseldesk.sync.receipt_store import give_receipt, note_given

MAGIC = b"BDQ1"
HEAD_BYTES = 10
MOST_SYMBOLS = 12
PIECE_BYTES = 440  # a symbol of 77 × 77 squares: read at 100 dots per inch from 8 cm, and from a poor photograph
MOST_BYTES = MOST_SYMBOLS * PIECE_BYTES
NAME_BYTES = 16
_MOST_OF_ONE = 255


@dataclass(frozen=True)
class PaperReceipt:
    """A receipt that is to be printed.

    Attributes:
        hash: of the full receipt; its words can be compared by phone.
        is_short: the symbols hold less than the full receipt does.
        changes: how many changes it says are here.
    """

    sender: str
    to: str
    sealed: bytes
    hash: bytes
    is_short: bool
    changes: int
    made: int

    @property
    def symbols(self) -> list[bytes]:
        """What each symbol holds."""
        return frame(self.sealed)


def give_paper_receipt(desk: Desk, writer: Writer, to: str) -> PaperReceipt:
    """The receipt for an organisation, as it fits on paper.

    Raises:
        BundleRefused: not even its short form does.
    """
    key, place = own_key(desk), membership_of(desk)
    full = give_receipt(desk, writer, key, place, to)
    receipt, _ = open_receipt(full, lambda *_: key.public)
    hashed = receipt_hash(full)
    sealed = full if len(full) <= MOST_BYTES else shorten(receipt, hashed, key, place.deployment)
    if len(sealed) > MOST_BYTES:
        raise BundleRefused("receipt.too_large_for_paper", to=to, bytes=len(sealed), most=MOST_BYTES)
    if sealed is not full:
        note_given(writer, sealed, to, desk.replica, desk.clock())
    return PaperReceipt(desk.owner, to, sealed, hashed, sealed is not full, receipt.changes, receipt.made)


def shorten(receipt: Receipt, hashed: bytes, key: DeviceKey, deployment: bytes) -> bytes:
    """The short form, signed; its header names the full receipt. What changes what its heads mean stays."""
    short = msgspec.structs.replace(receipt, above=[], missing_parts=[], missing_documents=[], refused=[])
    header = Header(receipt.organisation, receipt.to, hashed[:NAME_BYTES])
    return pack(Kind.RECEIPT, key, header, msgspec.msgpack.encode(short, order="deterministic"), deployment=deployment)


def frame(whole: bytes) -> list[bytes]:
    """The pieces of a receipt, of nearly equal size, each with its head.

    Raises:
        ValueError: more than fits.
    """
    count = max(1, -(-len(whole) // PIECE_BYTES))
    if count > _MOST_OF_ONE:
        raise ValueError("too many symbols")
    size, mark = -(-len(whole) // count), hashlib.sha256(whole).digest()[:4]
    return [MAGIC + bytes((at, count)) + mark + whole[at * size : (at + 1) * size] for at in range(count)]


@dataclass
class Joined:
    """What symbols give together.

    Attributes:
        whole: receipts of which every piece was there.
        missing: of those that are not whole, the places (from 1) of what is missing, and how many there are in all.
    """

    whole: list[bytes] = field(default_factory=list)
    missing: list[tuple[list[int], int]] = field(default_factory=list)


def join(symbols: Iterable[bytes]) -> Joined:
    """Puts pieces together, in whatever order and however often they come; what is not ours is passed over."""
    held: dict[bytes, dict[int, bytes]] = {}
    for one in symbols:
        if one.startswith(MAGIC) and len(one) > HEAD_BYTES and one[4] < one[5] <= MOST_SYMBOLS:
            held.setdefault(one[5:HEAD_BYTES], {})[one[4]] = one[HEAD_BYTES:]
    out = Joined()
    for head, pieces in held.items():
        count, whole = head[0], b"".join(pieces[at] for at in sorted(pieces))
        if len(pieces) == count and hashlib.sha256(whole).digest()[:4] == head[1:]:
            out.whole.append(whole)
        else:
            out.missing.append(([at + 1 for at in range(count) if at not in pieces], count))
    return out


def is_complete(symbols: Iterable[bytes]) -> bool:
    """Whether there is a receipt among these symbols, and no piece of another one."""
    found = join(symbols)
    return bool(found.whole) and not found.missing
