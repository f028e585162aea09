"""The logical structure of a document, as a screen reader walks it: parts in reading order, whatever their place on paper."""

from __future__ import annotations

from dataclasses import dataclass

Marks = tuple[tuple[int, int], ...]
PackedCell = tuple[str, Marks, str]  # role, marks, text
PackedRow = tuple[PackedCell, ...]


@dataclass(slots=True, eq=False)
class Node:
    """One part: its role (P, H1, Table, TR, TD …) with, in reading order, its sub-parts or the marked stretches of its own.

    Attributes:
        parts: the sub-parts; of a table the rows that are drawn are packed, see `pack`.
        marks: where it is drawn itself: page and mark, several where it goes over pages.
        language: where it is not the document's.
        alternative: words in place of a picture.
        text: what it says, where its glyphs do not stand in the order of reading: right-to-left text.
        title: the words of a heading, for the bookmarks.
        top: where a heading stands: page and height, once drawn.
    """

    role: str
    parts: list[Node | PackedRow] | None = None
    marks: Marks = ()
    language: str = ""
    alternative: str = ""
    text: str = ""
    title: str = ""
    top: tuple[int, float] | None = None

    def add(self, role: str, language: str = "") -> Node:
        """A new last part."""
        node = Node(role, language=language)
        if self.parts is None:
            self.parts = []
        self.parts.append(node)
        return node

    @property
    def is_drawn(self) -> bool:
        """Whether anything of it is on paper; an empty cell counts, since its row must stay whole."""
        if self.marks or self.role in ("TD", "TH"):
            return True
        return any(isinstance(part, tuple) or part.is_drawn for part in self.parts or ())

    def pack(self, place: int) -> None:
        """Keeps a row that is drawn as plain tuples: a hundred thousand cells would weigh on every later object otherwise."""
        row = self.parts[place] if self.parts else ()
        if isinstance(row, Node):
            cells = [cell for cell in row.parts or () if isinstance(cell, Node)]
            self.parts[place] = tuple((cell.role, cell.marks, cell.text) for cell in cells)  # type: ignore[index]
