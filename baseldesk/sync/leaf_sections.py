"""Leaves in as many sections as they need: no section is larger than a reader takes, and of several one is in memory at a time.

Decision ◆. One section as long as everything fits, as it does up to some 200,000 people; it may be in any order. Several stand
in the order of the changes, each is used up before the next begins, and the leaves of one change may go on in the next. A reader
of 0.1 refuses several as malformed: it would have refused one that is too large as well.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync import payload
from baseldesk.sync.expanding import Exactly
from baseldesk.sync.payload import LeafGroup, Payload, Place, Section, decode_leaves, encode_leaves, records_of_leaves

_HEAD = 5  # bytes before the groups of a section, at most
_AROUND = 48  # bytes of a group besides its leaves, at most
_EACH = 32  # bytes of a leaf besides its own, at most


class LeafSections:
    """Gathers leaves in the order of the changes and gives them section by section."""

    def __init__(self) -> None:
        self._full: list[bytes] = []
        self._open: list[bytes] = []
        self._size = _HEAD

    def add(self, change: bytes, leaves: list[tuple[int, bytes, bytes]]) -> None:
        """Adds the leaves of one change: op, record, bytes."""
        piece: list[tuple[int, bytes, bytes]] = []
        size = _AROUND
        for one in leaves:
            if piece and _HEAD + size + len(one[2]) + _EACH > payload.MOST_LEAVES:
                self._put(change, piece)
                self._close()  # a section names no change twice
                piece, size = [], _AROUND
            piece.append(one)
            size += len(one[2]) + _EACH
        self._put(change, piece)

    def _put(self, change: bytes, piece: list[tuple[int, bytes, bytes]]) -> None:
        raw = encode_leaves([LeafGroup(change, piece)])[1:]  # without the head of a list of one
        if self._size + len(raw) > payload.MOST_LEAVES:
            self._close()
        self._open.append(raw)
        self._size += len(raw)

    def _close(self) -> None:
        if self._open:
            self._full.append(msgspec.msgpack.encode([msgspec.Raw(one) for one in self._open]))
        self._open, self._size = [], _HEAD

    def close(self) -> list[bytes]:
        """The sections, none where there are no leaves."""
        self._close()
        return self._full


class LeavesInTurn:
    """The leaves of a payload, asked for in the order of its changes.

    Raises:
        BundleRefused: a section is larger than allowed.
    """

    def __init__(self, held: Payload, name: str) -> None:
        self._payload, self._name = held, name
        self._places = held.of_kind(Section.LEAVES)
        if any(one.size > payload.MOST_LEAVES for one in self._places):
            raise BundleRefused("bundle.malformed", file=name, what="section")
        self._left = iter(self._places)
        self._leaves: dict[bytes, dict[int, bytes]] = {}
        self._last = b""
        self._go_on()

    def sections(self) -> Iterator[dict[bytes, dict[int, bytes]]]:
        """All of them, from the beginning: change id → op → leaf."""
        if len(self._places) == 1:
            yield self._leaves
            return
        for place in self._places:
            yield decode_leaves(self._read(place), self._name)

    def records(self) -> set[bytes]:
        """The records whose personal values are inside."""
        return {one for place in self._places for one in records_of_leaves(self._read(place), self._name)}

    def get(self, change: bytes) -> dict[int, bytes] | None:
        """The leaves of a change; of several sections, those of earlier changes are gone then."""
        found = self._leaves.get(change)
        while change == self._last and self._go_on():
            found = {**(found or {}), **self._leaves.get(change, {})}
        return found

    def _go_on(self) -> bool:
        """Takes the next section in the place of this one, if there is one."""
        place = next(self._left, None)
        if place is not None:
            self._leaves = {}
            self._leaves = decode_leaves(self._read(place), self._name)
            self._last = next(reversed(self._leaves), self._last)
        return place is not None

    def _read(self, place: Place) -> bytes:
        return Exactly(self._payload.open(place), self._name).read(place.size)
