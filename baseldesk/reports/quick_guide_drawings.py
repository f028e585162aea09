"""The drawings of the quick guide: the window, a record, and the way of a data file. Their words are those of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from baseldesk.i18n import LANGUAGES, N_, Translator
from baseldesk.reports.chart_paper import PaperMeasure
from baseldesk.reports.chart_shapes import (
    GROUND,
    LAND,
    Align,
    Disc,
    Mark,
    Plan,
    Shape,
    Stroke,
    Words,
    mirror,
    natural_width,
    shorten,
)
from baseldesk.reports.escape import Said

_DARK = 0  # the tone of the main button and of what is chosen
_PLACES = (
    N_("Home"), N_("To do"), N_("Activities"), N_("Partners"), N_("People"), N_("Funding"),
    N_("Results and waste"), N_("Plan"),
    N_("Send and receive"), N_("Reports"), N_("Settings"),
)  # fmt: skip
_STAGES = ("identified", "documented", "implemented", "completed")
_TABS = (N_("In short"), N_("Details"), N_("Partners"), N_("Money"), N_("People"), N_("Results"), N_("Documents"), N_("History"))
_ROW = 13.0
_SIZE = 8.0
_SIDE = 104.0  # width of what stands at either end of a way


def lay_drawing(name: str, t: Translator, width: float) -> Plan:
    """The drawing of this name, for the direction of the language."""
    draw, height = _DRAWINGS[name]
    plan = Plan(width, height, tuple(draw(_Pen(t), width, height)))
    return mirror(plan) if t.rtl else plan


class _Pen:
    """Writes words of the window at a place, shortened where they would not fit."""

    def __init__(self, t: Translator) -> None:
        self.t, self.measure = t, PaperMeasure(t)

    def say(
        self, msgid: str, x: float, y: float, width: float, *, align: Align = "left", bold: bool = False, grey: float = 0.0
    ) -> Words:
        """One line of words."""
        return self.write(self.t.gettext(msgid), x, y, width, align=align, bold=bold, grey=grey)

    def write(
        self, text: str, x: float, y: float, width: float, *, align: Align = "left", bold: bool = False, grey: float = 0.0
    ) -> Words:
        """One line of text."""
        fitting = shorten(self.measure, text, width, 1, _SIZE)
        return Words(Said(fitting), x, y, width, align, _SIZE, bold, grey)

    def width_of(self, msgid: str) -> float:
        """How much room the words take."""
        return natural_width(self.measure, self.t.gettext(msgid), _SIZE, True)


def _box(x: float, y: float, width: float, height: float, fill: int = GROUND, grey: float = 0.45) -> list[Mark]:
    """A rectangle, white or grey or dark, with a thin line round it."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return [Shape(corners, fill), Stroke((*corners, corners[0]), 0.5, grey)]


def _line(x: float, y: float, width: float, thickness: float = 3.0, grey: float = 0.8) -> Stroke:
    """What stands for text that is not to be read."""
    return Stroke(((x, y), (x + width, y)), thickness, grey)


def _button(pen: _Pen, msgid: str, right: float, y: float) -> list[Mark]:
    """A main button that ends at the right."""
    width = pen.width_of(msgid) + 14
    return [
        *_box(right - width, y, width, 16, _DARK),
        pen.say(msgid, right - width, y + 2.5, width, align="centre", bold=True, grey=1.0),
    ]


def _draw_window(pen: _Pen, width: float, height: float) -> Iterator[Mark]:
    rail = 128.0
    yield from _box(0, 0, width, height)
    yield from _box(0, 0, rail, height, LAND)
    for number, word in enumerate(_PLACES):
        y = 8 + number * _ROW
        if number == 2:
            yield from _box(4, y - 1.5, rail - 8, _ROW, _DARK)
        yield pen.say(word, 14, y - 0.5, rail - 22, bold=number == 2, grey=1.0 if number == 2 else 0.0)
    yield pen.say(N_("Activities"), rail + 12, 10, 120, bold=True)
    yield from _button(pen, N_("New activity"), width - 10, 7)
    left = width - 10 - pen.width_of(N_("New activity")) - 14 - 8 - 96
    yield from _box(left, 7, 96, 16)
    yield pen.say(N_("Search…"), left + 6, 9.5, 84, grey=0.4)
    yield from _draw_rows(pen, rail + 12, 34, width - rail - 24, height - 34 - 22)
    yield Stroke(((rail, height - 18), (width, height - 18)), 0.5, 0.45)
    yield pen.say(N_("All saved on this computer"), rail + 12, height - 14, width - rail - 24, align="right", bold=True)


