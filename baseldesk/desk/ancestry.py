"""What stood before people wrote differing versions: the newest version that all of them go back to."""

from __future__ import annotations

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.record_view import candidate_of
from baseldesk.desk.shown import Candidate
from baseldesk.journal.change import Choose, Dot, Set, Unset
from baseldesk.journal.port import Local

_FARTHEST = 500  # versions looked at behind each candidate


def common_ancestor(reader: Reader, record_type: str, identity: bytes, register: str) -> Candidate | None:
    """The version that every live version of a register replaced, directly or through others.

    None where there is none, or where it has not been received. Its value is None where the register was empty then.
    """
    journal = JournalReader(reader)
    state = journal.load([(record_type, identity)]).get((record_type, identity))
    live = state.live(register) if state else []
    if state is None or len(live) < 2:
        return None
    shared = set.intersection(*(_behind(journal, register, one) for one in live))
    nearest = shared - {further for one in shared for further in _replaced_by(journal, register, one)}
    found = [candidate_of(journal, state, register, one) for one in nearest]
    return max(found, key=lambda one: (one.at, one.dot), default=None)


def _behind(journal: JournalReader, register: str, start: Local) -> set[Local]:
    found: set[Local] = set()
    ahead = [start]
    while ahead and len(found) < _FARTHEST:
        fresh = [one for one in _replaced_by(journal, register, ahead.pop()) if one not in found]
        found.update(fresh)
        ahead = [*fresh, *ahead]
    return found


def _replaced_by(journal: JournalReader, register: str, place: Local) -> list[Local]:
    covers = _covers(journal.decoded(place.change)[2][place.op], register)
    numbers = journal.numbers(one[:32] for one in covers)
    return [Local(numbers[one[:32]], int.from_bytes(one[32:], "big")) for one in covers if one[:32] in numbers]


def _covers(op: object, register: str) -> list[Dot]:
    if isinstance(op, Set | Unset):
        return op.covers.get(register, [])
    return op.covers if isinstance(op, Choose) and op.register == register else []
