"""A paragraph in any of the scripts, as a ReportLab flowable: wrapped, aligned, split over pages, drawn and marked."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.platypus.flowables import Flowable

from baseldesk.reports.bidi import reorder
from baseldesk.reports.escape import Said, for_paper
from baseldesk.reports.guides import guide_readers
from baseldesk.reports.shaping import Run
from baseldesk.reports.sheet import Inked, Sheet
from baseldesk.reports.structure import Node
from baseldesk.reports.words import HardLine, Line, Span, Word, break_lines, set_words

_BASELINE = 0.755  # of the leading, below the top of a line: the same for type of all sizes, so that columns align
_ISOLATES = re.compile("[\u2066-\u2069]")
_FEWEST_LINES = 2  # neither alone at the foot of a page nor at the head of the next
_WIDEST_GAP = 0.6  # of the font size: a line that would need more is left ragged


@dataclass(frozen=True, slots=True)
class Look:
    """Size and place of a paragraph, in points; ``start`` is left in a left-to-right document and right in the other."""

    size: float = 10
    leading: float = 14
    bold: bool = False
    grey: float = 0.0
    align: Literal["start", "end", "centre", "justify"] = "start"
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way a text runs, and from which side it starts.

    Attributes:
        language: of the text; decides the faces and the rules of its lines.
        right_to_left: of the text; None to see it from the text itself.
        from_right: whether lines start at the right edge.
    """

    language: str
    right_to_left: bool | None
    from_right: bool


class Paragraph(Flowable):
    """Text of one size; a plain string or a list of spans, each of them data and never markup."""

    def __init__(self, text: str | Sequence[Span], look: Look, direction: Direction, node: Node | None = None) -> None:
        super().__init__()
        spans = [Span(text, look.bold, look.grey)] if isinstance(text, str) else text
        plain = [Span(for_paper(span.text), span.bold or look.bold, span.grey or look.grey, span.language) for span in spans]
        self.look = look
        self.direction = direction
        self.node = node
        self.keepWithNext = 0
        self.spaceBefore, self.spaceAfter = look.before, look.after
        turned = direction.right_to_left
        if turned is None and all(isinstance(span.text, Said) for span in spans):
            turned = direction.from_right  # words of the programme are in the document's language, whatever they begin with
        self._hard_lines = set_words(plain, direction.language, turned, direction.from_right)
        self._said = "".join(span.text for span in plain) if any(line.right_to_left for line in self._hard_lines) else ""
        self._lines: list[Line] = []
        self._width = -1.0

    @property
    def natural_width(self) -> float:
        """The width that the longest hard line would like to have."""
        widths = (sum(word.width + word.space_width for word in hard_line.words) for hard_line in self._hard_lines)
        return max(widths, default=0) * self.look.size / 1000

    @property
    def least_width(self) -> float:
        """The width of the longest word."""
        return max((word.width for hard_line in self._hard_lines for word in hard_line.words), default=0) * self.look.size / 1000

    @property
    def lines(self) -> list[Line]:
        """The lines as last wrapped."""
        return self._lines

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Breaks the lines for this width; the height they take."""
        if aW != self._width:
            units = int(aW * 1000 / self.look.size + 1)
            self._lines = [line for hard_line in self._hard_lines for line in break_lines(hard_line, units)]
            self._width = aW
        self.width, self.height = aW, len(self._lines) * self.look.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Any]:
        """Two paragraphs, the first of which fits; none where that would leave a single line alone."""
        self.wrap(aW, aH)
        fitting = int((aH + 0.01) // self.look.leading)
        if fitting >= len(self._lines):
            return [self]
        fitting = min(fitting, len(self._lines) - _FEWEST_LINES)
        return self.cut(fitting) if fitting >= _FEWEST_LINES else []

    def cut(self, count: int) -> list[Paragraph]:
        """The first so many lines, and the rest."""
        first, rest = copy.copy(self), copy.copy(self)
        first._keep(self._lines[:count])
        rest._keep(self._lines[count:])
        first.spaceAfter = rest.spaceBefore = 0
        return [first, rest]

    def _keep(self, lines: list[Line]) -> None:
        self._lines = lines
        self._hard_lines = []
        words: list[Word] = []
        for line in lines:
            words += line.words
            if line.is_last or line is lines[-1]:
                self._hard_lines.append(HardLine(words, line.right_to_left))
                words = []

    canv: Any

    def draw(self) -> None:
        """Draws the lines where ReportLab has put the flowable."""
        self.paint(self.canv, 0, self.height)

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        """Draws the lines below ``top`` and marks them as their part of the structure."""
        if self.node is None:
            self._draw_lines(sheet, x, top)
            return
        self.node.text = _ISOLATES.sub("", self._said)
        if self.node.title and self.node.top is None:
            self.node.top = (sheet.page_index, sheet.absolutePosition(0, top)[1])
        with sheet.marked(self.node):
            self._draw_lines(sheet, x, top)

    def _draw_lines(self, sheet: Sheet, x: float, top: float) -> None:
        baseline = top - _BASELINE * self.look.leading
        for line in self._lines:
            if line.words:
                extra = self._extra_per_gap(line)
                start = x + self._indent(line, extra) - _overhang(line) * self.look.size / 1000
                sheet.draw_line(start, baseline, self.look.size, place_runs(line, extra))
            baseline -= self.look.leading

    def _extra_per_gap(self, line: Line) -> float:
        gaps = sum(word.stretches for word in line.words[:-1])
        if self.look.align != "justify" or line.is_last or not gaps:
            return 0.0
        extra = (self.width - line.width * self.look.size / 1000) / gaps
        return extra if 0 < extra <= _WIDEST_GAP * self.look.size else 0.0

    def _indent(self, line: Line, extra: float) -> float:
        free = self.width - line.width * self.look.size / 1000
        if extra:
            return 0.0
        if self.look.align == "centre":
            return free / 2
        return free if self.direction.from_right != (self.look.align == "end") else 0.0


def _overhang(line: Line) -> int:
    """How far the space at the end of a right-to-left line stands out to the left."""
    return line.words[-1].space_width if line.right_to_left else 0


def place_runs(line: Line, extra: float = 0.0) -> list[Inked]:
    """The runs of a line from left to right, with the extra space that follows each.

    The space at the end stands outside the line: it is there for readers that put lines together again.
    """
    if extra == 0 and not line.right_to_left and _is_simple(line.words):
        return [Inked(run.piece, run.grey, 0.0) for word in line.words for run in word.runs + word.space]
    base = int(line.right_to_left)
    logical = [item for word in line.words[:-1] for item in _place_word(word, extra)]
    logical += [(run, 0.0) for run in line.words[-1].runs]
    logical += [(run._replace(level=base), 0.0) for run in line.words[-1].space]
    drawn = [logical[index] for index in reorder([run.level for run, _ in logical])]
    pieces = [run.piece for run, _ in drawn]
    if line.right_to_left:
        pieces = guide_readers((run.piece, run.level) for run, _ in drawn)
    return [Inked(piece, run.grey, after) for piece, (run, after) in zip(pieces, drawn, strict=True)]


def _is_simple(words: Sequence[Word]) -> bool:
    """Whether all of a line runs from left to right."""
    return not any(run.level for word in words for run in word.runs)


def _place_word(word: Word, extra: float) -> Iterator[tuple[Run, float]]:
    """A word's runs and those of its space; the gap is widened at the space, else after the last run."""
    runs = word.runs + word.space
    for index, run in enumerate(runs):
        yield run, extra if word.stretches and index == len(runs) - 1 else 0.0
