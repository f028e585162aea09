"""Open with a printed key: when the computers are gone, a page and the last sticks bring the work back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from baseldesk.i18n import N_, _
from ui import dialogs, icons, theme
from ui.screens import Context
from ui.screens.computers_rescuing import PICTURES, open_with, read_page, words_to_compare
from ui.screens.computers_steps import PlaceStep, WordsStep, WorkStep
from ui.screens.exchange_came import describe_import, describe_refused
from ui.screens.exchange_volumes import VolumeWatch
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.bundle import Imported
    from baseldesk.sync.recovery import KeyPage

_PAGE = N_("Take the page with the key: a scan, a photograph or the file; or type the key that stands on it.")
_FILES = N_("Put in the stick with the last data files, or choose the folder that they lie in. They are only read.")
_TAKE = N_("What the page opens is taken in. What lies there stays as it is.")
_COMPARE = N_("The page does not name the secretariat. Call it, and compare these six words. If one differs, press “Cancel”.")
_NEXT = N_("This computer still has to be registered before its work can be handed over: see “Send and receive”.")


class RescueGuide(Guide):
    """The page, the files, the words where they must be compared, and what came of it.

    Attributes:
        taken_in: something was.
    """

    taken_in = Signal()

    def __init__(self, context: Context, volumes: VolumeWatch, parent: QWidget | None) -> None:
        self.page, self.files = _Page(context), _Files(context, volumes)
        self.compare, self.take, self.end = _Compare(context), _Take(context), _End()
        steps = (self.page, self.files, self.compare, self.take, self.end)
        super().__init__(_("Open with a printed key"), steps, parent)
        self.setObjectName("rescue_guide")

    def hand_on(self, step: Step) -> None:
        """The key, the folder, the words, the outcome."""
        if step is self.page:
            self.files.page = self.take.page = self.page.page
        elif step is self.files:
            self.take.place = self.files.folder()
            self.compare.said = self.take.words = self.files.words
        elif step is self.take:
            self.end.done_with = self.take.outcome
            self.taken_in.emit()


class _Page(WorkStep):
    """The key."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.page: KeyPage | None = None
        self.button, self.label, self.typed = QPushButton(), QLabel(), QPlainTextEdit()
        icons.put(self.button, "folder-open")
        self.button.setObjectName("rescue_page")
        self.label.setBuddy(self.typed)
        self.typed.setTabChangesFocus(True)
        self.typed.setMaximumHeight(90)
        self.typed.textChanged.connect(self.changed)
        self.button.clicked.connect(self._on_button)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.label)
        self.body.addWidget(self.typed)

    def arrive(self) -> None:
        """Sets the texts."""
        self.button.setText(_("Take a scan, photograph or file…"))
        self.label.setText(_("Or type the key"))
        self.typed.setAccessibleName(self.label.text())

    def heading(self) -> str:
        """What is needed."""
        return _("The page with the key")

    def sentence(self) -> str:
        """How."""
        return _(_PAGE)

    def is_ready(self) -> bool:
        """Once something was typed; a file goes on by itself."""
        return bool(self.typed.toPlainText().strip())

    def go(self) -> None:
        """Reads what was typed."""
        self.look(partial(read_page, None, self.typed.toPlainText()), self._on_read)

    def take(self, chosen: list[Path]) -> None:
        """Reads a file."""
        self.look(partial(read_page, chosen[0], ""), self._on_read, _("Reading the page"))

    @Slot()
    def _on_button(self) -> None:
        dialogs.ask_files(self, _("Which file is the page?"), "", [_(PICTURES)], self.take)

    @Slot(object)
    def _on_read(self, page: KeyPage) -> None:
        self.page = page
        self.done.emit()


class _Files(PlaceStep):
    """The stick or folder."""

    page: KeyPage | None = None
    words = ""

    def heading(self) -> str:
        """What is needed."""
        return _("The last data files")

    def sentence(self) -> str:
        """Where from."""
        return _(_FILES)

    def go(self) -> None:
        """Finds out whether words have to be compared."""
        assert self.page is not None
        self.look(
            partial(words_to_compare, self.context.desk, self.page, self.folder()), self._on_found, _("Looking at the files")
        )

    @Slot(object)
    def _on_found(self, words: str) -> None:
        self.words = words
        self.done.emit()


class _Compare(WordsStep):
    """Only where the page does not say whose it is."""

    said = ""

    def applies(self) -> bool:
        """Where there is something to compare."""
        return bool(self.said)

    def arrive(self) -> None:
        """Shows the words."""
        super().arrive()
        self.show_words(self.said, _("The six words of the secretariat"))

    def heading(self) -> str:
        """What to do."""
        return _("Compare the words of the secretariat")

    def sentence(self) -> str:
        """Why."""
        return _(_COMPARE)

    def word(self) -> str:
        """On."""
        return _("They are the same: go on")


class _Take(WorkStep):
    """Opens and takes in."""

    page: KeyPage | None = None
    place = Path()
    words = ""
    outcome: tuple[Imported, bool] | None = None

    def heading(self) -> str:
        """What follows."""
        return _("Open, and take in")

    def sentence(self) -> str:
        """What it changes."""
        return _(_TAKE)

    def word(self) -> str:
        """The deed."""
        return _("Open and take in")

    def go(self) -> None:
        """Does it."""
        assert self.page is not None
        work = partial(open_with, self.context.desk, self.page, self.place, self.words)
        self.work(work, self._on_taken, _("Taking in the files"), reports=True)

    @Slot(object)
    def _on_taken(self, outcome: tuple[Imported, bool]) -> None:
        self.outcome = outcome
        self.done.emit()


class _End(Step):
    """What came, what could not be opened, and the next step."""

    is_end = True
    done_with: tuple[Imported, bool] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.lines = QLabel()
        self.lines.setObjectName("rescue_outcome")
        self.lines.setWordWrap(True)
        theme.align(self.lines)
        self.body.addWidget(self.lines)

    def arrive(self) -> None:
        """Says what came of it."""
        if self.done_with is None:
            return
        found, _is_registered = self.done_with
        refused = [describe_refused(one.error) for one in found.refused]
        self.lines.setText("\n".join([*describe_import(found, rehearsed=False), *refused]))

    def heading(self) -> str:
        """It is done."""
        return _("Taken in and saved.") if self.done_with and self.done_with[0].is_anything else _("Nothing could be opened.")

    def sentence(self) -> str:
        """The next step."""
        return "" if self.done_with is None or self.done_with[1] else _(_NEXT)

    def word(self) -> str:
        """Nothing more here."""
        return _("Close")
