"""Protection: the records encrypted on this computer; what that protects from, what not, and what is lost with the passphrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from baseldesk.i18n import N_, _
from ui import icons, theme
from ui.screens import Context
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.field_flow import FlowLayout
from ui.widgets.progress import Progress

if TYPE_CHECKING:
    from baseldesk.sync.protection import Protection

_WHAT = N_("The records and documents lie encrypted on this computer: whoever finds or steals it cannot read them.")
_OFF = N_("The records lie on this computer as they are: whoever has it and can open its disk can read them.")
_NOT = N_(
    "It does not protect while BaselDesk is open, nor from a program that spies on you. What was on the disk before is "
    "deleted, but a specialist may still find parts of it. Backups that are not sealed, saved reports, and data files that were "
    "written unencrypted stay readable."
)
_LOST = N_(
    "If the passphrase is forgotten, nobody can help, the secretariat neither. The printed recovery key opens the records then."
)
_PAGE = N_("A printed recovery key opens these records if the passphrase or this computer’s keyring is lost.")
_NO_PAGE = N_(
    "There is no printed recovery key yet. Print one: without it, whoever forgets the passphrase loses the records here."
)
_FILES = N_(
    "The keys of this computer lie in a file, beside the records they would open. First choose a passphrase or the keyring."
)
_KEYRING = N_("It opens with your account on this computer; nothing more is asked for.")
_PASSPHRASE = N_("The passphrase of the keys is asked for once, each time BaselDesk starts.")


class EncryptionCard(Card):
    """Says what is so, and turns it on and off."""

    def __init__(self, context: Context) -> None:
        super().__init__("hard-drive")
        self.setObjectName("encryption_card")
        self._context = context
        self._known: Protection | None = None
        self.banner, self.progress = Banner(), Progress()
        self.notes = [QLabel() for _note in range(4)]
        self.off_button, self.store_button, self.page_button = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self.button.clicked.connect(self._on_wanted)
        self.off_button.clicked.connect(self._on_off_wanted)
        self.store_button.clicked.connect(self._on_store)
        self.page_button.clicked.connect(self._on_page)
        self.retranslate()

    def look(self) -> None:
        """Finds out what is so now."""
        from baseldesk.sync.protection import protection_of

        self._context.runner.read_anew(partial(protection_of, self._context.desk), self._on_known, self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """A page may have been printed, or the keys moved, since it was shown last."""
        super().showEvent(event)
        if self.progress.task is None:
            self.look()

    def retranslate(self) -> None:
        """Sets every text anew."""
        held = self._known
        is_on, is_half = bool(held and held.is_on), bool(held and held.left)
        word = _("Finish encrypting") if is_on and is_half else "" if is_on else _("Encrypt the records…")
        self.set_texts(_("Protection"), _(_WHAT) if is_on or held is None else _(_OFF), word if held else "")
        self.button.setEnabled(held is not None and held.store != "file" and self.progress.task is None)
        self.off_button.setText(_("Do not encrypt any more…"))
        self.off_button.setVisible(is_on)
        self.store_button.setText(
            _("Change the passphrase…") if held and held.store == "passphrase" else _("Keep them elsewhere…")
        )
        self.page_button.setText(_("Key on paper…"))
        for label, (text, role) in zip(self.notes, self._said(held), strict=True):
            label.setText(_(text) if text else "")
            label.setVisible(bool(text))
            theme.tint(label, role)
        self.progress.retranslate()
        self.banner.retranslate()

    def turn(self, on: bool) -> None:
        """Encrypts everything, or brings it back as it was."""
        from baseldesk.sync.protection import protect, unprotect

        self.banner.clear()
        self._enable(False)
        label = _("Encrypting the records") if on else _("Decrypting the records")
        work = partial(protect if on else unprotect, self._context.desk)
        task = self._context.runner.write(work, self._on_turned, self._on_failed, label=label, reports=True)
        task.stopped.connect(self._on_stopped)
        task.progressed.connect(self.progress.set_progress)
        self.progress.follow(task)

    def _said(self, held: Protection | None) -> list[tuple[str, str]]:
        """The notes under the sentence, each with its colour: how it opens, what is lost with it, and what it does not do."""
        if held is None:
            return [("", "muted")] * 4
        store = {"file": (_FILES, "attention"), "keyring": (_KEYRING, "muted")}.get(held.store, (_PASSPHRASE, "muted"))
        page = (_PAGE, "good") if held.has_page else (_NO_PAGE, "attention")
        shown_page = page if held.store != "file" else ("", "muted")
        return [store, (_LOST, "muted") if held.store == "passphrase" else ("", "muted"), shown_page, (_NOT, "muted")]

    def _lay_out(self) -> None:
        self.button.setObjectName("encrypt_button")
        self.body.addWidget(self.banner)
        self.body.addWidget(self.progress)
        for label in self.notes:
            label.setWordWrap(True)
            theme.align(label)
            self.body.addWidget(label)
        row = FlowLayout(spacing=theme.NEAR)
        buttons = (
            ("decrypt_button", self.off_button, "eye"), ("protection_store", self.store_button, "key-round"),
            ("protection_page", self.page_button, "printer"),
        )  # fmt: skip
        for name, button, icon in buttons:
            button.setObjectName(name)
            icons.put(button, icon)
            row.addWidget(button)
        self.body.addLayout(row)

    def _enable(self, enabled: bool) -> None:
        for button in (self.button, self.off_button, self.store_button, self.page_button):
            button.setEnabled(enabled)

    def _ask(self, on: bool) -> None:
        """Once more, with what it means; not waited for."""
        box = QMessageBox(self.window() if isinstance(self.window(), QWidget) else self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setObjectName("protection_question")
        box.setWindowTitle(_("Protection"))
        has_page = bool(self._known and self._known.has_page)
        text = _("Encrypt the records on this computer?") if on else _("Let the records lie on this computer as they are?")
        more = _(_PAGE if has_page else _NO_PAGE) if on else _(_OFF)
        box.setText(text)
        box.setInformativeText(more)
        deed = box.addButton(_("Encrypt") if on else _("Do not encrypt"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        deed.setObjectName("protection_yes")
        box.accepted.connect(self._on_yes if on else self._on_no_more)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _on_wanted(self) -> None:
        if self._known and self._known.is_on:
            self.turn(on=True)  # goes on
        else:
            self._ask(on=True)

    @Slot()
    def _on_off_wanted(self) -> None:
        self._ask(on=False)

    @Slot()
    def _on_yes(self) -> None:
        self.turn(on=True)

    @Slot()
    def _on_no_more(self) -> None:
        self.turn(on=False)

    @Slot()
    def _on_store(self) -> None:
        from ui.screens.computers_store import StoreGuide

        store = self._known.store if self._known else "file"
        guide = StoreGuide(self._context, store, self.window(), stays=store == "passphrase")
        guide.moved.connect(self.look)
        guide.open()

    @Slot()
    def _on_page(self) -> None:
        self._context.window.show_screen("settings", entry="keys")

    @Slot(object)
    def _on_known(self, known: Protection) -> None:
        self._known = known
        self._enable(self.progress.task is None)
        self.retranslate()

    @Slot(object)
    def _on_turned(self, known: Protection) -> None:
        self._end()
        self._on_known(known)
        said = N_("The records are encrypted on this computer.") if known.is_on else N_("The records lie here as they are now.")
        self.banner.say("good" if known.is_on else "info", said)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.banner.show_error(error)
        if self._known is None:
            return
        self.retranslate()

    @Slot()
    def _on_stopped(self) -> None:
        """Everything is whole; what is left to do can be done at any time."""
        self._end()
        self.banner.say("info", N_("Stopped. The records are whole and can be used; you can go on at any time."))
        self.look()

    def _end(self) -> None:
        self.progress.follow(None)
        self._enable(True)
