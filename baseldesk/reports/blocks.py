"""What a report is written in: headings, facts, texts, tables, signatures. Plain data; nothing here knows of paper.

Every string is a datum and printed as it is, whatever it contains; words of the programme come from ``escape.say`` or a
translator. Notes are short remarks that stand in the margin beside what they are about («two values, not decided»).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from baseldesk.i18n import Translator
from baseldesk.reports.chart_data import Chart, MapPoints, Point, Series
from baseldesk.reports.page_code import Subject
from baseldesk.reports.structure import Node
from baseldesk.reports.table import Cell, Column

__all__ = [
    "Block", "Cell", "Chapter", "Chart", "Column", "Drawing", "Fact", "Facts", "Front", "Heading", "Laid", "MapPoints", "Note",
    "PageBreak", "Picture", "Point", "Rows", "Series", "Signature", "Signatures", "Text", "Titled",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Titled:
    """A title and the language it is in."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, which goes on to the next heading.

    Attributes:
        key: what the section is called whatever the language («results»), so that a person can leave it out or move it.
    """

    text: str
    key: str = ""


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
        logo: the centre's own, a PNG or JPEG file; b"" for none.
    """

    centre: str
    kind: str
    title: Titled
    original: Titled | None = None
    title_note: str = ""
    mark: str = ""
    facts: tuple[Fact, ...] = ()
    short_centre: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Text:
    """Running text of one or more paragraphs, its label in the margin."""

    text: str
    label: str = ""
    notes: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; where there are no rows, the words that say so.

    Attributes:
        totals: the last row, in bold; () for none.
        row_height: of a row at least, in points: for lines to write on.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str
    label: str = ""
    notes: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    row_height: float = 0


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
class Laid:
    """What a paper draws itself: boxes to write in, badges, certificates. Only on paper, never as Word or web page.

    Attributes:
        lay: given the translator and the structure that it is part of, the flowables.
    """

    lay: Callable[[Translator, Node], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or a logo, as wide as said or as the page allows.

    Attributes:
        content: a PNG or JPEG file; what cannot be read as one is left out, its caption stays.
        alternative: words for those who cannot see it; without them the caption.
        width: in millimetres.
    """

    content: bytes
    caption: str = ""
    alternative: str = ""
    width: float = 80


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of several reports in a file: a new page with a head of its own, whose words stand at the top of its further pages.

    Attributes:
        reference: as the foot of its pages shows it.
        subject: the record that its pages are about, for the code at their foot.
    """

    front: Front
    reference: str = ""
    subject: Subject | None = None


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


Block = Heading | Facts | Text | Rows | Note | Drawing | Laid | Picture | Chart | MapPoints | PageBreak | Chapter | Signatures
