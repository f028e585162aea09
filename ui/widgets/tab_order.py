"""Tab goes where one reads on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def order_stops(stops: Iterable[QWidget]) -> None:
    """Makes Tab go from one to the next; what was made anew meanwhile and stands in no window yet, or in another, is left out."""
    held = list(stops)
    window = held[0].window() if held else None
    for one, after in pairwise([one for one in held if one.window() is window]):
        QWidget.setTabOrder(one, after)
