"""What a whole workbook would need once it is read, added up until it is too much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from baseldesk.errors import FileRefused

MOST_UNPACKED = 200 << 20
MOST_CELLS = 3_000_000
OVERLAP = 4096  # of the pieces in which an entry is looked at
_MOST_SIGNS = 5 * MOST_CELLS  # elements and attributes that are looked at one by one
_BLANKS = re.compile(rb"\s{%d}" % (OVERLAP // 4))  # between the signs of one element nobody writes so many
Piece = tuple[bytes, int, int]  # bytes, how many of them are not in the next piece too, where they stand in the whole
_Read = Callable[[re.Match[bytes], int], None]


class Tally:
    """Adds up what a whole workbook would need, and refuses it as soon as that is too much."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = self._texts = self._signs = 0

    def add(self, *, cells: int = 0, texts: int = 0) -> None:
        """So many cells more, or bytes of their texts.

        Raises:
            FileRefused: that is too much.
        """
        self._cells += cells
        self._texts += texts
        if self._cells > MOST_CELLS or self._texts > MOST_UNPACKED:
            self.refuse()

    def look(
        self,
        pieces: Iterator[Piece],
        pattern: re.Pattern[bytes],
        read: _Read,
        at_once: Callable[[bytes, int], bool] | None = None,
    ) -> None:
        """Reads every match with its place; an entry with matches and endless blanks, in which one could hide, is refused."""
        has_blanks = has_any = False
        for piece, end, at in pieces:
            has_blanks = has_blanks or _BLANKS.search(piece) is not None
            if at_once and not has_blanks and at_once(piece, end):
                continue
            for match in pattern.finditer(piece):
                if match.start() >= end:
                    break
                has_any = True
                self._signs += 1
                read(match, at + match.start())
            if self._signs > _MOST_SIGNS or (has_blanks and has_any):
                self.refuse()

    def refuse(self) -> None:
        """Refuses the workbook."""
        raise FileRefused("sheet.too_large", file=self._name)
