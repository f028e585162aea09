"""A page and the last sticks bring the work back, in the window of a new computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync.bundle import export_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.recovery import PrintedKey, make_key, register_key
from baseldesk.sync.station import found_centre, found_secretariat
from ui.screens.computers_rescue import RescueGuide
from ui.screens.exchange import ExchangeScreen
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
PATIENCE = 20_000  # milliseconds at most


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The new computer: empty, and registered nowhere."""
    with found_centre(tmp_path / "new", "BCRC-SEN", device_name="New laptop") as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where the last data file lies."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def printed(tmp_path: Path, stick: Path) -> PrintedKey:
    """The page of a centre whose only computer is gone; its last data file lies on the stick."""
    with found_secretariat(tmp_path / "secretariat") as secretariat, found_centre(tmp_path / "old", "BCRC-SEN") as old:
        for _time in (1, 2):
            made = make_key(old)
            if _time == 1:
                page = made
                register_key(old, page)
            join(old, read_answer(old, accept(secretariat, read_request(ask_to_join(old))).reply))
        old.save([Edit("activity", old.new_id(), {"title": {"fr": "Formation sauvée"}})])
        export_bundle(old, "secretariat", stick)
        return PrintedKey(page.purpose, page.organisation, page.identity, made.words, page.made)


def press(qtbot: Any, widget: QWidget) -> None:
    """A click with the mouse."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def begin(qtbot: Any, window: MainWindow) -> RescueGuide:
    """From «Take in»."""
    window.show_screen("exchange")
    screen = window.places.here
    assert isinstance(screen, ExchangeScreen)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
    press(qtbot, screen.take_in.printed_button)
    (guide,) = window.findChildren(RescueGuide)
    qtbot.waitUntil(guide.isVisible)
    return guide


def wait_for(qtbot: Any, guide: RescueGuide, step: object) -> None:
    """Until the guide has come to a step."""
    qtbot.waitUntil(lambda: guide.step is step, timeout=PATIENCE)


def type_key(qtbot: Any, guide: RescueGuide, printed: PrintedKey, stick: Path) -> None:
    """The key from the page, and the stick."""
    assert not guide.main_button.isEnabled()
    qtbot.keyClicks(guide.page.typed, printed.identity)
    press(qtbot, guide.main_button)
    wait_for(qtbot, guide, guide.files)
    guide.files.place.choose([stick])
    press(qtbot, guide.main_button)


def test_a_typed_key_opens_the_stick_after_the_words_were_compared(
    qtbot: Any, window: MainWindow, desk: Desk, printed: PrintedKey, stick: Path
) -> None:
    guide = begin(qtbot, window)
    type_key(qtbot, guide, printed, stick)
    wait_for(qtbot, guide, guide.compare)
    assert guide.compare.words.text() == printed.words.replace("-", " ")
    assert not guide.main_button.isEnabled()
    assert desk.deployment is None
    qtbot.keyClick(guide.compare.compared, Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    wait_for(qtbot, guide, guide.take)
    press(qtbot, guide.main_button)
    wait_for(qtbot, guide, guide.end)
    assert [row.values["title"] for row in desk.find("activity")] == [{"fr": "Formation sauvée"}]
    assert "registered" in guide.sentence.text()


def test_a_page_that_names_the_secretariat_needs_no_call(
    qtbot: Any, window: MainWindow, desk: Desk, printed: PrintedKey, stick: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(printed.code(), encoding="utf-8")
    guide = begin(qtbot, window)
    guide.page.take([page])
    wait_for(qtbot, guide, guide.files)
    guide.files.place.choose([stick])
    press(qtbot, guide.main_button)
    wait_for(qtbot, guide, guide.take)
    press(qtbot, guide.main_button)
    wait_for(qtbot, guide, guide.end)
    assert len(desk.find("activity")) == 1


def test_what_is_no_key_is_said(qtbot: Any, window: MainWindow, desk: Desk) -> None:
    guide = begin(qtbot, window)
    qtbot.keyClicks(guide.page.typed, "no key at all")
    press(qtbot, guide.main_button)
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert guide.step is guide.page
