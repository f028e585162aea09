"""The first start: three questions (language, centre, your name), and work begins; or earlier work comes here.

Registration, keys, passphrase and backup are not asked: Home carries them until they are done. What was answered is kept at
once, so that a start cut short goes on where it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from baseldesk.i18n import _
from ui.first_run_answers import Answers
from ui.first_run_centre import CentreStep
from ui.first_run_earlier import EarlierStep
from ui.first_run_language import LanguageStep
from ui.first_run_name import NameStep
from ui.tasks import Runner
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.language import Language
    from ui.settings import Settings


class FirstRun(Guide):
    """Makes a desk in a folder that has none.

    Attributes:
        language_step, earlier_step, centre_step, name_step: the questions; the second only where a person asks for it.
    """

    def __init__(self, folder: Path, tongue: Language, settings: Settings | None = None, *, has_earlier: bool = False) -> None:
        self.runner, self.answers = Runner(), Answers(settings)
        self._tongue = tongue
        self.language_step, self.earlier_step = LanguageStep(tongue.code), EarlierStep(folder, self.runner)
        self.centre_step, self.name_step = CentreStep(self.answers.centre), NameStep(folder, self.runner, self.answers.name)
        super().__init__("", (self.language_step, self.earlier_step, self.centre_step, self.name_step))
        self.setObjectName("first_run")
        self.language_step.chosen.connect(self._on_language)
        self.centre_step.worked_before.connect(self._on_worked_before)
        self.name_step.line.textChanged.connect(self.answers.keep_name)
        self.earlier_step.brought_back.connect(self._on_brought_back)
        self.earlier_step.is_wanted = has_earlier
        self.start_at(self.earlier_step if has_earlier else self._first_open())

    def retranslate(self) -> None:
        """Sets every text anew."""
        self._title = _("Welcome to BaselDesk")
        super().retranslate()
        self.cancel_button.setText(_("Quit"))

    def hand_on(self, step: Step) -> None:
        """What was answered is kept, and goes to the step that needs it."""
        if step is self.language_step:
            self.answers.keep_language(self._tongue.code)
        elif step is self.centre_step:
            self.answers.keep_centre(self.centre_step.code())
            self.name_step.centre = self.centre_step.code()
        elif step is self.name_step:
            self.answers.forget(self.earlier_step.after() if self.earlier_step.applies() else "")

    def done(self, result: int) -> None:
        """Ends the background work with the dialog."""
        self.runner.close()
        super().done(result)

    def _first_open(self) -> Step:
        """The first question that was not answered at an earlier start."""
        self.name_step.centre = self.centre_step.code()
        if self.answers.centre:
            return self.name_step
        return self.centre_step if self.answers.language else self.language_step

    @Slot(str)
    def _on_language(self, code: str) -> None:
        self._tongue.use(code)
        self.retranslate()

    @Slot()
    def _on_worked_before(self) -> None:
        self.earlier_step.is_wanted = True
        self.start_at(self.earlier_step)

    @Slot()
    def _on_brought_back(self) -> None:
        self.answers.forget("")
        self.accept()

    def _place(self, step: Step) -> None:
        """On what is chosen already, so that Enter goes on and an arrow changes it."""
        super()._place(step)
        chosen: QWidget | None = step.chosen_button() if isinstance(step, LanguageStep | EarlierStep) else None
        if chosen is not None:
            chosen.setFocus()
