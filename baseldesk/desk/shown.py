"""What the desk hands out and takes in: plain data, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baseldesk.records.identity import OWNER_BYTES


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
class Row:
    """One line of a list; `values` holds the columns asked for."""

    n: int
    id: bytes
    type: str
    owner: str
    values: dict[str, Any]
    conflicts: int
    changed_at: datetime
    last_change: int
    same: int = 0  # how many others, recorded as well and the same, it stands for


@dataclass(frozen=True, slots=True)
class Between:
    """A condition of a list: from the one to the other, both included; None leaves an end open. Empty is in between nothing."""

    first: object = None
    last: object = None


@dataclass(frozen=True, slots=True)
class Holds:
    """A condition of a list: these letters stand somewhere in the text, whatever their case and accents."""

    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A condition of a list: something stands there."""


@dataclass(frozen=True, slots=True)
class NoneOf:
    """A condition of a list: none of these values; what is empty is none of them."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list shows.

    Attributes:
        where: {field: a value, a tuple of values any of which will do, or a condition}; of a set: contains; None: empty.
        search: words as typed.
        sort: a field, "changed" or ""; records without a value come last.
        columns: the fields wanted; () gives all but prose and imported data.
        language: the reader's, for texts in several.
        deleted: only deleted records.
        each: every record by itself, also where several are the same: else one stands for all, and what refers to any of
            them refers to it.
        numbers: only records with these local numbers; None for all.
    """

    type: str
    where: Mapping[str, object] = field(default_factory=dict)
    search: str = ""
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    language: str = "en"
    deleted: bool = False
    each: bool = False
    numbers: tuple[int, ...] | None = None


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
