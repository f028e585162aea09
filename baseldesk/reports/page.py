"""The page itself: its size, its margins, and what stands on it outside the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from baseldesk.i18n import N_, Translator
from baseldesk.reports.escape import Said, for_paper, say
from baseldesk.reports.flow import Area
from baseldesk.reports.page_code import Subject
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet

Paper = Literal["A4", "Letter"]
MILLIMETRE = 72 / 25.4
SIZES: dict[Paper, tuple[float, float]] = {"A4": (210 * MILLIMETRE, 297 * MILLIMETRE), "Letter": (612.0, 792.0)}
MARGIN = 20 * MILLIMETRE
_SMALL = Look(8, 10, grey=0.3)
_AT_END = Look(8, 10, grey=0.3, align="end")
_HEAD = 12 * MILLIMETRE  # of the running head, from the upper edge
_FOOT = 13 * MILLIMETRE  # of the foot, from the lower edge
CODE_SIDE = 24.5 * MILLIMETRE  # of the code at the foot: 49 squares of half a millimetre
CODE_BOTTOM = 6 * MILLIMETRE
CODE_TOP = CODE_BOTTOM + CODE_SIDE + 2.5 * MILLIMETRE  # with the white that readers need
CODE_ROOM = CODE_SIDE + 5 * MILLIMETRE
_SHARE = 0.8  # of the width, that the first half of a line of furniture may take


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words that stand on each page; the running head begins on the second.

    Attributes:
        mark: what must not be overlooked, such as «Draft»; "" where there is nothing.
        subject: the record that the pages are about, for the code at their foot.
    """

    centre: str
    short_title: str
    reference: str
    mark: str = ""
    subject: Subject | None = None


def size_of(paper: Paper, landscape: bool = False) -> tuple[float, float]:
    """Width and height of a sheet, upright or lying."""
    width, height = SIZES[paper]
    return (height, width) if landscape else (width, height)


def text_area(size: tuple[float, float], for_code: bool = False) -> Area:
    """Where the text stands on a sheet of this size, which may have a code at its foot."""
    width, height = size
    bottom = CODE_TOP if for_code else MARGIN
    return Area(MARGIN, bottom, width - 2 * MARGIN, height - MARGIN - bottom)


def add_furniture(
    sheet: Sheet, size: tuple[float, float], chapters: Mapping[int, Furniture], t: Translator, *, for_code: bool = False
) -> None:
    """Draws running heads and feet on all pages, once it is known how many there are.

    Args:
        chapters: the words of each part by its first page, from 0; that page itself carries no running head.
        for_code: the foot leaves room for a code on the outer edge.
    """
    direction = Direction(t.language, None, t.rtl)
    width, height = size
    furniture = chapters[0]
    for page in range(sheet.pages):
        furniture = chapters.get(page, furniture)
        if page in sheet.bare_pages:
            continue
        with sheet.added_to(page), sheet.furniture():
            place = _Line(sheet, direction, width - 2 * MARGIN)
            if page not in chapters:
                place.draw(height - _HEAD, furniture.centre, furniture.short_title)
                sheet.bare_rule(MARGIN, height - _HEAD - 12, width - 2 * MARGIN)
            number = say(t, N_("Page {page} of {pages}"), page=t.number(page + 1), pages=t.number(sheet.pages))
            left = Said(" · ".join(for_paper(one) for one in (furniture.reference, furniture.mark) if one))
            foot = replace(place, width=place.width - CODE_ROOM, left=MARGIN + CODE_ROOM * t.rtl) if for_code else place
            foot.draw(_FOOT, left, number)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of furniture: something at its start, something at its end."""

    sheet: Sheet
    direction: Direction
    width: float
    left: float = MARGIN

    def draw(self, top: float, at_start: str, at_end: str) -> None:
        end = fit_line(at_end, _AT_END, self.direction, self.width * _SHARE)
        start = fit_line(at_start, _SMALL, self.direction, self.width - end.natural_width - 12)
        for one in (start, end):
            one.wrap(self.width, 1e6)
            one.paint(self.sheet, self.left, top)


def fit_line(text: str, look: Look, direction: Direction, width: float) -> Paragraph:
    """The text on one line, its end left out where it is too long."""
    plain = for_paper(text).replace("\n", " ").strip()
    whole = Paragraph(Said(plain), look, direction)
    kept = len(plain)
    while kept > 1 and whole.natural_width > width:
        kept = min(kept - 1, int(kept * width / whole.natural_width))
        whole = Paragraph(Said(plain[: max(kept, 1)].rstrip() + "…"), look, direction)
    return whole
