"""OpenDocument sheets: what the repetitions of cells and rows stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baseldesk.formats.sheets.tally import Piece, Tally

_ODS = re.compile(
    rb"""<(?P<end>/?)table:(?P<name>table-row|table-cell|covered-table-cell|table-column|table)(?=[\s/>])"""
    rb"""|number-(?P<kind>columns|rows)-repeated\s*=\s*["']\s*\+?0*(?P<times>\d{1,18})"""
    rb"""|(?P<filled><text:|(?<!/)office:|:formula)"""
)


def measure_document(tally: Tally, pieces: Iterator[Piece]) -> None:
    """One entry of an OpenDocument file."""
    document = _Document(tally)
    tally.look(pieces, _ODS, document.read)
    document.end()


class _Document:
    """The element that is being read, its row and table; what is empty counts only where something stands behind it."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._element, self._times, self._is_filled, self._start, self._place = b"", 1, False, 0, 0
        self._is_closed = False  # the table: another one in a cell does not begin anew
        self._column = self._last = self._weight = 0  # of the row: where it is, its last filled cell, bytes of its texts
        self._row = self._last_row = self._widest = 0  # of the table
        self._repeated = 1  # how often the row stands there

    def read(self, match: re.Match[bytes], place: int) -> None:
        """An element or attribute."""
        self._place = place
        if match["name"]:
            self._begin(b"" if match["end"] else match["name"], place)
            self._is_closed = self._is_closed or (bool(match["end"]) and match["name"] == b"table")
        elif match["times"]:
            self._times = max(self._times, int(match["times"]))
        else:
            self._is_filled = self._is_filled or self._element.endswith(b"cell")

    def end(self) -> None:
        """The entry ends."""
        self._begin(b"table", self._place)

    def _begin(self, element: bytes, place: int) -> None:
        if self._element.endswith(b"cell"):
            self._column += self._times
            if self._is_filled:
                self._last, self._weight = self._column, self._weight + self._times * (place - self._start)
        elif self._element == b"table-row":
            self._repeated = self._times
        if element in (b"table-row", b"table"):
            self._end_row()
        if element == b"table":
            self._tally.add(cells=self._last_row * self._widest)
            if self._is_closed:
                self._row = self._last_row = self._widest = 0
                self._is_closed = False
        self._element, self._times, self._is_filled, self._start = element, 1, False, place

    def _end_row(self) -> None:
        self._row += self._repeated
        if self._last:
            self._last_row, self._widest = self._row, max(self._widest, self._last)
            self._tally.add(texts=self._weight * self._repeated)
        self._column = self._last = self._weight = 0
        self._repeated = 1
