"""A desk that lies on the disk encrypted: which keys follow from its one secret, and whether a database file is such a one.

Decisions:
- One secret of 32 random bytes per desk. From it follow, by HMAC-SHA256, the raw key of the database (SQLCipher: AES-256 with a
  proof per page, in the write-ahead log, too; no slow derivation at each opening) and the key of the documents
  (`sealed_file.py`). Where the secret lies is not said here: `baseldesk.sync.protection` keeps it with the device's key.
- The file itself says whether it is encrypted, and nothing beside it: whatever a power cut leaves of turning it on or off is one
  whole database, of one kind or the other, and documents of both kinds, which both are read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from baseldesk.errors import DeskDamaged

SECRET_BYTES = 32
_PLAIN = b"SQLite format 3\0"
FindSecret = Callable[[Path], bytes]


def no_secret(folder: Path) -> bytes:
    """Nobody knows one: what is not a plain database is none at all.

    Raises:
        DeskDamaged: always.
    """
    raise DeskDamaged("desk.not_a_database", file="desk.db", reason="file is not a database")


class Keys(NamedTuple):
    """What follows from a desk's secret."""

    database: bytes
    files: bytes

    def __repr__(self) -> str:
        return "Keys(…)"


def keys_from(secret: bytes) -> Keys:
    """The keys of a desk."""
    import hashlib
    import hmac

    return Keys(*(hmac.digest(secret, b"baseldesk at rest: " + what, hashlib.sha256) for what in (b"database", b"files")))


def is_encrypted(database: Path) -> bool:
    """Whether a database file is not a plain one. Only asked while nobody in this process has it open: closing the file that is
    read here would take SQLite's locks away.
    """
    with database.open("rb") as file:
        head = file.read(len(_PLAIN))
    return len(head) == len(_PLAIN) and head != _PLAIN
