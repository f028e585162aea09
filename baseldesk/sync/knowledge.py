"""What this desk knows of others, per receiving replica: the receipt that arrived last stands, and nothing else.

A receipt never seen before replaces what was known of its replica, in order of arrival: never as a maximum, never by number
or clock, because a replica restored from a backup holds less than before and counts again. The first receipt of a new replica
retires those it was born from; one of them heard of again stands again, because the original of a clone may live on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from baseldesk.sync.receipt import Receipt

Replica = tuple[str, bytes]  # an organisation speaks for its own replicas only


class Taken(StrEnum):
    """What became of a receipt."""

    KNOWN = "known"  # seen before: nothing changed
    NEWS = "news"  # it stands now
    OWN = "own"  # this desk's own, come back
    NOT_MINE = "not_mine"  # under this desk's replica id, but not from it: another one writes under it


@dataclass(frozen=True)
class Knowledge:
    """What is remembered of receipts; a value, replaced and never altered.

    Attributes:
        own: this desk's organisation and replica.
        standing: replica → (its receipt, hash of the file).
        met: hashes of all receipts of others ever taken in.
        heard: replicas that ever sent one.
        sent: hashes of the receipts this desk gave out.
    """

    own: Replica
    standing: dict[Replica, tuple[Receipt, bytes]] = field(default_factory=dict)
    met: frozenset[bytes] = frozenset()
    heard: frozenset[Replica] = frozenset()
    sent: frozenset[bytes] = frozenset()

    def of(self, organisation: str) -> list[Receipt]:
        """The standing receipts of an organisation's replicas."""
        return [receipt for (org, _), (receipt, _) in self.standing.items() if org == organisation]


def take_receipt(held: Knowledge, receipt: Receipt, hashed: bytes) -> tuple[Knowledge, Taken]:
    """What is known after a receipt has come, and what became of it."""
    replica = (receipt.organisation, receipt.replica)
    if hashed in held.sent:  # also one from before this desk began anew
        return held, Taken.OWN
    if replica == held.own:
        return held, Taken.NOT_MINE
    if hashed in held.met:
        return held, Taken.KNOWN
    standing = dict(held.standing)
    if replica not in held.heard:
        for old in receipt.lineage:
            standing.pop((receipt.organisation, old), None)
    standing[replica] = (receipt, hashed)
    return replace(held, standing=standing, met=held.met | {hashed}, heard=held.heard | {replica}), Taken.NEWS
