"""A key on paper: printed, locked away, and only then made known; it opens what is sealed when every computer is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons
from ui.screens import Context
from ui.screens.computers_printing import make_known, print_key
from ui.screens.computers_roots import ProposalStep, RootKeysStep
from ui.screens.computers_steps import WorkStep, WrittenStep
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.check import Check
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.issuing import Issued
    from baseldesk.sync.recovery import PrintedKey

_WHY = N_(
    "If every computer of the centre were lost, nobody could open its data files any more. A page with a key on it can. The key "
    "stands on the page alone: not on this computer, and not at the secretariat."
)
_WHY_ESCROW = N_(
    "If the keys to data files between the centres and the secretariat were lost, a page with a key on it opens them. It opens "
    "no centre’s own data. The key stands on the page alone."
)
_ALONE = N_("Pages printed before serve no longer (one was lost, or seen by a stranger)")
_PRINT = N_("The page {file} was opened for printing. Print it, check that it is clear to read, and lock it away.")
_SAFE = N_("It is printed, and I have put it in a safe place, away from the computers.")
_DELETE = N_("Delete the file with the page now (the paper is enough)")
_DONE = N_("What is written from now on can be opened with the page.")
_ASK = N_("It takes effect once the secretariat has taken up a new request: “Send a new request…” on this screen writes it.")
_SIGNED = N_("The file {file} goes to who holds another root key; the printed key counts when enough have signed.")
_KIND = N_("Page to print (*.pdf)")


class RecoveryGuide(Guide):
    """Why, the page, the safe place, then it counts.

    Attributes:
        known: the key is on its way into the list.
    """

    known = Signal()

    def __init__(
        self, context: Context, volumes: VolumeWatch, purpose: str, roots: tuple[int, int], parent: QWidget | None
    ) -> None:
        self.why, self.roots = _Why(context, purpose), RootKeysStep(context, *roots)
        self.safe, self.proposal, self.end = _Safe(context, self.roots), ProposalStep(context, volumes), _End()
        super().__init__(_("Key on paper"), (self.why, self.roots, self.safe, self.proposal, self.end), parent)
        self.setObjectName("recovery_guide")

    def hand_on(self, step: Step) -> None:
        """The key, then what became of it."""
        if step is self.why:
            self.safe.made, self.safe.page, self.safe.alone = self.why.made, self.why.page, self.why.alone.isChecked()
        elif step is self.safe:
            issued = self.safe.issued
            self.end.is_known = issued is not None
            if issued is not None:
                self.proposal.proposal, self.proposal.signed, self.proposal.needed = issued.proposal, issued.signed, issued.needed
            self.known.emit()
        elif step is self.proposal:
            self.end.file = self.proposal.file


class _Why(WorkStep):
    """What it is for; and where the page goes."""

    def __init__(self, context: Context, purpose: str) -> None:
        super().__init__(context)
        self._purpose = purpose
        self.made: PrintedKey | None = None
        self.page: Path | None = None
        self.alone = Check()
        self.alone.setObjectName("recovery_alone")
        self.body.addWidget(self.alone)

    def arrive(self) -> None:
        """Sets the texts."""
        self.alone.setText(_(_ALONE))

    def heading(self) -> str:
        """What is made."""
        return _("Print a key, and lock it away")

    def sentence(self) -> str:
        """Why."""
        return _(_WHY_ESCROW) if self._purpose == "escrow" else _(_WHY)

    def word(self) -> str:
        """The page."""
        return _("Make the page…")

    def go(self) -> None:
        """Asks where the page is to be written."""
        self.changed.emit()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"BASELDESK-{self._purpose.upper()}-KEY-{self.context.desk.owner}.pdf"
        proposed = Path(folder or Path.home()) / name
        dialogs.ask_target(self, _("Where is the page to be written?"), proposed, _(_KIND), self.save)

    def save(self, chosen: list[Path]) -> None:
        """Makes the key, and its page."""
        work = partial(print_key, self.context.desk, self._purpose, current().language, chosen[0])
        self.work(work, self._on_made, _("Making the page"))

    @Slot(object)
    def _on_made(self, done: tuple[PrintedKey, Path]) -> None:
        self.made, self.page = done
        self.done.emit()


class _Safe(WorkStep):
    """Printed, and in a safe place: only then does anybody rely on it."""

    def __init__(self, context: Context, roots: RootKeysStep) -> None:
        super().__init__(context)
        self._roots = roots
        self.made: PrintedKey | None = None
        self.page: Path | None = None
        self.issued: Issued | None = None
        self.alone = False
        self.open_button, self.safe, self.delete = QPushButton(), Check(), Check()
        self.safe.setObjectName("recovery_safe")
        self.delete.setObjectName("recovery_delete")
        self.delete.setChecked(True)
        icons.put(self.open_button, "printer")
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.safe)
        self.body.addWidget(self.delete)
        self.safe.toggled.connect(self.changed)
        self.open_button.clicked.connect(self._on_open)

    def arrive(self) -> None:
        """Opens the page for printing."""
        self.open_button.setText(_("Open the page once more"))
        self.safe.setText(_(_SAFE))
        self.delete.setText(_(_DELETE))
        self._on_open()

    def heading(self) -> str:
        """What to do."""
        return _("Print it, and lock it away")

    def sentence(self) -> str:
        """How."""
        return current().format(_PRINT, file=self.page.name if self.page else "")

    def word(self) -> str:
        """The deed."""
        return _("Make it count")

    def is_ready(self) -> bool:
        """Only once a person says that it is safe."""
        return self.safe.isChecked()

    def go(self) -> None:
        """Makes it known."""
        assert self.made is not None
        assert self.page is not None
        work = partial(
            make_known, self.context.desk, self.made, self.page, alone=self.alone, delete=self.delete.isChecked(),
            keys=self._roots.keys,
        )  # fmt: skip
        self.work(work, self._on_known, _("Making it known"))

    @Slot(object)
    def _on_known(self, issued: Issued | None) -> None:
        self.issued = issued
        self.done.emit()

    @Slot()
    def _on_open(self) -> None:
        from ui.screens.exchange_copying import open_file

        if self.page is not None:
            open_file(self.page)


class _End(WrittenStep):
    """It counts, or will."""

    is_known = False

    def heading(self) -> str:
        """It is done."""
        return _("The key is made.") if self.is_known else _("One more step")

    def sentence(self) -> str:
        """What is true now."""
        if self.file is not None:
            return self.written(_SIGNED)
        return _(_DONE) if self.is_known else _(_ASK)
