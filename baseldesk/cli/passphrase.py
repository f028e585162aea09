"""The passphrase of the keys as a script or a service gives it: in a file, or in the environment. Read without click."""

from __future__ import annotations

import os
from pathlib import Path

from baseldesk.errors import MediumError

VARIABLE = "BASELDESK_PASSPHRASE"


def given_passphrase(file: Path | None) -> str | None:
    """What stands in the file, or else in the environment; None where neither was given.

    Raises:
        MediumError: the file cannot be read.
    """
    return read_passphrase(file) if file is not None else os.environ.get(VARIABLE) or None


def read_passphrase(path: Path) -> str:
    """The first line of a file.

    Raises:
        MediumError: it cannot be read.
    """
    try:
        return (path.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
    except (OSError, ValueError) as reason:
        text = getattr(reason, "strerror", None) or type(reason).__name__
        raise MediumError("cli.file_unreadable", file=path.name, reason=text) from reason
