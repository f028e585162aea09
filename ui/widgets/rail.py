"""The rail of places at the leading edge: an icon and a word each, foldable to icons, with counts where something waits."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import _
from ui import icons, theme

_ICON = 20
_HEIGHT = 2.4  # lines of text
_FIXED = 2  # what stands above the places


class RailButton(QToolButton):
    """One place. Drawn by itself: leading icon, word, trailing count, and the accent's stripe where one is."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._folded = False
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

    def sizeHint(self) -> QSize:
        """Room for the icon, the word in bold and a count."""
        metrics = self.fontMetrics()
        height = round(metrics.height() * _HEIGHT / 1.36)
        if self._folded:
            return QSize(_ICON + 2 * theme.GROUP, height)
        words = self._bold_metrics().horizontalAdvance(self.text())
        return QSize(_ICON + words + metrics.horizontalAdvance("0000") + 3 * theme.GROUP, height)

    def minimumSizeHint(self) -> QSize:
        """As much as the hint: a word is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws everything in reading order, whichever way that runs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        role = "accent" if self.isChecked() else "text"
        icon = self._mirror(QRect(theme.GROUP, (self.height() - _ICON) // 2, _ICON, _ICON))
        painter.drawPixmap(icon, icons.pixmap(self._icon_name, _ICON, role))
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
        start = theme.GROUP + _ICON + theme.NEAR + theme.HAIR
        area = self._mirror(QRect(start, 0, self.width() - start - theme.NEAR, self.height()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())

    def _draw_count(self, painter: QPainter) -> None:
        """The number on the accent; folded, on the icon's shoulder."""
        text = str(self.count) if self.count < 1000 else "999+"
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * (0.8 if self._folded else 0.9))
        metrics = QFontMetrics(font)
        height = round(metrics.height() * 0.95)
        width = max(metrics.horizontalAdvance(text) + theme.NEAR, height)
        top = theme.HAIR if self._folded else (self.height() - height) // 2
        area = self._mirror(QRect(self.width() - width - (theme.HAIR if self._folded else theme.GROUP), top, width, height))
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(area), height / 2, height / 2)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _mirror(self, area: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return area.translated(self.width() - 2 * area.x() - area.width(), 0)
        return area

    def _bold_metrics(self) -> QFontMetrics:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font)


class Rail(QWidget):
    """All places in order, the centre's name and the search above them, language and folding below."""

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
        self.find_button = RailButton("search")
        self.language_button, self.fold_button = RailButton("languages"), RailButton("panel-left-close")
        self.help_button = RailButton("circle-question-mark")
        self.help_button.setObjectName("help_button")
        self.help_button.setCheckable(False)
        self.find_button.setObjectName("find_button")
        self.find_button.setCheckable(False)
        self.language_button.setObjectName("language_button")
        self.fold_button.setObjectName("fold_button")
        self.language_button.setCheckable(False)
        self.language_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.fold_button.setCheckable(False)
        self.fold_button.clicked.connect(self._on_fold)
        self._is_folded = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.NEAR, 0, theme.NEAR)
        self._column.setSpacing(0)
        for part in (self.owner, self.find_button, self.help_button, self.language_button, self.fold_button):
            self._column.addWidget(part)
        self._column.insertStretch(_FIXED, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def add(self, name: str, icon: str) -> RailButton:
        """Adds a place after those that are there."""
        button = RailButton(icon)
        button.setObjectName(f"rail_{name}")
        button.setProperty("place", name)
        button.clicked.connect(self._on_clicked)
        self._column.insertWidget(_FIXED + len(self.buttons), button)
        self.buttons[name] = button
        return button

    def mark(self, name: str) -> None:
        """Shows where one is."""
        for other, button in self.buttons.items():
            button.setChecked(other == name)

    def fold(self, folded: bool) -> None:
        """Shows icons alone, or icons with words."""
        self._is_folded = folded
        for button in (*self.buttons.values(), self.find_button, self.help_button, self.language_button, self.fold_button):
            button.fold(folded)
        self.owner.setVisible(not folded)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets its own words; those of the places are set by the window."""
        self.setAccessibleName(_("Places"))
        self.fold_button.set_icon_name("panel-left-open" if self._is_folded else "panel-left-close")
        self.fold_button.set_texts(_("Show words") if self._is_folded else _("Icons only"))
        self.find_button.set_texts(_("Find anything"), meaning=_("Ctrl+K"))
        self.help_button.set_texts(_("Help"), meaning=_("F1"))
        self.language_button.set_texts(_("Language"))

    @Slot()
    def _on_clicked(self) -> None:
        name = str(self.sender().property("place"))
        self.chosen.emit(name)

    @Slot()
    def _on_fold(self) -> None:
        self.fold(not self._is_folded)
        self.folded.emit(self._is_folded)
