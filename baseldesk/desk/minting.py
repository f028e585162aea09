"""A new replica id: at a restored, moved or cloned database, or at any doubt. Minting is cheap: when in doubt, mint.

The new incarnation begins its chains at first use, each with a birth that names the old head in that audience; what the old one
wrote stays, and is taken in again from whoever has it.
"""

from __future__ import annotations

from collections.abc import Callable

from baseldesk.desk.database import Reader, Writer

RESTORED = "restored"  # or moved, copied, in doubt
_OWN_TIPS = """
    SELECT h.audience, (SELECT c.id FROM change c WHERE c.chain = h.n ORDER BY c.seq DESC, c.n DESC LIMIT 1)
    FROM chain h WHERE h.replica = :replica AND h.device = :device
"""


def own_heads(reader: Reader, replica: bytes, device: bytes) -> dict[str, bytes]:
    """{audience: id} of the last change of each own chain."""
    return {row[0]: bytes(row[1]) for row in reader.rows(_OWN_TIPS, replica=replica, device=device)}


def is_behind(reader: Reader, heads: dict[str, str]) -> bool:
    """Whether an anchor names a head that the database does not hold: it was restored from before."""
    return any(reader.one("SELECT 1 FROM change WHERE id = :id", id=bytes.fromhex(one)) is None for one in heads.values())


def mint(writer: Writer, replica: bytes, device: bytes, random: Callable[[int], bytes], reason: str = RESTORED) -> bytes:
    """Gives the database a new replica id and token, in this transaction; its chains' births will name the old heads and why."""
    for audience, head in own_heads(writer, replica, device).items():
        writer.set_meta(f"born/{audience}", replica + head)
    writer.set_meta("born_reason", reason.encode())
    fresh = random(16)
    writer.set_meta("lineage", (writer.meta("lineage") or b"") + replica)
    writer.set_meta("replica", fresh)
    writer.set_meta("token", random(16))
    return fresh
