"""F1 in a dialog. It bars the window that it belongs to, and with it the keys and the help of that window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog


class _Opener(QObject):
    """Opens the page of its dialog; nothing of help is loaded before."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.action = QAction(dialog)
        self.action.setShortcut(QKeySequence("F1"))
        self.action.triggered.connect(self.open)
        dialog.addAction(self.action)

    @Slot()
    def open(self) -> None:
        """Opens help beside the dialog."""
        from ui.help import show_help
        from ui.help_places import dialog_target

        show_help(self._dialog, dialog_target(self._dialog))


def offer_help(dialog: QDialog) -> None:
    """F1 opens the page of help that `help_places` has for dialogs of this class."""
    _Opener(dialog)
