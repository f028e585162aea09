"""Steps that several guides about registered computers have in common: words to compare, a place to write to, a file written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from baseldesk.i18n import N_, _, current
from ui import dialogs, icons, theme
from ui.screens.exchange_copying import show_in_folder
from ui.screens.exchange_place import PLUG_IN, PlaceBox
from ui.screens.exchange_take_in import ALL, FILES
from ui.widgets.check import Check
from ui.widgets.guide import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens import Context
    from ui.screens.exchange_volumes import VolumeWatch

_COMPARED = N_("We compared all six words by phone, and they are the same.")


class WorkStep(Step):
    """A step whose main button does something in the background."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def work(self, work: Callable[..., Any], then: Callable[[Any], object], label: str, *, reports: bool = False) -> None:
        """Writes something; a failure is said in the guide, and so is how far it is where the work reports that."""
        self.begun.emit(self.context.runner.write(work, then, self.fail, label=label, reports=reports))

    def look(self, work: Callable[..., Any], then: Callable[[Any], object], label: str = "", *, reports: bool = False) -> None:
        """Reads something; a failure is said in the guide."""
        self.begun.emit(self.context.runner.read(work, then, self.fail, label=label, reports=reports))

    @Slot(object)
    def fail(self, error: BaseException) -> None:
        """Passes a failure on to the guide."""
        self.failed.emit(error)


class WordsStep(WorkStep):
    """Six words to be compared by phone; the main button works only once a person says that they were."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words, self.compared = QLabel(), Check()
        self.words.setObjectName("guide_words")
        self.compared.setObjectName("guide_compared")
        self.words.setWordWrap(True)
        theme.size(self.words, 1.4, bold=True)
        theme.align(self.words)
        self.compared.toggled.connect(self.changed)
        self.body.addWidget(self.words)
        self.body.addWidget(self.compared)

    def show_words(self, words: str, meaning: str) -> None:
        """Shows words to compare, read out as one."""
        self.words.setText(words.replace("-", " "))
        self.words.setAccessibleName(f"{meaning}: {self.words.text()}")

    def arrive(self) -> None:
        """Nothing is compared yet."""
        self.compared.setText(_(_COMPARED))
        self.compared.setChecked(False)

    def word(self) -> str:
        """What comparing allows."""
        return _("They are the same: register")

    def is_ready(self) -> bool:
        """Only after comparing."""
        return self.compared.isChecked()


class PlaceStep(WorkStep):
    """Where a file is to be written: a stick or a folder."""

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__(context)
        self.label, self.place, self.hint = QLabel(), PlaceBox(context, volumes), QLabel()
        self.label.setBuddy(self.place)
        self.hint.setWordWrap(True)
        theme.tint(self.hint, "muted")
        theme.align(self.hint)
        self.place.chosen.connect(self.changed)
        self.place.chosen.connect(self._on_place)
        for part in (self.label, self.place, self.hint):
            self.body.addWidget(part)

    def arrive(self) -> None:
        """Lists the places."""
        self.label.setText(_("Where to"))
        self.place.setAccessibleName(self.label.text())
        self.hint.setText(_(PLUG_IN))
        self.place.retranslate()

    @Slot()
    def _on_place(self) -> None:
        """Why the main button waits."""
        self.hint.setVisible(self.place.is_waiting())

    def folder(self) -> Path:
        """The place chosen; only asked once there is one."""
        folder = self.place.folder()
        assert folder is not None
        return folder

    def is_ready(self) -> bool:
        """Once there is a place."""
        return self.place.folder() is not None


class WrittenStep(Step):
    """A file lies there: which, where, and what to do with it."""

    is_end = True

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None
        self.show_button = QPushButton()
        icons.put(self.show_button, "folder-open")
        self.show_button.clicked.connect(self._on_show)
        row = QHBoxLayout()
        row.addWidget(self.show_button)
        row.addStretch(1)
        self.body.addLayout(row)

    def arrive(self) -> None:
        """Sets the texts."""
        self.show_button.setText(_("Show in its folder"))
        self.show_button.setVisible(self.file is not None)

    def word(self) -> str:
        """It is all done."""
        return _("Close")

    def written(self, msgid: str, **more: object) -> str:
        """A sentence about the file."""
        return current().format(msgid, file=self.file.name if self.file else "", **more)

    @Slot()
    def _on_show(self) -> None:
        if self.file is not None:
            show_in_folder(self.file)


class FileStep(WorkStep):
    """Which file came. The main button chooses it; the subclass reads it in `take`."""

    title = N_("Which file came?")

    def word(self) -> str:
        """Choosing."""
        return _("Choose the file…")

    def go(self) -> None:
        """Asks for the file; nothing happens where none is chosen."""
        self.changed.emit()
        dialogs.ask_files(self, _(self.title), "", [_(FILES), _(ALL)], self._on_chosen)

    def take(self, path: Path) -> None:
        """Reads the file that was chosen."""
        raise NotImplementedError

    def _on_chosen(self, paths: list[Path]) -> None:
        self.take(paths[0])
