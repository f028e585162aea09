"""Where the keys of this computer are kept: in the system's keyring, behind a passphrase, or in a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.computers_keys import KINDS
from ui.screens.computers_steps import WorkStep
from ui.widgets.check import Check
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.key_store import DeskKeys

_WAYS = {
    "keyring": (N_("In the keyring of the system"), N_("It opens with your account. Nothing is asked for.")),
    "passphrase": (
        N_("Behind a passphrase"),
        N_("It is asked for when work is exchanged. Safe if the laptop is lost."),
    ),
    "file": (N_("In a file"), N_("Nothing is asked for, and nothing protects the keys but your account.")),
}
_NO_KEYRING = N_("This computer has no keyring that keeps what it is given.")
_NOBODY = N_("Nobody can find out a forgotten passphrase or set another. Write it down and keep it apart from this computer.")
_SHORT = N_("At least {n} characters. Several words are easier to remember than signs.")
_DIFFER = N_("The two are not the same yet.")
_WHY = N_("With its keys, a computer signs what it hands over and opens what is sent to it. They never leave it.")


class StoreGuide(Guide):
    """Which way, the passphrase where one is wanted, and what is true afterwards; or another passphrase alone.

    Attributes:
        moved: the keys lie in another place now.
    """

    moved = Signal()

    def __init__(self, context: Context, kind: str, parent: QWidget | None, *, stays: bool = False) -> None:
        self.way = _Way(context, kind, stays)
        self.secret, self.end = _Secret(context, self.way), _End()
        super().__init__(_("Where the keys are kept"), (self.way, self.secret, self.end), parent)
        self.setObjectName("store_guide")
        if stays:
            self.start_at(self.secret)

    def hand_on(self, step: Step) -> None:
        """What was done."""
        if isinstance(step, _Way | _Secret) and step.kept is not None:
            self.end.kept = step.kept
            self.moved.emit()


def is_keyring_there() -> bool:
    """Whether the system has a keyring that keeps what it is given."""
    from baseldesk.sync.key_store_keyring import find_keyring

    return find_keyring() is not None


class _Mover(WorkStep):
    """A step that may move the keys."""

    kept: DeskKeys | None = None

    def move_keys_to(self, kind: str, passphrase: str = "") -> None:
        """Moves them: written, read back, and only then destroyed where they were."""
        from baseldesk.sync.key_store import move_keys

        work = partial(move_keys, self.context.desk.folder, kind, passphrase)
        self.work(work, self._on_moved, _("Moving the keys"))

    @Slot(object)
    def _on_moved(self, kept: DeskKeys) -> None:
        self.kept = kept
        self.done.emit()


class _Way(_Mover):
    """The three ways; those that are not there cannot be chosen."""

    def __init__(self, context: Context, kind: str, stays: bool) -> None:
        super().__init__(context)
        self.kind, self._stays = kind, stays
        self.choices: dict[str, QRadioButton] = {}
        self._meanings: dict[str, QLabel] = {}
        for way, (word, meaning) in _WAYS.items():
            choice, label = QRadioButton(_(word)), QLabel(_(meaning))
            choice.setObjectName(f"store_{way}")
            choice.setChecked(way == kind)
            choice.setEnabled(way != "keyring" or kind == "keyring")
            choice.toggled.connect(self.changed)
            label.setWordWrap(True)
            theme.tint(label, "muted")
            theme.align(label)
            choice.setAccessibleDescription(label.text())
            self.choices[way], self._meanings[way] = choice, label
            self.body.addWidget(choice)
            row = QHBoxLayout()
            row.addSpacing(theme.PAGE)
            row.addWidget(label, 1)
            self.body.addLayout(row)
        self.look(is_keyring_there, self._on_keyring)

    def applies(self) -> bool:
        """Not where only the passphrase is to be another."""
        return not self._stays

    def chosen(self) -> str:
        """The way that is chosen."""
        return next(way for way, choice in self.choices.items() if choice.isChecked())

    def heading(self) -> str:
        """The question."""
        return _("Where are the keys of this computer to be kept?")

    def sentence(self) -> str:
        """What they are for."""
        return _(_WHY)

    def word(self) -> str:
        """On to the passphrase, or the deed."""
        return _("Next") if self.chosen() == "passphrase" else _("Keep them there")

    def is_ready(self) -> bool:
        """Another way than now; a passphrase may be changed for another."""
        return self.chosen() != self.kind or self.kind == "passphrase"

    def go(self) -> None:
        """Moves the keys, unless a passphrase comes first."""
        if self.chosen() == "passphrase":
            self.done.emit()
        else:
            self.move_keys_to(self.chosen())

    @Slot(object)
    def _on_keyring(self, is_there: bool) -> None:
        choice, meaning = self.choices["keyring"], self._meanings["keyring"]
        choice.setEnabled(is_there or self.kind == "keyring")
        meaning.setText(_(_WAYS["keyring"][1] if is_there else _NO_KEYRING))
        choice.setAccessibleDescription(meaning.text())


class _Secret(_Mover):
    """The passphrase, twice."""

    def __init__(self, context: Context, way: _Way) -> None:
        super().__init__(context)
        self._way = way
        self.first, self.second, self.shown, self.hint = QLineEdit(), QLineEdit(), Check(_("Show what I type")), QLabel()
        rows = QFormLayout()
        for line, name, word in ((self.first, "first", _("Passphrase")), (self.second, "second", _("The same once more"))):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setObjectName(f"passphrase_{name}")
            line.setAccessibleName(word)
            line.textChanged.connect(self._on_typed)
            rows.addRow(word, line)
        theme.tint(self.hint, "muted")
        theme.align(self.hint)
        self.hint.setWordWrap(True)
        self.body.addLayout(rows)
        self.body.addWidget(self.shown)
        self.body.addWidget(self.hint)
        self.shown.toggled.connect(self._on_shown)

    def applies(self) -> bool:
        """Only that way needs one."""
        return self._way.chosen() == "passphrase"

    def arrive(self) -> None:
        """Says what is still missing."""
        self._on_typed()

    def heading(self) -> str:
        """What is chosen."""
        return _("Choose a passphrase")

    def sentence(self) -> str:
        """That nobody can help."""
        return _(_NOBODY)

    def word(self) -> str:
        """The deed."""
        return _("Keep them behind it")

    def is_ready(self) -> bool:
        """Long enough, and twice the same."""
        from baseldesk.sync.key_store_passphrase import FEWEST

        return len(self.first.text()) >= FEWEST and self.first.text() == self.second.text()

    def go(self) -> None:
        """Moves the keys behind it."""
        self.move_keys_to("passphrase", self.first.text())

    @Slot()
    def _on_typed(self) -> None:
        from baseldesk.sync.key_store_passphrase import FEWEST

        is_short = len(self.first.text()) < FEWEST
        self.hint.setText(current().format(_SHORT, n=FEWEST) if is_short else "" if self.is_ready() else _(_DIFFER))
        self.changed.emit()

    @Slot(bool)
    def _on_shown(self, is_shown: bool) -> None:
        for line in (self.first, self.second):
            line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)


class _End(Step):
    """What is true now."""

    is_end = True
    kept: DeskKeys | None = None

    def heading(self) -> str:
        """It is done."""
        return _("The keys are kept there now.")

    def sentence(self) -> str:
        """Where."""
        from baseldesk.sync.key_store import DEVICE_KEY

        return current().format(KINDS[self.kept.kind], where=self.kept.where(DEVICE_KEY)) if self.kept else ""

    def word(self) -> str:
        """Nothing more to do."""
        return _("Close")