def _draw_rows(pen: _Pen, x: float, top: float, width: float, height: float) -> Iterator[Mark]:
    """A list: lines that stand for texts, and at their end the marks that say where the work is."""
    lengths = (0.62, 0.5, 0.7, 0.42, 0.66, 0.55, 0.6)
    for number in range(int(height / _ROW)):
        y = top + number * _ROW + 5
        yield _line(x, y, 44)
        yield _line(x + 56, y, (width - 130) * lengths[number % 7])
        yield _line(x + width - 66, y, 30)
        yield from _draw_mark(x + width - 8, y, number % 4, -1 if pen.t.rtl else 1)
        yield Stroke(((x, y + 6.5), (x + width, y + 6.5)), 0.25, 0.75)


def _draw_mark(x: float, y: float, kind: int, way: int) -> Iterator[Mark]:
    """○ once, ✓ or ✓✓ otherwise; a tick is the same in every language, so where all is mirrored it is drawn mirrored."""
    if kind == 0:
        yield Disc(x, y, 3.2, _DARK)
        yield Shape(_round(x, y, 2.2), GROUND)
        return
    for moved in (0.0, 4.5)[: 1 + (kind > 1)]:
        tick = ((-3, 0.0), (-1, 2.5), (3, -3.0))
        yield Stroke(tuple((x - moved + way * across, y + down) for across, down in tick), 1.0, 0.0)


