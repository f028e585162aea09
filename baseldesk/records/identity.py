"""Ids: who owns a record stands in its first four bytes; derived ids make one record of what two laptops import.

Decision ◆: 16 bytes shown as a UUID = SHA-256(owner code)[:4], then 12 random bytes, or 12 bytes of a hash over (owner, type,
identifier).

Decision ◆: *not ready to share* stands in the id too: the four bytes are then those of SHA-256(owner code ‖ NUL ‖ "kept"), and
the record and what belongs to it (a link to it, its headcount) are written into the centre's own audience, whatever the declared
scope. An audience can so still be told from the record alone and never changes; becoming ready makes new, shared records.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from baseldesk.errors import UsageError
from baseldesk.small_hash import sha256

_TAG = b"baseldesk/record/1\0"
OWNER_BYTES = 4
_KEPT = "\0kept"


@cache
def owner_prefix(owner: str, *, kept: bool = False) -> bytes:
    """The four bytes that every record of this centre begins with; others for those kept at the centre until they are ready."""
    return sha256((owner + _KEPT if kept else owner).encode()).digest()[:OWNER_BYTES]


def is_kept(record: bytes, owner: str) -> bool:
    """Whether the record is one that stays at the centre until it is ready to be shared."""
    return record[:OWNER_BYTES] == owner_prefix(owner, kept=True)


def is_owned(record: bytes, owner: str) -> bool:
    """Whether the record is this centre's."""
    return record[:OWNER_BYTES] == owner_prefix(owner) or is_kept(record, owner)


def kept_id(record: bytes, owner: str) -> bytes:
    """The id under which a record of this centre is kept until it is ready."""
    return owner_prefix(owner, kept=True) + record[OWNER_BYTES:]


def shared_id(record: bytes, owner: str) -> bytes:
    """The id under which a record that was kept is shared; the same on two laptops that share it apart."""
    return owner_prefix(owner) + record[OWNER_BYTES:]


def new_id(owner: str, random: Callable[[int], bytes] = os.urandom) -> bytes:
    """A fresh id for a record of this centre."""
    return owner_prefix(owner) + random(12)


def derived_id(owner: str, record_type: str, *identifier: str | bytes) -> bytes:
    """The one id that (owner, type, identifier) always gives: links, uniques, records imported with an identifier."""
    hashed = sha256(_TAG)
    for part in (owner, record_type, *identifier):
        raw = part.encode() if isinstance(part, str) else part
        hashed.update(len(raw).to_bytes(4, "big") + raw)
    kept = any(isinstance(part, bytes) and len(part) == 16 and is_kept(part, owner) for part in identifier)
    return owner_prefix(owner, kept=kept) + hashed.digest()[:12]


def id_text(raw: bytes) -> str:
    """The id as people and scripts see it."""
    import uuid  # asks what platform this is: not before the first paint

    return str(uuid.UUID(bytes=raw))


def parse_id(text: str) -> bytes:
    """Reads an id as shown.

    Raises:
        UsageError: not sixteen bytes in hexadecimal.
    """
    import uuid

    try:
        return uuid.UUID(text.strip()).bytes
    except ValueError:
        raise UsageError("record.id_malformed", id=text[:80]) from None
