"""What a new bundle may rest on, and how its writer finds it: where a dot or a record lies under a base head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from baseldesk.desk.database import Reader
from baseldesk.sync.bases import Base, Found, Place, Under


class Offered(Base):
    """What a new bundle may rest on: of each plain chain, the head up to which every replica addressed holds it.

    The heads that are used are numbered as they come into use; the others do not travel.
    """

    def __init__(self, reader: Reader | None = None, held_by_all: Mapping[int, int] = MappingProxyType({})) -> None:
        """`held_by_all`: chain number → seq."""
        super().__init__(reader)
        self._held_by_all = held_by_all
        self.is_offered = bool(held_by_all)
        self._numbers: dict[int, int] = {}
        self._dots: dict[bytes, tuple[int, int] | None] = {}

    def look_up(self, dots: Iterable[bytes], records: Iterable[bytes]) -> dict[bytes, Place]:
        """Finds the places of covered dots, and of records the op that made them; gives the latter by record.

        Afterwards `place_of` answers for these dots without asking the store.
        """
        fresh = {one[:32] for one in dots} - self._dots.keys()
        made = self._made(set(records))
        changes = {**self._by_id(fresh), **self._by_number({n for n, _ in made.values()})}
        self._dots.update(dict.fromkeys(fresh))
        for identity, (n, chain, seq) in changes.items():
            if seq <= self._held_by_all.get(chain, 0):
                self._note(identity, n, chain, seq)
        ids = {n: identity for identity, (n, _, _) in changes.items()}
        out = {record: self.place_of(ids[n] + op.to_bytes(2, "big")) for record, (n, op) in made.items() if n in ids}
        return {record: place for record, place in out.items() if place is not None}

    def place_of(self, dot: bytes) -> Place | None:
        """Where a dot that was looked up lies under a base head, if it does."""
        found = self._dots.get(dot[:32])
        return Place(*found, int.from_bytes(dot[32:], "big")) if found is not None else None

    def _note(self, identity: bytes, n: int, chain: int, seq: int) -> None:
        head = self._number_of(chain)
        distance = self._heads[head].seq - seq
        self._dots[identity] = (head, distance)
        self._changes[head, distance] = Found(n, identity)

    def _number_of(self, chain: int) -> int:
        number = self._numbers.get(chain)
        if number is None:
            seq = self._held_by_all[chain]
            row = self._reader.one("SELECT id FROM change WHERE chain = :chain AND seq = :seq", chain=chain, seq=seq)
            assert row is not None
            number = self._numbers[chain] = len(self._heads)
            self._heads.append(Under(chain, seq, bytes(row[0])))
        return number

    def _by_id(self, ids: set[bytes]) -> dict[bytes, tuple[int, int, int]]:
        sql = "SELECT id, n, chain, seq FROM change WHERE id IN (:among)"
        rows = self._reader.among(sql, sorted(ids)) if ids else []
        return {bytes(identity): (n, chain, seq) for identity, n, chain, seq in rows}

    def _by_number(self, numbers: set[int]) -> dict[bytes, tuple[int, int, int]]:
        sql = "SELECT id, n, chain, seq FROM change WHERE n IN (:among)"
        rows = self._reader.among(sql, sorted(numbers)) if numbers else []
        return {bytes(identity): (n, chain, seq) for identity, n, chain, seq in rows}

    def _made(self, records: set[bytes]) -> dict[bytes, tuple[int, int]]:
        """Record → the change and op that made it, where it is in the tables."""
        sql = "SELECT id, base_change, base_op FROM record WHERE base_change IS NOT NULL AND id IN (:among)"
        rows = self._reader.among(sql, sorted(records)) if records else []
        return {bytes(identity): (n, op) for identity, n, op in rows}
