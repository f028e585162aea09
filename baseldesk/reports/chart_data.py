"""What a chart and a map show: plain data, used by printed reports and by the window alike. Nothing heavy is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Figure = int | float | Decimal | None
Form = Literal["bars", "columns", "stacked", "line", "share"]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures, as many as the chart has labels; None where nothing is known, which is not 0."""

    name: str
    values: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures to be drawn.

    Attributes:
        form: ``bars`` (one below the other, for things with names), ``columns`` (side by side, for months and years),
            ``stacked`` bars, ``line`` (over time), ``share`` (parts of a whole, of the first series).
        title: in the reader's language.
        labels: what each figure is of, in reading order.
        unit: of all figures, in words; "" for mere counts.
        alternative: the words that stand for the drawing; "" has them made from the figures.
    """

    form: Form
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    alternative: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure at all."""
        return not self.labels or all(value is None for one in self.series for value in one.values)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in degrees, with its name and, where there is one, its figure."""

    latitude: float
    longitude: float
    label: str
    number: Figure = None


@dataclass(frozen=True, slots=True)
class MapPoints:
    """Points on an outline of the land that has no boundary lines; the same facts stand beside it as a list."""

    points: tuple[Point, ...]
    title: str
    alternative: str = ""
    unit: str = ""
