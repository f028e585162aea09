"""From an error to what a person reads: what happened, what is safe, what to do next."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from baseldesk import __version__ as version
from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from baseldesk.messages import Sentence, sentence

__all__ = ["Sentence", "catch_everything", "describe", "is_known", "say", "show_problem"]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.boxes import ProblemBox

_BUG = N_("Something in the program went wrong that should not have.")
_BUG_HINT = N_(
    "What was saved before is safe. Please copy the details and send them to those who look after BaselDesk; "
    "they hold no names and no records."
)


def is_known(error: BaseException) -> bool:
    """Whether the error is one that BaselDesk foresaw; everything else is a bug."""
    return isinstance(error, BaselDeskError)


def say(error: BaseException) -> Sentence:
    """The error in words, in the language in use."""
    if isinstance(error, BaselDeskError):
        return sentence(error, current())
    return Sentence(_(_BUG), _(_BUG_HINT))


def describe(error: BaseException) -> str:
    """The details to copy: code, place in the program and versions. No values: those could be somebody's name."""
    import platform

    from PySide6 import __version__ as pyside_version

    head = f"{error.code}" if isinstance(error, BaselDeskError) else type(error).__name__
    about = f"BaselDesk {version}, Python {platform.python_version()}, PySide6 {pyside_version}, {platform.system()}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([head, about, *lines])


def _short(path: str) -> str:
    """A file's place in the program without the folders above it, which may name a person."""
    parts = path.replace("\\", "/").split("/")
    start = next((at for at, part in enumerate(parts) if part in ("baseldesk", "ui", "site-packages")), len(parts) - 1)
    return "/".join(parts[start:])


def show_problem(parent: QWidget | None, error: BaseException) -> ProblemBox:
    """Opens a box about an error; does not wait for its end."""
    from ui.boxes import ProblemBox

    box = ProblemBox(parent, error)
    box.open()
    return box


def catch_everything(show: Callable[[BaseException], object]) -> None:
    """From now on, an error that nobody caught is logged without its values and shown instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        import logging

        logging.getLogger(__name__).error("not caught: %s", describe(error))
        show(error)

    sys.excepthook = hook
