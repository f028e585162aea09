"""The whole program on the filled example, once for all tests of a module."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from baseldesk import i18n
from ui.app import Application, make_app, open_desk
from ui.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def make_example(place: Path) -> Path:
    """The centre's desk of the example, made as a person would: by the command."""
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "BASELDESK_STATE")
    around = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **dict.fromkeys(names, str(place))}
    command = [sys.executable, "-m", "baseldesk", "demo", "--json"]
    subprocess.run(command, env=around, check=True, capture_output=True, timeout=120)
    return place / "baseldesk" / "demo" / "centre"


@contextmanager
def running(desk_folder: Path) -> Iterator[Application]:
    """The program in English on this desk, its window open; everything is put back afterwards."""
    settings = Settings(None)
    settings.put("theme", "light")
    with open_desk(desk_folder) as desk:
        made = Application(make_app(), desk, settings, "en")
        made.show()
        try:
            yield made
        finally:
            settings.put("text_percent", 100)
            settings.put("theme", "light")
            made.window.hide()
            made.close()
            settings.changed.disconnect()
            made.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            i18n.use("en")
            made.app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
