"""The card about the keys of this computer: where they lie, and how they are kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context
from ui.screens.computers_reading import Computers
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.card import Card
from ui.widgets.field_flow import FlowLayout

KINDS = {
    "keyring": N_("The keys of this computer lie in the keyring of the system ({where})."),
    "passphrase": N_("The keys of this computer lie behind a passphrase."),
    "file": N_("The keys of this computer lie in a file that only you can read. Whoever gets at this account gets at them."),
}
_PAPER = N_("A key on paper is registered, which opens the data files if every computer is lost.")
_NO_PAPER = N_("There is no key on paper yet: if every computer were lost, nobody could open the data files.")
_WORDS = N_("This computer is known by these six words: {words}.")


class KeysCard(Card):
    """What is true, and the guides that change it.

    Attributes:
        changed: the keys lie elsewhere, or are others.
        failed: something about them went wrong.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__("key-round")
        self.setObjectName("keys")
        self._context, self._volumes = context, volumes
        self._read: Computers | None = None
        self.store_button, self.rotate_button, self.lost_button = QPushButton(), QPushButton(), QPushButton()
        self.paper_button, self.escrow_button, self.request_button = QPushButton(), QPushButton(), QPushButton()
        row = FlowLayout(spacing=theme.NEAR)
        buttons = (
            ("keys_store", self.store_button, "key-round"), ("keys_paper", self.paper_button, "printer"),
            ("keys_escrow", self.escrow_button, "printer"), ("keys_rotate", self.rotate_button, "refresh-cw"),
            ("keys_request", self.request_button, "send"), ("keys_lost", self.lost_button, "triangle-alert"),
        )  # fmt: skip
        for name, button, icon in buttons:
            button.setObjectName(name)
            icons.put(button, icon)
            row.addWidget(button)
        self.body.addLayout(row)
        self.store_button.clicked.connect(self._on_store)
        self.rotate_button.clicked.connect(partial(self._open, "rotate"))
        self.request_button.clicked.connect(partial(self._open, "request"))
        self.lost_button.clicked.connect(partial(self._open, "lost"))
        self.paper_button.clicked.connect(partial(self._on_paper, "recovery"))
        self.escrow_button.clicked.connect(partial(self._on_paper, "escrow"))

    def show_read(self, read: Computers) -> None:
        """Takes what is known now."""
        self._read = read
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        said = ""
        if self._read is not None:
            said = current().format(KINDS[self._read.keys], where=self._read.keys_where)
            said += " " + current().format(_WORDS, words=self._read.own_words.replace("-", " "))
            said += " " + (_(_PAPER) if self._read.recoverable else _(_NO_PAPER))
        self.set_texts(_("Keys of this computer"), said)
        words = (
            (self.store_button, _("Keep them elsewhere…")), (self.paper_button, _("Key on paper…")),
            (self.escrow_button, _("Escrow key on paper…")), (self.rotate_button, _("Change the key…")),
            (self.request_button, _("Send a new request…")), (self.lost_button, _("The key is gone…")),
        )  # fmt: skip
        for button, word in words:
            button.setText(word)
        is_registered = bool(self._read and self._read.number)
        self.escrow_button.setVisible(self._context.desk.is_secretariat)
        for button in (self.rotate_button, self.request_button):
            button.setVisible(is_registered)

    @Slot()
    def _on_store(self) -> None:
        from ui.screens.computers_store import StoreGuide

        guide = StoreGuide(self._context, self._read.keys if self._read else "file", self.window())
        guide.moved.connect(self.changed)
        guide.open()

    def _open(self, which: str, _checked: bool = False) -> None:
        """The guides that end with a request: another key, the same one asked for anew, one in place of a lost one."""
        from ui.screens.computers_register import RegisterGuide, Write
        from ui.screens.computers_rotate import LostGuide, RotateGuide

        about = (self._context, self._volumes, self._read.own_words if self._read else "", self.window())
        guide: RegisterGuide
        if which == "rotate":
            guide = RotateGuide(*about)
        elif which == "lost":
            guide = LostGuide(*about)
        else:
            guide = RegisterGuide(*about, write=Write(self._context, self._volumes), title=_("Send a new request"))
        guide.registered.connect(self.changed)
        guide.finished.connect(self._on_finished)
        guide.open()

    @Slot()
    def _on_finished(self) -> None:
        """A key may be another one now, even where nothing was registered."""
        self.changed.emit()

    def _on_paper(self, purpose: str, _checked: bool = False) -> None:
        from ui.screens.computers_recovery import RecoveryGuide

        roots = (self._read.threshold, self._read.roots) if self._read and self._context.desk.is_secretariat else (1, 1)
        guide = RecoveryGuide(self._context, self._volumes, purpose, roots, self.window())
        guide.known.connect(self.changed)
        guide.open()
