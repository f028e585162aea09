"""Asking for the passphrase of the keys: work in the background waits while a person types, and the window does not."""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _
from ui import theme
from ui.messages import say
from ui.widgets.check import Check
from ui.widgets.dialog import Dialog

_WHY = N_("The keys of this computer lie behind a passphrase. It is asked for once, until BaselDesk is closed.")


class PassphraseAsker(QObject):
    """Stands between the work that needs a key and the window; one question at a time."""

    _wanted = Signal(str)

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._folder, self._window = folder, window
        self._answers: SimpleQueue[str | None] = SimpleQueue()
        self._asking, self._is_removed = Lock(), False
        self.dialog: PassphraseDialog | None = None
        self._wanted.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on, this window is asked."""
        from baseldesk.sync.key_store_passphrase import ask_with

        ask_with(self.ask)

    def remove(self) -> None:
        """Nobody is there any more; who still waits is told so."""
        from baseldesk.sync.key_store_passphrase import ask_with, nobody

        ask_with(nobody)
        self._is_removed = True
        if self.dialog is not None:
            self.dialog.reject()
        self._answers.put(None)  # to a question that was not even put yet

    def ask(self) -> str | None:
        """The passphrase, tried before it is given; None where a person does not want to. Called outside the GUI thread.

        Of two who want it at once, the second hears what the first was answered.
        """
        from baseldesk.sync.key_store_passphrase import passphrase_of

        if QThread.currentThread() is self.thread():
            return None  # the window never waits
        with self._asking:
            return passphrase_of(self._folder) or self._ask()

    def _ask(self) -> str | None:
        said = ""
        while not self._is_removed:
            self._wanted.emit(said)
            answer = self._answers.get()
            if answer is None:
                return None
            error = self._try(answer)
            if error is None:
                return answer
            said = say(error).text
        return None

    def _try(self, passphrase: str) -> BaselDeskError | None:
        from baseldesk.sync.key_store_passphrase import unlock

        try:
            unlock(self._folder, passphrase)
        except BaselDeskError as error:
            return error
        return None

    @Slot(str)
    def _open(self, wrong: str) -> None:
        self.dialog = PassphraseDialog(self._window, wrong)
        self.dialog.answered.connect(self._on_answered)
        self.dialog.open()

    @Slot(object)
    def _on_answered(self, answer: str | None) -> None:
        self.dialog = None
        self._answers.put(answer)


class PassphraseDialog(Dialog):
    """One line, hidden unless a person wants to see it.

    Attributes:
        answered: the passphrase; None where none was given.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget, wrong: str) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase")
        self.setWindowTitle(_("Passphrase"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line, self.shown, self.wrong = QLineEdit(), Check(_("Show what I type")), QLabel(wrong)
        why, label = QLabel(_(_WHY)), QLabel(_("Passphrase"))
        self.open_button, self.later_button = QPushButton(_("Open")), QPushButton(_("Not now"))
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(self.line)
        theme.tint(why, "muted")
        theme.tint(self.wrong, "bad")
        self.wrong.setVisible(bool(wrong))
        theme.make_primary(self.open_button)
        box = QDialogButtonBox()
        box.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.later_button, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        for text in (why, self.wrong):
            text.setWordWrap(True)
            text.setMinimumWidth(360)
            theme.align(text)
        for part in (why, label, self.line, self.shown, self.wrong, box):
            column.addWidget(part)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.shown.toggled.connect(self._on_shown)
        self.finished.connect(self._on_finished)
        self.line.setFocus()

    @Slot(bool)
    def _on_shown(self, is_shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        self.answered.emit(self.line.text() if result == QDialog.DialogCode.Accepted else None)
