"""How a record type and its fields are declared: said once here, used by tables, forms, lists, bundles and reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Scope(StrEnum):
    """Who may receive a record."""

    PUBLIC = "public"  # everybody
    SHARED = "shared"  # the owning centre and the secretariat
    CENTRE = "centre"  # the owning centre's own computers


class Kind(StrEnum):
    """What a field holds. The canonical form of each is in `baseldesk.records.values`."""

    TEXT = "text"  # one line
    PROSE = "prose"  # paragraphs
    CODE = "code"  # one code of a vocabulary
    CODES = "codes"  # a set of codes, each with or without a share in per cent
    LABELS = "labels"  # a set of short free texts: links, external identifiers
    DATE = "date"
    INSTANT = "instant"  # UTC, milliseconds
    INTEGER = "integer"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    RECORD = "record"  # the id of another record
    HASH = "hash"  # SHA-256 of a document's bytes
    DATA = "data"  # what came with an import and has no field yet: JSON, shown read-only


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a declaration.

    Attributes:
        name: stable name, used in journal, tables, command line and bundles.
        kind: what it holds.
        label: message id of the label (English).
        help: message id of a sentence of help, or "".
        vocabulary: name of the code list, for CODE and CODES.
        target: record type referred to, for RECORD.
        translatable: one value per language.
        shares: CODES whose elements may carry a share in per cent.
        personal: personal data; its values travel as leaves that can be erased.
        required_for: the stage that asks for it, or "".
        fixed: cannot be changed after creation (the ends of a link).
        printed: may be printed in reports for outsiders, when the record itself is marked for publication.
        searched: its text is found by the search.
    """

    name: str
    kind: Kind
    label: str
    help: str = ""
    vocabulary: str = ""
    target: str = ""
    translatable: bool = False
    shares: bool = False
    personal: bool = False
    required_for: str = ""
    fixed: bool = False
    printed: bool = True
    searched: bool = False

    @property
    def is_set(self) -> bool:
        """Whether the value is a set with a register per element."""
        return self.kind in (Kind.CODES, Kind.LABELS)

    @property
    def is_mapped(self) -> bool:
        """Whether the value is a mapping: per language or per element."""
        return self.translatable or self.is_set


@dataclass(frozen=True, slots=True)
class RecordType:
    """A noun of the product with its fields.

    Attributes:
        name: stable name in singular, as on the command line.
        label, plural: message ids.
        scope: who may receive it; the audience of every field.
        fields: in the order of the declaration.
        title: name of the field that names a record to people.
        link: names of the fields whose values make the id (unlinking is `life no`), or ().
        parent: field that names the record it belongs to, shown inside its parent's form, or "".
        stage: name of the field that holds the stage, or "".
        secretariat_only: written only by the secretariat, also where it is about a centre's own records.
        secretariat_too: written by the secretariat as well as by the owner.
    """

    name: str
    label: str
    plural: str
    scope: Scope
    fields: tuple[Field, ...]
    title: str = ""
    link: tuple[str, ...] = ()
    parent: str = ""
    stage: str = ""
    secretariat_only: bool = False
    secretariat_too: bool = False
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.fields})
