"""The first start: three questions (language, centre, your name), and work begins; or an earlier desk comes back from its backup.

Registration, keys, passphrase and backup are not asked here: Home carries them until they are done.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from baseldesk.i18n import N_, NATIVE_NAMES, _
from ui.first_run_centre import SECRETARIAT, CentreStep
from ui.language import Language, offered
from ui.tasks import Runner
from ui.widgets.guide import Guide, Step

_NAME = N_("It stands in the history beside what you change, at this centre only. It can be left empty now.")


class FirstRun(Guide):
    """Makes a desk in a folder that has none.

    Attributes:
        language: the code that was chosen.
    """

    def __init__(self, folder: Path, tongue: Language) -> None:
        self.runner = Runner()
        self._tongue = tongue
        self.language_step = _LanguageStep(tongue.code)
        self.centre_step, self.name_step = CentreStep(folder, self.runner), _NameStep(folder, self.runner)
        super().__init__("", (self.language_step, self.centre_step, self.name_step))
        self.setObjectName("first_run")
        self.language_step.chosen.connect(self._on_language)
        self.centre_step.brought_back.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self._title = _("Welcome to BaselDesk")
        super().retranslate()
        self.cancel_button.setText(_("Leave"))

    def hand_on(self, step: Step) -> None:
        """The centre, for the desk that is to be made."""
        if step is self.centre_step:
            self.name_step.centre = self.centre_step.code()

    def done(self, result: int) -> None:
        """Ends the background work with the dialog."""
        self.runner.close()
        super().done(result)

    @Slot(str)
    def _on_language(self, code: str) -> None:
        self._tongue.use(code)
        self.retranslate()


class _LanguageStep(Step):
    """The languages, each in its own words; the choice counts at once."""

    chosen = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        for one in offered():
            button = QRadioButton(NATIVE_NAMES[one])
            button.setObjectName(f"first_language_{one}")
            button.setProperty("code", one)
            button.setChecked(one == code)
            self._group.addButton(button)
            self.body.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def heading(self) -> str:
        return _("In which language do you work?")

    def sentence(self) -> str:
        return _("It can be changed at any time. Records and reports can be in any of the six.")

    @Slot(object)
    def _on_clicked(self, button: QRadioButton) -> None:
        self.chosen.emit(str(button.property("code")))


class _NameStep(Step):
    """Who works here; the main button makes the desk."""

    def __init__(self, folder: Path, runner: Runner) -> None:
        super().__init__()
        self._folder, self._runner = folder, runner
        self.centre = ""
        self.line = QLineEdit()
        self.line.setObjectName("first_name")
        self.line.setMaxLength(200)
        self.body.addWidget(self.line)

    def heading(self) -> str:
        return _("What is your name?")

    def sentence(self) -> str:
        return _(_NAME)

    def word(self) -> str:
        return _("Start working")

    def arrive(self) -> None:
        self.line.setAccessibleName(self.heading())

    def go(self) -> None:
        """Makes the desk; its keys lie in the system's keyring where one works."""
        work = partial(_found, self._folder, self.centre, self.line.text().strip())
        self._runner.write(work, self._on_made, self._on_failed)

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
