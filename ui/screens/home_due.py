"""What is due, on Home: each line a day, what it is, the record concerned, and where that is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from baseldesk import messages
from baseldesk.i18n import N_, _, current, isolate
from ui.widgets.link import Link
from ui.widgets.list_dates import write_day

if TYPE_CHECKING:
    from baseldesk.desk.attention import Due
    from baseldesk.desk.desk import Desk
    from ui.screens import Navigation
    from ui.screens.todo_reading import Key, Named

MOST = 4
_DATED = N_("{day} · {what}: {record}")
_OVERDUE = N_("Overdue since {day} · {what}: {record}")
_UNDATED = N_("{what}: {record}")


class DueLine(NamedTuple):
    """One date that matters, with the names of its record and the record that can be opened for it."""

    due: Due
    names: tuple[Named, ...]
    opens: Key | None

    def words(self) -> str:
        """«3 Feb 2026 · Follow-up: Send the slides»."""
        record = " – ".join(isolate(one.words()) for one in reversed(self.names))
        what = _(messages.OWN[self.due.code][0])
        if self.due.on is None:
            return current().format(_UNDATED, what=what, record=record)
        form = _OVERDUE if self.due.is_overdue else _DATED
        return current().format(form, day=write_day(self.due.on), what=what, record=record)


def read_due(desk: Desk) -> tuple[tuple[DueLine, ...], int]:
    """The most pressing, and how many there are in all; for the background."""
    from baseldesk.desk.pressing import pressing

    today = datetime.now(tz=UTC).astimezone().date()
    with desk.read() as reader:
        found, total = pressing(reader, desk.owner, today, MOST)
    return name_lines(desk, found if total <= MOST else found[: MOST - 1]), total


def name_lines(desk: Desk, found: Sequence[Due]) -> tuple[DueLine, ...]:
    """The dates with the names of their records; for the background."""
    from ui.screens.todo_reading import names_of, place_of

    return tuple(DueLine(one, names_of(desk, one.type, one.record), place_of(desk, one.type, one.record)) for one in found)


def due_links(lines: tuple[DueLine, ...], total: int, window: Navigation) -> list[Link]:
    """A link for each, and one that leads to all of them."""
    out = [due_link(one, window) for one in lines]
    if total > len(lines):
        more = current().format_plural(N_("{n} more date"), N_("{n} more dates"), total - len(lines))
        out.append(_link(more, "muted", partial(window.show_screen, "calendar")))
    return out


def due_link(line: DueLine, window: Navigation) -> Link:
    """A date as a link to what it is about."""
    goal = partial(window.show_record, *line.opens) if line.opens else partial(window.show_screen, "todo")
    return _link(line.words(), "attention" if line.due.is_overdue else "muted", goal)


def _link(text: str, role: str, goal: Callable[[], None]) -> Link:
    link = Link("calendar", role)
    link.setText(text)
    link.followed.connect(goal)
    return link
