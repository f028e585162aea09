"""QR codes as drawings: dark squares as one filled path, with the quiet border that readers need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import segno
from reportlab.platypus.flowables import Flowable

from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.sheet import Sheet

_QUIET = 4  # modules of white round the symbol, as ISO/IEC 18004 wants


class QrCodes(Flowable):
    """Symbols of one size, several to a row, on one page."""

    canv: Sheet

    def __init__(
        self, contents: Sequence[bytes | str], size: float, *, columns: int = 1, gap: float = 4 * MILLIMETRE,
        from_right: bool = False, correction: str = "m",
    ) -> None:  # fmt: skip
        """`size` is that of one symbol with its quiet border, in points; `correction` one of l, m, q, h."""
        super().__init__()
        self._symbols = [_modules(one, correction) for one in contents]
        self._size, self._columns, self._gap, self._from_right = size, columns, gap, from_right
        self.spaceBefore = 4
        self.spaceAfter = 6

    @property
    def finest(self) -> float:
        """The side of the smallest square on paper, in millimetres."""
        return min(self._size / (len(one) + 2 * _QUIET) for one in self._symbols) / MILLIMETRE

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As wide as the page lets it be, as high as its rows."""
        rows = -(-len(self._symbols) // self._columns)
        self.width, self.height = aW, rows * self._size + (rows - 1) * self._gap
        return self.width, self.height

    def draw(self) -> None:
        """Draws the symbols where ReportLab has put them."""
        path = self.canv.beginPath()
        for number, modules in enumerate(self._symbols):
            row, column = divmod(number, self._columns)
            left = column * (self._size + self._gap)
            if self._from_right:
                left = self.width - left - self._size
            top = self.height - row * (self._size + self._gap)
            module = self._size / (len(modules) + 2 * _QUIET)
            for line, start, end in _stretches(modules):
                x, y = left + (start + _QUIET) * module, top - (line + _QUIET + 1) * module
                path.rect(x, y, (end - start) * module, module)
        self.canv.drawPath(path, stroke=0, fill=1)


def draw_symbol(content: bytes, left: float, bottom: float, side: float, correction: str = "m") -> Iterator[str]:
    """PDF operators that fill the dark squares of a symbol without its quiet border."""
    modules = _modules(content, correction)
    module = side / len(modules)
    for line, start, end in _stretches(modules):
        x, y = left + start * module, bottom + side - (line + 1) * module
        yield f"{x:.3f} {y:.3f} {(end - start) * module:.3f} {module:.3f} re"
    yield "f"


def count_modules(content: bytes, correction: str) -> int:
    """How many squares a side of the symbol has, its quiet border with it."""
    return len(_modules(content, correction)) + 2 * _QUIET


def _modules(content: bytes | str, correction: str) -> Sequence[Sequence[int]]:
    mode = "byte" if isinstance(content, bytes) else None
    found: Sequence[Sequence[int]] = segno.make(content, mode=mode, error=correction, boost_error=False, micro=False).matrix
    return found


def _stretches(modules: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int]]:
    """Row, first and past-the-last column of each stretch of dark modules."""
    for line, row in enumerate(modules):
        start = None
        for place, is_dark in enumerate([*row, 0]):
            if is_dark and start is None:
                start = place
            elif not is_dark and start is not None:
                yield line, start, place
                start = None
