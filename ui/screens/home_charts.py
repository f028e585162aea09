"""Home's four drawings: progress by objective, activities by waste stream and by month, money by donor; each opens its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from baseldesk.i18n import N_, _, current
from ui.widgets.card import Card
from ui.widgets.chart import ChartView

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.reports.chart_data import Chart
    from ui.screens import Navigation

MOST_STREAMS, MOST_DONORS, MONTHS = 8, 8, 12
_SURE = ("agreed", "closed")
_MOST_ROWS = 100_000


class Donation(NamedTuple):
    """What one donor agreed to give, in the currency of the drawing."""

    donor: bytes
    name: Mapping[str, str]
    amount: Decimal


@dataclass(frozen=True)
class Drawings:
    """What the four show, read in one go: no words yet, since these change with the language.

    Attributes:
        objectives: (objective or None for what is outside the plan, how many activities, how many of them completed).
        total: all that was agreed in the currency of the drawing.
        months: the first day of each month, and how many activities begin in it.
        others: how much was agreed in other currencies.
    """

    objectives: tuple[tuple[str | None, int, int], ...] = ()
    streams: tuple[tuple[str, int], ...] = ()
    months: tuple[tuple[date, int], ...] = ()
    donations: tuple[Donation, ...] = ()
    currency: str = ""
    total: Decimal = Decimal(0)
    others: Mapping[str, Decimal] = field(default_factory=dict)


def read_drawings(desk: Desk) -> Drawings:
    """Counts and sums; runs outside the GUI thread."""
    from baseldesk.desk.shown import ListQuery

    streams = [(str(code), n) for code, n in desk.groups(ListQuery("activity"), "waste_streams") if code is not None]
    return Drawings(_read_objectives(desk), tuple(streams[:MOST_STREAMS]), _read_months(desk), *_read_money(desk))


def _read_objectives(desk: Desk) -> tuple[tuple[str | None, int, int], ...]:
    """Every objective of the plan, also one that nothing is done for; then what stands outside, if anything does."""
    from baseldesk.desk.planned import Progress, progress_by
    from baseldesk.records import vocabulary

    held = progress_by(desk, "objective")
    if not held:
        return ()
    codes: list[str | None] = [
        one for one in vocabulary.codes("objective") if one in held or one in vocabulary.offered("objective")
    ]
    return tuple((one, *held.get(one, Progress())) for one in [*codes, *([None] if None in held else [])])


def _read_months(desk: Desk) -> tuple[tuple[date, int], ...]:
    """The last twelve months or, where nothing was begun in them, the twelve that end with the latest beginning."""
    from baseldesk.desk.shown import ListQuery

    days = [(day, n) for day, n in desk.groups(ListQuery("activity"), "starts_on") if isinstance(day, date)]
    if not days:
        return ()
    today = datetime.now(tz=UTC).astimezone().date()
    months = _months_to(today)
    if not any(months[0] <= day <= today for day, _n in days):
        months = _months_to(max(day for day, _n in days))
    counts = dict.fromkeys(months, 0)
    for day, n in days:
        if day.replace(day=1) in counts:
            counts[day.replace(day=1)] += n
    return tuple(counts.items())


def _months_to(day: date) -> list[date]:
    """The first days of twelve months, of which the last holds the day."""
    number = day.year * 12 + day.month - MONTHS
    return [date((number + i) // 12, (number + i) % 12 + 1, 1) for i in range(MONTHS)]


def _read_money(desk: Desk) -> tuple[tuple[Donation, ...], str, Decimal, dict[str, Decimal]]:
    """What was agreed by donor, in the currency that most contributions have; its sum, and the sums in others."""
    held = _agreed(desk)
    currencies = Counter(currency for _donor, _amount, currency in held if currency)
    if not currencies:
        return (), "", Decimal(0), {}
    common = max(sorted(currencies), key=currencies.__getitem__)
    sums: dict[bytes, Decimal] = {}
    by_currency: dict[str, Decimal] = {}
    for donor, amount, currency in held:
        by_currency[currency] = by_currency.get(currency, Decimal(0)) + amount
        if currency == common and donor:
            sums[donor] = sums.get(donor, Decimal(0)) + amount
    greatest = sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:MOST_DONORS]
    total = by_currency.pop(common)
    return tuple(Donation(donor, _name(desk, donor), amount) for donor, amount in greatest), common, total, by_currency


def _agreed(desk: Desk) -> list[tuple[bytes, Decimal, str]]:
    """Donor, amount and currency of what is agreed; a donor who is recorded twice is one."""
    from baseldesk.desk import same
    from baseldesk.desk.shown import ListQuery

    query = ListQuery("contribution", {"stage": _SURE}, columns=("donor", "amount", "currency"))
    rows = [row.values for row in desk.rows(query, limit=_MOST_ROWS)]
    held = [(one.get("donor") or b"", one["amount"], str(one.get("currency") or "")) for one in rows if one.get("amount")]
    with desk.read() as reader:
        if not same.has_classes(reader, "partner"):
            return held
        shown = same.shown_of(reader, "partner", {donor for donor, _amount, _currency in held if donor})
    return [(shown.get(donor, donor), amount, currency) for donor, amount, currency in held]


def _name(desk: Desk, donor: bytes) -> Mapping[str, str]:
    found = desk.record("partner", donor)
    name: Mapping[str, str] = (found.values.get("name") if found else None) or {}
    return name


class DrawingCards:
    """The four cards; `cards` are for the screen to place."""

    def __init__(self, window: Navigation) -> None:
        self._window = window
        self._held = Drawings()
        self.cards = [Card(), Card(), Card(), Card()]
        self.charts = [ChartView(card) for card in self.cards]
        for card, chart, name in zip(self.cards, self.charts, ("objectives", "streams", "months", "donors"), strict=True):
            card.body.addWidget(chart)
            chart.setObjectName(f"chart_{name}")
        for chart, follow in zip(self.charts, self._goals(), strict=True):
            chart.followed.connect(partial(_call, follow))

    def show(self, held: Drawings) -> None:
        """Shows what was read, in the language in use; a drawing of nothing says so."""
        self._held = held
        made = (draw_objectives(held), draw_streams(held), draw_months(held), draw_donors(held))
        for card, view, chart in zip(self.cards, self.charts, made, strict=True):
            card.set_texts(chart.title, chart.unit)
            view.show_chart(chart)
        if held.currency:
            self.cards[-1].set_sentence(_sum_words(held))

    def _goals(self) -> tuple[Callable[[int], None], ...]:
        return self._open_objective, self._open_stream, self._open_month, self._open_donor

    def _open_objective(self, place: int) -> None:
        from ui.screens.plan_reading import behind

        self._show_list("activities", **behind("objective", self._held.objectives[place][0]))

    def _open_stream(self, place: int) -> None:
        self._show_list("activities", waste_streams=self._held.streams[place][0])

    def _open_month(self, place: int) -> None:
        from baseldesk.desk.shown import Between

        first = self._held.months[place][0]
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._show_list("activities", starts_on=Between(first, last))

    def _open_donor(self, place: int) -> None:
        self._show_list("funding", donor=self._held.donations[place].donor, stage=_SURE, currency=self._held.currency)

    def _show_list(self, name: str, **where: Any) -> None:
        self._window.show_screen(name, where=where)


def _call(follow: Any, place: int) -> None:
    follow(place)


def draw_objectives(held: Drawings) -> Chart:
    """How many activities of each objective are completed, and how many are not yet."""
    from baseldesk.reports.chart_data import Chart, Series
    from ui.screens.plan_reading import name_objective

    labels = tuple(_("Outside the work plan") if code is None else name_objective(code) for code, *_counts in held.objectives)
    done = Series(_("Completed"), tuple(completed for _code, _every, completed in held.objectives))
    open_ = Series(_("Not yet completed"), tuple(every - completed for _code, every, completed in held.objectives))
    return Chart("stacked", _("Progress by objective"), labels, (done, open_) if labels else ())


def draw_streams(held: Drawings) -> Chart:
    """How many activities are about each of the commonest streams."""
    from baseldesk.reports.chart_data import Chart, Series

    t = current()
    labels = tuple(t.label(code, "waste_stream") for code, _n in held.streams)
    return Chart("bars", _("Activities by waste stream"), labels, (Series("", tuple(n for _code, n in held.streams)),))


def draw_months(held: Drawings) -> Chart:
    """How many activities begin in each of twelve months."""
    from baseldesk.reports.chart_data import Chart, Series

    t = current()
    labels = tuple(t.month_name(day.month, "short") for day, _n in held.months)
    period = t.format(_PERIOD, first=t.month(held.months[0][0]), last=t.month(held.months[-1][0])) if held.months else ""
    return Chart("columns", _("Activities by month"), labels, (Series("", tuple(n for _day, n in held.months)),), period)


_PERIOD = N_("{first} to {last}")


def draw_donors(held: Drawings) -> Chart:
    """How much the greatest donors agreed to give."""
    from baseldesk.records.titles import text_in
    from baseldesk.reports.chart_data import Chart, Series

    t = current()
    labels = tuple(text_in(one.name, t.language)[0] or _("Donor not yet entered") for one in held.donations)
    amounts = tuple(one.amount for one in held.donations)
    return Chart("bars", _("Money agreed, by donor"), labels, (Series("", amounts),), held.currency)


def _sum_words(held: Drawings) -> str:
    """«USD 54,136 in all; in other currencies, not drawn: EUR 1,200.00»."""
    t = current()
    total = t.money(held.total, held.currency)
    if not held.others:
        return t.format(N_("{amount} in all"), amount=total)
    amounts = [t.money(amount, currency) if currency else t.number(amount) for currency, amount in sorted(held.others.items())]
    return t.format(N_("{amount} in all; in other currencies, not drawn: {amounts}"), amount=total, amounts=t.join(amounts))
