"""What the exchange screen shows, read from the desk in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.diary import Exchange
    from baseldesk.sync.preview import Preview
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


class Numbered(NamedTuple):
    """An answer with the number of its question, so that an old one is known as such."""

    number: int
    preview: Preview | None


def preview_as(number: int, desk: Desk, to: str, *, everything: bool) -> Numbered:
    """What would go to an organisation; runs outside the GUI thread."""
    from baseldesk.sync.preview import preview_export

    return Numbered(number, preview_export(desk, to, everything=everything))
