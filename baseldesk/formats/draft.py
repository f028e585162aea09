"""What a reader of other people's files hands over: drafts of records, item by item, with whatever had to be said about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.records.identity import derived_id

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk


class Ref(NamedTuple):
    """Another draft's record, named as its file names it; becomes an id once the owner is known."""

    type: str
    identifier: tuple[Part, ...]


Part = str | Ref


class Warned(NamedTuple):
    """Something that a person should know: where in the file, a code, and the parameters of its sentence."""

    where: str
    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Draft:
    """One record as a file has it.

    Attributes:
        type: record type.
        identifier: what names it in the source, so that two laptops importing one file make one record.
        values: {field: value}; a `Ref` where the field holds a record.
        first_wins: fills what is empty and never replaces: a record that many files describe, such as a partner.
    """

    type: str
    identifier: tuple[Part, ...]
    values: dict[str, object]
    first_wins: bool = False

    @property
    def ref(self) -> Ref:
        """How other drafts refer to this one."""
        return Ref(self.type, self.identifier)


@dataclass(frozen=True, slots=True)
class Item:
    """One top-level item of a file: an IATI activity, a spreadsheet row.

    Attributes:
        where: what names it to people.
        drafts: its records; the first is the one it is about, and none where the item is rejected.
        warnings: what had to be said.
        counted: False for what belongs to the file as a whole (its partners), which no count of items includes.
        offset: how many bytes of the file have been read with it, for the progress display.
        raw: the cells of a spreadsheet's row, for the list of what was rejected.
    """

    where: str
    drafts: tuple[Draft, ...] = ()
    warnings: tuple[Warned, ...] = ()
    counted: bool = True
    offset: int = 0
    raw: tuple[str, ...] = ()


class Own(NamedTuple):
    """A record here of which an item is a picture that went out: whether it was deleted, (type, field) of what differs."""

    record: bytes
    is_hidden: bool
    differs: tuple[tuple[str, str], ...]

    def tell(self, where: str) -> Iterator[Warned]:
        """What a person should know of it."""
        if self.is_hidden:
            yield Warned(where, "import.deleted_here", {})
        for kind, name in self.differs:
            yield Warned(where, "import.kept_yours", {"type": kind, "field": name or kind})


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose kind is known and whose head has been checked; its items are read when asked for.

    Attributes:
        path: the file.
        kind: `iati`, `xlsx`, `xls`, `ods` or `csv`.
        size: in bytes.
        about: what the file says of itself as a whole: version, when it was made.
        read: gives the items anew each time; with contacts (people's names and addresses) only on request.
        find_own: tells, by `where`, the items that are pictures of records here.
    """

    path: Path
    kind: str
    size: int
    read: Callable[[bool], Iterator[Item]] = field(repr=False)
    about: Mapping[str, str] = field(default_factory=dict)
    find_own: Callable[[Desk, Sequence[Item]], Mapping[str, Own]] | None = None

    def items(self, *, contacts: bool = False) -> Iterator[Item]:
        """The items in the order of the file.

        Raises:
            FileRefused: the file turns out to be damaged further on.
        """
        return self.read(contacts)


class Ids:
    """The ids that the identifiers of a file have at one owner; each is worked out once."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._known: dict[Ref, bytes] = {}

    def find(self, ref: Ref) -> bytes:
        """The id of the record that is named so."""
        held = self._known.get(ref)
        if held is None:
            parts = (self.find(part) if isinstance(part, Ref) else part for part in ref.identifier)
            held = self._known[ref] = derived_id(self._owner, ref.type, *parts)
        return held
