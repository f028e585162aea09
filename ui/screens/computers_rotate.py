"""Changing the key of this computer: for the next one, which the present one vouches for; or anew, where it is gone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from baseldesk.i18n import N_, _
from baseldesk.records.types import SECRETARIAT
from ui.screens import Context
from ui.screens.computers_files import write_named
from ui.screens.computers_register import RegisterGuide, Write
from ui.screens.computers_steps import WorkStep
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.check import Check

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.medium import Written

_ROTATE = N_(
    "A computer changes its key now and then, or when somebody may have seen it. The present key vouches for the next one, so no "
    "words need be compared. Until the reply is taken in, everything goes on with the present key."
)
_LOST = N_(
    "Only where the key of this computer cannot be had any more: its file is gone, the passphrase is forgotten, the keyring was "
    "emptied. Your records are all here. A new key is made, which vouches for them once the secretariat has registered it."
)
_SURE = N_("Nobody finds the old key again, as far as I know.")


def write_rotation(desk: Desk, folder: Path) -> Written:
    """Writes the request by which the present key introduces the next one.

    Raises:
        DeskError: the present key cannot be reached: then it is lost.
    """
    from baseldesk.sync.rotation import begin_rotation

    return write_named(folder, desk.owner, SECRETARIAT, "request", begin_rotation(desk))


class RotateGuide(RegisterGuide):
    """The request, the reply; nothing to compare."""

    def __init__(self, context: Context, volumes: VolumeWatch, words: str, parent: QWidget | None) -> None:
        super().__init__(context, volumes, words, parent, write=_Rotate(context, volumes), title=_("Change the key"))
        self.compare.needs_words = False
        self.wait.shows_words = False
        self.retranslate()


class LostGuide(RegisterGuide):
    """A new key first; then as at the first registering."""

    def __init__(self, context: Context, volumes: VolumeWatch, words: str, parent: QWidget | None) -> None:
        self.begin = _Begin(context)
        title = _("The key is gone")
        super().__init__(context, volumes, words, parent, before=self.begin, title=title)
        self.begin.done.connect(self._on_begun)

    @Slot()
    def _on_begun(self) -> None:
        """The words are those of the new key."""
        self.wait.show_words(self.begin.words)


class _Rotate(Write):
    """The request for the next key."""

    def heading(self) -> str:
        """What is written."""
        return _("Change the key of this computer")

    def sentence(self) -> str:
        """Why, and that nothing waits."""
        return _(_ROTATE)

    def write(self, folder: Path) -> Written:
        """Writes it."""
        return write_rotation(self.context.desk, folder)


class _Begin(WorkStep):
    """Makes the new key."""

    is_grave = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = ""
        self.sure = Check()
        self.sure.setObjectName("lost_sure")
        self.sure.toggled.connect(self.changed)
        self.body.addWidget(self.sure)

    def arrive(self) -> None:
        """Sets the texts."""
        self.sure.setText(_(_SURE))

    def heading(self) -> str:
        """What happened."""
        return _("The key of this computer is gone")

    def sentence(self) -> str:
        """When to do this, and what is safe."""
        return _(_LOST)

    def word(self) -> str:
        """The deed."""
        return _("Make a new key")

    def is_ready(self) -> bool:
        """Only once it was read."""
        return self.sure.isChecked()

    def go(self) -> None:
        """Begins anew under a new key."""
        from baseldesk.sync.rotation import replace_lost_key

        self.work(partial(replace_lost_key, self.context.desk), self._on_made, _("Making a new key"))

    @Slot(object)
    def _on_made(self, _where: object) -> None:
        from baseldesk.sync.words import fingerprint_words

        self.words = fingerprint_words(self.context.desk.device)
        self.done.emit()
