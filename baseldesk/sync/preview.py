"""What a bundle would hold, before one is written: a person sees how much goes, and chooses how many documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.sync.chains import Chain, lacking, list_chains
from baseldesk.sync.documents import choose_documents
from baseldesk.sync.joining import membership_of
from baseldesk.sync.membership import Membership
from baseldesk.sync.receipt_store import read_knowledge
from baseldesk.sync.sealing import is_recoverable


@dataclass(frozen=True)
class Preview:
    """Counts and sizes; nothing was written or marked.

    Attributes:
        to: the organisation.
        changes: changes that the addressee has not receipted.
        text_bytes: what they take as they are kept here; in a bundle they take less.
        documents: the sizes of the documents that would go along, the smallest first, as they go.
        centre_changes: of the changes, those meant only for the centre's own computers.
        centre_left_out: whether such changes stay here, because no other computer of the centre is registered.
    """

    to: str
    changes: int = 0
    text_bytes: int = 0
    documents: tuple[int, ...] = ()
    centre_changes: int = 0
    centre_left_out: bool = False

    def carried(self, budget: int | None) -> tuple[int, int]:
        """How many documents go within so many bytes (None: all), and how many bytes these are."""
        count = size = 0
        for one in self.documents:
            if budget is not None and size + one > budget:
                break
            count, size = count + 1, size + one
        return count, size


def preview_export(desk: Desk, to: str, *, everything: bool = False) -> Preview:
    """What a bundle for an organisation would hold now.

    Args:
        to: the organisation's code, as the roster has it.
        everything: also what was receipted.

    Raises:
        BundleRefused: this desk is not registered yet.
    """
    place = membership_of(desk)
    with desk.read() as reader:
        known = read_knowledge(reader, desk.owner, desk.replica).of(to)
        chains = list_chains(reader, to)
        kept = [one for one in chains if not (_is_alone(desk, place, to) and _is_centre(one))]
        needed = lacking(reader, kept, [] if everything else known)
        numbers = [link.n for held in needed.values() for link in held]
        centre = sum(len(needed.get(one.n, ())) for one in kept if _is_centre(one))
        choice = choose_documents(desk, reader, numbers, known, "all")
        sizes = tuple(one.size for one in choice.carried)
        return Preview(to, len(numbers), _text_bytes(reader, numbers), sizes, centre, len(kept) < len(chains))


def _is_centre(chain: Chain) -> bool:
    return chain.audience.startswith("centre/")


def _is_alone(desk: Desk, place: Membership, to: str) -> bool:
    """Whether a sealed bundle to one's own centre would find nothing there that opens it: no other computer, no printed key."""
    return (
        to == desk.owner
        and not is_recoverable(place, to)
        and all(one.key_id == desk.device for one in place.roster.devices_of(to))
    )


def _text_bytes(reader: Reader, numbers: Sequence[int]) -> int:
    sql = "SELECT coalesce(sum(length(bytes)), 0) FROM change WHERE n IN (:among)"
    return sum(int(row[0]) for row in reader.among(sql, numbers)) if numbers else 0
