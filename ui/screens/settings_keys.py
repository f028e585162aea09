"""The keys of this computer, as on the page of the registered computers, and the way there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

from baseldesk.i18n import N_, _, current
from ui import icons
from ui.screens import Context
from ui.screens.computers_keys import KeysCard
from ui.screens.computers_reading import THIS, Computers, read_computers
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.card import Card

_NOT_YET = N_("This computer is not registered yet. Under “Send and receive”, the first card leads there.")
_REGISTERED = N_("This computer is registered with the secretariat as computer {letter} of {centre}.")


class OwnKeysCard(KeysCard):
    """Reads by itself what it shows, anew after each guide and each exchange."""

    def __init__(self, context: Context) -> None:
        self._watch = VolumeWatch(context.runner, context.runner)
        super().__init__(context, self._watch)
        context.notices.changed.connect(self._on_notice)
        self.changed.connect(self._tell)
        self.read()

    def read(self) -> None:
        """Reads where the keys lie."""
        self._context.runner.read_anew(partial(read_computers, self._context.desk), self._on_read)

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for sticks, to which files are written."""
        super().showEvent(event)
        self._watch.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks while the card is not."""
        super().hideEvent(event)
        self._watch.watch(False)

    @Slot(object)
    def _on_read(self, read: Computers) -> None:
        self.show_read(read)

    @Slot(object)
    def _on_notice(self, kinds: frozenset[str]) -> None:
        if "exchange" in kinds:
            self.read()

    @Slot()
    def _tell(self) -> None:
        self._context.notices.tell("exchange")


class ComputersCard(Card):
    """Whether this computer is registered, and the way to the list of those that are."""

    def __init__(self, context: Context) -> None:
        super().__init__("users")
        self.setObjectName("computers_card")
        self._context = context
        self._read: Computers | None = None
        self.list_button = QPushButton()
        self.list_button.setObjectName("computers_button")
        icons.put(self.list_button, "list-checks")
        self.body.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.list_button.clicked.connect(self._on_list)
        context.notices.changed.connect(self._on_notice)
        self.retranslate()
        self._on_notice(frozenset({"exchange"}))

    def retranslate(self) -> None:
        """Sets every text anew."""
        own = next((one for one in self._read.lines if one.state == THIS), None) if self._read else None
        said = ""
        if own is not None:
            said = current().format(_REGISTERED, letter=own.letter, centre=own.organisation)
        elif self._read is not None:
            said = _(_NOT_YET)
        self.set_texts(_("Registered computers"), said)
        self.list_button.setText(_("Registered computers"))

    @Slot(object)
    def _on_notice(self, kinds: frozenset[str]) -> None:
        if "exchange" in kinds:
            self._context.runner.read_anew(partial(read_computers, self._context.desk), self._on_read)

    @Slot(object)
    def _on_read(self, read: Computers) -> None:
        self._read = read
        self.retranslate()

    @Slot()
    def _on_list(self) -> None:
        self._context.window.show_screen("computers")
