"""The ring round what the keyboard has come to, where the style's own sign of the focus is faint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui import theme

_KINDS = (QAbstractButton, QAbstractItemView, QLabel, QPlainTextEdit, QTextEdit, QScrollArea)
_OUT, _THICK = 3, 2  # pixels
_MOVING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Ring(QWidget):
    """Stands beside what it surrounds, in the same parent, so that it scrolls and goes with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it in the accent's colour, full and thick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), _THICK))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)


class RingKeeper(QObject):
    """One for each window in which somebody used Tab; from then on the ring follows the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring: Ring | None = None
        self._round: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.follow)

    @Slot(QWidget, QWidget)
    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Puts the ring round what has the focus now, or takes it away."""
        self._leave()
        if now is not None and isinstance(now, _KINDS) and now.window() is self._window:
            parent = now.parentWidget()
            if parent is not None and not isinstance(parent, QSplitter):
                self._ring, self._round = Ring(parent), now
                now.installEventFilter(self)
                self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it surrounds moved, grew or went."""
        if watched is self._round and event.type() in _MOVING:
            self._place()
        return False

    def _place(self) -> None:
        if self._ring is None or self._round is None or not isValid(self._ring) or not isValid(self._round):
            return
        parent = self._round.parentWidget()
        wanted = self._round.geometry().adjusted(-_OUT, -_OUT, _OUT, _OUT)
        self._ring.setGeometry(wanted & parent.rect() if parent is not None else wanted)
        self._ring.raise_()
        self._ring.setVisible(self._round.isVisible())

    def _leave(self) -> None:
        if self._round is not None and isValid(self._round):
            self._round.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = self._round = None


def keep_ring(window: QWidget) -> None:
    """From now on the focus is seen in this window, too, wherever the style shows it faintly."""
    if window.findChild(RingKeeper, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        RingKeeper(window).follow(None, window.focusWidget())
