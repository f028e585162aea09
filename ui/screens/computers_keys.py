"""The card about the keys of this computer: where they lie, and how they are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context
from ui.screens.computers_reading import Computers
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.card import Card

KINDS = {
    "keyring": N_("The keys of this computer lie in the keyring of the system ({where})."),
    "passphrase": N_("The keys of this computer lie behind a passphrase."),
    "file": N_("The keys of this computer lie in a file that only you can read. Whoever gets at this account gets at them."),
}
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
        self.store_button = QPushButton()
        self.store_button.setObjectName("keys_store")
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.NEAR)
        for button, icon in ((self.store_button, "key-round"),):
            icons.put(button, icon)
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.body.addLayout(self._row)
        self.store_button.clicked.connect(self._on_store)

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
        self.set_texts(_("Keys of this computer"), said)
        self.store_button.setText(_("Keep them elsewhere…"))

    @Slot()
    def _on_store(self) -> None:
        from ui.screens.computers_store import StoreGuide

        guide = StoreGuide(self._context, self._read.keys if self._read else "file", self.window())
        guide.moved.connect(self.changed)
        guide.open()
