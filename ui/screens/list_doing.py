"""What is done with many records of a list at once; everything here runs outside the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from baseldesk.desk.shown import Edit, ListQuery, Row, Saved
from baseldesk.records.identity import is_owned
from baseldesk.records.types import record_type

if TYPE_CHECKING:
    from baseldesk.desk.course import Progress, Stop
    from baseldesk.desk.desk import Desk


@dataclass(frozen=True)
class Done:
    """What was done, as one action.

    Attributes:
        count: how many records changed.
        left: how many stayed as they were.
        action: by which it can be taken back; None where nothing changed.
        kinds: the types that changed, for the notice.
    """

    count: int
    left: int
    action: bytes | None
    kinds: frozenset[str]


def read_rows(desk: Desk, query: ListQuery, numbers: Sequence[int]) -> list[Row]:
    """The rows of these numbers with the columns of the list."""
    return desk.rows_by_number(query, numbers)


def read_ids(desk: Desk, kind: str, numbers: Sequence[int]) -> list[bytes]:
    """The ids of the records with these numbers, in order."""
    query = ListQuery(kind, columns=(record_type(kind).fields[0].name,), each=True)
    return [row.id for row in desk.rows_by_number(query, numbers)]


def set_life(desk: Desk, kind: str, numbers: Sequence[int], life: bool) -> Done:
    """Deletes records, or brings them back, as one action; those of another organisation are left out."""
    ids = read_ids(desk, kind, numbers)
    own = [one for one in ids if is_owned(one, desk.owner)]
    return _done(desk, desk.save([Edit(kind, one, life=life) for one in own]) if own else None, len(ids))


def change(desk: Desk, kind: str, records: Sequence[bytes], values: Mapping[str, Any]) -> Done:
    """Changes those that would say something else and that no rule keeps from it."""
    from baseldesk.desk.bulk import change_all

    return _done(desk, change_all(desk, kind, records, values), len(records))


def take_back(desk: Desk, done: Done, *, progress: Progress | None = None, cancelled: Stop | None = None) -> Saved | None:
    """Takes it back; None where something newer was done meanwhile, which one undo would take back instead."""
    return desk.undo(progress, cancelled) if done.action is not None and _newest(desk) == done.action else None


def _done(desk: Desk, saved: Saved | None, asked: int) -> Done:
    count = len(set(saved.records)) if saved else 0
    return Done(count, asked - count, _newest(desk) if count else None, saved.kinds if saved else frozenset())


def _newest(desk: Desk) -> bytes | None:
    from baseldesk.desk.last_save import last_save_action

    with desk.read() as reader:
        return last_save_action(reader)
