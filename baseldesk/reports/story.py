"""From blocks to what is drawn: looks, margins and the logical structure of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import N_, RIGHT_TO_LEFT, Translator
from baseldesk.reports.beside import Beside
from baseldesk.reports.blocks import (
    Block,
    Cell,
    Chapter,
    Chart,
    Drawing,
    Fact,
    Facts,
    Front,
    Heading,
    Laid,
    MapPoints,
    Note,
    PageBreak,
    Picture,
    Rows,
    Signature,
    Signatures,
    Text,
)
from baseldesk.reports.chart_blocks import tell_chart, tell_map
from baseldesk.reports.escape import Said, for_paper, say
from baseldesk.reports.flow import PageTurn
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.picture import LOGO_HEIGHT, Figure, read_picture
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.signing import SigningBlock, SigningPlace
from baseldesk.reports.structure import Node
from baseldesk.reports.table import Table
from baseldesk.reports.words import Span

BODY = Look(10, 14)
_SMALL = Look(8, 10.5, grey=0.3, after=6)
_CENTRE = Look(10.5, 14, bold=True, after=4)
_KIND = Look(10.5, 14, grey=0.3, before=10, after=2)
_TITLE = Look(16, 21, bold=True, after=3)
_ORIGINAL = Look(10.5, 14.5, grey=0.25, after=3)
_TITLE_NOTE = Look(8, 10.5, bold=True, after=4)
_MARK = Look(10.5, 14, bold=True, before=4, after=2)
_HEADING = Look(12, 16, bold=True, before=18, after=5)
_TABLE_LABEL = Look(10.5, 14, bold=True, before=8, after=2)
_LABEL = Look(9, 14, grey=0.3)
_NOTE = Look(8, 10.5, bold=True)
_CAPTION = Look(8, 11, grey=0.3)
_AFTER_FACT, _AFTER_TEXT = 2.5, 8.0
_SHORT_TABLE = 8  # rows that are rather moved to the next page than leave signatures alone on it


class Story:
    """Builds the flowables of one document and the structure that goes with them, both in reading order."""

    def __init__(self, t: Translator, root: Node) -> None:
        self._t = t
        self._root = root
        self._plain = Direction(t.language, None, t.rtl)
        self._list: Node | None = None

    def front(self, front: Front) -> Iterator[Any]:
        """The head of the first page."""
        self._list = None
        logo = read_picture(front.logo, LOGO_HEIGHT, LOGO_HEIGHT * 4, self._t.rtl) if front.logo else None
        if logo:
            yield self._figure(logo, say(self._t, N_("Logo of {centre}"), centre=front.centre))
        yield self._paragraph(front.centre, _CENTRE, "P")
        yield _Rule()
        if front.mark:
            yield self._paragraph(front.mark, _MARK, "P")
        yield self._paragraph(front.kind, _KIND, "P")
        yield self._paragraph(front.title.text, _TITLE, "H1", front.title.language, title=True)
        if front.original:
            yield self._paragraph(front.original.text, _ORIGINAL, "P", front.original.language)
        if front.title_note:
            yield self._paragraph(front.title_note, _TITLE_NOTE, "P")
        yield from self._facts(Facts(front.facts))
        self._list = None
        yield _Space(4)

    def block(self, block: Block) -> Iterator[Any]:
        """The flowables of one block."""
        if not isinstance(block, Facts):
            self._list = None
        match block:
            case Heading(text, _):
                yield keep_with_next(self._paragraph(text, _HEADING, "H2", title=True))
            case Facts():
                yield from self._facts(block)
            case Text():
                yield self._text(block)
            case Rows():
                yield from self._rows(block)
            case Note(text):
                yield self._paragraph(text, _SMALL, "P")
            case Laid(lay):
                yield from lay(self._t, self._root)
            case PageBreak():
                yield PageTurn()
            case Chapter(front, _):
                yield from self.front(front)
            case Signatures(people):
                yield SigningBlock([self._signature(one) for one in people], self._t.rtl)
            case _:
                yield from self._picture_of(block)

    def _picture_of(self, block: Drawing | Picture | Chart | MapPoints) -> Iterator[Any]:
        """What is looked at rather than read."""
        match block:
            case Drawing(flowable, alternative):
                yield self._figure(flowable, alternative)
            case Picture():
                yield from self._picture(block)
            case Chart():
                yield from tell_chart(block, self._t, self._root)
            case MapPoints():
                yield from tell_map(block, self._t, self._root)

    def _direction(self, language: str) -> Direction:
        """Text of a known language runs its own way from its own side; all else starts at the document's side."""
        if not language:
            return self._plain
        turned = language in RIGHT_TO_LEFT
        return Direction(language, turned, turned)

    def _node(self, parent: Node, role: str, language: str = "") -> Node:
        return parent.add(role, language if language != self._t.language else "")

    def _paragraph(self, text: Cell, look: Look, role: str, language: str = "", *, title: bool = False) -> Paragraph:
        """A paragraph across the page, starting at the document's side whatever its language."""
        own = self._direction(language)
        node = self._node(self._root, role, language)
        if title and isinstance(text, str):
            node.title = for_paper(text)
        return Paragraph(text, look, Direction(own.language, own.right_to_left, self._t.rtl), node)

    def _facts(self, block: Facts) -> Iterator[Any]:
        """Facts that follow each other are one list, even if they come in several blocks."""
        parent = self._list = self._list or self._root.add("L")
        for fact in block.facts:
            item = parent.add("LI")
            margin = self._margin(fact.label, fact.notes, item, "Lbl")
            own = self._direction(fact.language)
            body = Paragraph(fact.value, BODY, Direction(own.language, own.right_to_left, self._t.rtl))
            body.node = self._node(item, "LBody", fact.language)
            yield Beside(margin, body, self._t.rtl, _AFTER_FACT)

    def _margin(self, label: str, notes: Sequence[str], parent: Node, role: str) -> list[Paragraph]:
        words = [(label, _LABEL, role)] * bool(label) + [(note, _NOTE, "Note") for note in notes]
        return [Paragraph(text, look, self._plain, parent.add(role)) for text, look, role in words]

    def _text(self, block: Text) -> Beside:
        part = self._root.add("Sect")
        language = block.language or self._t.language
        look = Look(BODY.size, BODY.leading, align="justify" if language == "zh" else "start")
        margin = self._margin(block.label, block.notes, part, "H3")
        body = Paragraph(block.text, look, self._direction(block.language), self._node(part, "P", block.language))
        return Beside(margin, body, self._t.rtl, _AFTER_TEXT)

    def _rows(self, block: Rows) -> Iterator[Any]:
        if not block.rows:
            yield from self._facts(Facts((Fact(block.label, (Span(block.empty, grey=0.35),), block.notes),)))
            return
        if block.label:
            yield keep_with_next(self._paragraph(block.label, _TABLE_LABEL, "H3"))
        for note in block.notes:
            yield keep_with_next(self._paragraph(note, _NOTE, "P"))
        totals = [[Span(cell, bold=True)] for cell in block.totals]
        rows = [*block.rows, totals] if totals else block.rows
        yield Table(block.columns, rows, self._plain, self._root.add("Table"), row_height=block.row_height)

    def _figure(self, inner: Any, alternative: str) -> Figure:
        return Figure(inner, self._root.add("Figure"), alternative)

    def _picture(self, block: Picture) -> Iterator[Any]:
        drawn = read_picture(block.content, block.width * MILLIMETRE, block.width * MILLIMETRE, self._t.rtl)
        if drawn:
            yield keep_with_next(self._figure(drawn, block.alternative or block.caption))
        if block.caption:
            yield self._paragraph(block.caption, _SMALL, "Caption")

    def _signature(self, person: Signature) -> SigningPlace:
        node = self._root.add("Sect")
        captions = (N_("Full name"), N_("Function"), N_("Date"), N_("Signature and stamp"))
        filled = (person.name, person.function, "", "")
        lines = [
            (Paragraph(text, BODY, self._plain, node.add("P")), self._caption(caption, node))
            for text, caption in zip(filled, captions, strict=True)
        ]
        return SigningPlace(Paragraph(person.role, _TABLE_LABEL, self._plain, node.add("P")), lines)

    def _caption(self, msgid: str, node: Node) -> Paragraph:
        return Paragraph(Said(self._t.gettext(msgid)), _CAPTION, self._plain, node.add("P"))


def keep_with_next(flowable: Any) -> Any:
    """The flowable, which will not be parted from what follows it; a table may be if it is long."""
    if not isinstance(flowable, Table) or flowable.weight <= _SHORT_TABLE:
        flowable.keepWithNext = 1
    return flowable


class _Rule(Flowable):
    """A thin line across the page."""

    canv: Sheet

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        return aW, 0.5

    def draw(self) -> None:
        self.canv.rule(0, 0, self.width, 0.4, 0.55)


class _Space(Flowable):
    """Empty space between two groups."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return aW, min(self._height, aH)

    def draw(self) -> None:
        pass
