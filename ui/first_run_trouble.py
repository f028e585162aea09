"""The records in the folder cannot be opened: what that means, what is safe, and what can be done, each one button away."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from baseldesk.errors import BaselDeskError, DeskDamaged, DeskError, DeskNewer
from baseldesk.i18n import N_, _, current
from ui import icons, messages, theme
from ui.help_keys import offer_help
from ui.widgets.dialog import Dialog
from ui.widgets.field_flow import FlowLayout

AGAIN, ASIDE, QUIT = "again", "aside", "quit"
_ASIDE = N_(
    "To go on today, these records can be put aside: the whole folder is kept beside it as “{kept}”, and nothing in it is "
    "changed. Then bring back a backup, or have the secretariat send back what it has."
)
_NOTHING_OPENS = ("desk.other_key", "protection.secret_missing", "protection.forgotten")


class Trouble(Dialog):
    """One sentence, one hint, and a choice.

    Attributes:
        choice: what was chosen: `again`, `aside` or `quit`.
    """

    def __init__(self, error: BaselDeskError, folder: Path) -> None:
        super().__init__()
        offer_help(self)
        self.setObjectName("trouble")
        self.choice = QUIT
        self._error = error
        self.icon, self.text, self.hint, self.aside = QLabel(), QLabel(), QLabel(), QLabel()
        self.again_button, self.aside_button = QPushButton(_("Try again")), QPushButton(_("Put aside and begin anew"))
        self.copy_button, self.quit_button = QPushButton(_("Copy details")), QPushButton(_("Quit"))
        said = messages.say(error)
        self.setWindowTitle("BaselDesk")
        self.text.setText(said.text)
        self.hint.setText(said.hint)
        self.aside.setText(current().format(_ASIDE, kept=place_aside(folder).name))
        self._lay_out()
        self._connect()
        self.aside.setVisible(can_be_put_aside(error))
        self.aside_button.setVisible(can_be_put_aside(error))
        self.again_button.setVisible(not isinstance(error, DeskNewer))
        main = self.quit_button if self.again_button.isHidden() else self.again_button
        theme.make_primary(main)
        main.setDefault(True)
        main.setFocus()

    def _connect(self) -> None:
        for button in (self.again_button, self.aside_button):
            button.clicked.connect(self._on_chosen)
        self.copy_button.clicked.connect(self._on_copy)
        self.quit_button.clicked.connect(self.reject)

    @Slot()
    def _on_chosen(self) -> None:
        self.choice = ASIDE if self.sender() is self.aside_button else AGAIN
        self.accept()

    @Slot()
    def _on_copy(self) -> None:
        QApplication.clipboard().setText(messages.describe(self._error))
        icons.put(self.copy_button, "check", "good")

    def _lay_out(self) -> None:
        icons.put_on_label(self.icon, "circle-alert", 20, "bad")
        theme.size(self.text, 1.15, bold=True)
        row, column, buttons = QHBoxLayout(), QVBoxLayout(self), FlowLayout(spacing=theme.NEAR)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        for label in (self.text, self.hint, self.aside):
            label.setWordWrap(True)
            theme.align(label)
        named = {"again": self.again_button, "aside": self.aside_button, "copy": self.copy_button, "quit": self.quit_button}
        for name, button in named.items():
            button.setObjectName(f"trouble_{name}")
            buttons.addWidget(button)
        column.setContentsMargins(theme.PAGE, theme.PAGE, theme.PAGE, theme.PAGE)
        column.setSpacing(theme.GROUP)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.aside)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setMinimumWidth(60 * self.fontMetrics().averageCharWidth())


def can_be_put_aside(error: BaselDeskError) -> bool:
    """Only where the records are damaged, or nothing opens them any more: locked, newer or read-only ones are whole."""
    return isinstance(error, DeskDamaged) or error.code in _NOTHING_OPENS


def place_aside(folder: Path) -> Path:
    """Where the folder would be kept: beside itself, under a name that is free."""
    named = f"{folder.name} {datetime.datetime.now().astimezone().date().isoformat()}"
    free = (folder.with_name(named if not n else f"{named} ({n + 1})") for n in range(100))
    return next(one for one in free if not one.exists())


def put_aside(folder: Path) -> Path:
    """Keeps the folder, whole and under another name; gives where.

    Raises:
        DeskError: it cannot be renamed: something in it is open, or the folder above is not to be written to.
    """
    kept = place_aside(folder)
    try:
        folder.rename(kept)
    except OSError as reason:
        raise DeskError("desk.not_writable", folder=folder.name, reason=reason.strerror or "") from reason
    return kept
