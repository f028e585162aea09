"""One button of the rail: an icon and a word, a count where something waits."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, theme

_LEAST_ICON = 20
_HEIGHT, _TIGHT = 2.4, 1.5  # 1.36 is a line of text


class RailButton(QPushButton):
    """One place. Drawn by itself: leading icon, word, trailing count, and the accent's stripe where one is."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._folded = self._tight = False
        self.count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_texts(self, word: str, count: int = 0, meaning: str = "") -> None:
        """Sets the word, the count beside it, and what the count means in words."""
        self.count = count
        self.setText(word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(meaning)
        self.setToolTip(f"{word} · {meaning}" if meaning else word if self._folded else "")
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Changes the drawing."""
        self._icon_name = icon
        self.update()

    def fold(self, folded: bool) -> None:
        """Shows the icon alone, or with its word."""
        self._folded = folded
        self.setToolTip(self.text() if folded else "")
        self.updateGeometry()
        self.update()

    def tighten(self, tight: bool) -> None:
        """Stands closer to the others, where the window is low or the text large."""
        self._tight = tight
        self.updateGeometry()

    def height_if(self, tight: bool) -> int:
        """How high it is, close to the others or not; icons alone can be closer than words."""
        words = max(round(self.fontMetrics().height() * (_TIGHT if tight else _HEIGHT) / 1.36), self.icon_size + theme.HAIR)
        return min(words, self.icon_size + theme.NEAR) if tight and self._folded else words

    @property
    def icon_size(self) -> int:
        """Grows with the text."""
        return max(_LEAST_ICON, round(self.fontMetrics().height() * 0.8))

    def width_with_word(self) -> int:
        """What icon, word in bold and count need, folded or not."""
        words = self._bold_metrics().horizontalAdvance(self.text())
        return self.icon_size + words + self.fontMetrics().horizontalAdvance("0000") + 3 * theme.GROUP

    def sizeHint(self) -> QSize:
        """Room for the icon, the word in bold and a count."""
        height = self.height_if(self._tight)
        if self._folded:
            badge = self._beyond_icon() + self._badge_size().width() + theme.HAIR if self.count else 0
            return QSize(max(self.icon_size + 2 * theme.GROUP, badge), height)
        return QSize(self.width_with_word(), height)

    def minimumSizeHint(self) -> QSize:
        """As much as the hint: a word is never cut."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab stops at every place, though they are one group."""
        super().focusInEvent(event)
        self.stay_stops()

    def stay_stops(self) -> None:
        """Makes Tab stop at every button of the group: Qt leaves it the one that was checked or had the focus last."""
        for one in self.group().buttons() if self.group() is not None else ():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws everything in reading order, whichever way that runs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        role = "accent" if self.isChecked() else "text"
        painter.drawPixmap(self.icon_area(), icons.pixmap(self._icon_name, self.icon_size, role))
        if not self._folded:
            self._draw_word(painter, role)
        if self.count:
            self._draw_count(painter)

    def _draw_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(theme.HAIR, 1, -theme.HAIR, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self.isDown():
            share = 0.14 if self.isChecked() else 0.07
            painter.setBrush(theme.blend(theme.color("accent"), theme.color("ground"), share))
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        if self.isChecked():
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(self._mirror(QRect(theme.HAIR, 6, 3, self.height() - 12)), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("accent"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)

    def _draw_word(self, painter: QPainter, role: str) -> None:
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.color(role))
        start = theme.GROUP + self.icon_size + theme.NEAR + theme.HAIR
        area = self._mirror(QRect(start, 0, self.width() - start - theme.NEAR, self.height()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())

    def _draw_count(self, painter: QPainter) -> None:
        """The number on the accent."""
        area = self.badge_area()
        painter.setFont(self._badge_font())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(area), area.height() / 2, area.height() / 2)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._number)

    def icon_area(self) -> QRect:
        """Where the icon stands."""
        size = self.icon_size
        return self._mirror(QRect(theme.GROUP, (self.height() - size) // 2, size, size))

    def badge_area(self) -> QRect:
        """Where the number stands: at the end of the line; folded, on the icon's shoulder, and never over more of it."""
        size = self._badge_size()
        end = self.width() - (theme.HAIR if self._folded else theme.GROUP)
        top = theme.HAIR if self._folded else (self.height() - size.height()) // 2
        return self._mirror(QRect(end - size.width(), top, size.width(), size.height()))

    @property
    def _number(self) -> str:
        return str(self.count) if self.count < 1000 else "999+"

    def _beyond_icon(self) -> int:
        """Where the shoulder of the icon begins."""
        return theme.GROUP + self.icon_size - self.icon_size // 4

    def _badge_size(self) -> QSize:
        metrics = QFontMetrics(self._badge_font())
        height = round(metrics.height() * 0.95)
        return QSize(max(metrics.horizontalAdvance(self._number) + theme.NEAR, height), height)

    def _badge_font(self) -> QFont:
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * (0.8 if self._folded else 0.9))
        return font

    def _mirror(self, area: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return area.translated(self.width() - 2 * area.x() - area.width(), 0)
        return area

    def _bold_metrics(self) -> QFontMetrics:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font)
