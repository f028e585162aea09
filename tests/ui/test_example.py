"""The example: marked in its own desk, coloured in its window, made by a process of its own, refused by every real desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from baseldesk.cli.demo import place
from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskLocked
from ui import example, example_mark
from ui.example import ExampleMaker
from ui.notices import Notices
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

STORY = """
import sys
for step in (1, 2, 13):
    print(f"[{step:>2}/13] told", flush=True)
sys.exit(int(sys.argv[-1] == "fails"))
"""


def test_the_mark_is_the_one_that_the_example_gets() -> None:
    assert example_mark.MARK == place.MARK


def test_a_real_desk_has_no_band_and_an_example_always_has(
    window: MainWindow, desk: Desk, runner: Any, settings: Any, language: Any, qtbot: Any
) -> None:
    assert window.band is None
    place.mark(desk)
    made = MainWindow(desk, runner, Notices(), settings, language)
    qtbot.addWidget(made)
    made.show()
    made.show_screen("home")
    assert made.band is not None
    assert made.band.isVisible()
    assert "Nothing here is real" in made.band.words.text()
    assert made.windowTitle() == "Home[*] – BaselDesk (example)"
    picture = made.band.grab().toImage()
    assert picture.pixelColor(2, 2) == example_color()


def example_color() -> Any:
    from ui import theme

    return theme.color("attention")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that tells the steps of the example and makes nothing."""
    script = tmp_path / "story.py"
    script.write_text(STORY, encoding="utf-8")
    monkeypatch.setattr(example, "_begin", lambda folder: [str(script), folder.name])
    return tmp_path


def test_it_is_made_with_progress_and_opened_in_a_process_of_its_own(
    told: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(example, "_open_window", lambda arguments: begun.append(arguments) or True)
    maker, steps = ExampleMaker(told / "demo"), []
    maker.progressed.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignals([maker.opened, maker.ended], timeout=10_000):
        maker.start()
    assert steps == [(1, 13), (2, 13), (13, 13)]
    assert begun == [["-m", "baseldesk", "--desk", str(told / "demo" / "centre"), "--language", "en"]]


def test_a_making_that_fails_is_said_and_one_that_is_stopped_opens_nothing(told: Path, qtbot: Any) -> None:
    maker = ExampleMaker(told / "fails")
    with qtbot.waitSignals([maker.failed, maker.ended], timeout=10_000):
        maker.start()
    with qtbot.assertNotEmitted(maker.opened), qtbot.waitSignal(maker.ended, timeout=10_000):
        maker.start()
        maker.stop()
    assert not maker.is_running


def test_an_example_that_is_open_is_not_made_again(desk: Desk, tmp_path: Path, qtbot: Any) -> None:
    folder = tmp_path / "held"
    folder.mkdir()
    (folder / "centre").symlink_to(desk.folder, target_is_directory=True)
    maker = ExampleMaker(folder)
    with qtbot.waitSignal(maker.failed) as failed:
        maker.start()
    assert isinstance(failed.args[0], DeskLocked)
    assert failed.args[0].code == "example.open"


def test_the_line_on_home_shows_how_far_it_is_and_gives_the_focus_back(window: MainWindow, told: Path, qtbot: Any) -> None:
    window.show_screen("home")
    home: Any = window.places.here
    qtbot.waitUntil(home.steps.isVisible)
    line = home.example
    assert home.steps.isAncestorOf(line)
    line.maker._folder = told / "fails"
    qtbot.mouseClick(line.link, Qt.MouseButton.LeftButton)
    assert line.progress.isVisible()
    assert line.words.text() == "The example is being made: step 1 of 13"
    qtbot.waitUntil(lambda: not line.maker.is_running, timeout=10_000)
    assert not line.progress.isVisible()
    assert home.banner.isVisible()
    assert any("The example could not be made." in one.text() for one in home.banner.findChildren(QLabel))
    assert window.focusWidget() in (line.link, home.banner, *home.banner.findChildren(type(line.button)))


def test_python_is_the_one_of_this_program() -> None:
    assert example._begin(Path("/x"))[:5] == ["-m", "baseldesk", "--language", "en", "demo"]
    assert example._surroundings().value("PYTHONPATH").split(":")[0] == str(Path(example.__file__).parents[1])
    assert sys.executable
