"""The passphrase for backups, typed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.room import take_room
from ui.widgets.dialog import Dialog

_ASK = N_(
    "With a passphrase, nobody but you can read a backup that is lost or stolen. It is asked for only when a backup is brought "
    "back: write it down and keep it apart from the stick."
)
_SHORT = N_("At least {n} characters. Several words are easier to remember than signs.")
_DIFFER = N_("The two are not the same yet.")
FEWEST = 8  # as in sync/key_store_passphrase


class SealDialog(Dialog):
    """A passphrase, twice.

    Attributes:
        chosen: the passphrase.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backup_seal")
        self.setWindowTitle(_("Passphrase for backups"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.first, self.second, self.shown, self.hint = QLineEdit(), QLineEdit(), QCheckBox(_("Show what I type")), QLabel()
        self.yes_button, self.later_button = QPushButton(_("Seal backups")), QPushButton(_("Not now"))
        why, rows, box = QLabel(_(_ASK)), QFormLayout(), QDialogButtonBox()
        for line, word in ((self.first, _("Passphrase")), (self.second, _("The same once more"))):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(word)
            line.textChanged.connect(self._on_typed)
            rows.addRow(word, line)
        for text in (why, self.hint):
            text.setWordWrap(True)
            theme.align(text)
            theme.tint(text, "muted")
        theme.make_primary(self.yes_button)
        box.addButton(self.yes_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.later_button, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        column.addWidget(why)
        column.addLayout(rows)
        for part in (self.shown, self.hint, box):
            column.addWidget(part)
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        self.shown.toggled.connect(self._on_shown)
        self._on_typed()
        self.first.setFocus()
        take_room(self, 60, 13)
        self.resize(self.width(), max(self.height(), column.totalHeightForWidth(self.width())))

    @Slot()
    def _on_typed(self) -> None:
        is_short, is_same = len(self.first.text()) < FEWEST, self.first.text() == self.second.text()
        self.hint.setText(current().format(_SHORT, n=FEWEST) if is_short else "" if is_same else _(_DIFFER))
        self.yes_button.setEnabled(not is_short and is_same)

    @Slot(bool)
    def _on_shown(self, is_shown: bool) -> None:
        for line in (self.first, self.second):
            line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit(self.first.text())
        self.accept()
