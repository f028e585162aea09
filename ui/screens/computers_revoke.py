"""At the secretariat: withdrawing a computer's key, because it was stolen, lost or replaced."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.computers_roots import ProposalStep, RootKeysStep
from ui.screens.computers_steps import WorkStep, WrittenStep
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import name_organisation
from ui.widgets.check import Check
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.issuing import Issued
    from ui.screens.computers_reading import Computer, Computers

_WHAT = N_(
    "The computer “{name}” of {centre} (letter {letter}) may sign nothing more. What the secretariat holds of its work stands; "
    "whatever else comes from it waits until the centre accepts it."
)
_SURE = N_("It cannot be taken back: the computer would have to be registered anew, with a new key.")
_UNDERSTOOD = N_("I have spoken with the centre, and this computer’s key is to be withdrawn.")
_IN_FORCE = N_("The new list of registered computers goes out with the next data files.")
_WAITS = N_("The file {file} goes to who holds another root key. Until enough have signed, the computer stays registered.")


class RevokeGuide(Guide):
    """Which and why, who signs, then the deed.

    Attributes:
        withdrawn: the key is withdrawn, or the list that says so waits for signatures.
    """

    withdrawn = Signal()

    def __init__(
        self, context: Context, volumes: VolumeWatch, read: Computers, computer: Computer, parent: QWidget | None
    ) -> None:
        self.why, self.roots = _Why(computer), RootKeysStep(context, read.threshold, read.roots)
        self.sure, self.proposal = _Sure(context, computer, self.why, self.roots), ProposalStep(context, volumes)
        self.end = _End()
        super().__init__(_("Withdraw a computer"), (self.why, self.roots, self.sure, self.proposal, self.end), parent)
        self.setObjectName("revoke_guide")

    def hand_on(self, step: Step) -> None:
        """What was done."""
        if step is self.sure and self.sure.issued is not None:
            issued = self.sure.issued
            self.proposal.proposal, self.proposal.signed, self.proposal.needed = issued.proposal, issued.signed, issued.needed
            self.withdrawn.emit()
        elif step is self.proposal:
            self.end.file = self.proposal.file


class _Why(Step):
    """Which computer, and a few words why."""

    def __init__(self, computer: Computer) -> None:
        super().__init__()
        self._computer = computer
        self.label, self.reason = QLabel(), QLineEdit()
        self.label.setBuddy(self.reason)
        self.reason.setMaxLength(200)
        self.reason.setObjectName("revoke_reason")
        self.body.addWidget(self.label)
        self.body.addWidget(self.reason)

    def arrive(self) -> None:
        """Sets the texts."""
        self.label.setText(_("Why, in a few words that every centre may read"))
        self.reason.setAccessibleName(self.label.text())

    def heading(self) -> str:
        """What this does."""
        return _("Withdraw this computer’s key?")

    def sentence(self) -> str:
        """Whose, and what stays."""
        one = self._computer
        return current().format(_WHAT, name=one.name or "–", centre=name_organisation(one.organisation), letter=one.letter)

    def word(self) -> str:
        """On."""
        return _("Go on…")


class _Sure(WorkStep):
    """The deed, once it was read that it is final."""

    is_grave = True

    def __init__(self, context: Context, computer: Computer, why: _Why, roots: RootKeysStep) -> None:
        super().__init__(context)
        self._computer, self._why, self._roots = computer, why, roots
        self.issued: Issued | None = None
        self.understood = Check()
        self.understood.setObjectName("revoke_understood")
        self.understood.toggled.connect(self.changed)
        words = QLabel(computer.words.replace("-", " "))
        theme.size(words, 1.15, bold=True)
        theme.align(words)
        self.body.addWidget(words)
        self.body.addWidget(self.understood)

    def arrive(self) -> None:
        """Sets the texts."""
        self.understood.setText(_(_UNDERSTOOD))

    def heading(self) -> str:
        """The last question."""
        return _("Withdraw it for good?")

    def sentence(self) -> str:
        """That it is final."""
        return _(_SURE)

    def word(self) -> str:
        """The deed."""
        return _("Withdraw")

    def is_ready(self) -> bool:
        """Only once it was read."""
        return self.understood.isChecked()

    def go(self) -> None:
        """Withdraws it, as far as the keys at hand go."""
        from baseldesk.sync.issuing import withdraw

        reason = self._why.reason.text()
        work = partial(withdraw, self.context.desk, self._computer.key_id, reason=reason, keys=self._roots.keys)
        self.work(work, self._on_done, _("Withdrawing"))

    @Slot(object)
    def _on_done(self, issued: Issued) -> None:
        self.issued = issued
        self.done.emit()


class _End(WrittenStep):
    """In force, or on its way."""

    def heading(self) -> str:
        """Which."""
        return _("More root keys have to sign") if self.file else _("The key is withdrawn.")

    def sentence(self) -> str:
        """How it goes on."""
        return self.written(_WAITS) if self.file else _(_IN_FORCE)
