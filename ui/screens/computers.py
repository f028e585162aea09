"""Registered computers: which there are, and where the keys of this one lie; every step about them begins here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context, Screen
from ui.screens.computers_keys import KeysCard
from ui.screens.computers_reading import REGISTERED, REVOKED, THIS, Computers, read_computers
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_words import name_organisation
from ui.widgets.card import Card
from ui.widgets.field_flow import FlowLayout
from ui.widgets.plain_table import PlainTable
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ui.screens.computers_reading import Computer

_HEADINGS = (N_("Centre"), N_("Letter"), N_("Computer"), N_("State"), N_("Six words"))
_STATES = {THIS: N_("this computer"), REGISTERED: N_("registered"), REVOKED: N_("withdrawn")}
_NOT_YET = N_("This computer is not registered yet. Under “Send and receive”, the first card leads there.")
_LIST = N_("List no. {number} of {day}. The six words of the secretariat: {words}.")
_ROOTS = N_("Each list is signed by {threshold} of {roots} root keys.")


class ComputersScreen(Screen):
    """Reached from «Send and receive» and from the settings."""

    name = "computers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._read: Computers | None = None
        self.volumes = VolumeWatch(context.runner, self)
        self.card, self.table = Card("users"), PlainTable((15, 8, 18, 15, 0))
        self.accept_button, self.revoke_button, self.sign_button = QPushButton(), QPushButton(), QPushButton()
        self.keys = KeysCard(context, self.volumes)
        self._lay_out()
        self.accept_button.clicked.connect(self._on_accept)
        self.revoke_button.clicked.connect(self._on_revoke)
        self.sign_button.clicked.connect(self._on_sign)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.keys.failed.connect(self._on_failed)
        self.keys.changed.connect(self._tell)
        self.retranslate()
        self.refresh(frozenset({"exchange"}))

    def title(self) -> str:
        """«Registered computers»."""
        return _("Registered computers")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.accept_button.setText(_("Register a computer…"))
        self.revoke_button.setText(_("Withdraw it…"))
        self.sign_button.setText(_("Sign a new list…"))
        self.keys.retranslate()
        self._show()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew what an exchange may have changed."""
        if "exchange" in kinds:
            self.context.runner.read_anew(partial(read_computers, self.context.desk), self._on_read)

    def focus_first(self) -> None:
        """On the list."""
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for sticks, to which files are written."""
        super().showEvent(event)
        self.volumes.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks while the screen is not."""
        super().hideEvent(event)
        self.volumes.watch(False)

    def chosen(self) -> Computer | None:
        """The computer whose row is chosen."""
        row = self.table.chosen()
        return self._read.lines[row] if self._read is not None and row is not None else None

    @Slot(object)
    def _on_read(self, read: Computers) -> None:
        self._read = read
        self.keys.show_read(read)
        self._show()
        self.ready.emit()

    def _show(self) -> None:
        read = self._read
        self.card.set_texts(_("Which computers are registered"), self._sentence())
        self.table.setVisible(bool(read and read.lines))
        if read is not None:
            self.table.show_rows([_(one) for one in _HEADINGS], [_row(one) for one in read.lines])
        self.table.setAccessibleName(_("Registered computers"))
        self._on_chosen()

    def _sentence(self) -> str:
        read = self._read
        if read is None:
            return ""
        if not read.number or read.issued is None:
            return _(_NOT_YET)
        day, words = current().date(read.issued.astimezone().date()), read.words.replace("-", " ")
        said = [current().format(_LIST, number=current().number(read.number), day=day, words=words)]
        if read.roots > 1:
            said.append(current().format(_ROOTS, threshold=current().number(read.threshold), roots=current().number(read.roots)))
        return " ".join(said)

    @Slot()
    def _on_accept(self) -> None:
        from ui.screens.computers_accept import AcceptGuide

        roots = (self._read.threshold, self._read.roots) if self._read else (1, 1)
        guide = AcceptGuide(self.context, self.volumes, roots, self.window())
        guide.registered.connect(self._tell)
        guide.open()

    @Slot()
    def _on_chosen(self) -> None:
        one = self.chosen()
        self.revoke_button.setEnabled(one is not None and one.state == REGISTERED)

    @Slot()
    def _on_revoke(self) -> None:
        from ui.screens.computers_revoke import RevokeGuide

        one = self.chosen()
        if one is not None and self._read is not None:
            guide = RevokeGuide(self.context, self.volumes, self._read, one, self.window())
            guide.withdrawn.connect(self._tell)
            guide.open()

    @Slot()
    def _on_sign(self) -> None:
        from ui.screens.computers_sign import SignGuide

        guide = SignGuide(self.context, self.volumes, self.window())
        guide.in_force.connect(self._tell)
        guide.open()

    @Slot()
    def _tell(self) -> None:
        self.context.notices.tell("exchange")

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.show_error(error)

    def _lay_out(self) -> None:
        self.table.setObjectName("computers_table")
        self.table.setMinimumHeight(160)
        row = FlowLayout(spacing=theme.NEAR)
        names = (
            ("accept", self.accept_button, "plus"),
            ("revoke", self.revoke_button, "x"),
            ("sign", self.sign_button, "pencil"),
        )
        for name, button, icon in names:
            button.setObjectName(f"{name}_button")
            icons.put(button, icon)
            row.addWidget(button)
        for button in (self.accept_button, self.revoke_button):
            button.setVisible(self.context.desk.is_secretariat)
        self.card.body.addWidget(self.table)
        self.card.body.addLayout(row)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.card)
        column.addWidget(self.keys)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner))


def _row(one: Computer) -> tuple[str, ...]:
    words = one.words.replace("-", " ")
    return name_organisation(one.organisation), one.letter, one.name or "–", _(_STATES[one.state]), words
