"""One page of the quick guide: its headings, paragraphs, steps and drawings as flowables, in type of a given scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.help_text import Block, Run, write_run, write_runs
from baseldesk.i18n import Translator, isolate
from baseldesk.reports.chart_blocks import Drawn
from baseldesk.reports.escape import Said
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.quick_guide_drawings import lay_drawing
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.structure import Node
from baseldesk.reports.words import Span

_LABEL = 18.0  # width of a step's number
_BULLET = "•"


def lay_page(blocks: Sequence[Block], t: Translator, scale: float, root: Node) -> Iterator[Any]:
    """The flowables of a page, and its part of the structure."""
    part, steps = root.add("Sect"), None
    for block in blocks:
        steps = (steps or part.add("L")) if block.kind in ("step", "bullet") else None
        yield _lay_block(block, t, scale, steps or part)


def page_height(blocks: Sequence[Block], t: Translator, scale: float, width: float) -> float:
    """How high the page is in type of this scale."""
    height, after = 0.0, 0.0
    for number, flowable in enumerate(lay_page(blocks, t, scale, Node("Document"))):
        space = max(float(flowable.getSpaceBefore()), after) if number else 0.0
        height += space + flowable.wrap(width, 1e6)[1]
        after = float(flowable.getSpaceAfter())
    return height


def _lay_block(block: Block, t: Translator, scale: float, parent: Node) -> Any:
    way = Direction(t.language, t.rtl, t.rtl)
    if block.kind == "heading":
        text = Said(write_runs(block.runs, t))
        node = parent.add("H1" if block.level == 1 else "H2")
        node.title = text
        return Paragraph(text, _heading(block.level, scale), way, node)
    if block.kind == "drawing":
        name, alternative = block.anchor, write_runs(block.runs, t)
        return Drawn(lambda width: lay_drawing(name, t, width), t, parent.add("Figure"), Said(alternative))
    look = Look(10 * scale, 14 * scale, align="justify" if t.language == "zh" else "start", before=4 * scale, after=5 * scale)
    if block.kind == "paragraph":
        return Paragraph(_spans(block.runs, t), look, way, parent.add("P"))
    look, item = replace(look, before=0), parent.add("LI")
    label = Said(f"{t.number(block.number)}." if block.number else _BULLET)
    marked = Paragraph(label, look, way, item.add("Lbl"))
    return Item(marked, Paragraph(_spans(block.runs, t), look, way, item.add("LBody")), t.rtl, 2.5 * scale)


def _heading(level: int, scale: float) -> Look:
    if level == 1:
        return Look(18 * scale, 24 * scale, bold=True, after=6 * scale)
    return Look(12 * scale, 16 * scale, bold=True, before=12 * scale, after=4 * scale)


def _spans(runs: Sequence[Run], t: Translator) -> list[Span]:
    """The words of the guide; those of the window and of the keyboard in bold."""
    return [_span(run, t) for run in runs]


def _span(run: Run, t: Translator) -> Span:
    text = write_run(run, t)
    return Span(Said(isolate(text) if run.look == "key" and t.rtl else text), bold=run.look in ("word", "strong", "key"))


class Item(Flowable):
    """A line of a list: its number or dot, and beside it what it says."""

    canv: Sheet

    def __init__(self, label: Paragraph, body: Paragraph, from_right: bool, after: float) -> None:
        super().__init__()
        self._label, self._body, self._from_right = label, body, from_right
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Breaks the lines of both."""
        self.width = aW
        self._label.wrap(_LABEL, aH)
        self.height = self._body.wrap(aW - _LABEL, aH)[1]
        return aW, self.height

    def draw(self) -> None:
        """Draws both where ReportLab has put them."""
        self._label.paint(self.canv, self.width - _LABEL if self._from_right else 0, self.height)
        self._body.paint(self.canv, 0 if self._from_right else _LABEL, self.height)
