"""What is worth knowing of a peer beyond the counts: what it misses, what it refused and why, what waits here for a person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, current
from baseldesk.messages import sentence
from ui.screens.exchange_words import leave_open, name_organisation

if TYPE_CHECKING:
    from baseldesk.sync.status import PeerStatus, SyncStatus

_DOCUMENTS = (
    N_("{peer} misses {n} document; it goes along with the next data file, as far as you let it."),
    N_("{peer} misses {n} documents; they go along with the next data file, as far as you let them."),
)
_WANTED = (
    N_("{peer} has heard of {n} earlier change that has not come; it goes again by itself."),
    N_("{peer} has heard of {n} earlier changes that have not come; they go again by themselves."),
)
_REFUSED = N_("{peer} refused a file of yours: {reason}")
_ANSWERS = (
    N_("{n} record here was changed on both sides and needs an answer: see “To do”."),
    N_("{n} records here were changed on both sides and need an answer: see “To do”."),
)
_PARKED = (
    N_("{n} change that came is kept aside until its author is known or a person decides."),
    N_("{n} changes that came are kept aside until their author is known or a person decides."),
)


def describe_peer(peer: PeerStatus) -> list[str]:
    """What it misses, and what it refused."""
    name, lines = name_organisation(peer.peer), []
    if peer.missing_documents:
        lines.append(current().format_plural(*_DOCUMENTS, peer.missing_documents, peer=name))
    if peer.wanted:
        lines.append(current().format_plural(*_WANTED, peer.wanted, peer=name))
    for code in Counter(peer.refused):
        said = leave_open(sentence(BaselDeskError(code), current()).text)
        lines.append(current().format(_REFUSED, peer=name, reason=said))
    return lines


def describe_here(status: SyncStatus) -> list[str]:
    """What waits on this desk for a person."""
    counts = ((_ANSWERS, status.conflicts), (_PARKED, status.parked))
    return [current().format_plural(*texts, n) for texts, n in counts if n]
