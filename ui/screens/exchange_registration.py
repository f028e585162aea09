"""Registering: a centre asks and installs the answer; the secretariat answers. Both sides compare six words by phone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from baseldesk.i18n import N_, _, current
from ui import dialogs, theme
from ui.screens import Context
from ui.screens.exchange_take_in import ALL, FILES
from ui.screens.exchange_words import name_organisation
from ui.widgets.card import Card

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.enrolment import Accepted, Answer, Asked
    from baseldesk.sync.medium import Written


def write_request(desk: Desk, folder: Path) -> Written:
    """Writes the file by which this computer asks to be registered."""
    from baseldesk.records.types import SECRETARIAT
    from baseldesk.sync.exporting import file_name
    from baseldesk.sync.joining import ask_to_join
    from baseldesk.sync.medium import write_bytes

    return write_bytes(folder / file_name(desk.owner, SECRETARIAT, desk.device, "request"), ask_to_join(desk))


def write_reply(desk: Desk, asked: Asked, folder: Path) -> tuple[Accepted, Written]:
    """Takes the computer up into the list, and writes the reply to send back."""
    from baseldesk.sync.exporting import file_name
    from baseldesk.sync.joining import accept
    from baseldesk.sync.medium import write_bytes

    accepted = accept(desk, asked)
    name = file_name(desk.owner, accepted.device.organisation, asked.device, "reply")
    return accepted, write_bytes(folder / name, accepted.reply)


class WordsCard(Card):
    """A card with six words to compare, and two buttons beneath them."""

    changed = Signal()  # the desk's place in its network is another now
    failed = Signal(object)

    def __init__(self, context: Context, icon: str) -> None:
        super().__init__(icon)
        self.context = context
        self.words, self.outcome = QLabel(), QLabel()
        self.first, self.second = QPushButton(), QPushButton()
        theme.size(self.words, 1.4, bold=True)
        for label in (self.words, self.outcome):
            label.setWordWrap(True)
            theme.align(label)
            self.body.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(theme.NEAR)
        for button in (self.first, self.second):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_words(self, words: str, meaning: str) -> None:
        """Shows words to compare, read out as one."""
        self.words.setText(words.replace("-", " "))
        self.words.setAccessibleName(meaning)

    @Slot(object)
    def fail(self, error: BaseException) -> None:
        """Passes a failure on to the screen."""
        for button in (self.first, self.second):
            button.setEnabled(True)
        self.failed.emit(error)


class RegisterCard(WordsCard):
    """At a centre: write the request, read out the words, install the reply."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "key-round")
        self.setObjectName("register")
        self._own_words = ""
        self._answer: Answer | None = None
        self._written: Path | None = None
        theme.make_primary(self.first)
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self._on_second)

    def show_own_words(self, words: str) -> None:
        """Takes the words by which this computer is known."""
        self._own_words = words
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew, for the step that one is at."""
        if self._answer is not None:
            self._show_answer(self._answer)
            return
        truth = _(
            "Your work is saved here and can be sent once the secretariat knows this computer. "
            "Write the request and send it, by e-mail or on a stick. When the secretariat calls, read out these six words:"
        )
        self.set_texts(_("Register this computer with the secretariat"), truth)
        self.show_words(self._own_words, _("The six words of this computer"))
        self.first.setText(_("Write the request…"))
        self.second.setText(_("Install the reply…"))
        text = N_("The request {file} is written. Send it to the secretariat; the reply is then installed here.")
        self.outcome.setText(current().format(text, file=self._written.name) if self._written else "")
        self.outcome.setVisible(self._written is not None)

    def _show_answer(self, answer: Answer) -> None:
        place = current().format(
            N_(
                "The reply registers this computer for {centre}, with the letter {letter}. "
                "Compare these six words with the secretariat:"
            ),
            centre=name_organisation(answer.device.organisation), letter=answer.device.letter,
        )  # fmt: skip
        self.set_texts(_("The secretariat has answered"), place)
        self.show_words(answer.words, _("The six words of the secretariat"))
        self.first.setText(_("They are the same: register"))
        self.second.setText(_("They differ: do nothing"))
        self.outcome.hide()

    @Slot(object)
    def read_reply(self, path: Path) -> None:
        """Reads a reply and shows its words; nothing is installed yet."""
        from baseldesk.sync.joining import read_answer

        self.context.runner.read(partial(read_answer, self.context.desk, path), self._on_read, self.fail)

    @Slot()
    def _on_first(self) -> None:
        if self._answer is None:
            dialogs.ask_folder(self, _("Where is the request to be written?"), "", self.write_to)
            return
        from baseldesk.sync.joining import join

        self.first.setEnabled(False)
        work = partial(join, self.context.desk, self._answer)
        self.context.runner.write(work, self._on_joined, self.fail, label=_("Registering"))

    @Slot()
    def _on_second(self) -> None:
        if self._answer is None:
            dialogs.ask_files(self, _("Which file is the reply?"), "", [_(FILES), _(ALL)], self._on_chosen)
        else:
            self._answer = None
            self.retranslate()

    def _on_chosen(self, paths: list[Path]) -> None:
        self.read_reply(paths[0])

    def write_to(self, chosen: list[Path]) -> None:
        """Writes the request into a folder."""
        work = partial(write_request, self.context.desk, chosen[0])
        self.context.runner.write(work, self._on_written, self.fail, label=_("Writing the request"))

    @Slot(object)
    def _on_written(self, written: Written) -> None:
        self._written = written.path
        self.retranslate()

    @Slot(object)
    def _on_read(self, answer: Answer) -> None:
        self._answer = answer
        self.retranslate()

    @Slot(object)
    def _on_joined(self, _result: object) -> None:
        self._answer = None
        self.first.setEnabled(True)
        self.changed.emit()


class AcceptCard(WordsCard):
    """At the secretariat: a computer asks; its words are compared before it is taken up."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "key-round")
        self.setObjectName("accept")
        self._asked: Asked | None = None
        self._written: Path | None = None
        theme.make_primary(self.first)
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self._on_second)
        self.hide()

    def retranslate(self) -> None:
        """Sets every text anew."""
        asked = self._asked
        if asked is None:
            return
        text = N_("The computer “{name}” of {centre} asks. Call the centre and compare these six words:")
        truth = current().format(text, name=asked.request.device_name or "–", centre=name_organisation(asked.request.centre))
        self.set_texts(_("A computer asks to be registered"), truth)
        self.show_words(asked.words, _("The six words of that computer"))
        self.first.setText(_("They are the same: register…"))
        self.second.setText(_("Close") if self._written else _("They differ: do nothing"))
        self.first.setVisible(self._written is None)
        done = N_("It is registered. Send the reply {file} back to the centre.")
        self.outcome.setText(current().format(done, file=self._written.name) if self._written else "")
        self.outcome.setVisible(self._written is not None)
        theme.tint(self.outcome, "good")

    @Slot(object)
    def read_request(self, path: Path) -> None:
        """Reads a request and shows its words."""
        from baseldesk.sync.enrolment import read_request

        self.context.runner.read(partial(read_request, path), self._on_read, self.fail)

    @Slot(object)
    def _on_read(self, asked: Asked) -> None:
        self._asked, self._written = asked, None
        self.retranslate()
        self.show()

    @Slot()
    def _on_first(self) -> None:
        dialogs.ask_folder(self, _("Where is the reply to be written?"), "", self.write_to)

    def write_to(self, chosen: list[Path]) -> None:
        """Registers the computer and writes the reply into a folder."""
        assert self._asked is not None
        work = partial(write_reply, self.context.desk, self._asked, chosen[0])
        self.context.runner.write(work, self._on_written, self.fail, label=_("Registering"))

    @Slot(object)
    def _on_written(self, done: tuple[Accepted, Written]) -> None:
        self._written = done[1].path
        self.retranslate()
        self.changed.emit()

    @Slot()
    def _on_second(self) -> None:
        self._asked = self._written = None
        self.hide()
