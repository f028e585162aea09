"""One line of the table: what was measured, beside its yardstick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Row:
    """A figure and its yardstick, in the same unit; `reach` and `stretch` are what their ratio should be at most.

    Where `yardstick` is 0 there is none, and `reach` and `stretch` are in the unit itself.
    """

    name: str
    on: str
    ours: float
    yardstick: float
    unit: str
    reach: float
    stretch: float = 0.0
    beside: str = ""

    @property
    def ratio(self) -> float:
        """Ours to the yardstick."""
        return self.ours / self.yardstick if self.yardstick else self.ours

    @property
    def is_reached(self) -> bool:
        """Whether it is as good as it should be."""
        return self.ratio <= self.reach

    def to_json(self) -> dict[str, Any]:
        """A line for scripts."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "reached": self.is_reached}

    def cells(self) -> list[str]:
        """A line for people."""
        yardstick = f"{_figure(self.yardstick, self.unit)} {self.beside}".strip() if self.yardstick else "–"
        ratio = f"{self.ratio:.2f}×" if self.yardstick else "–"
        wanted = f"≤ {self.reach:g}×" if self.yardstick else f"≤ {_figure(self.reach, self.unit)}"
        return [self.name, self.on, _figure(self.ours, self.unit), yardstick, ratio, wanted, "✓" if self.is_reached else "✗"]


HEADINGS = ("what", "on", "ours", "yardstick", "ratio", "reach", "")


def _figure(number: float, unit: str) -> str:
    if unit == "s":
        return f"{number:.3f} s"
    return f"{number:,.1f} {unit}" if unit == "B/record" else f"{number:,.0f} {unit}"


def best(times: int, do: Callable[[], Result], clock: Callable[[], float] = perf_counter) -> tuple[float, Result]:
    """The shortest of so many times, in seconds by this clock, and what came of the last."""
    took, out = [], None
    for _ in range(max(1, times)):
        start = clock()
        out = do()
        took.append(clock() - start)
    return min(took), out  # type: ignore[return-value]
