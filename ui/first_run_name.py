"""The third question of the first start, who works here; its main button makes the desk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from baseldesk.i18n import N_, _
from ui.first_run_centre import SECRETARIAT
from ui.tasks import Runner
from ui.widgets.guide import Step

_NAME = N_("It stands in the history beside what you change, at this centre only. It can be left empty now.")


class NameStep(Step):
    """A line for the name.

    Attributes:
        centre: the code of the centre that the desk is made for.
    """

    def __init__(self, folder: Path, runner: Runner, name: str) -> None:
        super().__init__()
        self._folder, self._runner = folder, runner
        self.centre = ""
        self.line = QLineEdit(name)
        self.line.setObjectName("first_name")
        self.line.setMaxLength(200)
        self.body.addWidget(self.line)

    def heading(self) -> str:
        """The question."""
        return _("What is your name?")

    def sentence(self) -> str:
        """What it is for."""
        return _(_NAME)

    def word(self) -> str:
        """The deed."""
        return _("Start working")

    def arrive(self) -> None:
        """Names the line."""
        self.line.setAccessibleName(self.heading())

    def go(self) -> None:
        """Makes the desk; its keys lie in the system's keyring where one works."""
        work = partial(_found, self._folder, self.centre, self.line.text().strip())
        self.begun.emit(self._runner.write(work, self._on_made, self._on_failed, label=_("Saving…")))

    @Slot(object)
    def _on_made(self, _nothing: object) -> None:
        self.done.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)


def _found(folder: Path, centre: str, name: str) -> None:
    from baseldesk.sync.station import found_centre, found_secretariat

    if centre == SECRETARIAT:
        found_secretariat(folder, officer_name=name, keys="").close()
    else:
        found_centre(folder, centre, officer_name=name, keys="").close()