def _round(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    from math import cos, pi, sin

    return tuple((x + radius * cos(2 * pi * one / 16), y + radius * sin(2 * pi * one / 16)) for one in range(16))


def _draw_record(pen: _Pen, width: float, height: float) -> Iterator[Mark]:
    yield from _box(0, 0, width, height)
    yield pen.write("SEN-26-A1", 12, 10, 60, bold=True)
    yield _line(76, 15.5, 150, 4)
    yield from _button(pen, N_("Save"), width - 10, 7)
    step = (width - 24) / len(_STAGES)
    for number, stage in enumerate(_STAGES):
        yield Disc(12 + step * number + 5, 38, 4.5, _DARK)
        if number:
            yield Shape(_round(12 + step * number + 5, 38, 3.2), GROUND)
        yield pen.write(pen.t.label(stage, "activity_stage"), 12 + step * number + 14, 32.5, step - 20, bold=not number)
    yield from _draw_tabs(pen, 12, 50, width - 24)
    yield from _draw_fields(pen, 12, 76, width - 24)


def _draw_tabs(pen: _Pen, x: float, y: float, width: float) -> Iterator[Mark]:
    """The tabs, as many as have room."""
    place = x
    for number, word in enumerate(_TABS):
        wide = pen.width_of(word) + 12
        if place + wide > x + width:
            break
        yield from _box(place, y, wide, 16, GROUND if number == 0 else LAND)
        yield pen.say(word, place, y + 2.5, wide, align="centre", bold=number == 0)
        place += wide
    yield Stroke(((x, y + 16), (x + width, y + 16)), 0.5, 0.45)


def _draw_fields(pen: _Pen, x: float, y: float, width: float) -> Iterator[Mark]:
    """The title with its languages, and two dates."""
    yield pen.say(N_("Title"), x, y - 4, width / 2)
    yield from _box(x, y + 8, width, 15)
    yield _line(x + 6, y + 15.5, width * 0.45)
    for number, code in enumerate(LANGUAGES):
        own = code == pen.t.language
        yield from _box(x + number * 26, y + 26, 23, 12, _DARK if own else LAND)
        yield pen.write(code, x + number * 26, y + 26.5, 23, align="centre", bold=own, grey=1.0 if own else 0.0)
    half = width / 2 - 6
    for number, word in enumerate((N_("Planned start"), N_("Planned end"))):
        left = x + number * (half + 12)
        yield pen.say(word, left, y + 42, half)
        yield from _box(left, y + 54, half, 15)
        yield _line(left + 6, y + 61.5, 60)


def _draw_way(pen: _Pen, width: float, height: float) -> Iterator[Mark]:
    middle = height / 2 - 12
    left, right = _SIDE + 10, width - _SIDE - 10
    yield from _draw_ends(pen, width, middle, (N_("This computer"), N_("Secretariat")))
    yield from _draw_arrow(left, right, middle - 14)
    yield from _draw_arrow(right, left, middle + 32)
    third = (right - left) / 3
    yield from _draw_stick(left + third - 14, middle - 31)
    yield from _draw_envelope(left + 2 * third - 12, middle - 34)
    yield pen.say(N_("Data file"), left, middle - 10, right - left, align="centre", bold=True)
    yield pen.say(N_("Acknowledgement"), left, middle + 36, right - left, align="centre", bold=True)


def _draw_copy(pen: _Pen, width: float, height: float) -> Iterator[Mark]:
    middle, left, right = height / 2 - 8, _SIDE + 10, width - _SIDE - 10
    centre = width / 2
    yield from _draw_ends(pen, width, middle, (N_("This computer"), N_("Another computer")))
    yield from _draw_arrow(left, centre - 40, middle + 4)
    yield from _draw_arrow(centre + 40, right, middle + 4)
    yield from _draw_stick(centre - 15, middle - 2)
    yield pen.say(N_("Backup"), centre - 60, middle + 40, 120, align="centre", bold=True)


def _draw_ends(pen: _Pen, width: float, middle: float, words: tuple[str, str]) -> Iterator[Mark]:
    """A computer on each side, with what it is."""
    for x, word in zip((0.0, width - _SIDE), words, strict=True):
        yield from _draw_computer(x + _SIDE / 2, middle)
        yield pen.say(word, x, middle + 40, _SIDE, align="centre", bold=True)


def _draw_computer(x: float, y: float) -> Iterator[Mark]:
    """A laptop: a screen on a foot."""
    yield from _box(x - 30, y - 24, 60, 40, LAND, 0.2)
    yield from _box(x - 26, y - 20, 52, 32)
    yield from (_line(x - 20, y - 12 + 8 * number, 40 - 8 * number, 2) for number in range(3))
    yield Shape(((x - 30, y + 18), (x + 30, y + 18), (x + 40, y + 28), (x - 40, y + 28)), _DARK)


def _draw_arrow(start: float, end: float, y: float) -> Iterator[Mark]:
    point = 8 if end > start else -8
    yield Stroke(((start, y), (end - point, y)), 1.4, 0.15)
    yield Shape(((end, y), (end - point, y - 4.5), (end - point, y + 4.5)), _DARK)


def _draw_stick(x: float, y: float) -> Iterator[Mark]:
    """A memory stick, lying."""
    yield from _box(x, y, 22, 11, _DARK)
    yield from _box(x + 22, y + 2, 8, 7, LAND, 0.2)


def _draw_envelope(x: float, y: float) -> Iterator[Mark]:
    yield from _box(x, y, 24, 16, GROUND, 0.15)
    yield Stroke(((x, y), (x + 12, y + 9), (x + 24, y)), 0.8, 0.15)


_DRAWINGS: dict[str, tuple[Callable[[_Pen, float, float], Iterator[Mark]], float]] = {
    "window": (_draw_window, 160.0), "record": (_draw_record, 152.0), "way": (_draw_way, 112.0), "copy": (_draw_copy, 96.0),
}  # fmt: skip
NAMES: Sequence[str] = tuple(_DRAWINGS)
