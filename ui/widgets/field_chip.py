"""One element of a set: its name, its share where it has one, and a cross to remove it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from baseldesk.i18n import N_, RIGHT_TO_LEFT_MARK, current
from ui import icons, theme
from ui.widgets.elided import elide
from ui.widgets.field_number_text import read_number, write_number

_REMOVE = N_("Remove {name}")
_SHARE = N_("Share of {name} in per cent")
_ROUND = 5.0
_LONGEST = 260
_REMOVING_KEYS = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class Chip(QWidget):
    """A raised word. Delete or Backspace removes it, ← and → go to its neighbours, a figure begins its share.

    Attributes:
        key: what it stands for.
        removed: a person wants it gone; its key.
        share_changed: a person changed the share.
        left: a person wants to go on; -1 or +1.
    """

    removed = Signal(str)
    share_changed = Signal()
    left = Signal(int)

    def __init__(self, key: str, has_share: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._word = QLabel(self)
        self.share = QLineEdit(self) if has_share else None
        self.cross = QToolButton(self)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.cross.clicked.connect(self._on_cross)
        if self.share:
            self.share.textEdited.connect(self._on_share_edited)

    def set_value(self, value: object) -> None:
        """Shows the share, if it is one."""
        if self.share and not self.share.hasFocus():
            self.share.setText(write_number(value, current()) if isinstance(value, Decimal) else "")

    def value(self) -> object:
        """The share, True where there is none; the text as typed where it is no number."""
        typed = self.share.text().strip() if self.share else ""
        if not typed:
            return True
        try:
            return read_number(typed, current())
        except ValueError:
            return typed

    def set_word(self, word: str) -> None:
        """Sets the name that is shown, and what assistive programs call the parts."""
        begins = RIGHT_TO_LEFT_MARK if current().rtl else ""  # a word made of parts set apart has no direction of its own
        self._word.setText(begins + elide(self._word.fontMetrics(), word, _LONGEST))
        self.setToolTip(word)
        self.setAccessibleName(word)
        self.cross.setAccessibleName(current().format(_REMOVE, name=word))
        self.cross.setToolTip(self.cross.accessibleName())
        if self.share:
            self.share.setAccessibleName(current().format(_SHARE, name=word))
            self.share.setToolTip(self.share.accessibleName())

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be removed and its share changed."""
        self.cross.setVisible(not read_only)
        if self.share:
            self.share.setReadOnly(read_only)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded ground, with the accent's line while it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("accent" if self.hasFocus() else "line"))
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, arrows go on."""
        if event.key() in _REMOVING_KEYS:
            self.removed.emit(self.key)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            ahead = (event.key() == Qt.Key.Key_Right) is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
            self.left.emit(1 if ahead else -1)
        elif self.share and not self.share.isReadOnly() and event.text().isdecimal():
            self.share.setFocus()
            self.share.setText(event.text())
            self.share_changed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.share:
            self.share.setFixedWidth(self._share_width())

    def _share_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("100,0") + theme.NEAR

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.HAIR, 1, theme.HAIR, 1)  # Qt does not mirror margins: both alike
        layout.setSpacing(2)
        layout.addWidget(self._word)
        if self.share:
            self.share.setFrame(False)
            self.share.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to the next field; ← leads to the chips
            self.share.setPlaceholderText("%")
            self.share.setFixedWidth(self._share_width())
            layout.addWidget(self.share)
        icons.put(self.cross, "x", "muted")
        self.cross.setAutoRaise(True)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setFixedSize(20, 20)
        layout.addWidget(self.cross)

    def _on_cross(self, _checked: bool = False) -> None:
        self.removed.emit(self.key)

    def _on_share_edited(self, _text: str) -> None:
        self.share_changed.emit()
