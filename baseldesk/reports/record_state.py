"""The state of a record as a printed page names it: which versions of it, and of what belongs to it, stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.record_view import shown
from baseldesk.desk.shown import Shown
from baseldesk.reports.page_code import Subject, hash_state

Key = tuple[str, bytes]

# What the report of an activity prints of the records that belong to it, and that travels with it. Decision ◆: a later release
# that prints more appends a new version of the page's code, since pages of today are compared with this.
_BELONGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "activity": (
        ("activity_partner", "activity"), ("headcount", "activity"), ("budget_line", "activity"), ("contribution", "activity"),
        ("document", "activity"), ("follow_up", "activity"), ("result", "activity"),
    ),
    "contribution": (("payment", "contribution"),),
    "result": (("result_figure", "result"),),
}  # fmt: skip


def state_of(desk: Desk, record_type: str, identity: bytes) -> Subject | None:
    """The state in which a record stands on this desk; None where there is no such record, or it is deleted."""
    keys = list(belonging(desk, record_type, identity))
    with desk.read() as reader:
        journal = JournalReader(reader)
        held = journal.load(keys)
        found = {key: shown(journal, state) for key, state in held.items()}
        newest = max((state.hlc for state in held.values()), default=0)
    own = found.get((record_type, identity))
    if own is None or own.deleted:
        return None
    return Subject(identity, newest, hash_state(version for key, one in found.items() for version in _versions(key, one)))


def belonging(desk: Desk, record_type: str, identity: bytes) -> Iterator[Key]:
    """A record and the records that belong to it."""
    yield record_type, identity
    for kind, field in _BELONGS.get(record_type, ()):
        for one in desk.find(kind, **{field: identity}):
            yield from belonging(desk, kind, one.id)


def _versions(key: Key, one: Shown) -> Iterator[tuple[str, bytes, str, bytes]]:
    for register, dots in one.versions.items():
        for dot in dots:
            yield (*key, register, dot)
