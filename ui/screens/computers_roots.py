"""The root keys that sign a new list: those that are brought on their sticks now, and the file for who is not here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.computers_steps import PlaceStep, WorkStep
from ui.screens.exchange_volumes import VolumeWatch

if TYPE_CHECKING:
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.medium import Written

KEY_FILES = N_("Root keys (*.KEY *.key)")
_WHO = N_("{threshold} of {roots} root keys have to sign. Who is here puts in the stick; who is not signs the file later.")
_CHOSEN = (N_("{n} key from a stick is at hand."), N_("{n} keys from sticks are at hand."))
_HAND_ON = N_("{signed} of {needed} root keys have signed. A file is written now for the others, who sign it on any computer.")


def read_keys(files: list[Path]) -> list[DeviceKey]:
    """The keys in these files; each once, however often it was chosen.

    Raises:
        BundleRefused: there is no key in one of them.
        MediumError: one cannot be read.
    """
    from baseldesk.sync.root_file import read_root_file

    return list({key.key_id: key for key in map(read_root_file, files)}.values())


class RootKeysStep(WorkStep):
    """Takes the keys that are here. At least `fewest` of them."""

    def __init__(self, context: Context, threshold: int, roots: int, *, fewest: int = 0) -> None:
        super().__init__(context)
        self._threshold, self._roots, self._fewest = threshold, roots, fewest
        self.keys: list[DeviceKey] = []
        self.count, self.add_button = QLabel(), QPushButton()
        self.add_button.setObjectName("add_root_key")
        icons.put(self.add_button, "usb")
        theme.align(self.count)
        self.add_button.clicked.connect(self._on_add)
        self.body.addWidget(self.add_button)
        self.body.addWidget(self.count)

    def applies(self) -> bool:
        """Where one key with the desk is enough, nothing is asked."""
        return self._fewest > 0 or self._roots > 1

    def arrive(self) -> None:
        """Sets the texts."""
        self.add_button.setText(_("Take a root key from its stick…"))
        self.count.setText(current().format_plural(*_CHOSEN, len(self.keys)))

    def heading(self) -> str:
        """Who signs."""
        return _("Who signs?")

    def sentence(self) -> str:
        """How many have to."""
        return current().format(_WHO, threshold=current().number(self._threshold), roots=current().number(self._roots))

    def is_ready(self) -> bool:
        """Enough to go on."""
        return len(self.keys) >= self._fewest

    def take(self, files: list[Path]) -> None:
        """Reads keys from their files."""
        self.look(partial(read_keys, files), self._on_read)

    @Slot()
    def _on_add(self) -> None:
        dialogs.ask_files(self, _("Which file is the root key?"), "", [_(KEY_FILES)], self.take)

    @Slot(object)
    def _on_read(self, found: list[DeviceKey]) -> None:
        self.keys = list({key.key_id: key for key in (*self.keys, *found)}.values())
        self.arrive()
        self.changed.emit()


class ProposalStep(PlaceStep):
    """Writes the list for the others to sign, where what is here is not enough."""

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context, volumes)
        self.proposal, self.signed, self.needed = b"", 0, 0
        self.file: Path | None = None

    def applies(self) -> bool:
        """Not where the list is in force already."""
        return bool(self.proposal)

    def heading(self) -> str:
        """What is written."""
        return _("More root keys have to sign")

    def sentence(self) -> str:
        """How many are missing."""
        return current().format(_HAND_ON, signed=current().number(self.signed), needed=current().number(self.needed))

    def word(self) -> str:
        """The deed."""
        return _("Write the file")

    def go(self) -> None:
        """Writes it to the place chosen."""
        self.work(partial(write_proposal, self.proposal, self.folder()), self._on_written, _("Writing the file"))

    @Slot(object)
    def _on_written(self, written: Written) -> None:
        self.file = written.path
        self.done.emit()


def write_proposal(proposal: bytes, folder: Path) -> Written:
    """Writes a proposal under a name of its own.

    Raises:
        MediumError: it cannot be written there.
    """
    from ui.screens.computers_files import write_named

    return write_named(folder, "SECRETARIAT", "ROOTS", "list", proposal)
