"""What lies on a simulated disk, and what travels between disks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.journal.change import Birth
from baseldesk.journal.port import Arrival
from baseldesk.sync.knowledge import Knowledge
from baseldesk.sync.receipt import Receipt
from tests.merge.memory import Memory, ops

if TYPE_CHECKING:
    pass


class Roster(NamedTuple):
    """Which device speaks for whom."""

    number: int
    devices: dict[bytes, str]


class Known:
    """Device → organisation, as a desk sees it; its own counts at home before it is registered."""

    def __init__(self, devices: dict[bytes, str]) -> None:
        self.devices = devices
        self.first_owner: dict[object, str] = {}  # for a mutant

    def __call__(self, device: bytes) -> str | None:
        return self.devices.get(device)


class Bundle(NamedTuple):
    """What travels."""

    sender: str
    to: str
    roster: Roster
    arrivals: tuple[Arrival, ...]
    base: frozenset[bytes]
    receipt: tuple[Receipt, bytes]


@dataclass
class Disk:
    """All that a backup holds. `owed` is the oracle's: changes that must not vanish as long as this disk is not lost."""

    store: Memory
    replica: bytes
    roster: Roster
    knowledge: Knowledge
    lineage: tuple[bytes, ...] = ()
    tips: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    born: dict[str, bytes] = field(default_factory=dict)
    hlc: int = 0
    parked: dict[bytes, Arrival] = field(default_factory=dict)
    inbox: list[Bundle] = field(default_factory=list)
    saves: list[bytes] = field(default_factory=list)
    actions: set[bytes] = field(default_factory=set)
    retired: set[bytes] = field(default_factory=set)  # for a mutant
    numbers: dict[str, tuple[int, object]] = field(default_factory=dict)  # for a mutant: addressee → (number, what it said)
    owed: set[bytes] = field(default_factory=set)
    kept: list[Bundle] = field(default_factory=list)

    def copy(self) -> Disk:
        """A backup, or a disk image."""
        plain = {name: type(held)(held) for name, held in vars(self).items() if isinstance(held, dict | set | list)}
        return replace(self, store=self.store.copy(), **plain)

    def meta(self, key: str) -> bytes | None:
        """What the pen asks: the head that a new chain goes on from."""
        return self.born.get(key.partition("/")[2])


def old_head(one: Arrival) -> bytes | None:
    """The head that a birth goes on from, if this change is one."""
    if one.change.seq != 1 or not one.change.ops:
        return None
    first = ops(one)[0]
    return first.old_head if isinstance(first, Birth) else None
