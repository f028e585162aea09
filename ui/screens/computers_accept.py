"""At the secretariat: a computer asks to be registered. Its words are compared by phone, and the reply is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from baseldesk.i18n import N_, _, current
from ui.screens import Context
from ui.screens.computers_files import write_named
from ui.screens.computers_roots import RootKeysStep, write_proposal
from ui.screens.computers_steps import FileStep, PlaceStep, WordsStep, WrittenStep
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import name_organisation
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.enrolment import Accepted, Asked
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.medium import Written

_FROM = N_("The centre sends a file whose name begins with REQUEST. Nothing is changed by opening it.")
_CALL = N_(
    "The computer “{name}” of {centre} asks. Call the centre at a number you know, not at one from the mail, and have the six "
    "words read out to you. If one differs, press “Cancel”: nothing is changed."
)
_REPLY = N_("Registering changes the list of computers, and writes the reply that goes back to the centre.")
_DONE = N_("Send the reply {file} back to {centre}. When it asks, read out these six words of the secretariat: {words}.")
_WAITS = N_("The file {file} goes to who holds another root key. The reply is written when enough have signed.")
_LOST = N_("The computer says that its former key is lost: withdraw that one, too.")


def write_reply(desk: Desk, asked: Asked, folder: Path, keys: list[DeviceKey]) -> tuple[Accepted, Written]:
    """Takes the computer up into the list and writes the reply to send back; or the list, where more root keys have to sign."""
    from baseldesk.sync.joining import accept

    accepted = accept(desk, asked, keys=keys, propose=True)
    if accepted.proposal:
        return accepted, write_proposal(accepted.proposal, folder)
    return accepted, write_named(folder, desk.owner, accepted.device.organisation, "reply", accepted.reply)


class AcceptGuide(Guide):
    """Choose, compare, write the reply.

    Attributes:
        registered: the computer stands in the list now.
    """

    registered = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch, roots: tuple[int, int], parent: QWidget | None) -> None:
        self.choose, self.compare = _Choose(context), _Compare(context)
        self.roots, self.write, self.end = RootKeysStep(context, *roots), _Write(context, volumes), _End(context)
        steps = (self.choose, self.compare, self.roots, self.write, self.end)
        super().__init__(_("Register a computer"), steps, parent)
        self.setObjectName("accept_guide")

    def read_request(self, path: Path) -> None:
        """Begins with a request that has come."""
        self.choose.take(path)

    def hand_on(self, step: Step) -> None:
        """The request, then the reply."""
        if step is self.choose:
            self.compare.asked = self.write.asked = self.choose.asked
        elif step is self.roots:
            self.write.keys = self.roots.keys
        elif step is self.write:
            self.end.take(self.write)
            self.registered.emit()


class _Choose(FileStep):
    """The request."""

    title = N_("Which file is the request?")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.asked: Asked | None = None

    def heading(self) -> str:
        """What is opened."""
        return _("Open the request")

    def sentence(self) -> str:
        """What it looks like."""
        return _(_FROM)

    def take(self, path: Path) -> None:
        """Reads it."""
        from baseldesk.sync.enrolment import read_request

        self.look(partial(read_request, path), self._on_read)

    @Slot(object)
    def _on_read(self, asked: Asked) -> None:
        self.asked = asked
        self.done.emit()


class _Compare(WordsStep):
    """The words of the computer that asks; a key that its former one vouches for needs no call."""

    asked: Asked | None = None

    def applies(self) -> bool:
        """Not for a changed key: the old one has signed for it."""
        return self.asked is None or not self.asked.request.old_key

    def arrive(self) -> None:
        """Shows them."""
        super().arrive()
        if self.asked is not None:
            self.show_words(self.asked.words, _("The six words of that computer"))

    def heading(self) -> str:
        """What is compared."""
        return _("Compare the words of that computer")

    def sentence(self) -> str:
        """Who asks, and how to compare."""
        if self.asked is None:
            return ""
        request = self.asked.request
        return current().format(_CALL, name=request.device_name or "–", centre=name_organisation(request.centre))

    def word(self) -> str:
        """On to the reply."""
        return _("They are the same: go on")


class _Write(PlaceStep):
    """Registers, and writes the reply."""

    asked: Asked | None = None
    accepted: Accepted | None = None
    file: Path | None = None

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context, volumes)
        self.keys: list[DeviceKey] = []

    def heading(self) -> str:
        """What is written."""
        return _("Register it and write the reply")

    def sentence(self) -> str:
        """What this changes."""
        return _(_REPLY)

    def word(self) -> str:
        """Do it."""
        return _("Register")

    def go(self) -> None:
        """Registers the computer, and writes the reply to the place chosen."""
        assert self.asked is not None
        work = partial(write_reply, self.context.desk, self.asked, self.folder(), self.keys)
        self.work(work, self._on_done, _("Registering"))

    @Slot(object)
    def _on_done(self, done: tuple[Accepted, Written]) -> None:
        self.accepted, self.file = done[0], done[1].path
        self.done.emit()


class _End(WrittenStep):
    """What to send where, and the words to read out."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._accepted: Accepted | None = None
        self._has_lost = False

    def take(self, write: _Write) -> None:
        """Takes over what was done."""
        self.file, self._accepted = write.file, write.accepted
        self._has_lost = bool(write.asked and write.asked.lost)

    def heading(self) -> str:
        """It is done, or on its way."""
        waits = self._accepted is not None and self._accepted.proposal
        return _("More root keys have to sign") if waits else _("The computer is registered.")

    def sentence(self) -> str:
        """What to do with the file."""
        if self._accepted is None:
            return ""
        if self._accepted.proposal:
            return self.written(_WAITS)
        from baseldesk.sync.enrolment import deployment_words

        place = self._accepted.membership
        words = deployment_words(place.deployment, place.roots).replace("-", " ")
        said = self.written(_DONE, centre=name_organisation(self._accepted.device.organisation), words=words)
        return f"{said} {_(_LOST)}" if self._has_lost else said
