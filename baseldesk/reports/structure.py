"""The logical structure of a document, as a screen reader walks it: parts in reading order, whatever their place on paper."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """One part: its role (P, H1, Table, TR, TD …), and in reading order its sub-parts and marked stretches (page, mark).

    Attributes:
        language: where it is not the document's.
        column_heading: a TH that is the heading of its column.
        alternative: words in place of a picture.
        text: what it says, where its glyphs do not stand in the order of reading: right-to-left text.
        title: the words of a heading, for the bookmarks.
        top: where a heading stands: page and height, once drawn.
    """

    role: str
    parts: list[Node | tuple[int, int]] = field(default_factory=list)
    language: str = ""
    column_heading: bool = False
    alternative: str = ""
    text: str = ""
    title: str = ""
    top: tuple[int, float] | None = None

    def add(self, role: str, language: str = "") -> Node:
        """A new last part."""
        node = Node(role, language=language)
        self.parts.append(node)
        return node
