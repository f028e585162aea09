"""Whether backups are sealed: said in a line, and changed in a small dialog."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
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
from ui.screens import Context
from ui.widgets.dialog import Dialog
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_OPEN = N_("Backups are not sealed: whoever finds the stick can read everything in them.")
_SEALED = N_("Backups are sealed: only the passphrase that you chose for them opens them.")
_SEALED_PAGE = N_("Backups are sealed: the passphrase that you chose for them opens them, and the printed recovery key.")
_PAGE_ONLY = N_("Backups are sealed: only the printed recovery key opens them.")
_ALWAYS = N_("Backups of encrypted records are always sealed. Choose a passphrase for them, or print a recovery key.")
_ASK = N_(
    "With a passphrase, nobody but you can read a backup that is lost or stolen. It is asked for only when a backup is brought "
    "back: write it down and keep it apart from the stick."
)
_SHORT = N_("At least {n} characters. Several words are easier to remember than signs.")
_DIFFER = N_("The two are not the same yet.")
FEWEST = 8  # as in sync/key_store_passphrase


class SealState(NamedTuple):
    """What is so now: sealed at all, behind a passphrase, with a printed page; and whether the desk lies encrypted."""

    is_kept: bool
    has_passphrase: bool
    has_page: bool
    is_encrypted: bool


def read_state(desk: Desk) -> SealState:
    """Looks into the desk."""
    from baseldesk.sync.backup_seal import kept_seal, pages_of

    kept = kept_seal(desk)
    return SealState(kept is not None, bool(kept and kept.recipient), bool(pages_of(desk)), desk.database.key is not None)


def seal_with(desk: Desk, passphrase: str | None) -> SealState:
    """From now on backups are sealed behind this passphrase; None: not any more."""
    from baseldesk.sync.backup_seal import keep_seal, make_seal

    keep_seal(desk, make_seal(passphrase) if passphrase is not None else None)
    return read_state(desk)


class SealLine(QWidget):
    """The line and its buttons.

    Attributes:
        failed: something went wrong.
    """

    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.state: SealState | None = None
        self.said, self.seal_button, self.open_button = QLabel(), QPushButton(), QPushButton()
        self.dialog: SealDialog | None = None
        self.said.setWordWrap(True)
        theme.align(self.said)
        self.seal_button.setObjectName("backup_seal_button")
        self.open_button.setObjectName("backup_open_button")
        row = FlowLayout(spacing=theme.NEAR)
        row.addWidget(self.seal_button)
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.NEAR)
        column.addWidget(self.said)
        column.addLayout(row)
        self.seal_button.clicked.connect(self.ask)
        self.open_button.clicked.connect(self._on_open)

    def showEvent(self, event: QShowEvent) -> None:
        """A page may have been printed since."""
        super().showEvent(event)
        self._context.runner.read(partial(read_state, self._context.desk), self._on_state, self.failed.emit)

    def retranslate(self) -> None:
        """Sets every text anew."""
        held = self.state
        text, role = self._words(held) if held else ("", "muted")
        self.said.setText(_(text) if text else "")
        theme.tint(self.said, role)
        has_words = bool(held and held.has_passphrase)
        self.seal_button.setText(_("Change the passphrase…") if has_words else _("Seal backups"))
        self.open_button.setText(_("Do not seal backups"))
        self.open_button.setVisible(bool(held and held.is_kept))

    @Slot()
    def ask(self) -> None:
        """Asks for a passphrase; not waited for."""
        self.dialog = SealDialog(self.window())
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    @staticmethod
    def _words(held: SealState) -> tuple[str, str]:
        if held.has_passphrase:
            return (_SEALED_PAGE if held.has_page else _SEALED), "good"
        if (held.is_kept or held.is_encrypted) and held.has_page:
            return _PAGE_ONLY, "good"
        return (_ALWAYS if held.is_encrypted else _OPEN), "attention"

    @Slot(str)
    def _on_chosen(self, passphrase: str) -> None:
        self._set(passphrase)

    @Slot()
    def _on_open(self) -> None:
        self._set(None)

    def _set(self, passphrase: str | None) -> None:
        work = partial(seal_with, self._context.desk, passphrase)
        self._context.runner.write(work, self._on_state, self.failed.emit, label=_("Sealing backups"))

    @Slot(object)
    def _on_state(self, state: SealState) -> None:
        self.state = state
        self.retranslate()


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
            text.setMinimumWidth(380)
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
