"""Earlier work comes here: from a backup, through the page with a printed key, or back from the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QLineEdit, QPushButton, QRadioButton

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens.computers_rescuing import PICTURES
from ui.tasks import Runner
from ui.widgets.guide import Step

if TYPE_CHECKING:
    from baseldesk.sync.recovery import KeyPage

_NO_BACKUP = ("backup.damaged", "backup.none", "backup.newer", "backup.unreadable")
BACKUP, PAGE, SECRETARIAT_HAS = "backup", "rescue", "register"
_TO_BE_OPENED = ("backup.sealed", "backup.passphrase_wrong", "backup.other_key")


class _Way(NamedTuple):
    word: str
    what: str


_WAYS = {
    BACKUP: _Way(
        N_("I have a backup"),
        N_("Everything comes back as it was when the backup was made. Nothing else is asked."),
    ),
    PAGE: _Way(
        N_("I have the page with the printed key"),
        N_("After two more questions it opens the last data files: those on your stick, or those the secretariat sends you."),
    ),
    SECRETARIAT_HAS: _Way(
        N_("I have neither"),
        N_("After two more questions you register this computer. The secretariat then sends back all that ever reached it."),
    ),
}  # fmt: skip


class EarlierStep(Step):
    """Three ways, the surest first; each says what it brings.

    Attributes:
        brought_back: the desk is there, from its backup.
        is_wanted: whether the person asked for it; it is no question for the others.
    """

    brought_back = Signal()

    def __init__(self, folder: Path, runner: Runner) -> None:
        super().__init__()
        self._folder, self._runner = folder, runner
        self._file: Path | None = None
        self.is_wanted = False
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._texts: dict[str, QLabel] = {}
        self.label, self.passphrase, self.page_button = QLabel(), QLineEdit(), QPushButton()
        for way in _WAYS:
            self._add(way)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setObjectName("first_passphrase")
        self.label.setBuddy(self.passphrase)
        self.label.setWordWrap(True)
        theme.align(self.label)
        icons.put(self.page_button, "folder-open")
        self.page_button.setObjectName("first_page")
        self.page_button.clicked.connect(self._on_page)
        self._opening = (self.label, self.passphrase, self.page_button)
        for place, part in enumerate(self._opening, start=2):  # right under the backup, where it is seen
            self.body.insertWidget(place, part)
            part.hide()
        self.buttons[BACKUP].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)

    def heading(self) -> str:
        """The question."""
        return _("What do you have of your earlier work?")

    def sentence(self) -> str:
        """What is never at stake."""
        return _("What you choose here changes nothing on the other computer.")

    def word(self) -> str:
        """What the main button does."""
        if self.way() != BACKUP:
            return _("Next")
        return _("Bring it back") if self._file is not None else _("Choose the backup…")

    def applies(self) -> bool:
        """Where a person asked for it."""
        return self.is_wanted

    def may_return(self) -> bool:
        """A backup ends the questions; the other ways are only chosen here."""
        return True

    def way(self) -> str:
        """The one chosen."""
        return next(way for way, button in self.buttons.items() if button.isChecked())

    def after(self) -> str:
        """What the window opens first; "" for nothing in particular."""
        return "" if self.way() == BACKUP else self.way()

    def chosen_button(self) -> QAbstractButton | None:
        """Where the focus begins."""
        return self._group.checkedButton()

    def arrive(self) -> None:
        """Sets the texts."""
        for way, said in _WAYS.items():
            self.buttons[way].setText(_(said.word))
            self.buttons[way].setAccessibleDescription(_(said.what))
            self._texts[way].setText(_(said.what))
        self.label.setText(_("This backup is sealed. Type its passphrase, or the key of the printed page:"))
        self.page_button.setText(_("Take a scan, photograph or file…"))
        self.passphrase.setAccessibleName(self.label.text())

    def go(self) -> None:
        """Asks for the backup, or brings it back; the other ways come after the questions."""
        if self.way() != BACKUP:
            self.done.emit()
        elif self._file is not None:
            self._restore(self._file)
        else:
            self._ask()

    def take(self, chosen: list[Path]) -> None:
        """Brings the backup back into the folder of the new desk."""
        self._restore(chosen[0])

    def _ask(self) -> None:
        from baseldesk.sync.backup import SUFFIX

        self.changed.emit()
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = [current().format(N_("Backups (*{suffix})"), suffix=SUFFIX)]
        dialogs.ask_files(self, _("Bring back a backup"), start, kinds, self.take)

    def take_page(self, chosen: list[Path]) -> None:
        """Opens the backup with the page with a printed key."""
        if self._file is not None:
            self._restore(self._file, chosen[0])

    @Slot()
    def _on_page(self) -> None:
        dialogs.ask_files(self, _("Which file is the page?"), "", [_(PICTURES)], self.take_page)

    def _restore(self, file: Path, page: Path | None = None) -> None:
        self._file = file
        self.setEnabled(False)
        work = partial(_restore, file, self._folder, self.passphrase.text(), page)
        task = self._runner.write(work, self._on_restored, self._on_failed, label=_("Bringing back"), reports=True)
        task.stopped.connect(self._on_stopped)
        self.begun.emit(task)

    @Slot(object)
    def _on_restored(self, _nothing: object) -> None:
        self.brought_back.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        code = error.code if isinstance(error, BaselDeskError) else ""
        self._offer_again(code in _TO_BE_OPENED or (self._is_opening and code not in _NO_BACKUP))
        if code != "backup.sealed":  # that it is sealed is no failure
            self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self._offer_again(False)

    @Slot(object, bool)
    def _on_toggled(self, _button: object, is_on: bool) -> None:
        if is_on:
            self._offer_again(False)

    @property
    def _is_opening(self) -> bool:
        return not self.passphrase.isHidden()

    def _offer_again(self, is_sealed: bool) -> None:
        """Another file may be chosen; a sealed one stays chosen, and waits for what opens it."""
        self.setEnabled(True)
        if not is_sealed:
            self._file = None
            self.passphrase.clear()
        for part in self._opening:
            part.setVisible(is_sealed)
        if is_sealed:
            self.passphrase.setFocus()
            self.passphrase.selectAll()
        self.changed.emit()

    def _add(self, way: str) -> None:
        button, text = QRadioButton(), QLabel()
        button.setObjectName(f"earlier_{way}")
        text.setWordWrap(True)
        text.setIndent(theme.PAGE)
        theme.tint(text, "muted")
        theme.align(text)
        self._group.addButton(button)
        self.buttons[way], self._texts[way] = button, text
        self.body.addWidget(button)
        self.body.addWidget(text)


def _restore(
    file: Path,
    folder: Path,
    typed: str,
    page: Path | None,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    from baseldesk.sync.backup_seal import Opener
    from baseldesk.sync.rescue import load_page
    from baseldesk.sync.restoring import restore

    opener = Opener(page=load_page(page)) if page else Opener(typed, _read_key(typed))
    restore(file, folder, opener=opener, progress=progress, cancelled=cancelled).close()


def _read_key(typed: str) -> KeyPage | None:
    """The key of a page, where that was typed and no passphrase."""
    from baseldesk.sync.recovery import read_page

    try:
        return read_page(typed)
    except BaselDeskError:
        return None
