"""The calendar: what is overdue, and what the coming twelve months bring, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context, Screen
from ui.screens.home_due import DueLine, due_link, name_lines
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.link import Link, put_lines
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.attention import Due
    from baseldesk.desk.desk import Desk

MONTHS, FEW, MANY = 12, 8, 200
OVERDUE = date.min
KINDS = frozenset({
    "activity", "follow_up", "reporting_duty", "contribution", "opportunity", "remark", "partnership", "interaction",
    "reporting_call", "submission", "exchange",
})  # fmt: skip


@dataclass(frozen=True)
class Month:
    """A month, or what is overdue: the first lines, and how many there are in all."""

    first: date
    lines: tuple[DueLine, ...]
    total: int


def read_calendar(desk: Desk, today: date, opened: frozenset[date]) -> tuple[Month, ...]:
    """The months that have something, each with its first lines, or with very many where it was opened."""
    from baseldesk.desk.attention import calendar
    from baseldesk.desk.pressing import pressing

    first = today.replace(day=1)
    last = date((first.year * 12 + first.month - 1 + MONTHS) // 12, (first.month - 1 + MONTHS) % 12 + 1, 1) - timedelta(days=1)
    with desk.read() as reader:
        late, overdue = pressing(reader, desk.owner, today, MANY if OVERDUE in opened else FEW, days=-1)
        coming = [one for one in calendar(reader, desk.owner, today, last, today) if one.on]
    months = [Month(OVERDUE, name_lines(desk, late), overdue)] if late else []
    for month, held in _by_month(coming).items():
        months.append(Month(month, name_lines(desk, held[: MANY if month in opened else FEW]), len(held)))
    return tuple(months)


def _by_month(coming: Iterable[Due]) -> Mapping[date, list[Due]]:
    out: dict[date, list[Due]] = {}
    for one in coming:
        if one.on:
            out.setdefault(one.on.replace(day=1), []).append(one)
    return out


class CalendarScreen(Screen):
    """A card for what is overdue, and one for each month that has something."""

    name = "calendar"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._months: tuple[Month, ...] | None = None
        self._opened: frozenset[date] = frozenset()
        self.cards = [Card("calendar") for _month in range(MONTHS + 1)]
        self.nothing = Empty("calendar")
        self._area = self._lay_out()
        self.nothing.chosen.connect(self._on_begin)
        self.retranslate()
        self._read()

    def title(self) -> str:
        """«Calendar»."""
        return _("Calendar")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        sentence = _("Planned activities, follow-ups, answers promised, reports that are due: what has a day stands here.")
        self.nothing.set_texts(_("Nothing is due in the coming twelve months"), sentence, _("Go to the activities"))
        self._show()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew."""
        if kinds & KINDS:
            self._read()

    def focus_first(self) -> None:
        """On the first line, or on the first step; on the place itself before either is there."""
        first = self.nothing.button if self._months == () else next(iter(self.cards[0].findChildren(Link)), self)
        first.setFocus()

    def _read(self) -> None:
        today = datetime.now(tz=UTC).astimezone().date()
        self.context.runner.read_anew(partial(read_calendar, self.context.desk, today, self._opened), self._on_read)

    @Slot(object)
    def _on_read(self, months: tuple[Month, ...]) -> None:
        is_waiting = self.window().focusWidget() is self
        self._months = months
        self._show()
        if is_waiting:
            self.focus_first()
        self.ready.emit()

    def _show(self) -> None:
        months = self._months or ()
        for card, month in zip(self.cards, months, strict=False):
            heading = _("Overdue") if month.first == OVERDUE else current().month(month.first)
            card.set_texts(heading, current().format_plural(N_("{n} date"), N_("{n} dates"), month.total))
            put_lines(card.body, self._lines(month))
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(months))
        self._area.setVisible(bool(months))
        self.nothing.setVisible(self._months is not None and not months)

    def _lines(self, month: Month) -> list[Link]:
        lines = [due_link(one, self.context.window) for one in month.lines]
        left = month.total - len(month.lines)
        if left and month.first not in self._opened:
            more = Link("chevron-down", "muted")
            more.setText(current().format_plural(N_("{n} more date"), N_("{n} more dates"), left))
            more.followed.connect(partial(self._open_month, month.first))
            lines.append(more)
        return lines

    def _open_month(self, month: date) -> None:
        self._opened |= {month}
        self._read()

    @Slot()
    def _on_begin(self) -> None:
        self.context.window.show_screen("activities")

    def _lay_out(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        for card in self.cards:
            column.addWidget(card)
            card.hide()
        column.addStretch(1)
        area = scrolled(inner)
        self.nothing.hide()
        self.body.addWidget(area, 1)
        self.body.addWidget(self.nothing, 1)
        return area
