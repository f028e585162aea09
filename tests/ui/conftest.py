"""What every test of the window starts from: no screen, a desk of its own, settings that nobody else sees."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from baseldesk import i18n
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync.key_store import keys_of
from baseldesk.sync.keys import DeviceKey
from ui import fonts, theme
from ui.language import Language
from ui.notices import Notices
from ui.settings import Settings
from ui.tasks import Runner
from ui.window import MainWindow

OWNER = "BCRC-SEN"
DEVICE_KEY = "device"
PATIENCE = 10_000  # milliseconds at most


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Fusion, as the program has it."""
    return ["baseldesk", "-style", "Fusion"]


@pytest.fixture(scope="session")
def empty_desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty desk, made once and copied per test."""
    folder = tmp_path_factory.mktemp("template") / "desk"
    key = DeviceKey.generate()
    Desk.create(folder, OWNER, key=key).close()
    keys_of(folder).keep(DEVICE_KEY, key)
    return folder


@pytest.fixture
def desk(empty_desk_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """A centre's desk, empty."""
    folder = tmp_path / "desk"
    shutil.copytree(empty_desk_folder, folder, ignore=shutil.ignore_patterns("desk.lock"))
    opened = Desk.open(folder)
    opened.sign_with(lambda: keys_of(folder).load(DEVICE_KEY))
    yield opened
    opened.close()


@pytest.fixture
def records(desk: Desk) -> dict[str, bytes]:
    """Three activities and a partner on the desk, by short names."""
    found = {name: desk.new_id() for name in ("workshop", "inventory", "campaign", "unitar")}
    workshop = {"fr": "Formation des douanes", "en": "Customs training"}
    desk.save([
        Edit("activity", found["workshop"], {"title": workshop, "stage": "implemented"}),
        Edit("activity", found["inventory"], {"title": {"fr": "Inventaire des PCB"}, "stage": "identified"}),
        Edit("activity", found["campaign"], {"title": {"ar": "حملة توعية بشأن النفايات"}, "stage": "completed"}),
        Edit("partner", found["unitar"], {"name": {"en": "UNITAR"}, "status": "active"}),
    ])  # fmt: skip
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The window's settings, in a file of this test."""
    return Settings(tmp_path / "settings" / "window.json")


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """The task runner; what it still does is ended with the test."""
    made = Runner()
    yield made
    made.close()
    qapp.processEvents()


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    """The window's language, English; put back afterwards."""
    theme.apply(qapp, "light")
    fonts.register_all()
    fonts.choose(qapp, 10, 100)
    made = Language(qapp)
    made.use("en")
    yield made
    made.withdraw()
    i18n.use("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def use_language(language: Language) -> Callable[[str], None]:
    """Switches the window's language."""
    return language.use


@pytest.fixture
def window(qtbot: Any, desk: Desk, runner: Runner, settings: Settings, language: Language) -> MainWindow:
    """The main window, shown, with nothing opened in it yet. The desk is empty unless the test asks for `records` first."""
    made = MainWindow(desk, runner, Notices(), settings, language)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def context(window: MainWindow) -> Any:
    """What screens work with."""
    return window.context
