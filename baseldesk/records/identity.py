"""Ids: who owns a record stands in its first four bytes; derived ids make one record of what two laptops import.

Decision ◆: 16 bytes shown as a UUID = SHA-256(owner code)[:4], then 12 random bytes, or 12 bytes of a hash over (owner, type,
identifier).
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable
from functools import cache

from baseldesk.errors import UsageError

_TAG = b"baseldesk/record/1\0"
OWNER_BYTES = 4


@cache
def owner_prefix(owner: str) -> bytes:
    """The four bytes that every record of this centre begins with."""
    return hashlib.sha256(owner.encode()).digest()[:OWNER_BYTES]


def new_id(owner: str, random: Callable[[int], bytes] = os.urandom) -> bytes:
    """A fresh id for a record of this centre."""
    return owner_prefix(owner) + random(12)


def derived_id(owner: str, record_type: str, *identifier: str | bytes) -> bytes:
    """The one id that (owner, type, identifier) always gives: links, uniques, records imported with an identifier."""
    hashed = hashlib.sha256(_TAG)
    for part in (owner, record_type, *identifier):
        raw = part.encode() if isinstance(part, str) else part
        hashed.update(len(raw).to_bytes(4, "big") + raw)
    return owner_prefix(owner) + hashed.digest()[:12]


def id_text(raw: bytes) -> str:
    """The id as people and scripts see it."""
    return str(uuid.UUID(bytes=raw))


def parse_id(text: str) -> bytes:
    """Reads an id as shown.

    Raises:
        UsageError: not sixteen bytes in hexadecimal.
    """
    try:
        return uuid.UUID(text.strip()).bytes
    except ValueError:
        raise UsageError("record.id_malformed", id=text[:80]) from None
