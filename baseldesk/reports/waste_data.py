"""Figures on wastes as they are printed: gathered, brought to one unit where that is exact, and added up by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Row
from baseldesk.reports.donors_front import is_of, years_of
from baseldesk.reports.request import Option, Request

# Units that are the same but for a power of ten; everything else is kept apart.
_SAME = {"kg": ("t", Decimal(1000)), "l": ("m3", Decimal(1000))}
UNSAID = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One recorded figure.

    Attributes:
        of: the code of the waste stream, else of the Y category, else "".
        amount: in `measured_in`, which is the recorded unit or the one that it is a part of.
        undecided: how many fields have several values between which nobody chose.
    """

    values: Mapping[str, object]
    country: str
    year: int
    of: str
    flow: str
    amount: Decimal
    measured_in: str
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of a report, and how many were left out because they have no quantity or no year."""

    figures: tuple[Figure, ...]
    incomplete: int


def gather(desk: Desk, request: Request, country: Option) -> Kept:
    """The figures of the period, those of one country where that is asked."""
    first, last = years_of(request.period)
    wanted = str(request.option(country) or "")
    rows = [row for row in desk.find("waste_figure") if is_of(desk, request, row.owner)]
    rows = [row for row in rows if not wanted or row.values.get("country") == wanted]
    told = [(row, _figure(row)) for row in rows]
    return Kept(
        tuple(figure for _, figure in told if figure is not None and first <= figure.year <= last),
        sum(figure is None for _, figure in told),
    )


def _figure(row: Row) -> Figure | None:
    values = row.values
    quantity, year = values.get("quantity"), values.get("year")
    if not isinstance(quantity, Decimal | int) or not isinstance(year, int):
        return None
    unit = str(values.get("unit") or UNSAID)
    measured_in, parts = _SAME.get(unit, (unit, Decimal(1)))
    of = str(values.get("waste_stream") or values.get("y_code") or UNSAID)
    flow = str(values.get("flow") or UNSAID)
    return Figure(values, str(values.get("country") or UNSAID), year, of, flow, quantity / parts, measured_in, row.conflicts)


@dataclass(frozen=True, slots=True)
class Group:
    """All figures about one thing that happened to wastes, in one unit: these may be compared and added."""

    flow: str
    unit: str
    figures: tuple[Figure, ...]

    @property
    def key(self) -> str:
        """A name that does not change with the language."""
        return f"{self.flow or 'other'}_{self.unit or 'other'}"

    @property
    def years(self) -> list[int]:
        """Every year from the first with a figure to the last, so that a year without one shows as a gap."""
        held = [one.year for one in self.figures]
        return list(range(min(held), max(held) + 1))

    def by(self, name: Callable[[Figure], str]) -> dict[str, dict[int, Decimal]]:
        """{code: {year: sum}}, the code with the greatest sum first."""
        sums: dict[str, dict[int, Decimal]] = {}
        for one in self.figures:
            years = sums.setdefault(name(one), {})
            years[one.year] = years.get(one.year, Decimal(0)) + one.amount
        return dict(sorted(sums.items(), key=lambda held: (-sum(held[1].values()), held[0])))


def group(figures: Iterable[Figure]) -> list[Group]:
    """The figures apart by what happened and by unit, those with the most first."""
    held: dict[tuple[str, str], list[Figure]] = {}
    for one in figures:
        held.setdefault((one.flow, one.measured_in), []).append(one)
    groups = [Group(flow, unit, tuple(among)) for (flow, unit), among in held.items()]
    return sorted(groups, key=lambda one: (-len(one.figures), one.key))


def is_added_up(figures: Sequence[Figure]) -> bool:
    """Whether some country, year, waste and happening has more than one figure."""
    keys = [(one.country, one.year, one.of, one.flow, one.measured_in) for one in figures]
    return len(set(keys)) < len(keys)
