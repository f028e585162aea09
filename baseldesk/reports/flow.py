"""From a list of flowables to pages: one after the other down the page, headings with what follows, split where needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.errors import Cancelled
from baseldesk.reports.sheet import Sheet

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a page that text fills, in points from the lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return self.bottom + self.height


def flow(story: Sequence[Any], sheet: Sheet, area: Area, progress: Progress | None = None, cancelled: Stop | None = None) -> None:
    """Draws the flowables on as many pages as they need.

    Args:
        story: ReportLab flowables.
        sheet: takes the pages; the last one is ended, too.
        area: the same on each page.
        progress: told how many parts of how many are done.
        cancelled: asked before each part.

    Raises:
        Cancelled: the person has stopped it.
    """
    column = _Column(sheet, area)
    total, done = sum(_weight(one) for one in story), 0
    waiting = list(reversed(story))
    while waiting:
        if cancelled and cancelled():
            raise Cancelled
        others, before = len(waiting) - 1, _weight(waiting[-1])
        column.place(waiting)
        done += before - sum(_weight(one) for one in waiting[others:])
        if progress:
            progress(done, total)
    sheet.showPage()


def _weight(flowable: Any) -> int:
    return int(getattr(flowable, "weight", 1))


class PageTurn(Flowable):
    """What follows begins on a new page, with a head of its own if there is one.

    Attributes:
        begins: called with the number of that page, from 0.
    """

    def __init__(self, begins: Callable[[int], None] | None = None) -> None:
        super().__init__()
        self.begins = begins

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return aW, 0

    def draw(self) -> None:
        pass


class _Column:
    """Where the next flowable stands on the page that is being filled."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet = sheet
        self.area = area
        self.left = area.height
        self.space_after = 0.0

    @property
    def is_fresh(self) -> bool:
        return self.left == self.area.height

    def place(self, waiting: list[Any]) -> None:
        """Takes the next flowable off the end of the list and draws it, or puts the rest of it back."""
        group = _next_group(waiting)
        if not self.is_fresh and not self._can_begin(group):
            self._turn_page()
        flowable = waiting.pop()
        if isinstance(flowable, PageTurn):
            self._turn_to_fresh(flowable)
            return
        available = self.left - self._space_before(flowable)
        _, height = flowable.wrapOn(self.sheet, self.area.width, available)
        fits = height <= available + 0.01
        if fits:
            parts = self._leave_company(flowable, waiting, available - height)
        else:
            parts = flowable.splitOn(self.sheet, self.area.width, available)
        if len(parts) > 1:
            waiting.extend(reversed(parts[1:]))
            self._draw(parts[0], parts[0].wrapOn(self.sheet, self.area.width, available)[1])
            self._turn_page()
        elif fits or self.is_fresh:  # what is higher than a page and not to be split is drawn as far as the paper goes
            self._draw(flowable, height)
        else:
            self._turn_page()
            waiting.append(flowable)

    def _leave_company(self, flowable: Any, waiting: list[Any], left: float) -> list[Any]:
        """All of it; or in two parts, where what follows must not stand alone and would go to the next page without it."""
        if not waiting or not getattr(waiting[-1], "needs_company", False) or not hasattr(flowable, "leave_last"):
            return [flowable]
        following = waiting[-1]
        space = max(float(following.getSpaceBefore()), float(flowable.getSpaceAfter()))
        _, height = following.wrapOn(self.sheet, self.area.width, self.area.height)
        return [flowable] if height + space <= left else list(flowable.leave_last())

    def _turn_to_fresh(self, turn: PageTurn) -> None:
        if not self.is_fresh:
            self._turn_page()
        if turn.begins:
            turn.begins(self.sheet.page_index)

    def _can_begin(self, group: list[Any]) -> bool:
        """Whether headings and at least the beginning of what they are for stand on what is left of the page."""
        left, space = self.left, self._space_before(group[0])
        for number, flowable in enumerate(group):
            left -= space if number == 0 else max(flowable.getSpaceBefore(), group[number - 1].getSpaceAfter())
            _, height = flowable.wrapOn(self.sheet, self.area.width, left)
            if height > left + 0.01:
                return number == len(group) - 1 and len(flowable.splitOn(self.sheet, self.area.width, left)) > 1
            left -= height
        return True

    def _space_before(self, flowable: Any) -> float:
        return 0.0 if self.is_fresh else max(float(flowable.getSpaceBefore()), self.space_after)

    def _draw(self, flowable: Any, height: float) -> None:
        self.left -= self._space_before(flowable) + height
        flowable.drawOn(self.sheet, self.area.left, self.area.bottom + self.left)
        self.space_after = float(flowable.getSpaceAfter())

    def _turn_page(self) -> None:
        self.sheet.showPage()
        self.left, self.space_after = self.area.height, 0.0


def _next_group(waiting: list[Any]) -> list[Any]:
    """The next flowable, and those that it must not be parted from."""
    group = [waiting[-1]]
    while group[-1].getKeepWithNext() and len(group) < len(waiting):
        group.append(waiting[-len(group) - 1])
    return group
