"""Clicks and keys at random over all screens of the example: no warning, no bug, nothing unsaved lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog

from baseldesk import i18n
from baseldesk.sync.opening import open_desk
from tests.journeys.window_fidget import Fidget
from ui import messages
from ui.app import Application, make_app
from ui.settings import Settings

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
ROOT = Path(__file__).resolve().parents[2]
FEW, MANY = 400, 2_000
ENOUGH = 12  # screens
PATIENCE = 20_000


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The centre's desk of the example, made once."""
    place = tmp_path_factory.mktemp("example")
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "BASELDESK_STATE")
    around = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **dict.fromkeys(names, str(place))}
    subprocess.run(
        [sys.executable, "-m", "baseldesk", "demo", "--json"], env=around, check=True, capture_output=True, timeout=120
    )
    return place / "baseldesk" / "demo" / "centre"


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window would have called a bug; the system's own dialogs and programs stay away."""
    found: list[str] = []
    monkeypatch.setattr(messages, "show_problem", lambda _parent, error: found.append(messages.describe(error)))
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.close())
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: 0)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    return found


@pytest.fixture
def application(qapp: QApplication, example: Path, tmp_path: Path) -> Iterator[Application]:
    """The program on a copy of the example."""
    folder = Path(shutil.copytree(example, tmp_path / "desk", ignore=shutil.ignore_patterns("desk.lock")))
    settings = Settings(tmp_path / "window.json")
    settings.put("theme", "light")
    with open_desk(folder) as desk:
        made = Application(make_app(), desk, settings, "en")
        made.show()
        yield made
        made.window.hide()
        made.close()
        settings.changed.disconnect()
        made.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    i18n.use("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _fidget(qtbot: Any, application: Application, bugs: list[str], seed: int, steps: int) -> None:
    window = application.window
    qtbot.waitUntil(lambda: window.places.here is not None and window.places.here.is_ready, timeout=PATIENCE)
    somebody = Fidget(window, seed)
    window.installEventFilter(somebody)
    try:
        somebody.work(steps)
        qtbot.waitUntil(lambda: not application.runner.has_writes(), timeout=PATIENCE)
    finally:
        print(f"seed {seed}:", *somebody.trail, sep="\n  ")
        window.removeEventFilter(somebody)
    assert len(somebody.seen) > ENOUGH
    assert somebody.losses == []
    assert bugs == []


def test_a_few_clicks_and_keys(qtbot: Any, application: Application, bugs: list[str]) -> None:
    _fidget(qtbot, application, bugs, 1, FEW)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 7))
def test_many_clicks_and_keys(qtbot: Any, application: Application, bugs: list[str], seed: int) -> None:
    _fidget(qtbot, application, bugs, seed, MANY)
