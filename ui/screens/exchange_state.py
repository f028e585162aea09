"""What the exchange screen shows, read from the desk in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.diary import Exchange
    from baseldesk.sync.status import SyncStatus

DIARY_LINES = 500


@dataclass
class ExchangeState:
    """Counts and peers, the diary, and the six words by which this computer is known."""

    status: SyncStatus
    words: str
    diary: list[Exchange] = field(default_factory=list)

    @property
    def addressees(self) -> list[str]:
        """The organisations that files can be handed over to."""
        return [peer.peer for peer in self.status.peers]


def read_state(desk: Desk) -> ExchangeState:
    """Everything the screen shows; runs outside the GUI thread."""
    from baseldesk.sync.diary import read_diary
    from baseldesk.sync.status import sync_status
    from baseldesk.sync.words import fingerprint_words

    return ExchangeState(sync_status(desk), fingerprint_words(desk.device), read_diary(desk, DIARY_LINES))
