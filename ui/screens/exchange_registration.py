"""The card that leads to registering this computer, until that is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot

from baseldesk.i18n import N_, _
from ui.screens import Context
from ui.screens.computers_register import REQUEST, RegisterGuide
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.card import Card

_TRUTH = N_("Your work is saved here and can be sent once the secretariat knows this computer. It takes a file and a phone call.")
_WAITS = N_("The request is written. When the reply of the secretariat has come, go on here; or drop the reply below.")


class RegisterCard(Card):
    """One sentence and one button.

    Attributes:
        registered: it is done.
    """

    registered = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__("key-round")
        self.setObjectName("register")
        self.button.setObjectName("register_button")
        self._context, self._volumes = context, volumes
        self._words = ""
        self.button.clicked.connect(self.open_guide)

    def show_own_words(self, words: str) -> None:
        """Takes the words by which this computer is known."""
        self._words = words
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        waits = bool(self._context.settings.get(REQUEST))
        word = _("Go on registering…") if waits else _("Register this computer…")
        self.set_texts(_("Register this computer with the secretariat"), _(_WAITS) if waits else _(_TRUTH), word)

    @Slot()
    def open_guide(self) -> RegisterGuide:
        """Leads through registering."""
        guide = RegisterGuide(self._context, self._volumes, self._words, self.window())
        guide.registered.connect(self.registered)
        guide.finished.connect(self.retranslate)
        guide.open()
        return guide

    def read_reply(self, path: Path) -> None:
        """Goes on with a reply that has come."""
        self.open_guide().read_reply(path)
