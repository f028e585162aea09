"""One section of the settings: its cards under each other, of which a search leaves those that fit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.screens.settings_rows import ChoiceCard, SettingRow
from ui.screens.settings_words import is_offered
from ui.widgets.card import Card
from ui.widgets.scrolled import scrolled

_WIDEST = 90  # letters: longer lines are hard to read


class Part(NamedTuple):
    """A setting on a page: its key, the card it stands in, and what is lit; both are the same where a card is one setting."""

    key: str
    card: QWidget
    place: QWidget


class SectionPage(QWidget):
    """Cards that scroll where there is not room for them.

    Attributes:
        chosen: a person chose in one of the cards of choices: key and value.
    """

    chosen = Signal(str, object)

    def __init__(self, cards: Sequence[QWidget], parts: Sequence[Part]) -> None:
        super().__init__()
        self.cards, self.parts, self._sought = tuple(cards), tuple(parts), ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GROUP)
        for card in cards:
            inside.addWidget(card)
            if hasattr(card, "chosen"):
                card.chosen.connect(self.chosen)
        inside.addStretch(1)
        self._inner, self._area = inner, scrolled(inner)
        column.addWidget(self._area)
        theme.bind(self, "width", self._limit_width)

    def retranslate(self) -> None:
        """Sets every text anew."""
        for card in self.cards:
            card.retranslate()  # type: ignore[attr-defined]

    def show_chosen(self) -> None:
        """Shows in the cards of choices what is chosen now."""
        for card in self.cards:
            if isinstance(card, ChoiceCard):
                card.show_chosen()

    def show_only(self, keys: Collection[str] | None) -> None:
        """Leaves these settings, lit; with None all of them, none lit."""
        for part in self.parts:
            is_meant = keys is None or part.key in keys
            if part.place is not part.card:
                part.place.setVisible(is_meant and is_offered(part.key))
            _light(part.place, keys is not None and is_meant)
        for card in self.cards:
            mine = [part.key for part in self.parts if part.card is card]
            card.setVisible(keys is None or any(key in keys for key in mine))

    def light(self, key: str) -> None:
        """Lights one setting, scrolls to it and puts the focus there."""
        for part in self.parts:
            _light(part.place, False)
        found = next((part for part in self.parts if part.key == key), None)
        if found is not None:
            _light(found.place, True)
            first = first_stop(found.place)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._sought = key
            QTimer.singleShot(0, self, self._show_sought)

    @Slot()
    def _show_sought(self) -> None:
        """Scrolls there, once everything has its size."""
        place = next((part.place for part in self.parts if part.key == self._sought), None)
        if place is not None:
            self._area.ensureWidgetVisible(place, 0, theme.GROUP)

    def _limit_width(self) -> None:
        letters = QFontMetrics(QApplication.font())  # a page that is not shown has its own font only later
        self._inner.setMaximumWidth(_WIDEST * letters.averageCharWidth())


def parts_of(card: ChoiceCard) -> list[Part]:
    """The choices of a card."""
    return [Part(row.key, card, row) for row in card.rows]


def first_stop(place: QWidget) -> QWidget | None:
    """What takes the focus first in there."""
    stops = (one for one in place.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((one for one in stops if one.isEnabled() and not one.isHidden()), None)


def stops_of(page: SectionPage) -> list[QWidget]:
    """What takes the focus in its cards of choices, in reading order: they are made in it."""
    found = (one for card in page.cards for one in card.findChildren(QWidget))
    return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]


def _light(place: QWidget, is_lit: bool) -> None:
    if isinstance(place, SettingRow):
        place.light(is_lit)
    elif isinstance(place, Card):
        place.mark = "accent" if is_lit else ""
        place.update()
