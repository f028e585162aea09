"""The row under the title that switches between the lists of one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QTabBar, QWidget

from baseldesk.i18n import _
from ui import theme


class Switches(Protocol):
    """A place that a segment leads to: its name, and its word as a message id."""

    @property
    def name(self) -> str:
        """The place's name."""

    @property
    def segment(self) -> str:
        """Its word."""


class Goes(Protocol):
    """Who takes a person there."""

    def show_screen(self, name: str, **place: Any) -> None:
        """Goes to a screen."""


class Segments(QTabBar):
    """Leads to the other lists, and always shows the one that it stands over; hidden where there is no other."""

    def __init__(self, window: Goes, here: str, places: Sequence[Switches], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window, self._places = window, tuple(places)
        self._here = next((number for number, one in enumerate(places) if one.name == here), 0)
        self.setObjectName("segments")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        theme.size(self, 0.92)
        for _place in places:
            self.addTab("")
        self.setCurrentIndex(self._here)
        self.setVisible(len(places) > 1)
        self.currentChanged.connect(self._on_changed)

    def retranslate(self) -> None:
        """Sets every word anew."""
        self.setAccessibleName(_("Lists of this place"))
        for number, one in enumerate(self._places):
            self.setTabText(number, _(one.segment))

    @Slot(int)
    def _on_changed(self, number: int) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self._here)
        if number != self._here:
            self._window.show_screen(self._places[number].name)
