"""A box to tick whose words stand on as many lines as they need: QCheckBox by itself never breaks its line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStyleOptionFocusRect, QStylePainter, QWidget

from ui import theme

_LEAST = 16  # letters
_FOREVER = 10_000  # pixels


class Check(QCheckBox):
    """A check box like any other, only that it may be narrow."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the words at this width."""
        room = QRect(0, 0, max(width - self._beside(), 40), _FOREVER)
        lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        return max(lines + theme.HAIR, super().sizeHint().height())

    def sizeHint(self) -> QSize:
        """One line, where there is room; the height is that of the present width."""
        wide = super().sizeHint().width() + theme.HAIR
        return QSize(wide, self.heightForWidth(self.width() if self.isVisible() else wide))

    def minimumSizeHint(self) -> QSize:
        """Some letters wide."""
        least = self._beside() + _LEAST * self.fontMetrics().averageCharWidth()
        return QSize(min(least, super().sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Asks for the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def hitButton(self, place: QPoint) -> bool:
        """The words are the button too."""
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box beside the first line, and the words."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        first = min(self.height(), self.fontMetrics().height() + theme.HAIR)
        option.rect = QRect(0, 0, self.width(), first)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        words = QStyle.visualRect(self.layoutDirection(), self.rect(), self.rect().adjusted(self._beside(), 0, 0, 0))
        painter.setPen(self.palette().color(self.foregroundRole()))
        leftwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft
        flags = (edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(words, flags, self.text())
        if self.hasFocus():
            self._draw_focus(painter)

    def _draw_focus(self, painter: QStylePainter) -> None:
        ring = QStyleOptionFocusRect()
        ring.initFrom(self)
        ring.rect = self.rect()
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, ring)

    def _beside(self) -> int:
        """What stands beside the words: the box and a gap."""
        style = self.style()
        box = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)
        return box + style.pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, None, self)
