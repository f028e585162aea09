"""What the journal needs of a store: passed in by the desk, so that apply knows neither SQL nor files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from baseldesk.journal.change import Change, Dot

OrganisationOf = Callable[[bytes], str | None]  # device key id → organisation
LIFE = "@life"
ERASE = "@erase"


class Local(NamedTuple):
    """A dot as this desk numbers it: local number of the change, index of the op."""

    change: int
    op: int


class Arrival(NamedTuple):
    """An authentic change as it came, with its leaves by op index."""

    id: bytes
    raw: bytes
    change: Change
    leaves: Mapping[int, bytes] = {}


class Written(NamedTuple):
    """What one dot wrote into one register, and what orders it for display."""

    value: Any
    hlc: int
    id: bytes


class LifeMark(NamedTuple):
    """What a `life` op said."""

    yes: bool
    seen: frozenset[Dot]


@dataclass(slots=True)
class State:
    """One record as the tables hold it.

    A register that stands in `values` and not in `versions` has one live version: the base's. All others have their live
    versions listed.
    """

    type: str
    id: bytes
    owner: str
    n: int = 0  # 0: not in the tables yet
    base: Local | None = None
    values: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, list[Local]] = field(default_factory=dict)
    hidden: bool = False
    conflicts: int = 0
    last_change: int = 0
    hlc: int = 0
    touches: list[Local] = field(default_factory=list)  # ops since the first, not stored yet
    erased: bool = False  # personal values are never shown again

    def live(self, register: str) -> list[Local]:
        """The live versions of a register."""
        held = self.versions.get(register)
        if held is not None:
            return held
        return [self.base] if self.base is not None and register in self.values else []

    def field_versions(self) -> set[Local]:
        """Every live version of the record's own fields."""
        out = {one for register, held in self.versions.items() if register != LIFE for one in held}
        if self.base is not None and any(register not in self.versions for register in self.values):
            out.add(self.base)
        return out


class Port(Protocol):
    """The store behind the journal, inside one transaction."""

    def numbers(self, ids: Iterable[bytes]) -> dict[bytes, int]:
        """The local numbers of the changes that are here."""

    def ids(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The ids of local numbers."""

    def append(self, arrivals: Sequence[Arrival]) -> dict[bytes, int]:
        """Keeps new changes and their leaves; gives their local numbers."""

    def judge(self, fresh: Sequence[Arrival], organisation_of: OrganisationOf) -> set[int]:
        """Decides which changes of withdrawn keys stand now that these are kept; gives the earlier ones that are others now."""

    def standing(self, numbers: Iterable[int]) -> dict[int, str | None]:
        """Of these changes, those that stand not for their key's organisation: for another one, or (None) for nobody yet."""

    def take_out(self, changes: Iterable[int]) -> Iterator[tuple[set[tuple[str, bytes]], list[Arrival]]]:
        """Takes the records that these changes touch out of the tables, some at a time, with all that they follow from."""

    def add_leaf(self, change: int, op: int, raw: bytes) -> bool:
        """Keeps a leaf that came after its change; False where it is here already."""

    def load(self, keys: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], State]:
        """The records that are in the tables."""

    def store(self, states: Sequence[State]) -> None:
        """Writes records, their versions and their search text."""

    def written(self, local: Local, register: str) -> Written:
        """What a kept op wrote; value None where its leaf is not here."""

    def life_mark(self, local: Local) -> LifeMark:
        """What a kept `life` op said."""

    def erase(self, kind: str, record: bytes) -> None:
        """Remembers that a record's personal values are erased for good."""

    def refuse(self, rows: Iterable[tuple[int, int, str, str, bytes]]) -> None:
        """Lists (change, op, register, type, record) of what does not stand."""

    def covered_early(self, keys: Sequence[tuple[str, bytes]]) -> set[tuple[str, bytes, str, Dot]]:
        """Versions of these records that were replaced before they arrived."""

    def cover_early(self, rows: Iterable[tuple[str, bytes, str, Dot]]) -> None:
        """Remembers versions replaced before they arrived."""
