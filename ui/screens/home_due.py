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

MOST, FEW_OVERDUE = 4, 2
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


class Dates(NamedTuple):
    """What Home says of dates: some lines, how many there are in all, and how many of them are said in one line as overdue."""

    lines: tuple[DueLine, ...] = ()
    total: int = 0
    overdue: int = 0


def read_due(desk: Desk) -> Dates:
    """The most pressing; for the background. Where much is overdue, one line says so, and what comes next has room."""
    from baseldesk.desk.pressing import pressing

    today = datetime.now(tz=UTC).astimezone().date()
    with desk.read() as reader:
        late, overdue = pressing(reader, desk.owner, today, MOST, days=-1)
        coming, ahead = pressing(reader, desk.owner, today, MOST, since=today)
    total = overdue + ahead
    folded = overdue if overdue > FEW_OVERDUE and total > MOST else 0
    shown = [*([] if folded else late), *coming]
    room = MOST - bool(folded)
    return Dates(
        name_lines(desk, shown if len(shown) + folded == total and len(shown) <= room else shown[: room - 1]), total, folded
    )


def name_lines(desk: Desk, found: Sequence[Due]) -> tuple[DueLine, ...]:
    """The dates with the names of their records; for the background."""
    from ui.screens.todo_reading import names_of, place_of

    return tuple(DueLine(one, names_of(desk, one.type, one.record), place_of(desk, one.type, one.record)) for one in found)


def late_links(dates: Dates, window: Navigation) -> list[Link]:
    """What has passed: one by one, or many in one line."""
    if dates.overdue:
        words = current().format_plural(N_("{n} thing is overdue"), N_("{n} things are overdue"), dates.overdue)
        return [_link(words, "attention", partial(window.show_screen, "calendar"))]
    return [due_link(one, window) for one in dates.lines if one.due.is_overdue]


def due_links(dates: Dates, window: Navigation) -> list[Link]:
    """A link for each that comes, and one that leads to all of them."""
    out = [due_link(one, window) for one in dates.lines if not one.due.is_overdue]
    left = dates.total - dates.overdue - len(dates.lines)
    if left > 0:
        words = current().format_plural(N_("{n} more date"), N_("{n} more dates"), left)
        out.append(_link(words, "muted", partial(window.show_screen, "calendar")))
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
