"""Mails that lie ready and were not sent: said until a person has answered «Did you send it?»."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context
from ui.screens.exchange_words import name_addressee
from ui.screens.exchange_writing import Mailing, begin_mailing
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.sync.correspondents import Correspondent

_READY = (
    N_("{n} mail to {addressee} is prepared. Did you send it?"), N_("{n} mails to {addressee} are prepared. Did you send them?"),
)  # fmt: skip


class PreparedMails(QWidget):
    """A line for each organisation, with the way on and the answer.

    Attributes:
        said: a person said that mails were sent.
        failed: they could not be prepared once more.
    """

    said = Signal()
    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._mailings: list[Mailing] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_mailings(self, mailings: list[Mailing]) -> None:
        """Shows these; none hides it."""
        if mailings != self._mailings:
            self._mailings = mailings
            self.retranslate()

    def retranslate(self) -> None:
        """Makes the lines anew."""
        while item := self._column.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for one in self._mailings:
            self._column.addWidget(self._line(one))
        self.setVisible(bool(self._mailings))

    def open_guide(self, mailing: Mailing) -> None:
        """Leads through the mails, once their files are there."""
        work = partial(begin_mailing, self._context.desk, mailing)
        self._context.runner.write(work, self._on_begun, self._on_failed, label=_("Preparing the mails"))

    def _line(self, one: Mailing) -> QWidget:
        line, text = QWidget(), QLabel()
        name = name_addressee(one.to, self._context.desk.owner)
        text.setText(current().format_plural(*_READY, len(one.files) - len(one.sent), addressee=name))
        text.setObjectName(f"prepared_{one.to}")
        text.setWordWrap(True)
        theme.tint(text, "attention")
        theme.align(text)
        on, yes = QPushButton(_("Show me the steps…")), QPushButton(_("Yes, sent"))
        on.setObjectName(f"mail_on_{one.to}")
        yes.setObjectName(f"mail_yes_{one.to}")
        icons.put(on, "mail")
        icons.put(yes, "check")
        on.clicked.connect(partial(self._on_wanted, one))
        yes.clicked.connect(partial(self._on_yes, one))
        row = FlowLayout(spacing=theme.NEAR)
        row.addWidget(on)
        row.addWidget(yes)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        column.addWidget(text)
        column.addLayout(row)
        return line

    def _on_wanted(self, one: Mailing, _checked: bool = False) -> None:
        self.open_guide(one)

    def _on_yes(self, one: Mailing, _checked: bool = False) -> None:
        from baseldesk.sync.mailing import say_sent

        self._context.runner.write(partial(say_sent, self._context.desk, one.bundle), self._on_said, self._on_failed)

    @Slot(object)
    def _on_said(self, _result: object) -> None:
        self.said.emit()

    @Slot(object)
    def _on_begun(self, begun: tuple[Mailing, Correspondent]) -> None:
        from ui.screens.exchange_mail import MailGuide

        guide = MailGuide(self._context, *begun, self.window())
        guide.said.connect(self.said)
        guide.open()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)
