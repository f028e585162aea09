"""Several versions of one value side by side, each with who wrote it, what differs in it, and a button to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from baseldesk.i18n import _, current
from ui import theme
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.difference import DifferenceLabel, Piece


@dataclass(frozen=True)
class Version:
    """One version in words: who wrote it, from where and when, and the value in pieces.

    Attributes:
        leftward: whether the value runs from right to left; None: as its letters say.
    """

    author: str
    origin: str
    pieces: tuple[Piece, ...]
    leftward: bool | None = None


class Compare(QWidget):
    """The versions beside each other, before them greyed what all of them go back to.

    Attributes:
        kept: a person wants this version to stand; its place in the order shown.
    """

    kept = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        self.buttons: list[QPushButton] = []
        self.texts: list[DifferenceLabel] = []
        self.before: Card | None = None
        self._held: Beside | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_versions(self, versions: Sequence[Version], before: Version | None, *, may_keep: bool) -> None:
        """Shows these in place of what was shown; without `may_keep` they can only be read."""
        self.cards, self.buttons, self.texts = [], [], []
        self.before = self._make_before(before) if before else None
        for place, version in enumerate(versions):
            self.cards.append(self._make(place, version, may_keep=may_keep))
        self._replace(Beside([*([self.before] if self.before else []), *self.cards]))

    def clear(self) -> None:
        """Shows nothing."""
        self.cards, self.buttons, self.texts, self.before = [], [], [], None
        self._replace(None)

    def _replace(self, beside: Beside | None) -> None:
        if self._held is not None:
            self._column.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = beside
        if beside is not None:
            self._column.addWidget(beside)
            beside.show()  # at once, so that the focus can go there

    def _make(self, place: int, version: Version, *, may_keep: bool) -> Card:
        card, button = self._card(version, "text"), QPushButton(_("Keep this"))
        card.setObjectName(f"candidate_{place}")
        button.setObjectName(f"keep_{place}")
        said = version.pieces[0].text if len(version.pieces) == 1 else version.author
        button.setAccessibleName(current().fill("{action}: {what}", action=_("Keep this"), what=said[:80]))
        button.clicked.connect(partial(self._keep, place))
        self.buttons.append(button)
        card.layout().addWidget(button)  # type: ignore[union-attr]
        button.setVisible(may_keep)
        return card

    def _make_before(self, version: Version) -> Card:
        card = self._card(version, "muted")
        card.setObjectName("ancestor")
        card.ground = "ground"
        theme.tint(card.heading, "muted")
        return card

    def _card(self, version: Version, role: str) -> Card:
        card, text = Card(), DifferenceLabel(role)
        card.set_texts(version.author, version.origin)
        text.show_pieces(version.pieces, leftward=version.leftward)
        self.texts.append(text)
        card.body.addWidget(text)
        return card

    def _keep(self, place: int, _checked: bool = False) -> None:
        self.kept.emit(place)
