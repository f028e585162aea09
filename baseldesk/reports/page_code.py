"""What the QR code at the foot of each page holds: which record, in which state, and what was printed with it, signed.

PAGE_CODE.md gives it byte by byte. Decisions ◆: a page of today must still be told from a forgery in twenty years. Whoever prints
hands in the signing, whoever checks the checking: nothing here holds a key.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from baseldesk.journal.heads import Signer

MAGIC = b"BDP1"
TAG = b"baseldesk/page/1\0"
STATE_TAG = b"baseldesk/record-state/1\0"
STATE_BYTES, HASH_BYTES, SIGNATURE_BYTES = 8, 16, 64
_FIXED = struct.Struct(">4s16s16sQ8s16s16sHH")
CODE_BYTES = _FIXED.size + SIGNATURE_BYTES
MOST_PAGES = 0xFFFF


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about.

    Attributes:
        record: its id.
        as_of: when the newest of what is printed was written, as the journal's clock has it.
        state: tells one state of the record from another.
    """

    record: bytes
    as_of: int
    state: bytes


class PageCode(NamedTuple):
    """A code as it was read: what it says, and the bytes that were signed. Nothing is checked yet."""

    key_id: bytes
    subject: Subject
    data: bytes
    drawn: bytes
    page: int
    pages: int
    message: bytes
    signature: bytes


def pack(subject: Subject, data: bytes, drawn: bytes, page: int, pages: int, signer: Signer) -> bytes:
    """The bytes of the code of one page, signed.

    Args:
        data: `hash_data` of what is attached to the file.
        drawn: `hash_pages` of all its pages.
        page: from 1.
    """
    about = (subject.record, subject.as_of, subject.state, data, drawn, min(page, MOST_PAGES), min(pages, MOST_PAGES))
    said = _FIXED.pack(MAGIC, signer.key_id, *about)
    return said + signer.sign(TAG, said)


def is_page_code(code: bytes) -> bool:
    """Whether a symbol is one of these."""
    return code.startswith(MAGIC)


def unpack(code: bytes) -> PageCode | None:
    """What a code says, whether or not that is true; None for anything that is no such code."""
    if len(code) != CODE_BYTES or not is_page_code(code):
        return None
    _, key_id, record, as_of, state, data, drawn, page, pages = _FIXED.unpack_from(code)
    said, signature = code[: _FIXED.size], code[_FIXED.size :]
    return PageCode(key_id, Subject(record, as_of, state), data, drawn, page, pages, TAG + said, signature)


def hash_state(versions: Iterable[tuple[str, bytes, str, bytes]]) -> bytes:
    """What tells one state of a record from another: of (type, record, register, dot), in any order."""
    hashed = hashlib.sha256(STATE_TAG)
    for kind, record, register, dot in sorted(versions):
        for part in (kind.encode(), record, register.encode("utf-8", "surrogatepass"), dot):
            hashed.update(len(part).to_bytes(4, "big") + part)
    return hashed.digest()[:STATE_BYTES]


def hash_data(attached: bytes) -> bytes:
    """Of the data that are attached to the file."""
    return hashlib.sha256(attached).digest()[:HASH_BYTES]


def hash_pages(drawings: Iterable[bytes]) -> bytes:
    """Of what is drawn on the pages, without their codes, in order."""
    hashed = hashlib.sha256()
    for one in drawings:
        hashed.update(len(one).to_bytes(8, "big") + one)
    return hashed.digest()[:HASH_BYTES]
