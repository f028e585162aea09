"""Two buttons that lead somewhere: a line of text, and a figure with its word; and a column of such lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from ui import icons, theme

_ICON = 16
_BESIDE = 2 * _ICON + 4 * theme.NEAR  # what stands beside the words of a link


class _Led(QAbstractButton):
    """What both share: the ground under the mouse, the ring of the focus, mirroring."""

    followed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._on_clicked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @Slot()
    def _on_clicked(self) -> None:
        self.followed.emit()

    def draw_ground(self, painter: QPainter, *, framed: bool = False) -> None:
        """Draws what lies under the words."""
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = 0.1 if self.isDown() else 0.06 if self.underMouse() else 0.0
        painter.setBrush(theme.blend(theme.color("accent"), theme.color("raised"), share))
        soft = theme.blend(theme.color("line"), theme.color("raised"), 1.0 if theme.name() == "contrast" else 0.5)
        ring = theme.color("accent") if self.hasFocus() else soft if framed else None
        painter.setPen(ring if ring is not None else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)

    def mirrored(self, area: QRect) -> QRect:
        """The area in reading direction."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)


class Link(_Led):
    """A sentence that leads somewhere: icon, words on as many lines as they need, arrow."""

    def __init__(self, icon: str = "circle-dot", role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        self.taken = 0  # of the width, at the end of the line, by a subclass
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the words at this width, and some room round them."""
        spare = self.fontMetrics().averageCharWidth()  # what is drawn can be a little wider than what is measured
        room = QRect(0, 0, max(width - _BESIDE - self.taken - spare, 40), 10_000)
        lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        return max(theme.row_height(self), lines + 2 * theme.HAIR)

    def sizeHint(self) -> QSize:
        """As wide as the words, and as high as they are at the present width: a fixed height is never exceeded."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + _BESIDE + self.taken
        return QSize(wide, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Asks for the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As narrow as needed."""
        return QSize(120, theme.row_height(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line."""
        painter = QPainter(self)
        self.draw_ground(painter)
        middle = (self.height() - _ICON) // 2
        icon, arrow = QRect(theme.NEAR, middle, _ICON, _ICON), QRect(self.width() - theme.NEAR - _ICON, middle, _ICON, _ICON)
        painter.drawPixmap(self.mirrored(icon), icons.pixmap(self._icon, _ICON, self._role))
        painter.drawPixmap(self.mirrored(arrow), icons.pixmap("chevron-right", _ICON, "muted"))
        words = self.mirrored(QRect(2 * theme.NEAR + _ICON, 0, self.width() - _BESIDE - self.taken, self.height()))
        painter.setPen(theme.color("text"))
        painter.drawText(words, leading_flags(self), self.text())


def leading_flags(widget: QWidget) -> int:
    """Text at the leading edge of the window's direction, whichever way the text itself runs, on several lines if need be."""
    leftwards = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    edge = Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft
    aligned = edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return aligned.value | Qt.TextFlag.TextWordWrap.value


class Figure(_Led):
    """A number and its word; clicking opens the list behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = "–"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_texts(self, number: str, word: str) -> None:
        """Sets both."""
        self._number = number
        self.setText(word)
        self.setAccessibleName(f"{number} {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for two lines, the upper one large."""
        large = QFontMetrics(self._large())
        words = self.fontMetrics().horizontalAdvance(self.text())
        width = max(words, large.horizontalAdvance(self._number)) + 2 * theme.GROUP
        return QSize(width, large.height() + self.fontMetrics().height() + 2 * theme.NEAR + theme.HAIR)

    def minimumSizeHint(self) -> QSize:
        """As much as the hint: neither number nor word is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the number over the word."""
        painter = QPainter(self)
        self.draw_ground(painter, framed=True)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        width, high = self.width() - 2 * theme.GROUP, QFontMetrics(self._large()).height()
        painter.setPen(theme.color("muted"))
        word = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(self.mirrored(QRect(theme.GROUP, theme.NEAR + high, width, self.fontMetrics().height())), flags, word)
        painter.setFont(self._large())
        painter.setPen(theme.color("text"))
        painter.drawText(self.mirrored(QRect(theme.GROUP, theme.NEAR, width, high)), flags, self._number)

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        return font


def put_lines(column: QVBoxLayout, lines: Sequence[QWidget]) -> None:
    """Puts these lines in the place of those that are there; the keys stay where they were."""
    held = [item.widget() for place in range(column.count()) if (item := column.itemAt(place))]
    had = next((place for place, one in enumerate(held) if one is not None and one.hasFocus()), None)
    while item := column.takeAt(0):
        if old := item.widget():
            old.hide()
            old.deleteLater()
    for line in lines:
        column.addWidget(line)
    if had is not None and lines:
        lines[min(had, len(lines) - 1)].setFocus()
