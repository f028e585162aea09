"""The test sheet: numbered lines for questions, each with squares from one to five; the same sheet before and after."""

from __future__ import annotations

from functools import partial
from typing import Any

from reportlab.platypus.flowables import Flowable

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blank_cells import Asked
from baseldesk.reports.blank_page import FormLines
from baseldesk.reports.blocks import Laid, Note
from baseldesk.reports.handouts import TEST
from baseldesk.reports.kit_gather import Event
from baseldesk.reports.kit_sheets import Sheet, event_facts, make_front
from baseldesk.reports.kit_words import Both
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet as Paper
from baseldesk.reports.strokes import TICK, draw_strokes
from baseldesk.reports.structure import Node

_HOW = N_(
    "Tick one square for each question: 1 means “not at all”, 5 means “very well”. The same questions are asked before and after."
)
_STEP = 7 * MILLIMETRE  # from one square to the next
_SCALE = 5
_LEAST = 13 * MILLIMETRE  # height of a question
_NUMBER = Look(10, 14, bold=True)
_DIGIT = Look(8, 10, align="centre", grey=0.3)


def test_sheet(event: Event, words: Both, questions: int) -> Sheet:
    """The sheet, with its questions left open: whoever trains writes them in before it is copied."""
    front = make_front(event, words, TEST, tuple(event_facts(event, words)))
    return Sheet(front, (Laid(partial(_lay_head, words)), Note(words.words(_HOW)), Laid(partial(_lay, questions))))


def _lay_head(words: Both, t: Translator, root: Node) -> list[Any]:
    asked = [
        Asked(0, words.beside(N_("Test")), "ticks", 4, (words.beside(N_("Before")), words.beside(N_("After")))),
        Asked(0, words.beside(N_("Name or number")), width=5), Asked(0, words.beside(N_("Score, in per cent")), width=3),
    ]  # fmt: skip
    return [FormLines([("", asked)], t, root)]


def _lay(questions: int, t: Translator, root: Node) -> list[Any]:
    return [_Question(number, t, root) for number in range(1, questions + 1)]


class _Question(Flowable):
    """A number, two lines to write a question on, and the squares for its answer."""

    canv: Paper

    def __init__(self, number: int, t: Translator, root: Node) -> None:
        super().__init__()
        self._from_right, self._direction = t.rtl, Direction(t.language, None, t.rtl)
        self._number = Paragraph(str(number), _NUMBER, self._direction, root.add("P"))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Always of the same height."""
        self.width, self.height = aW, _LEAST
        return self.width, self.height

    def draw(self) -> None:
        """Draws number, lines and squares."""
        self._number.wrap(8 * MILLIMETRE, 1e6)
        self._number.paint(self.canv, self._mirrored(0, 8 * MILLIMETRE), self.height - 4)
        start, end = 8 * MILLIMETRE, self.width - _SCALE * _STEP - 6 * MILLIMETRE
        left = self._mirrored(start, end - start)
        draw_strokes(self.canv, [(left, y, left + end - start, y) for y in (2.0, 2 + 6 * MILLIMETRE)], thickness=0.4, grey=0.4)
        places = [self._mirrored(self.width - (_SCALE - n) * _STEP + (_STEP - TICK) / 2, TICK) for n in range(_SCALE)]
        draw_strokes(self.canv, boxes=[(x, 4, TICK, TICK) for x in places], grey=0.1)
        with self.canv.furniture():
            for number, x in enumerate(places, 1):
                digit = Paragraph(str(number), _DIGIT, self._direction)
                digit.wrap(TICK, 1e6)
                digit.paint(self.canv, x, 4 + TICK + 11)

    def _mirrored(self, x: float, width: float) -> float:
        return self.width - x - width if self._from_right else x
