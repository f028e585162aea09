"""From figures to lengths: a range with nought in it, and round steps along it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baseldesk.i18n import Translator
from baseldesk.reports.chart_data import Figure

_ROUND = (1, 2, 2.5, 5, 10)
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """From the least to the greatest figure, over so many points."""

    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        """How far along the value lies."""
        return (value - self.low) / (self.high - self.low) * self.length


def span(values: Iterable[Figure]) -> tuple[float, float]:
    """The least and the greatest of the figures and of nought; never the same."""
    known = [float(value) for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if high > low else (low, low + 1.0)


def steps(low: float, high: float, about: int = 4) -> list[float]:
    """Round figures from at or below the least to at or above the greatest."""
    rough = (high - low) / about
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * one for one in _ROUND if power * one >= rough * 0.999)
    if high - low >= 2 and step < 1:
        step = 1
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def write_figure(value: Figure, t: Translator) -> str:
    """The figure as the language writes it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = Decimal(str(round(value, _DECIMALS)))
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else value.normalize()
    return t.number(value)


def total(values: Sequence[Figure]) -> Decimal:
    """The sum of the figures that are known."""
    return sum((Decimal(str(value)) for value in values if value is not None), Decimal(0))
