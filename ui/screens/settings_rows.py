"""A setting as it stands in its card: a list to choose from with a sentence under it, lit where a search or a link led to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import _
from ui import theme
from ui.screens.settings_line import ChoiceLine
from ui.screens.settings_words import CHOSEN, values_of, words_of
from ui.settings import Settings
from ui.widgets.card import Card


class SettingRow(QWidget):
    """Room for one setting; lit, it has a ground of its own and a stripe at the leading edge."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._is_lit = key, False
        self.setObjectName(f"row_{key}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.HAIR, 0, theme.HAIR)
        self.column.setSpacing(theme.HAIR)

    @property
    def is_lit(self) -> bool:
        """Whether a search or a link led here."""
        return self._is_lit

    def light(self, is_lit: bool) -> None:
        """Lights it, or puts it out."""
        self._is_lit = is_lit
        aside = theme.NEAR if is_lit else 0
        self.column.setContentsMargins(aside, theme.HAIR, aside, theme.HAIR)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ground of a lit row."""
        if not self._is_lit:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 1))
        painter.setBrush(theme.blend(theme.color("accent"), theme.color("raised"), 0.08))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        leading = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        painter.drawRoundedRect(QRectF(0 if leading else self.width() - 4, 0, 4, self.height()), 2, 2)


class ChoiceRow(SettingRow):
    """A choice of `CHOSEN`.

    Attributes:
        chosen: a person chose: key and value.
    """

    chosen = Signal(str, object)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.line, self.help = ChoiceLine(key, values_of(key)), QLabel()
        self.help.setWordWrap(True)
        self.help.setVisible(bool(CHOSEN[key].help))
        theme.tint(self.help, "muted")
        theme.align(self.help)
        self.column.addWidget(self.line)
        self.column.addWidget(self.help)
        self.line.chosen.connect(self._on_chosen)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.line.set_texts(_(CHOSEN[self.key].label), words_of(self.key))
        self.help.setText(_(CHOSEN[self.key].help))
        self.line.box.setAccessibleDescription(self.help.text())

    @Slot(object)
    def _on_chosen(self, value: object) -> None:
        self.chosen.emit(self.key, value)


class ChoiceCard(Card):
    """The choices of one card.

    Attributes:
        chosen: a person chose: key and value.
    """

    chosen = Signal(str, object)

    def __init__(self, name: str, icon: str, title: str, sentence: str, settings: Settings) -> None:
        super().__init__(icon)
        self.setObjectName(f"card_{name}")
        self._title, self._sentence, self._settings = title, sentence, settings
        self.rows = [ChoiceRow(key) for key, one in CHOSEN.items() if one.card == name]
        for row in self.rows:
            self.body.addWidget(row)
            row.chosen.connect(self.chosen)

    def retranslate(self) -> None:
        """Sets every text anew, and shows what is chosen now."""
        self.set_texts(_(self._title), _(self._sentence))
        for row in self.rows:
            row.retranslate()
        self.show_chosen()

    def show_chosen(self) -> None:
        """Shows what is chosen now."""
        for row in self.rows:
            row.line.choose(_value(self._settings, row.key))


def _value(settings: Settings, key: str) -> object:
    from baseldesk.i18n import current

    return current().language if key == "language" else settings.choice(key)
