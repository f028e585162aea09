"""The rail of places at the leading edge: an icon and a word each, foldable to icons, with counts where something waits.

Where the window is low or the text large, the rows move together, what stands below them becomes one row of icons, and the
places scroll: a word is never cut.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from baseldesk.i18n import _
from ui import theme
from ui.widgets.rail_button import RailButton
from ui.widgets.scrolled import viewport_of

_LEAST = 3  # places that are always in view
_MOST_OF_WINDOW = 0.27  # with words; where these need more, the icons stand alone


class _Column(QScrollArea):
    """The places, as wide as they need, scrolled where they are too many for the height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = QWidget()
        self.layout_of_places = QVBoxLayout(self.inner)
        self.layout_of_places.setContentsMargins(0, 0, 0, 0)
        self.layout_of_places.setSpacing(0)
        self.layout_of_places.addStretch(1)
        self.setWidget(self.inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (viewport_of(self), self.inner):
            part.setAutoFillBackground(False)
        self.inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """All of them."""
        return self.inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word and the bar beside it, as high as a few of them."""
        places = self.layout_of_places.count() - 1
        needed = self.inner.sizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if self.height() < needed.height() else 0
        return QSize(needed.width() + bar, needed.height() * min(_LEAST, places) // max(places, 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another word, or another size of text, needs another width."""
        if watched is self.inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar comes and goes with the height."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.updateGeometry()


class Rail(QWidget):
    """All places in order, the centre's name and the search above them, help, language and folding below."""

    chosen = Signal(str)
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.owner = QLabel()
        self.owner.setObjectName("rail_owner")
        self.owner.setContentsMargins(theme.GROUP, theme.NEAR, theme.GROUP, theme.NEAR)
        theme.size(self.owner, bold=True)
        theme.align(self.owner)
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # the place one is in can be chosen, too: from a record one comes to its list
        self.find_button, self.help_button = RailButton("search"), RailButton("circle-question-mark")
        self.language_button, self.fold_button = RailButton("languages"), RailButton("panel-left-close")
        self.fold_button.clicked.connect(self._on_fold)
        self._wish = self._is_folded = self._is_tight = self._is_marking = False
        self._insists = False  # on the words, though they take much of the window
        self.area, self._below = _Column(), QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()

    def add(self, name: str, icon: str) -> RailButton:
        """Adds a place after those that are there."""
        button = RailButton(icon)
        button.setObjectName(f"rail_{name}")
        button.setProperty("place", name)
        button.setAutoExclusive(True)  # a screen reader says: one of several
        self._group.addButton(button)
        button.toggled.connect(self._on_toggled)  # a screen reader toggles and never clicks
        self.area.layout_of_places.insertWidget(len(self.buttons), button)
        self.buttons[name] = button
        return button

    def mark(self, name: str) -> None:
        """Shows where one is."""
        self._is_marking = True
        for other, button in self.buttons.items():
            button.setChecked(other == name)
            button.stay_stops()
            if other == name:
                self.area.ensureWidgetVisible(button, 0, 0)
        self._is_marking = False

    def fold(self, folded: bool) -> None:
        """Shows icons alone, or icons with words."""
        self._wish = folded
        self._show(folded)

    def _show(self, folded: bool) -> None:
        self._is_folded = folded
        for button in (*self.buttons.values(), self.find_button):
            button.fold(folded)
        self.owner.setVisible(not folded)
        self._place_below()
        self.retranslate()
        self._below.invalidate()
        self.area.updateGeometry()

    def retranslate(self) -> None:
        """Sets its own words; those of the places are set by the window."""
        self.setAccessibleName(_("Places"))
        self.fold_button.set_icon_name("panel-left-open" if self._is_folded else "panel-left-close")
        self.fold_button.set_texts(_("Show words") if self._is_folded else _("Icons only"))
        self.find_button.set_texts(_("Find anything"), meaning=_("Ctrl+K"))
        self.help_button.set_texts(_("Help"), meaning=_("F1"))
        self.language_button.set_texts(_("Language"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Finds out whether there is room for all."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Longer words, in another language or larger, need more room, which the buttons ask for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit_width()
            self._fit()
        return super().event(event)

    def _others(self) -> tuple[RailButton, ...]:
        return self.help_button, self.language_button, self.fold_button

    def fit_width(self) -> None:
        """Folds by itself where the words would take too much of the window; a person can unfold it all the same."""
        wanted = max((button.width_with_word() for button in self.buttons.values()), default=0)
        is_much = wanted > self.window().width() * _MOST_OF_WINDOW
        self._insists = self._insists and is_much
        folded = self._wish or (is_much and not self._insists)
        if folded != self._is_folded:
            self._show(folded)

    def _fit(self) -> None:
        """Moves the rows together where they would not all be seen else."""
        rows = (*self.buttons.values(), self.find_button, *self._others())
        needed = sum(one.height_if(False) for one in rows) + self.owner.sizeHint().height() + 2 * theme.NEAR
        tight = needed > self.height()
        if tight != self._is_tight:
            self._is_tight = tight
            for button in rows:
                button.tighten(tight)
            self._place_below()
            self.retranslate()

    def _place_below(self) -> None:
        """Help, language and folding: a row of icons where it is tight, else one below the other, with words."""
        beside = self._is_tight and not self._is_folded
        self._below.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        for button in self._others():
            button.fold(beside or self._is_folded)

    def _lay_out(self) -> None:
        names = ("find_button", "help_button", "language_button", "fold_button")
        for button, name in zip((self.find_button, *self._others()), names, strict=True):
            button.setObjectName(name)
            button.setCheckable(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.NEAR, 0, theme.NEAR)
        column.setSpacing(0)
        self._below.setSpacing(0)
        for part in (self.owner, self.find_button):
            column.addWidget(part)
        column.addWidget(self.area, 1)
        column.addLayout(self._below)
        for button in self._others():
            self._below.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @Slot()
    def _on_toggled(self) -> None:
        if not self._is_marking:
            self.chosen.emit(str(self.sender().property("place")))

    @Slot()
    def _on_fold(self) -> None:
        self._insists = self._is_folded
        self.fold(not self._is_folded)
        self.folded.emit(self._is_folded)
