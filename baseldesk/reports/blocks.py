"""What a report is written in: headings, facts, texts, tables, signatures. Plain data; nothing here knows of paper.

Every string is a datum and printed as it is, whatever it contains; words of the programme come from ``escape.say`` or a
translator. Notes are short remarks that stand in the margin beside what they are about («two values, not decided»).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from baseldesk.reports.table import Cell, Column

__all__ = [
    "Block", "Cell", "Column", "Drawing", "Fact", "Facts", "Front", "Heading", "Note", "Rows", "Signature", "Signatures", "Text",
    "Titled",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Titled:
    """A title and the language it is in."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its label in the margin.

    Attributes:
        value: "" is left out by whoever writes the report; here it would print as an empty line.
        language: of the value, where it is not the report's.
    """

    label: str
    value: Cell
    notes: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Values one below the other."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The head of the first page.

    Attributes:
        centre: whose report it is, by name.
        short_centre: as the running head has it; "" for the whole name.
        kind: what kind of report («Activity report»).
        title: in the report's language where there is one.
        original: the title as it was first written, where that is another.
        title_note: a remark on the title («not yet translated»).
        mark: «Draft» or the like, here and at the foot of each page.
    """

    centre: str
    kind: str
    title: Titled
    original: Titled | None = None
    title_note: str = ""
    mark: str = ""
    facts: tuple[Fact, ...] = ()
    short_centre: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Running text of one or more paragraphs, its label in the margin."""

    text: str
    label: str = ""
    notes: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; where there are no rows, the words that say so."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small type below what it is about: a source, a method."""

    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A ReportLab drawing, and the words that stand for it where it cannot be seen."""

    flowable: Any
    alternative: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Space for one person to sign: as what, and name and function where they are known."""

    role: str
    name: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The people who sign, one beside the other."""

    people: tuple[Signature, ...]


Block = Heading | Facts | Text | Rows | Note | Drawing | Signatures
