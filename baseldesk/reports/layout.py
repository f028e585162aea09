"""What a person fixes once for a kind of report and uses again: order and choice of the sections, logo, who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from baseldesk.reports.blocks import Block, Chapter, Heading, Signature, Signatures
from baseldesk.reports.document import Document


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is arranged.

    Attributes:
        sections: keys of headings in the order wanted; sections that are not named follow in their own order.
        hidden: keys of sections that are left out.
        logo: a PNG or JPEG file; b"" for none.
        signatures: who signs; () for those that the report has itself.
    """

    sections: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    logo: bytes = b""
    signatures: tuple[Signature, ...] = ()

    def apply_to(self, document: Document) -> Document:
        """The same report, arranged; a report of several chapters is arranged chapter by chapter."""
        blocks = [block for chapter in _chapters(document.blocks) for block in self._arrange(chapter)]
        front = replace(document.front, logo=self.logo or document.front.logo)
        return replace(document, front=front, blocks=tuple(blocks))

    def _arrange(self, blocks: list[Block]) -> Iterator[Block]:
        before, *sections = _sections(blocks)
        after: list[Block] = [block for block in sections[-1] if isinstance(block, Signatures)] if sections else []
        if after:
            sections[-1] = [block for block in sections[-1] if not isinstance(block, Signatures)]
        for block in before:
            yield (
                replace(block, front=replace(block.front, logo=self.logo)) if self.logo and isinstance(block, Chapter) else block
            )
        for section in sorted(sections, key=self._place):
            if _key(section) not in self.hidden:
                yield from section
        for block in after:
            yield Signatures(self.signatures) if self.signatures and isinstance(block, Signatures) else block

    def _with_logo(self, block: Block) -> Block:
        return replace(block, front=replace(block.front, logo=self.logo)) if self.logo and isinstance(block, Chapter) else block

    def _place(self, section: list[Block]) -> int:
        key = _key(section)
        return self.sections.index(key) if key in self.sections else len(self.sections)


def section_names(document: Document) -> list[tuple[str, str]]:
    """Key and heading of each section that can be moved or left out, as the report has them."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.key:
            found.setdefault(block.key, block.text)
    return list(found.items())


def _chapters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    chapter: list[Block] = []
    for block in blocks:
        if isinstance(block, Chapter):
            yield chapter
            chapter = []
        chapter.append(block)
    yield chapter


def _sections(blocks: list[Block]) -> list[list[Block]]:
    """What stands before the first section, and each section with its heading."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.key:
            parts.append([])
        parts[-1].append(block)
    return parts


def _key(section: list[Block]) -> str:
    first = section[0] if section else None
    return first.key if isinstance(first, Heading) else ""
