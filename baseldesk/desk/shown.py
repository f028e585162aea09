"""What the desk hands out and takes in: plain data, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baseldesk.desk.asked import Between, Filled, Holds, ListQuery, NoneOf, Row
from baseldesk.records.identity import OWNER_BYTES

__all__ = [
    "Between", "Candidate", "Digest", "Edit", "Filled", "HistoryLine", "Hit", "Holds", "ListQuery", "NoneOf", "Problem", "Row",
    "Saved", "Shown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several live versions of a register."""

    dot: bytes
    value: object
    author: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it stands, with the versions that a form must hand back on saving.

    Attributes:
        versions: {register: the dots that live}, for every register that holds anything.
        conflicts: {register: candidates} where live versions differ.
        unknown: {register: wire value} of fields from a newer version.
        beside: registers whose value is the secretariat's own, shown because the centre's is empty.
        is_unconfirmed: the secretariat keyed it in, and the centre has written nothing of its own yet.
    """

    type: str
    id: bytes
    n: int
    owner: str
    values: dict[str, Any]
    versions: dict[str, tuple[bytes, ...]]
    conflicts: dict[str, list[Candidate]]
    deleted: bool
    changed_at: datetime | None
    unknown: dict[str, Any] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by the search."""

    type: str
    id: bytes
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person (or an import) wants to change of one record.

    Attributes:
        values: {field: new value}, only what changed; of a mapped field only the changed keys; None or "" empties.
        shown: {register: dots that the form showed}; None: what the desk shows now.
        life: False deletes, True brings back.
    """

    type: str
    record: bytes
    values: Mapping[str, object] = field(default_factory=dict)
    shown: Mapping[str, tuple[bytes, ...]] | None = None
    life: bool | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save has done; `records` are those touched, in order."""

    records: tuple[tuple[str, bytes], ...]
    kinds: frozenset[str]

    def id_of(self, kind: str, record: bytes) -> bytes:
        """The id under which a record was saved: its own, or the one that it got by being kept at the centre or shared."""
        found = [one for name, one in self.records if name == kind and one[OWNER_BYTES:] == record[OWNER_BYTES:]]
        return found[-1] if found else record


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One register of one record, changed once."""

    at: datetime
    user: bytes
    author: str
    device: bytes
    register: str
    old: object
    new: object
    dot: bytes


@dataclass(frozen=True, slots=True)
class Digest:
    """One hash of everything merged."""

    digest: str
    records: int
    scope: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something `check` found: a code and its parameters."""

    code: str
    params: Mapping[str, object]
