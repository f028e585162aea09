"""Text that must stand in a given space: the largest size in which it fits, cut only where even the smallest does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from baseldesk.reports.escape import Said, for_paper
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.structure import Node

_LEADING = 1.3


def fit(
    text: str, sizes: Mapping[float, int], width: float, direction: Direction, look: Look, node: Node | None = None
) -> Paragraph:
    """The text in the first size in which it fits, wrapped; ends with «…» where it is too long for the last one, too.

    Args:
        sizes: in points, with how many lines each may have. A size that would cut a word is passed over, but for the last.
    """
    for size, lines in sizes.items():
        found = _set(text, size, direction, look, node)
        found.wrap(width, 1e6)
        if len(found.lines) <= lines and found.least_width <= width:
            return found
    plain = for_paper(text)
    while len(found.lines) > lines and len(plain) > 1:
        plain = plain[: max(1, min(len(plain) - 1, len(plain) * lines // len(found.lines) + 8))]
        found = _set(Said(plain.rstrip() + "…"), size, direction, look, node)
        found.wrap(width, 1e6)
    return found


def _set(text: str, size: float, direction: Direction, look: Look, node: Node | None) -> Paragraph:
    return Paragraph(text, replace(look, size=size, leading=round(size * _LEADING, 1)), direction, node)


def stack_height(paragraphs: Sequence[Paragraph]) -> float:
    """The height of wrapped paragraphs one below the other, with the space before each but the first."""
    return sum(one.height + (one.spaceBefore if number else 0) for number, one in enumerate(paragraphs))


def paint_stack(sheet: Sheet, paragraphs: Sequence[Paragraph], x: float, top: float) -> float:
    """Draws them from a height downwards; where they end."""
    for number, one in enumerate(paragraphs):
        top -= one.spaceBefore if number else 0
        one.paint(sheet, x, top)
        top -= one.height
    return top
