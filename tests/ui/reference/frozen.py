"""A day that does not pass: whatever in the window asks what day it is hears the same one."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, tzinfo
from importlib import import_module
from typing import Any
from unittest import mock

from PySide6.QtCore import QDate

import ui
from tests.ui.reference.example import TODAY

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


class _Alike(type):
    """Every moment counts as one of the frozen class, wherever it was made."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, datetime)


class FrozenTime(datetime, metaclass=_Alike):
    """Always noon."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Of that day."""
        return NOW.astimezone(tz)


class FrozenDay(QDate):
    """The same for what asks Qt."""

    @staticmethod
    def currentDate() -> QDate:
        """That day."""
        return QDate(TODAY.year, TODAY.month, TODAY.day)


@contextmanager
def that_day() -> Iterator[None]:
    """Stops the clock in all modules of the window."""
    with ExitStack() as held:
        for module in _modules():
            for name, usual, frozen in (("datetime", datetime, FrozenTime), ("QDate", QDate, FrozenDay)):
                if getattr(module, name, None) is usual:
                    held.enter_context(mock.patch.object(module, name, frozen))
        yield


def _modules() -> list[Any]:
    """All of them, those too that would be imported only when needed."""
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        import_module(found.name)
    return [module for name, module in list(sys.modules.items()) if name.startswith("ui.")]
