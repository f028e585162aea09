"""Who writes in a desk: said once when it is founded, read whenever it is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.desk.database import Reader, Writer

if TYPE_CHECKING:
    from baseldesk.journal.heads import Signer

Random = Callable[[int], bytes]


class Identity(NamedTuple):
    """Who writes: this replica, on this device, of this organisation, by this person."""

    owner: str
    replica: bytes
    device: bytes
    public_key: bytes
    user: bytes


def write_identity(writer: Writer, owner: str, key: Signer, random: Random) -> None:
    """Says who writes in a new desk, and the token that its anchor lies under."""
    named = {
        "owner": owner.encode(),
        "replica": random(16),
        "device": key.key_id,
        "public_key": key.public,
        "user": random(8),
        "token": random(16),
    }
    for name, value in named.items():
        writer.set_meta(name, value)


def read_identity(reader: Reader) -> tuple[Identity, bytes] | None:
    """Who writes in a desk, and its token; None where any of it is missing."""
    held = {key: reader.meta(key) for key in ("owner", "replica", "device", "public_key", "user", "token")}
    if any(value is None for value in held.values()):
        return None
    found = {key: value or b"" for key, value in held.items()}
    who = Identity(found["owner"].decode(), found["replica"], found["device"], found["public_key"], found["user"])
    return who, found["token"]
