"""What goes in and out of the process: UTF-8 whatever the locale says, and an end without noise when nobody reads on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence


def use_utf8() -> None:
    """Writes UTF-8 to both streams; what cannot be written shows as an escape instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def read_arguments(arguments: Sequence[str]) -> list[str]:
    """The arguments as typed: under an odd locale their UTF-8 was taken for something else."""
    if sys.getfilesystemencoding().lower().replace("-", "") == "utf8":
        return list(arguments)
    return [_as_utf8(one) for one in arguments]


def _as_utf8(argument: str) -> str:
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def give_up_output() -> int:
    """Ends quietly when the reader of a pipe has gone (`baseldesk record list activity | head`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0
