"""One certificate: a page of its own, lying across, with a line for the name where that must not be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import Translator
from baseldesk.reports.escape import for_paper
from baseldesk.reports.kit_fit import fit, paint_stack, stack_height
from baseldesk.reports.page import MARGIN, MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.qr import QrCodes
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.strokes import draw_strokes
from baseldesk.reports.structure import Node

_QR = 36 * MILLIMETRE
_INSIDE = 9 * MILLIMETRE  # from the frame to the text
_SIGNING = 74 * MILLIMETRE  # length of a line to sign on
_GUTTER = 10 * MILLIMETRE
_SHRINK = (1.0, 0.9, 0.8, 0.7, 0.6)
_LINE = "\u00a0"  # stands for the name where a line takes its place


@dataclass(frozen=True, slots=True)
class Worded:
    """A line of a certificate.

    Attributes:
        size: in points, where there is room.
        lines: how many lines it may take.
        language: of the text; "" where nobody knows.
    """

    text: str
    size: float
    language: str = ""
    bold: bool = False
    grey: float = 0.0
    before: float = 0.0
    lines: int = 1
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on one certificate.

    Attributes:
        middle: the lines, from above; the name is one of them.
        signing: captions of the lines to sign on, one below the other in each language.
        number: with the word for it; stands below the code.
        code: what the QR symbol holds; b"" for none.
        code_alternative: the words that stand for the symbol.
    """

    middle: Sequence[Worded]
    signing: Sequence[str]
    number: str
    code: bytes = b""
    code_alternative: str = ""
    check: str = ""


class CertificatePage(Flowable):
    """Fills the text area of a page; on an upright sheet it lies across, and the page is shown turned on a screen."""

    canv: Sheet

    def __init__(self, told: Certificate, t: Translator, root: Node) -> None:
        super().__init__()
        self._told, self._t = told, t
        self._own, self._free = Direction(t.language, t.rtl, t.rtl), Direction(t.language, None, t.rtl)
        part = root.add("Sect")
        self._lines = [part.add("H2" if one.is_name and one.text else "P", self._foreign(one)) for one in told.middle]
        self._signing = [part.add("P") for _ in told.signing]
        self._figure, self._number, self._check = part.add("Figure"), part.add("P"), part.add("P")
        self._figure.alternative = told.code_alternative

    def _foreign(self, one: Worded) -> str:
        return one.language if one.language != self._t.language else ""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As large as the text area of a page."""
        page_width, page_height = self.canv.size
        self.width, self.height = aW, page_height - 2 * MARGIN
        self._lies_across = page_width < page_height
        return self.width, self.height

    def draw(self) -> None:
        """Draws the page, turned where the sheet stands upright; it carries neither running head nor foot."""
        sheet = self.canv
        sheet.leave_bare()
        sheet.saveState()
        if self._lies_across:
            sheet.turn_on_screen()
            sheet.translate(self.width, 0)
            sheet.rotate(90)
            self._draw_page(self.height, self.width)
        else:
            self._draw_page(self.width, self.height)
        sheet.restoreState()

    def _draw_page(self, width: float, height: float) -> None:
        draw_strokes(self.canv, boxes=[(0, 0, width, height)], thickness=1.2)
        draw_strokes(self.canv, boxes=[(4, 4, width - 8, height - 8)], thickness=0.4)
        inner = width - 2 * _INSIDE
        foot = self._draw_foot(width, inner)
        free = height - _INSIDE - foot
        lines = self._fit_lines(inner, free)
        y = foot + (free + stack_height(lines)) / 2
        for number, (one, line) in enumerate(zip(lines, self._told.middle, strict=True)):
            y -= one.spaceBefore if number else 0
            one.paint(self.canv, _INSIDE, y)
            y -= one.height
            if line.is_name and not line.text:
                draw_strokes(self.canv, [(width / 2 - _SIGNING, y + 4, width / 2 + _SIGNING, y + 4)])

    def _fit_lines(self, width: float, free: float) -> list[Paragraph]:
        """The lines in the largest sizes in which all of them have room."""
        for scale in _SHRINK:
            found = [self._fit_line(one, node, width, scale) for one, node in zip(self._told.middle, self._lines, strict=True)]
            if stack_height(found) <= free:
                break
        return found

    def _fit_line(self, one: Worded, node: Node, width: float, scale: float) -> Paragraph:
        sizes = {max(8.0, round(one.size * scale * part, 1)): one.lines for part in (1, 0.85, 0.7, 0.55)}
        look = Look(bold=one.bold, grey=one.grey, align="centre", before=one.before * scale)
        direction = Direction(one.language, one.language == "ar", one.language == "ar") if one.language else self._free
        if one.is_name and one.text:
            node.title = for_paper(one.text)
        return fit(one.text or _LINE, sizes, width, direction, look, node)

    def _draw_foot(self, width: float, inner: float) -> float:
        """Lines to sign on at the start, code and number at the end; how high it reaches."""
        beside = self._draw_number(width, inner)
        x, caption = _INSIDE, Look(8, 10.5, grey=0.3)
        free = inner - _QR - _GUTTER
        count = len(self._told.signing)
        length = min(_SIGNING, (free - _GUTTER * (count - 1)) / max(count, 1))
        for number, (text, node) in enumerate(zip(self._told.signing, self._signing, strict=True)):
            start = x + number * (length + _GUTTER)
            left = width - start - length if self._t.rtl else start
            paragraph = Paragraph(text, caption, self._free, node)
            paragraph.wrap(length, 1e6)
            line = _INSIDE + 24
            draw_strokes(self.canv, [(left, line, left + length, line)])
            paragraph.paint(self.canv, left, line - 2)
        return max(beside, _INSIDE + 24 + 16 * MILLIMETRE)

    def _draw_number(self, width: float, inner: float) -> float:
        """The code at the end of the foot, its number below it."""
        told, look = self._told, Look(8, 10.5, align="centre")
        left = _INSIDE if self._t.rtl else width - _INSIDE - _QR
        below = [
            fit(told.number, {9: 1, 8: 2}, _QR + 6 * MILLIMETRE, self._own, look, self._number),
            *([fit(told.check, {8: 3}, _QR + 6 * MILLIMETRE, self._own, look, self._check)] if told.check and told.code else []),
        ]
        bottom = _INSIDE - 4 + stack_height(below)
        paint_stack(self.canv, below, left - 3 * MILLIMETRE, bottom)
        if not told.code:
            return bottom
        code = QrCodes([told.code], _QR)
        with self.canv.marked(self._figure):
            code.wrapOn(self.canv, _QR, _QR)
            code.drawOn(self.canv, left, bottom)
        return bottom + _QR
