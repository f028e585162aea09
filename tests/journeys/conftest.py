"""What stands round the window in a journey: a stick, file dialogs that are answered, the secretariat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from baseldesk import i18n
from baseldesk.sync.station import found_secretariat
from baseldesk.sync.volumes import Volume
from tests.journeys.window_person import Desktop
from tests.journeys.window_sitting import Around
from ui.app import make_app
from ui.screens import exchange_volumes


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Around]:
    """A stick that is plugged in, file dialogs that are answered at once, and the desk of the secretariat."""
    stick, desktop = tmp_path / "stick", Desktop()
    stick.mkdir()
    plugged_in = [Volume("KINGSTON", stick, 4_000_000_000, 4_000_000_000)]
    monkeypatch.setattr(exchange_volumes, "list_volumes", lambda: plugged_in)
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: desktop.answer(dialog))  # noqa: PLW0108 - so that it binds
    with found_secretariat(tmp_path / "secretariat", device_name="Geneva") as desk:
        yield Around(tmp_path, stick, desktop, desk)


@pytest.fixture
def program(qapp: QApplication) -> Iterator[QApplication]:
    """The application as the program makes it; left in English."""
    yield make_app()
    i18n.use("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
