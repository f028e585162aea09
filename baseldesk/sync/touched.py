"""Which records an import has touched: a set of (type, id) that keeps a full load's hundreds of thousands small in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSet

from baseldesk.journal.apply import Key


class Touched(MutableSet[Key]):
    """Behaves as a set of keys; holds the ids by type."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._ids: dict[str, set[bytes]] = {}
        for key in keys:
            self.add(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and len(key) == 2 and key[1] in self._ids.get(key[0], ())

    def __iter__(self) -> Iterator[Key]:
        return ((kind, identity) for kind, held in self._ids.items() for identity in held)

    def __len__(self) -> int:
        return sum(map(len, self._ids.values()))

    def add(self, key: Key) -> None:
        """Takes one more key in."""
        self._ids.setdefault(key[0], set()).add(key[1])

    def discard(self, key: Key) -> None:
        """Takes a key out, if it is there."""
        self._ids.get(key[0], set()).discard(key[1])

    @property
    def kinds(self) -> frozenset[str]:
        """The types of these records."""
        return frozenset(kind for kind, held in self._ids.items() if held)
