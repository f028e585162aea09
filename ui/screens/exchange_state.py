"""What the exchange screen shows, read from the desk in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ui.screens.exchange_writing import Mailing, read_prepared

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.diary import Exchange
    from baseldesk.sync.preview import Preview
    from baseldesk.sync.status import SyncStatus
    from baseldesk.sync.waiting import Waiting

DIARY_LINES = 500


class AskedParts(NamedTuple):
    """Parts of a bundle that its addressee says have not come; they can be written once more."""

    to: str
    bundle: bytes
    parts: int
    missing: tuple[int, ...]


@dataclass
class ExchangeState:
    """Counts and peers, the diary, and the six words by which this computer is known."""

    status: SyncStatus
    words: str
    diary: list[Exchange] = field(default_factory=list)
    prepared: list[Mailing] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    asked: list[AskedParts] = field(default_factory=list)
    kept: dict[str, AskedParts] = field(default_factory=dict)  # the last bundle for each organisation, nothing of it missing
    roots: tuple[int, int] = (1, 1)  # how many root keys sign a list, and how many there are

    @property
    def addressees(self) -> list[str]:
        """The organisations that files can be handed over to."""
        return [peer.peer for peer in self.status.peers]


def read_state(desk: Desk) -> ExchangeState:
    """Everything the screen shows; runs outside the GUI thread."""
    from baseldesk.sync.diary import read_diary
    from baseldesk.sync.inbox import list_waiting
    from baseldesk.sync.status import sync_status
    from baseldesk.sync.words import fingerprint_words

    status, words, diary = sync_status(desk), fingerprint_words(desk.device), read_diary(desk, DIARY_LINES)
    return ExchangeState(
        status, words, diary, read_prepared(desk), list_waiting(desk), read_asked(desk), read_kept(desk), read_roots(desk)
    )


def read_kept(desk: Desk) -> dict[str, AskedParts]:
    """The last bundle for each organisation, as long as it is kept."""
    from baseldesk.sync.outbox import list_kept

    return {one.about.to: AskedParts(one.about.to, one.about.bundle, one.about.parts, ()) for one in list_kept(desk)}


def read_roots(desk: Desk) -> tuple[int, int]:
    """How many root keys sign a list, and how many there are."""
    from baseldesk.sync.membership import read_membership

    place = read_membership(desk)
    return (place.roots.threshold, len(place.roots.keys)) if place else (1, 1)


def read_asked(desk: Desk) -> list[AskedParts]:
    """The parts that receipts say have not come, of bundles that are still kept here."""
    from baseldesk.sync.outbox import list_kept
    from baseldesk.sync.receipt_store import read_knowledge

    kept = {one.about.bundle: one.about for one in list_kept(desk)}
    with desk.read() as reader:
        knowledge = read_knowledge(reader, desk.owner, desk.replica)
    found = [(one.bundle, one.missing) for about in kept.values() for r in knowledge.of(about.to) for one in r.missing_parts]
    return [AskedParts(kept[bundle].to, bundle, kept[bundle].parts, tuple(parts)) for bundle, parts in found if bundle in kept]


def preview_of(desk: Desk, to: str, *, everything: bool) -> Preview:
    """What would go to an organisation; runs outside the GUI thread."""
    from baseldesk.sync.preview import preview_export

    return preview_export(desk, to, everything=everything)
