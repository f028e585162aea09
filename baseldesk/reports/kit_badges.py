"""Name badges, eight or ten to a page, with marks for the knife outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import Translator
from baseldesk.reports.kit_fit import fit, paint_stack, stack_height
from baseldesk.reports.page import MARGIN, MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.strokes import draw_strokes
from baseldesk.reports.structure import Node

PER_PAGE = (8, 10)
_COLUMNS = 2
_HIGHEST = 60 * MILLIMETRE
_PADDING = 5 * MILLIMETRE
_MARK, _OFF = 4 * MILLIMETRE, 1 * MILLIMETRE  # length of a mark for the knife, and how far from the corner it begins
_NAME_SIZES = {22: 2, 19: 2, 16: 2, 14: 2, 12: 3, 10.5: 3, 9: 3}
_CENTRE = Look(align="centre")
_BOLD = Look(bold=True, align="centre")
_GREY = Look(grey=0.3, align="centre")


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands on one badge; without a name there is a line to write on.

    Attributes:
        below: organization and country.
        event: its title, above the name.
        foot: whose event it is.
    """

    name: str
    below: tuple[str, ...]
    event: str
    foot: str


class BadgePage(Flowable):
    """One page of badges; it takes the whole height of the text."""

    canv: Sheet

    def __init__(self, badges: Sequence[Badge], per_page: int, t: Translator, root: Node) -> None:
        super().__init__()
        self._badges, self._rows, self._from_right = badges, per_page // _COLUMNS, t.rtl
        self._own, self._free = Direction(t.language, t.rtl, t.rtl), Direction(t.language, None, t.rtl)
        self._nodes = [root.add("Sect") for _ in badges]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As large as the text area of a page."""
        self.width, self.height = aW, self.canv.size[1] - 2 * MARGIN
        return self.width, self.height

    def draw(self) -> None:
        """Draws the badges, and the marks along which they are cut."""
        self.canv.leave_bare()
        width, height = self.width / _COLUMNS, min(_HIGHEST, self.height / self._rows)
        for number, badge in enumerate(self._badges):
            row, column = divmod(number, _COLUMNS)
            x = (_COLUMNS - 1 - column if self._from_right else column) * width
            self._draw_badge(badge, self._nodes[number], x, self.height - row * height, width, height)
        self._draw_marks(width, height)

    def _draw_badge(self, badge: Badge, node: Node, x: float, top: float, width: float, height: float) -> None:
        inner = width - 2 * _PADDING
        head = fit(badge.event, {8: 2}, inner, self._free, _GREY, node.add("P"))
        foot = fit(badge.foot, {8: 1}, inner, self._free, _GREY, node.add("P"))
        middle = self._middle(badge, node, inner)
        head.paint(self.canv, x + _PADDING, top - _PADDING)
        foot.paint(self.canv, x + _PADDING, top - height + _PADDING + foot.height)
        free = height - 2 * _PADDING - head.height - foot.height
        y = top - _PADDING - head.height - (free - stack_height(middle)) / 2
        if badge.name:
            paint_stack(self.canv, middle, x + _PADDING, y)
        else:
            self.canv.rule(x + _PADDING, top - height / 2, inner, 0.5, 0.3)
            self.canv.rule(x + _PADDING, top - height / 2 - 9 * MILLIMETRE, inner, 0.5, 0.3)

    def _middle(self, badge: Badge, node: Node, inner: float) -> list[Paragraph]:
        if not badge.name:
            return []
        name = fit(badge.name, _NAME_SIZES, inner, self._free, _BOLD, node.add("P"))
        return [name, *(fit(one, {10: 2, 9: 2, 8: 2}, inner, self._free, _CENTRE, node.add("P")) for one in badge.below if one)]

    def _draw_marks(self, width: float, height: float) -> None:
        """Short strokes in the margins, at the end of every line to cut."""
        bottom, near, far = self.height - self._rows * height, _OFF, _OFF + _MARK
        strokes = []
        for y in (self.height - row * height for row in range(self._rows + 1)):
            strokes += [(-far, y, -near, y), (self.width + near, y, self.width + far, y)]
        for x in (column * width for column in range(_COLUMNS + 1)):
            strokes += [(x, self.height + near, x, self.height + far), (x, bottom - far, x, bottom - near)]
        draw_strokes(self.canv, strokes, thickness=0.4)


def badge_pages(badges: Sequence[Badge], per_page: int, t: Translator, root: Node) -> list[BadgePage]:
    """The badges page by page."""
    parts = [badges[start : start + per_page] for start in range(0, len(badges), per_page)]
    return [BadgePage(part, per_page, t, root) for part in parts]
