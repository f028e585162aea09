"""What goes wrong inside an override is told, and never ends the program.

Where Qt was called from Python and calls an override of ours that raises, the binding keeps the error until Qt returns. On Python
before 3.12 it takes one that was raised in C (a wrong argument, an index out of range, a widget that is gone) for an object that
does not exist yet; and everywhere each further override that Qt asks for meanwhile loses a reference, until it is freed while its
class still holds it. Either ends the program without a word. So nothing leaves an event, a painting or a hint: it goes to the
excepthook at once, as it does in the event loop. Elsewhere errors go on, but pass an `except`, after which they do exist.
All this costs a tenth of a microsecond a call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

Override = Callable[..., Any]
_EVENTS = ("event", "eventFilter")
_MEASURES = (
    "sizeHint", "minimumSizeHint", "heightForWidth", "hasHeightForWidth", "sizeFromContents", "subElementRect", "subControlRect",
)  # fmt: skip


def guard_overrides() -> None:
    """Sees to it that in every class of ours made from now on, what Qt calls may raise."""
    QObject.__init_subclass__ = classmethod(_guard_class)  # type: ignore[assignment, arg-type]


def _guard_class(cls: type[QObject], **kwargs: Any) -> None:
    super(QObject, cls).__init_subclass__(**kwargs)
    bound = [base for base in cls.__mro__[1:] if base.__module__.startswith("PySide6.")]
    for name, made in list(vars(cls).items()):
        if type(made) is FunctionType and any(name in vars(base) for base in bound):
            setattr(cls, name, _guard(cls, name, made))


def _guard(cls: type[QObject], name: str, override: Override) -> Override:
    if name in _EVENTS:
        return _telling(override, _pass_by)
    if name in _MEASURES:
        return _telling(override, lambda self, *args: getattr(super(cls, self), name)(*args))
    if name.endswith("Event") or name.startswith(("draw", "paint")):
        return _telling(override, _do_nothing)
    return _raising_whole(override)


def _pass_by(*_args: Any) -> bool:
    return False


def _do_nothing(*_args: Any) -> None:
    pass


def _telling(override: Override, instead: Override) -> Override:
    @wraps(override)
    def call(*args: Any) -> Any:
        try:
            return override(*args)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
        return instead(*args)

    return call


def _raising_whole(override: Override) -> Override:
    @wraps(override)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return override(*args, **kwargs)
        except BaseException:
            raise

    return call
