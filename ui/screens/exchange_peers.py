"""The card that says of each peer what it has: only here, sent, received, merged; and when it was last heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens.exchange_words import name_organisation
from ui.widgets.card import Card

if TYPE_CHECKING:
    from baseldesk.sync.status import PeerStatus, SyncStatus

_COLUMNS = (
    N_("With"), N_("Only here"), N_("Sent"), N_("Received"), N_("Merged"), N_("Last sent"), N_("Last heard of"),
)  # fmt: skip


class PeersCard(Card):
    """A small table, a row per peer; what is received is said only after an acknowledgement."""

    def __init__(self) -> None:
        super().__init__("check-check")
        self.setObjectName("peers")
        self._status: SyncStatus | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GROUP)
        self._grid.setVerticalSpacing(theme.NEAR)
        self.body.addLayout(self._grid)

    def show_status(self, status: SyncStatus) -> None:
        """Takes what is known now."""
        self._status = status
        self.retranslate()

    def retranslate(self) -> None:
        """Draws the table anew in the language in use."""
        self.set_texts(_("Where the work is"), self._truth())
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
        for column, text in enumerate([name_organisation(peer.peer), *counts, *dates]):
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
