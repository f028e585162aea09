"""The card that says of each peer what it has: only here, sent, received, merged; and when it was last heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.exchange_peer_notes import describe_here, describe_peer
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_waiting import WaitingLines
from ui.screens.exchange_words import name_addressee
from ui.widgets.card import Card

if TYPE_CHECKING:
    from baseldesk.sync.status import PeerStatus, SyncStatus
    from ui.screens.exchange_state import ExchangeState

_COLUMNS = (
    N_("With"), N_("Only here"), N_("Sent"), N_("Received"), N_("Merged"), N_("Last sent"), N_("Last heard of"),
)  # fmt: skip


class PeersCard(Card):
    """A small table, a row per peer; what is received is said only after an acknowledgement."""

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__("check-check")
        self.setObjectName("peers")
        self._status: SyncStatus | None = None
        self._own = context.desk.owner
        self.waiting, self.notes = WaitingLines(context, volumes), QLabel()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GROUP)
        self._grid.setVerticalSpacing(theme.NEAR)
        self.notes.setWordWrap(True)
        self.notes.setObjectName("peers_notes")
        theme.align(self.notes)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.waiting)

    def show_state(self, state: ExchangeState) -> None:
        """Takes what is known now."""
        self._status = state.status
        self.waiting.show_state(state)
        self._show()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.waiting.retranslate()
        self._show()

    def _show(self) -> None:
        """Draws the table in the language in use."""
        self.set_texts(_("Where the work is"), self._truth())
        notes = [note for peer in (self._status.peers if self._status else []) for note in describe_peer(peer)]
        notes += describe_here(self._status) if self._status else []
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if self._status is None or not self._status.peers:
            return
        for column, word in enumerate(_COLUMNS):
            heading = QLabel(_(word))
            theme.tint(heading, "muted")
            self._put(heading, 0, column)
        for row, peer in enumerate(self._status.peers, start=1):
            self._show_peer(row, peer)

    def _truth(self) -> str:
        status = self._status
        if status is None:
            return ""
        if not status.enrolled:
            return _("Nothing was exchanged yet.")
        if status.centre_only_here:
            return current().format_plural(
                N_("{n} change is for the centre’s own computers and exists only on this one. Keep a backup."),
                N_("{n} changes are for the centre’s own computers and exist only on this one. Keep a backup."),
                status.centre_only_here,
            )
        return _("“Received” and “merged” are said only after an acknowledgement has come.")

    def _show_peer(self, row: int, peer: PeerStatus) -> None:
        dates = [current().date(at.astimezone().date()) if at else _("never") for at in (peer.last_sent, peer.last_heard)]
        counts = [current().number(n) for n in (peer.only_here, peer.sent, peer.received, peer.merged)]
        for column, text in enumerate([name_addressee(peer.peer, self._own), *counts, *dates]):
            label = QLabel(text)
            label.setObjectName(f"peer_{peer.peer}_{column}")
            label.setAccessibleName(f"{_(_COLUMNS[column])}: {text}")
            theme.size(label, bold=column == 0 or (column == 1 and peer.only_here > 0))
            if column == 1 and peer.only_here:
                theme.tint(label, "attention")
            self._put(label, row, column)
        self._grid.setColumnStretch(len(_COLUMNS), 1)

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
