"""Whether backups are sealed: said in a line; and what still lies there unsealed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.backup_standing import read_plan
from ui.screens import Context
from ui.screens.settings_backup_passphrase import SealDialog
from ui.screens.settings_line import line_of
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.backup_schedule import Schedule

_OPEN = N_("Backups are not sealed: whoever finds the stick can read everything in them.")
_SEALED = N_("Backups are sealed: only the passphrase that you chose for them opens them.")
_SEALED_PAGE = N_("Backups are sealed: the passphrase that you chose for them opens them, and the printed recovery key.")
_PAGE_ONLY = N_("Backups are sealed: only the printed recovery key opens them.")
_ALWAYS = N_("Backups of encrypted records are always sealed. Choose a passphrase for them, or print a recovery key.")
_UNSEALED_ONE = N_("{n} earlier backup is not sealed: whoever finds it can read everything in it.")
_UNSEALED_MANY = N_("{n} earlier backups are not sealed: whoever finds them can read everything in them.")


class SealState(NamedTuple):
    """What is so now.

    Attributes:
        is_kept: sealed at all.
        has_passphrase, has_page: what opens them.
        is_encrypted: the desk lies encrypted.
        unsealed: how many earlier ones are not sealed.
    """

    is_kept: bool
    has_passphrase: bool
    has_page: bool
    is_encrypted: bool
    unsealed: int


def read_state(desk: Desk, plan: Schedule) -> SealState:
    """Looks into the desk, and into the place of its backups."""
    from baseldesk.sync.backup_schedule import unsealed_ones
    from baseldesk.sync.backup_seal import kept_seal, pages_of

    kept, unsealed, is_encrypted = kept_seal(desk), len(unsealed_ones(desk, plan)), desk.database.key is not None
    return SealState(kept is not None, bool(kept and kept.recipient), bool(pages_of(desk)), is_encrypted, unsealed)


def seal_with(desk: Desk, passphrase: str | None, plan: Schedule) -> SealState:
    """From now on backups are sealed behind this passphrase; None: not any more."""
    from baseldesk.sync.backup_seal import keep_seal, make_seal

    keep_seal(desk, make_seal(passphrase) if passphrase is not None else None)
    return read_state(desk, plan)


class SealLine(QWidget):
    """The line and its buttons.

    Attributes:
        failed: something went wrong.
        unsealed_unwanted: a person has agreed that the earlier ones which are not sealed go.
    """

    failed, unsealed_unwanted = Signal(object), Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.state: SealState | None = None
        self.said, self.seal_button, self.open_button = QLabel(), QPushButton(), QPushButton()
        self.unsealed, self.delete_button = QLabel(), QPushButton()
        self.dialog: SealDialog | None = None
        for label in (self.said, self.unsealed):
            label.setWordWrap(True)
            theme.align(label)
        theme.tint(self.unsealed, "attention")
        self.delete_button.setObjectName("backup_unsealed_button")
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
        column.addLayout(line_of(self.unsealed, self.delete_button))
        self.delete_button.clicked.connect(self._on_delete)
        self.seal_button.clicked.connect(self.ask)
        self.open_button.clicked.connect(self._on_open)

    def showEvent(self, event: QShowEvent) -> None:
        """A page may have been printed since."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Finds out what is so now."""
        work = partial(read_state, self._context.desk, read_plan(self._context.settings))
        self._context.runner.read_anew(work, self._on_state, self.failed.emit)

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
        count = held.unsealed if held else 0
        self.unsealed.setText(current().format_plural(_UNSEALED_ONE, _UNSEALED_MANY, count))
        self.delete_button.setText(_("Delete…"))
        self.delete_button.setAccessibleDescription(self.unsealed.text())
        for part in (self.unsealed, self.delete_button):
            part.setVisible(count > 0)

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
    def _on_delete(self) -> None:
        """Asks first; not waited for."""
        box = QMessageBox(self.window())
        box.setObjectName("backup_unsealed")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Backup"))
        box.setText(self.unsealed.text())
        box.setInformativeText(_("A sealed backup is made first."))
        do = box.addButton(_("Delete"), QMessageBox.ButtonRole.AcceptRole)
        do.setObjectName("backup_unsealed_yes")
        box.setDefaultButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(self.unsealed_unwanted)
        box.open()

    @Slot()
    def _on_open(self) -> None:
        self._set(None)

    def _set(self, passphrase: str | None) -> None:
        work = partial(seal_with, self._context.desk, passphrase, read_plan(self._context.settings))
        self._context.runner.write(work, self._on_sealed, self.failed.emit, label=_("Sealing backups"))

    @Slot(object)
    def _on_sealed(self, state: SealState) -> None:
        self._on_state(state)

    @Slot(object)
    def _on_state(self, state: SealState) -> None:
        self.state = state
        self.retranslate()
