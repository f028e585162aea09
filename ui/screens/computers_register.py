"""At a centre: registering this computer. A request is written and sent, words are compared by phone, the reply is installed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.computers_files import write_request
from ui.screens.computers_steps import FileStep, PlaceStep, WordsStep, WrittenStep
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import name_organisation
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.sync.enrolment import Answer
    from baseldesk.sync.medium import Written

REQUEST = "exchange/request"
_WHY = N_(
    "The secretariat keeps a list of the computers whose files it takes in. Your work is saved here meanwhile, and nothing of it "
    "is lost. First, a small file is written that asks for this; it holds no records."
)
_SEND = N_(
    "Send the file {file} to the secretariat, by e-mail or on a stick. The secretariat calls: read out the six words below. "
    "Then it sends a reply; go on here when that has come. You may close this window until then."
)
_SEND_AGAIN = N_(
    "The secretariat calls: read out the six words below. Then it sends a reply; go on here when that has come. "
    "You may close this window until then."
)
_SEND_ONLY = N_(
    "Send the file {file} to the secretariat, by e-mail or on a stick. Go on here when its reply has come. You may close this "
    "window until then; the reply can also be dropped under “Send and receive”."
)
_GO_OVER = N_("From now on this computer signs with its new key. The former one is destroyed; what it signed stays valid.")
_COMPARE = N_(
    "The reply registers this computer for {centre}, with the letter {letter}. Ask the secretariat for its six words, and "
    "compare each of them. If one differs, press “Cancel”: nothing is changed."
)


class RegisterGuide(Guide):
    """Write, send and wait, compare, done. What was done before is not asked again.

    Args:
        write: the step that writes the request, where it is another than the first one.
        before: a step that comes first.

    Attributes:
        registered: this computer belongs to a deployment now, or goes on in it with another key.
    """

    registered = Signal()

    def __init__(
        self,
        context: Context,
        volumes: VolumeWatch,
        words: str,
        parent: QWidget | None,
        *,
        write: Write | None = None,
        before: Step | None = None,
        title: str = "",
    ) -> None:
        self.write, self.wait = write or Write(context, volumes), _Wait(context, words)
        self.compare, self.end = _Compare(context), _End()
        steps = (*([before] if before else []), self.write, self.wait, self.compare, self.end)
        super().__init__(title or _("Register this computer"), steps, parent)
        self.setObjectName("register_guide")
        if context.settings.get(REQUEST) and write is None and before is None:
            self.start_at(self.wait)

    def read_reply(self, path: Path) -> None:
        """Goes on with a reply that has come."""
        self.start_at(self.wait)
        self.wait.take(path)

    def hand_on(self, step: Step) -> None:
        """The request's file, then the answer."""
        if step is self.write:
            self.wait.file = self.write.file
        elif step is self.wait:
            self.compare.answer = self.end.answer = self.wait.answer
        elif step is self.compare:
            self.registered.emit()


class Write(PlaceStep):
    """Writes the request."""

    file: Path | None = None

    def heading(self) -> str:
        """What is written."""
        return _("Ask the secretariat to register this computer")

    def sentence(self) -> str:
        """Why."""
        return _(_WHY)

    def word(self) -> str:
        """Write it."""
        return _("Write the request")

    def write(self, folder: Path) -> Written:
        """The writing itself, outside the GUI thread."""
        return write_request(self.context.desk, folder)

    def go(self) -> None:
        """Writes it to the place chosen."""
        self.work(partial(self.write, self.folder()), self._on_done, _("Writing the request"))

    @Slot(object)
    def _on_done(self, written: Written) -> None:
        self.file = written.path
        self.context.settings.put(REQUEST, written.path.name)
        self.done.emit()


class _Wait(FileStep):
    """Shows this computer's words, and takes the reply."""

    title = N_("Which file is the reply?")
    shows_words = True

    def __init__(self, context: Context, words: str) -> None:
        super().__init__(context)
        self.file: Path | None = None
        self.answer: Answer | None = None
        self.words = QLabel()
        self.words.setObjectName("guide_words")
        self.words.setWordWrap(True)
        theme.size(self.words, 1.4, bold=True)
        theme.align(self.words)
        self.body.addWidget(self.words)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """The words by which this computer is known."""
        self.words.setText(words.replace("-", " "))
        self.words.setAccessibleName(f"{_('The six words of this computer')}: {self.words.text()}")

    def arrive(self) -> None:
        """Where nobody calls, nothing need be read out."""
        self.words.setVisible(self.shows_words)

    def heading(self) -> str:
        """What is waited for."""
        return _("Send the request, and wait for the reply")

    def sentence(self) -> str:
        """What to do meanwhile."""
        if not self.shows_words:
            return current().format(_SEND_ONLY, file=self.file.name if self.file else "")
        return current().format(_SEND, file=self.file.name) if self.file else _(_SEND_AGAIN)

    def word(self) -> str:
        """It has come."""
        return _("The reply has come…")

    def take(self, path: Path) -> None:
        """Reads the reply; nothing is installed yet."""
        from baseldesk.sync.joining import read_answer

        self.look(partial(read_answer, self.context.desk, path), self._on_read)

    @Slot(object)
    def _on_read(self, answer: Answer) -> None:
        self.answer = answer
        self.done.emit()


class _Compare(WordsStep):
    """Compares the secretariat's words, and installs the reply."""

    answer: Answer | None = None
    needs_words = True

    def arrive(self) -> None:
        """Shows the words of the reply."""
        super().arrive()
        for part in (self.words, self.compared):
            part.setVisible(self.needs_words)
        if self.answer is not None:
            self.show_words(self.answer.words, _("The six words of the secretariat"))

    def heading(self) -> str:
        """Whose words."""
        if not self.needs_words:
            return _("Take the reply in")
        return _("Compare the words of the secretariat")

    def sentence(self) -> str:
        """How."""
        if self.answer is None:
            return ""
        if not self.needs_words:
            return _(_GO_OVER)
        device = self.answer.device
        return current().format(_COMPARE, centre=name_organisation(device.organisation), letter=device.letter)

    def word(self) -> str:
        """Installing."""
        return super().word() if self.needs_words else _("Go over to the new key")

    def is_ready(self) -> bool:
        """Only after comparing, where that is needed."""
        return super().is_ready() or not self.needs_words

    def go(self) -> None:
        """Installs it."""
        from baseldesk.sync.joining import join

        if self.answer is not None:
            self.work(partial(join, self.context.desk, self.answer), self._on_joined, _("Registering"))

    @Slot(object)
    def _on_joined(self, _result: object) -> None:
        self.context.settings.put(REQUEST, None)
        self.done.emit()


class _End(WrittenStep):
    """Says what is true now."""

    answer: Answer | None = None

    def heading(self) -> str:
        """It is done."""
        return _("This computer is registered.")

    def sentence(self) -> str:
        """What can be done now."""
        letter = self.answer.device.letter if self.answer else ""
        text = N_("Your work can be handed over now. References that are given out here bear the letter {letter}.")
        return current().format(text, letter=letter)
