"""The centre's logo: chosen from a picture, made small, printed on the first page of every report made on this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from baseldesk.i18n import N_, _
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.report_layouts import LOGO, keep_logo, make_logo, read_logo
from ui.screens.settings_rows import SettingRow
from ui.widgets.banner import Banner
from ui.widgets.field_flow import FlowLayout

_HEIGHT = 48
_MOST_READ = 20 << 20
_NONE = N_("No logo yet. A PNG or JPEG picture will do; it is made small enough by itself.")
_HELD = N_("It stands on the first page of every report printed on this computer.")
_UNUSABLE = N_("“{file}” cannot be used as a logo. Choose a PNG or JPEG picture.")


class LogoRow(SettingRow):
    """The picture on the white of paper, and two buttons."""

    def __init__(self, context: Context) -> None:
        super().__init__("logo")
        self._settings = context.settings
        self.heading, self.picture, self.note, self.banner = QLabel(), QLabel(), QLabel(), Banner()
        self.choose_button, self.none_button = QPushButton(), QPushButton()
        self._lay_out()
        self.choose_button.clicked.connect(self._on_choose)
        self.none_button.clicked.connect(self._on_none)
        context.settings.changed.connect(self._on_setting)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.heading.setText(_("Logo on all reports"))
        self.picture.setAccessibleName(self.heading.text())
        self.choose_button.setText(_("Choose a picture…"))
        self.none_button.setText(_("No logo"))
        self.banner.retranslate()
        self._show()

    def take(self, chosen: list[Path]) -> None:
        """Takes the picture in a file, or says that it is none."""
        logo = make_logo(_read(chosen[0]))
        if logo:
            self.banner.clear()
            keep_logo(self._settings, logo)
        else:
            self.banner.say("bad", _UNUSABLE, file=chosen[0].name)

    def _show(self) -> None:
        picture = QPixmap()
        is_held = picture.loadFromData(read_logo(self._settings)) and not picture.isNull()
        if is_held:
            self.picture.setPixmap(picture.scaledToHeight(_HEIGHT, Qt.TransformationMode.SmoothTransformation))
        self.picture.setVisible(is_held)
        self.none_button.setVisible(is_held)
        self.note.setText(_(_HELD) if is_held else _(_NONE))
        self.choose_button.setAccessibleDescription(self.note.text())

    def _lay_out(self) -> None:
        row, words, buttons = QHBoxLayout(), QVBoxLayout(), FlowLayout(spacing=theme.NEAR)
        row.setSpacing(theme.GROUP)
        self.note.setWordWrap(True)
        theme.tint(self.note, "muted")
        for label in (self.heading, self.note):
            theme.align(label)
            words.addWidget(label)
        self.picture.setAutoFillBackground(True)
        theme.bind(self.picture, "paper", self._make_white)
        self.picture.setMargin(theme.HAIR)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        for button, name, icon in (
            (self.choose_button, "logo_button", "upload"),
            (self.none_button, "no_logo_button", "trash-2"),
        ):
            button.setObjectName(name)
            icons.put(button, icon)
            buttons.addWidget(button)
        self.column.addLayout(row)
        self.column.addLayout(buttons)
        self.column.addWidget(self.banner)

    def _make_white(self) -> None:
        palette = self.picture.palette()
        palette.setColor(palette.ColorRole.Window, Qt.GlobalColor.white)
        self.picture.setPalette(palette)

    @Slot()
    def _on_choose(self) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialogs.ask_files(self, _("Choose a picture"), start, [_("Pictures (*.png *.jpg *.jpeg *.gif *.bmp)")], self.take)

    @Slot()
    def _on_none(self) -> None:
        self.banner.clear()
        keep_logo(self._settings, b"")
        self.choose_button.setFocus()

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key == LOGO:
            self._show()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= _MOST_READ else b""
    except OSError:
        return b""
