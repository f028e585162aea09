"""What goes wrong inside an override is told, and never ends the program.

Where Qt, called from Python, calls an override of ours and that raises, the binding adds a word to the error and hands it on. On
Python before 3.12 it takes an error that was raised in C (a wrong argument, an index out of range, a widget that is gone) for an
object that does not exist yet, and the program dies without a word. An error that passed an `except` exists: each override of
Qt's gets one. It costs a tenth of a microsecond a call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def guard_overrides() -> None:
    """Sees to it that in every class of ours made from now on, what Qt may call can raise."""
    if sys.version_info < (3, 12):
        QObject.__init_subclass__ = classmethod(_guard_class)  # type: ignore[assignment, arg-type]


def _guard_class(cls: type[QObject], **kwargs: Any) -> None:
    super(QObject, cls).__init_subclass__(**kwargs)
    bound = [base for base in cls.__mro__[1:] if base.__module__.startswith("PySide6.")]
    for name, made in list(vars(cls).items()):
        if type(made) is FunctionType and any(name in vars(base) for base in bound):
            setattr(cls, name, _raising_whole(made))


def _raising_whole(override: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(override)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return override(*args, **kwargs)
        except BaseException:
            raise

    return call
