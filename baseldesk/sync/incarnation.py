"""A new replica id: after a restore, on any doubt, or when this one is heard of from elsewhere. When in doubt, mint."""

from __future__ import annotations

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk

_TIPS = """
    SELECT h.audience, c.id FROM change c JOIN chain h ON h.n = c.chain
    WHERE h.replica = :replica AND h.device = :device AND c.whole = 1 ORDER BY c.seq, c.id DESC
"""


def mint(desk: Desk, writer: Writer) -> bytes:
    """Gives the desk a new replica id inside this transaction; each chain's birth will name the end of the former one.

    The caller sets `desk.identity` to it, once nothing can fail any more.
    """
    tips = {audience: bytes(identity) for audience, identity in writer.rows(_TIPS, replica=desk.replica, device=desk.device)}
    for audience, head in tips.items():
        writer.set_meta(f"born/{audience}", desk.replica + head)
    fresh = desk.random(16)
    writer.set_meta("lineage", (writer.meta("lineage") or b"") + desk.replica)
    writer.set_meta("replica", fresh)
    return fresh
