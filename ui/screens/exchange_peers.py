"""The card that says of each peer what it has: only here, sent, received, merged; and when it was last heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context
from ui.screens.exchange_peer_notes import describe_here, describe_peer
from ui.screens.exchange_volumes import VolumeWatch
from ui.screens.exchange_waiting import WaitingLines
from ui.screens.exchange_words import name_addressee
from ui.widgets.card import Card
from ui.widgets.field_flow import FlowLayout

if TYPE_CHECKING:
    from baseldesk.sync.status import PeerStatus, SyncStatus
    from ui.screens.exchange_state import ExchangeState

_COLUMNS = (
    N_("With"), N_("Only here"), N_("Sent"), N_("Received"), N_("Merged"), N_("Last sent"), N_("Last heard of"),
)  # fmt: skip


class PeersCard(Card):
    """A line of figures per peer, which breaks where there is little room; «received» only after an acknowledgement."""

    def __init__(self, context: Context, volumes: VolumeWatch) -> None:
        super().__init__("check-check")
        self.setObjectName("peers")
        self._status: SyncStatus | None = None
        self._own = context.desk.owner
        self.waiting, self.notes = WaitingLines(context, volumes), QLabel()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.NEAR)
        self.notes.setWordWrap(True)
        self.notes.setObjectName("peers_notes")
        theme.align(self.notes)
        self.body.addLayout(self._rows)
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
        """Sets the figures in the language in use."""
        self.set_texts(_("Where the work is"), self._truth())
        notes = [note for peer in (self._status.peers if self._status else []) for note in describe_peer(peer)]
        notes += describe_here(self._status) if self._status else []
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        peers = self._status.peers if self._status else []
        texts = {peer.peer: self._texts(peer) for peer in peers}
        widths = [self._width(column, [row[column] for row in texts.values()]) for column in range(len(_COLUMNS))]
        for peer in peers:
            self._rows.addWidget(self._line(peer, texts[peer.peer], widths))

    def _texts(self, peer: PeerStatus) -> list[str]:
        dates = [current().date(at.astimezone().date()) if at else _("never") for at in (peer.last_sent, peer.last_heard)]
        counts = [current().number(n) for n in (peer.only_here, peer.sent, peer.received, peer.merged)]
        return [name_addressee(peer.peer, self._own), *counts, *dates]

    def _width(self, column: int, texts: list[str]) -> int:
        """So that the figures of several peers stand under each other."""
        return max(self.fontMetrics().horizontalAdvance(text) for text in (_(_COLUMNS[column]), *texts)) + theme.NEAR

    def _line(self, peer: PeerStatus, texts: list[str], widths: list[int]) -> QWidget:
        line = QWidget()
        cells = FlowLayout(line, spacing=theme.NEAR)
        for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
            cell = QWidget()
            cell.setMinimumWidth(width)
            heading, label = QLabel(_(_COLUMNS[column])), QLabel(text)
            label.setObjectName(f"peer_{peer.peer}_{column}")
            label.setAccessibleName(f"{heading.text()}: {text}")
            theme.tint(heading, "muted")
            theme.size(label, bold=column == 0 or (column == 1 and peer.only_here > 0))
            if column == 1 and peer.only_here:
                theme.tint(label, "attention")
            stack = QVBoxLayout(cell)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(0)
            for one in (heading, label):
                theme.align(one)
                stack.addWidget(one)
            cells.addWidget(cell)
        return line

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
