"""Possible duplicates: partners and activities of this organisation that look like one thing recorded twice.

A false merge is worse than a miss, so that a likeness is only named where nothing speaks against it, and a person decides. What
was joined, separated or said not to be the same is never named again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baseldesk.desk.alike_activities import alike_activities
from baseldesk.desk.alike_partners import alike_partners
from baseldesk.desk.database import Reader
from baseldesk.desk.likeness import Likeness
from baseldesk.records.identity import is_kept
from baseldesk.records.same import SAME_AS

# What is alike, most telling first; baseldesk.messages has the sentences, as task.alike_…
REASONS = (
    "alike_identifier",
    "alike_directory",
    "alike_name",
    "alike_title",
    "alike_name_nearly",
    "alike_website",
    "alike_acronym",
)
CONTRADICTION = "joined_and_told_apart"


_COMPARED = ("partner", "activity", SAME_AS.name)
_remembered: dict[object, list[Likeness]] = {}  # of the one state that was asked about last


def find_duplicates(reader: Reader, owner: str) -> list[Likeness]:
    """Every pair that a person should look at, of what this organisation recorded; as few as name each record once.

    What was found is kept until one of these records changes: ten thousand partners take seconds to compare, and «To do» is
    read after every save.
    """
    state = (owner, *_state(reader))
    held = _remembered.get(state)
    if held is not None:
        return held
    alike = [*alike_partners(reader, owner), *alike_activities(reader, owner)]
    found = list(_unsaid(reader, owner, alike)) if alike else []
    _remembered.clear()
    _remembered[state] = found
    return found


def _state(reader: Reader) -> tuple[object, ...]:
    """Another one whenever a record that is compared, or what was said of one, is another: the newest change on them names it."""
    sums = "count(*), sum(hidden), sum(conflicts), sum(last_change), max(last_change)"
    rows = reader.among(f"SELECT type, {sums} FROM record WHERE type IN (:among) GROUP BY type", _COMPARED)
    newest = reader.one("SELECT id FROM change WHERE n = :n", n=max((row[-1] for row in rows), default=0))
    return (newest and bytes(newest[0]), *(tuple(row) for row in rows))


# --- what has been said already
def _unsaid(reader: Reader, owner: str, found: Iterable[Likeness]) -> Iterator[Likeness]:
    """Leaves out what would join again what is joined or has been told apart, and all but a chain through each group."""
    groups, apart = _said(reader)
    order = {reason: number for number, reason in enumerate(REASONS)}
    for one in sorted(found, key=lambda like: (order[like.reason], like.kind, like.first, like.second)):
        if is_kept(one.first, owner) != is_kept(one.second, owner):
            continue
        ends = groups.members(one.first), groups.members(one.second)
        if ends[0] is ends[1] or (apart and any(frozenset((a, b)) in apart for a in ends[0] for b in ends[1])):
            continue
        groups.join(one.first, one.second)
        yield one


class _Groups:
    """Which records are, or may be, one."""

    def __init__(self) -> None:
        self._of: dict[bytes, set[bytes]] = {}

    def members(self, one: bytes) -> set[bytes]:
        return self._of.setdefault(one, {one})

    def join(self, one: bytes, other: bytes) -> None:
        small, large = sorted((self.members(one), self.members(other)), key=len)
        if small is not large:
            large |= small
            self._of.update((each, large) for each in small)


def find_contradictions(reader: Reader, owner: str) -> list[Likeness]:
    """Pairs that somebody said are not the same, and that others' words join nevertheless: one of the two is wrong."""
    sql = (
        f"SELECT t.of, t.first, t.second FROM r_{SAME_AS.name} t JOIN record r ON r.n = t.n "
        "JOIN same_class a ON a.kind = t.of AND a.record = t.first JOIN same_class b ON b.kind = t.of AND b.record = t.second "
        "WHERE r.owner = :owner AND a.shown = b.shown AND r.conflicts = 0 AND r.hidden = (t.same = 1) ORDER BY t.first, t.second"
    )
    return [Likeness(kind, bytes(first), bytes(second), CONTRADICTION) for kind, first, second in reader.rows(sql, owner=owner)]


def _said(reader: Reader) -> tuple[_Groups, set[frozenset[bytes]]]:
    """What is joined, and the pairs that a person has told apart or separated; a word taken back counts no more."""
    groups = _Groups()
    for first, second in reader.rows("SELECT first, second FROM same_edge"):
        groups.join(bytes(first), bytes(second))
    sql = (
        f"SELECT t.first, t.second, t.same, r.hidden, r.conflicts FROM r_{SAME_AS.name} t JOIN record r ON r.n = t.n "
        "WHERE t.first IS NOT NULL AND t.second IS NOT NULL"
    )
    apart = {
        frozenset((bytes(first), bytes(second)))
        for first, second, is_same, hidden, conflicts in reader.rows(sql)
        if conflicts or bool(is_same) == bool(hidden)
    }
    return groups, apart
