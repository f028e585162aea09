"""A new list that root keys sign in turns: looked at, signed, handed on; brought into force where enough have signed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.computers_roots import RootKeysStep
from ui.screens.computers_signing import describe_changes, install, sign
from ui.screens.computers_steps import FileStep, PlaceStep, WordsStep, WrittenStep
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.issuing import Issued
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.medium import Written
    from baseldesk.sync.proposal import Offered

_FROM = N_("The file comes from the secretariat, or from the last person who signed it. Nothing is changed by opening it.")
_LOOK = N_("List no. {number} changes what stands below. {signed} of {needed} root keys have signed. It is the list of:")
_ON = N_("Hand the file {file} on to who holds another root key.")
_BACK = N_("Enough root keys have signed. Send the file {file} back to the secretariat, which brings the list into force.")
_REPLIES = (
    N_("{n} reply lies there, to be sent back to its centre."),
    N_("{n} replies lie there, to be sent back to their centres."),
)


class SignGuide(Guide):
    """Open, look, then sign or bring into force.

    Attributes:
        in_force: the list is in force now.
    """

    in_force = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch, parent: QWidget | None) -> None:
        self.choose, self.look = _Choose(context), _Look(context)
        self.roots, self.write = _Keys(context, 1, 1, fewest=1), _Write(context, volumes)
        self.end = _End()
        super().__init__(_("Sign a new list"), (self.choose, self.look, self.roots, self.write, self.end), parent)
        self.setObjectName("sign_guide")

    def read_proposal(self, path: Path) -> None:
        """Begins with a list that has come."""
        self.choose.take(path)

    def hand_on(self, step: Step) -> None:
        """The list, the keys, what lies there."""
        if step is self.choose and self.choose.offered is not None:
            offered = self.choose.offered
            self.look.offered, self.write.offered = offered, offered
            self.write.source, self.write.installs = self.choose.source, self.write.may_install(offered)
            self.roots.show_offered(offered, is_wanted=not self.write.installs)
        elif step is self.roots:
            self.write.keys = self.roots.keys
        elif step is self.write:
            self.end.take(self.write)
            if self.write.installs:
                self.in_force.emit()


class _Choose(FileStep):
    """The list."""

    title = N_("Which file is the list?")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.offered: Offered | None = None
        self.source = Path()

    def heading(self) -> str:
        """What is opened."""
        return _("Open the list")

    def sentence(self) -> str:
        """Where it comes from."""
        return _(_FROM)

    def take(self, path: Path) -> None:
        """Reads it."""
        from baseldesk.sync.proposal import read_proposal

        self.source = path
        self.look(partial(read_proposal, path), self._on_read)

    @Slot(object)
    def _on_read(self, offered: Offered) -> None:
        self.offered = offered
        self.done.emit()


class _Look(WordsStep):
    """What the list changes, and the words that say whose it is."""

    offered: Offered | None = None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.lines = QLabel()
        self.lines.setObjectName("sign_changes")
        self.lines.setWordWrap(True)
        theme.align(self.lines)
        self.body.addWidget(self.lines)

    def arrive(self) -> None:
        """Shows both."""
        super().arrive()
        if self.offered is not None:
            self.show_words(self.offered.words, _("The six words of the secretariat"))
            self.lines.setText("\n".join(describe_changes(self.offered)))

    def heading(self) -> str:
        """What to do."""
        return _("Look at what changes")

    def sentence(self) -> str:
        """How far it is signed."""
        if self.offered is None:
            return ""
        one = self.offered
        number, signed, needed = (current().number(n) for n in (one.roster.number, len(one.signers), one.needed))
        return current().format(_LOOK, number=number, signed=signed, needed=needed)

    def word(self) -> str:
        """On."""
        return _("They are the same: go on")


class _Keys(RootKeysStep):
    """At least one; none where it is only brought into force."""

    is_wanted = True

    def show_offered(self, offered: Offered, *, is_wanted: bool) -> None:
        """Takes how many this list needs."""
        self._threshold, self._roots, self.is_wanted = offered.needed, len(offered.held.roots.keys), is_wanted

    def applies(self) -> bool:
        """To sign."""
        return self.is_wanted


class _Write(PlaceStep):
    """Signs and writes, or brings into force and writes the replies."""

    offered: Offered | None = None
    source = Path()
    installs = False

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context, volumes)
        self.files: list[Path] = []
        self.keys: list[DeviceKey] = []

    def may_install(self, offered: Offered) -> bool:
        """Whether enough have signed, and this is where it is brought into force."""
        return offered.is_complete and self.context.desk.is_secretariat

    def heading(self) -> str:
        """Which."""
        return _("Bring the list into force") if self.installs else _("Sign, and write it to hand on")

    def sentence(self) -> str:
        """What is written."""
        return _("Replies that waited for it are written there.") if self.installs else ""

    def word(self) -> str:
        """The deed."""
        return _("Bring into force") if self.installs else _("Sign")

    def go(self) -> None:
        """Does it."""
        assert self.offered is not None
        if self.installs:
            work = partial(install, self.context.desk, self.source, self.offered, self.folder())
            self.work(work, self._on_installed, _("Bringing the list into force"))
        else:
            self.work(partial(sign, self.offered, self.keys, self.folder()), self._on_signed, _("Signing"))

    @Slot(object)
    def _on_installed(self, done: tuple[Issued, list[Written]]) -> None:
        self.files = [one.path for one in done[1]]
        self.done.emit()

    @Slot(object)
    def _on_signed(self, done: tuple[Offered, Written]) -> None:
        self.offered, self.files = done[0], [done[1].path]
        self.done.emit()


class _End(WrittenStep):
    """What is true now."""

    _said = ""
    _installed = False

    def take(self, write: _Write) -> None:
        """Takes over what was done."""
        self.file = write.files[0] if write.files else None
        self._installed = write.installs
        if write.installs:
            self._said = current().format_plural(*_REPLIES, len(write.files)) if write.files else ""
        else:
            self._said = self.written(_BACK if write.offered and write.offered.is_complete else _ON)

    def heading(self) -> str:
        """Which."""
        return _("The list is in force.") if self._installed else _("Signed.")

    def sentence(self) -> str:
        """How it goes on."""
        return self._said
