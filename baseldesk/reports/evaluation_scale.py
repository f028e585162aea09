"""The published evaluation scale: criteria and points as dated data that a later file replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from baseldesk.errors import UsageError
from baseldesk.resources import resource

_FILES = "evaluation-*.yaml"
_LARGEST = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is counted, and the points for it; no bands: not known yet.

    Attributes:
        bands: (from this number on, points), rising.
    """

    counts: str
    bands: tuple[tuple[int, int], ...] = ()

    @property
    def most(self) -> int | None:
        """The points that can be had; None where they are not known."""
        return max((points for _, points in self.bands), default=None)

    def points_for(self, number: int) -> int | None:
        """The points for this number; None where they are not known."""
        return next((points for start, points in reversed(self.bands) if number >= start), 0 if self.bands else None)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion with what it consists of."""

    code: str
    label: Mapping[str, str]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The criteria as they were known on a day; what they rest on, "" where that is not entered, and the points in all."""

    known_on: date
    basis: str
    total: int | None
    criteria: tuple[Criterion, ...]

    @property
    def most_known(self) -> int:
        """The points of which it is known what they are given for."""
        return sum(part.most or 0 for one in self.criteria for part in one.parts)


def latest_scale(folder: Path | None = None) -> Scale:
    """The scale that is known latest, of those that come with the program and those in this folder.

    Raises:
        UsageError: a file is not of the form, or there is none.
    """
    files = [*resource("programme").glob(_FILES), *(folder.glob(_FILES) if folder else ())]
    scales = [read_scale(path) for path in sorted(files)]
    if not scales:
        raise UsageError("report.scale_malformed", file=_FILES)
    return max(scales, key=lambda one: one.known_on)


def read_scale(path: Path) -> Scale:
    """Reads one file.

    Raises:
        UsageError: it is not of the form.
    """
    import yaml

    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError
        return _scale(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, yaml.YAMLError):
        raise UsageError("report.scale_malformed", file=path.name) from None


def _scale(held: Mapping[str, Any]) -> Scale:
    if not isinstance(held["known_on"], date):
        raise TypeError
    total = None if held.get("total") is None else _number(held["total"])
    criteria = tuple(_criterion(one) for one in held["criteria"])
    return Scale(held["known_on"], str(held.get("basis") or ""), total, criteria)


def _criterion(held: Mapping[str, Any]) -> Criterion:
    label = {str(language): str(text) for language, text in held["label"].items()}
    return Criterion(str(held["code"]), label, tuple(Part(str(one["counts"]), _bands(one.get("bands"))) for one in held["parts"]))


def _bands(held: Iterable[Mapping[str, Any]] | None) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((_number(one["from"]), _number(one["points"])) for one in held or ()))


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
