"""The one door from the command line to the window. Read without click, so that the window does not wait for it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from baseldesk.cli.session import Session
from baseldesk.errors import UsageError
from baseldesk.i18n import LANGUAGES

_OPTIONS = {"--desk": "desk", "--probe": "probe", "--language": "language"}
PROBES = ("first-paint",)


def read_options(given: Sequence[str]) -> dict[str, Any] | None:
    """The options of a call that opens the window; None where anything else is asked for, which click then reads."""
    found: dict[str, Any] = {}
    rest = list(given)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in _OPTIONS or not (equals or rest):
            return None
        found[_OPTIONS[name]] = value if equals else rest.pop(0)
    sound = found.get("language", "en") in LANGUAGES and found.get("probe", PROBES[0]) in PROBES
    return found if sound else None


def open_window(session: Session, desk: str | None = None, probe: str | None = None, language: str | None = None) -> int:
    """Opens the window on a desk and stays until it is closed.

    Raises:
        UsageError: there is no display to open it on.
    """
    if not has_display(os.environ, sys.platform):
        raise UsageError("window.no_display")
    gc.disable()  # a tenth of the start went into looking for rubbish; the window goes on with it after its first paint
    from baseldesk.cli.passphrase import given_passphrase
    from baseldesk.sync.key_store_passphrase import ask_with
    from ui.app import run

    ask_with(lambda: given_passphrase(session.passphrase_file))
    return run(Path(desk) if desk else session.folder, probe=probe, language=language or session.language)


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown here; Qt itself would end the program without a word that helps."""
    if platform in ("win32", "darwin"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
