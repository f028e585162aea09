"""The sections at the leading side of the settings; over them, in one line, where the window is narrow or the text large."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QIcon, QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens.settings_entries import SECTIONS, offered

_FOUND = N_("{section} ({count})")
_ICON = 16
_NAME = Qt.ItemDataRole.UserRole


class SectionList(QListWidget):
    """Every section with its icon; during a search those in which something was found, with how much.

    Attributes:
        wanted: a person wants to see this section.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_sections")
        self.box = QComboBox()
        self.box.setObjectName("settings_sections_box")
        self._found: Mapping[str, int] | None = None
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        for one in SECTIONS:
            if one.name in offered():
                item = QListWidgetItem("", self)
                item.setData(_NAME, one.name)
                self.box.addItem("", one.name)
        self.currentRowChanged.connect(self._on_row)
        self.box.activated.connect(self._on_activated)
        theme.bind(self, "choice", self._color_choice)

    def names(self) -> list[str]:
        """The sections that are shown now, in order."""
        return [str(self.item(row).data(_NAME)) for row in range(self.count()) if not self.item(row).isHidden()]

    def current_name(self) -> str:
        """The section that is chosen."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item else ""

    def choose(self, name: str) -> None:
        """Shows a section as chosen, without telling anybody."""
        rows = [row for row in range(self.count()) if self.item(row).data(_NAME) == name]
        with QSignalBlocker(self):
            self.setCurrentRow(rows[0] if rows else -1)
        self.box.setCurrentIndex(self.box.findData(name))

    def show_found(self, found: Mapping[str, int] | None) -> None:
        """Leaves the sections in which something was found; all of them for None."""
        self._found = found
        for row in range(self.count()):
            self.item(row).setHidden(found is not None and self.item(row).data(_NAME) not in found)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setAccessibleName(_("Sections"))
        self.box.setAccessibleName(_("Sections"))
        words = {one.name: _(one.word) for one in SECTIONS}
        for row in range(self.count()):
            name = str(self.item(row).data(_NAME))
            count = (self._found or {}).get(name)
            said = current().format(_FOUND, section=words[name], count=current().number(count)) if count else words[name]
            self.item(row).setText(said)
            self.item(row).setToolTip(said)
            self.item(row).setSizeHint(QSize(self._width(said), theme.row_height(self)))
            self.box.setItemText(row, said)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its longest word."""
        words = [self.item(row).text() for row in range(self.count())]
        return QSize(max(map(self._width, words), default=0), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """None: where it does not fit, the line over the page stands in its place, and the window is not made to grow."""
        return QSize(0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The section chosen stands out while the keys move in here."""
        super().focusInEvent(event)
        self._color_choice()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And is quiet, as a place in the rail is, while they do not."""
        super().focusOutEvent(event)
        self._color_choice()

    def _color_choice(self) -> None:
        palette, role = self.palette(), QPalette.ColorRole
        quiet = theme.blend(theme.color("accent"), theme.color("ground"), 0.15)
        palette.setColor(role.Highlight, theme.color("accent") if self.hasFocus() else quiet)
        palette.setColor(role.HighlightedText, theme.color("on_accent") if self.hasFocus() else theme.color("accent"))
        self.setPalette(palette)
        self._draw_icons()

    def _width(self, word: str) -> int:
        return self.fontMetrics().horizontalAdvance(word) + self.iconSize().width() + 2 * theme.GROUP

    def _draw_icons(self) -> None:
        drawn = {one.name: one.icon for one in SECTIONS}
        for row in range(self.count()):
            name = drawn[str(self.item(row).data(_NAME))]
            made = QIcon(icons.pixmap(name, _ICON, "muted"))
            made.addPixmap(icons.pixmap(name, _ICON, "on_accent" if self.hasFocus() else "accent"), QIcon.Mode.Selected)
            self.item(row).setIcon(made)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.box.setCurrentIndex(row)
            self.wanted.emit(self.current_name())

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        self.setCurrentRow(row)
