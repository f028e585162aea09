"""Sending by e-mail, step by step: show the file, copy the address, copy the message; then «Did you send it?»."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from baseldesk.i18n import LANGUAGES, N_, NATIVE_NAMES, _, current
from ui import icons, theme
from ui.screens import Context
from ui.screens.computers_steps import WorkStep
from ui.screens.exchange_copying import CopyLine, show_in_folder
from ui.screens.exchange_words import name_addressee
from ui.screens.exchange_writing import Mailing
from ui.widgets.guide import Guide, Step

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.correspondents import Correspondent
    from baseldesk.sync.mail import Letter

_WHERE = N_("Where do mails to {addressee} go? The address is kept on this computer for the next time, and goes nowhere else.")
_WRITE = N_("Write a new mail, in the browser or in your mail program, and put these three things into it. Then send it.")
_ASK = N_("It counts as sent only once you say so. What never arrives goes again with the next data file, so nothing is lost.")
_DONE = N_("BaselDesk says “received” when the acknowledgement of the other side has been taken in.")
_SOME = (
    N_("{n} mail is prepared and not sent yet. You find it again under “Hand over”."),
    N_("{n} mails are prepared and not sent yet. You find them again under “Hand over”."),
)


class MailGuide(Guide):
    """The address, then a step for each mail.

    Attributes:
        said: a person said of a mail that it is sent.
    """

    said = Signal()

    def __init__(self, context: Context, mailing: Mailing, to: Correspondent, parent: QWidget | None) -> None:
        self.mailing = mailing
        self.address = _Address(context, mailing, to)
        self.mails = [_Mail(context, mailing, part) for part in range(1, len(mailing.files) + 1)]
        self.end = _End(self.mails)
        super().__init__(_("Send by e-mail"), (self.address, *self.mails, self.end), parent)
        self.setObjectName("mail_guide")

    def hand_on(self, step: Step) -> None:
        """The letters, once it is known to whom they go."""
        if step is self.address:
            for mail, letter in zip(self.mails, self.address.letters, strict=True):
                mail.letter = letter
        elif isinstance(step, _Mail) and step.is_sent:
            self.said.emit()


def compose(desk: Desk, mailing: Mailing, address: str, language: str) -> list[Letter]:
    """Keeps the address, and writes the letters in the addressee's language.

    Raises:
        UsageError: that is no address.
        BaselDeskError: a file is not there any more, or is another.
    """
    from baseldesk.sync.correspondents import keep_correspondent, read_correspondent
    from baseldesk.sync.cover import read_cover
    from baseldesk.sync.mail import compose_letters

    keep_correspondent(desk, mailing.to, address=address, language=language)
    cover = read_cover(desk, bundle=mailing.bundle.hex())
    return compose_letters(cover, mailing.files, read_correspondent(desk, mailing.to))


class _Address(WorkStep):
    """To whom, and in which language the instructions in the mail are."""

    def __init__(self, context: Context, mailing: Mailing, to: Correspondent) -> None:
        super().__init__(context)
        self._mailing = mailing
        self.letters: list[Letter] = []
        self.line, self.language = QLineEdit(to.address), QComboBox()
        self.line.setObjectName("mail_address")
        self.language.setObjectName("mail_language")
        for code in LANGUAGES:
            self.language.addItem(NATIVE_NAMES[code], code)
        self.language.setCurrentIndex(self.language.findData(to.language))
        grid = QGridLayout()
        for row, (box, word) in enumerate(((self.line, _("Address")), (self.language, _("Language of the mail")))):
            label = QLabel(word)
            label.setBuddy(box)
            box.setAccessibleName(word)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def heading(self) -> str:
        """Whose address."""
        return _("To whom?")

    def sentence(self) -> str:
        """What becomes of it."""
        return current().format(_WHERE, addressee=name_addressee(self._mailing.to, self.context.desk.owner))

    def go(self) -> None:
        """Keeps it, and writes the letters."""
        work = partial(compose, self.context.desk, self._mailing, self.line.text(), str(self.language.currentData()))
        self.work(work, self._on_composed, _("Writing the mails"))

    @Slot(object)
    def _on_composed(self, letters: list[Letter]) -> None:
        self.letters = letters
        self.done.emit()


class _Mail(WorkStep):
    """One mail: three things to take over, then whether it was sent."""

    def __init__(self, context: Context, mailing: Mailing, part: int) -> None:
        super().__init__(context)
        self._mailing, self.part = mailing, part
        self.letter: Letter | None = None
        self.is_sent = part in mailing.sent
        self.file, self.to, self.subject, self.message = CopyLine(1), CopyLine(2), CopyLine(3), CopyLine(0)
        self.program_button, self.later_button, self.question = QPushButton(), QPushButton(), QLabel()
        self.question.setWordWrap(True)
        theme.tint(self.question, "muted")
        theme.align(self.question)
        icons.put(self.program_button, "mail")
        for line in (self.file, self.to, self.subject, self.message):
            self.body.addWidget(line)
        row = QHBoxLayout()
        row.addWidget(self.program_button)
        row.addStretch(1)
        row.addWidget(self.later_button)
        self.body.addLayout(row)
        self.body.addWidget(self.question)
        self.file.button.clicked.connect(self._on_show)
        self.program_button.clicked.connect(self._on_program)
        self.later_button.clicked.connect(self.done)
        self.program_button.setObjectName("mail_program")
        self.later_button.setObjectName("mail_later")

    def applies(self) -> bool:
        """A mail that was sent is not sent again."""
        return self.part not in self._mailing.sent

    def arrive(self) -> None:
        """Sets the texts and what is to be copied."""
        letter = self.letter
        assert letter is not None
        self.file.show_text(_("Attach this file"), letter.file.name, _("Show in its folder"), copies=False)
        self.to.show_text(_("Address"), letter.address, _("Copy the address"))
        self.subject.show_text(_("Subject"), letter.subject, _("Copy the subject"))
        self.message.show_text(_("Message"), letter.body, _("Copy the message"))
        self.to.setVisible(bool(letter.address))
        self.program_button.setText(_("Or open it in my mail program"))
        self.later_button.setText(_("Not yet: go on"))
        self.question.setText(_(_ASK))

    def heading(self) -> str:
        """Which mail."""
        total = len(self._mailing.files)
        if total == 1:
            return _("Write the mail")
        return current().format(N_("Mail {part} of {parts}"), part=self.part, parts=total)

    def sentence(self) -> str:
        """How."""
        return _(_WRITE)

    def word(self) -> str:
        """The answer to «Did you send it?»."""
        return _("Yes, I have sent it")

    def go(self) -> None:
        """Notes it."""
        from baseldesk.sync.mailing import say_sent

        work = partial(say_sent, self.context.desk, self._mailing.bundle, [self.part])
        self.work(work, self._on_said, _("Saving…"))

    @Slot(object)
    def _on_said(self, _result: object) -> None:
        self.is_sent = True
        self.done.emit()

    @Slot()
    def _on_show(self) -> None:
        if self.letter is not None:
            show_in_folder(self.letter.file)

    @Slot()
    def _on_program(self) -> None:
        from baseldesk.sync.mail import write_drafts

        if self.letter is not None:
            self.look(partial(write_drafts, [self.letter], self.letter.file.parent), self._on_draft)

    @Slot(object)
    def _on_draft(self, drafts: list[Path]) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(drafts[0])))


class _End(Step):
    """What is true now."""

    is_end = True

    def __init__(self, mails: list[_Mail]) -> None:
        super().__init__()
        self._mails = mails

    def heading(self) -> str:
        """All of them, or not yet."""
        return _("Sent") if all(mail.is_sent for mail in self._mails) else _("Prepared, not sent")

    def sentence(self) -> str:
        """How it goes on."""
        waiting = sum(not mail.is_sent for mail in self._mails)
        return current().format_plural(*_SOME, waiting) if waiting else _(_DONE)

    def word(self) -> str:
        """Nothing more to do."""
        return _("Close")
