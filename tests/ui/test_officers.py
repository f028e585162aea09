"""«Who is working?»: asked where there are two or more, changed with a click, and named in the history."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from baseldesk.desk import officers
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from ui.screens.officer import OfficerScreen
from ui.screens.officer_roles import RolesCard
from ui.screens.settings import SettingsScreen
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def two(desk: Desk) -> tuple[bytes, bytes]:
    """Two officers; the first works."""
    made = officers.add_officer(desk, "Awa"), officers.add_officer(desk, "Moussa", "Accountant", "approver")
    officers.work_as(desk, made[0])
    return made


def test_with_two_officers_the_start_asks_and_enter_goes_on(
    two: tuple[bytes, bytes], window: MainWindow, desk: Desk, qtbot: Any
) -> None:
    window.show_screen("activities")
    window.asking.ask_at_start()
    qtbot.waitUntil(lambda: isinstance(window.places.here, OfficerScreen) and len(window.places.here.buttons) == 2)
    screen = window.places.here
    assert isinstance(screen, OfficerScreen)
    assert screen.chosen() == two[0]
    assert "Accountant" in screen.buttons[two[1]].text()
    qtbot.waitUntil(lambda: screen.buttons[two[1]].y() > screen.buttons[two[0]].y())
    window.activateWindow()
    qtbot.waitUntil(screen.buttons[two[0]].hasFocus)
    qtbot.keyClick(screen.buttons[two[0]], Qt.Key.Key_Down)
    assert screen.chosen() == two[1]
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: "Moussa" in text):
        qtbot.keyClick(screen.buttons[two[1]], Qt.Key.Key_Return)
    assert window.places.here.name == "home"  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.status_line.who.text() == "Moussa")
    activity = desk.new_id()
    desk.save([Edit("activity", activity, {"city": "Dakar"})])
    assert {line.author for line in desk.history("activity", activity)} == {"Moussa"}


def test_one_officer_is_not_asked_and_a_second_is_added_on_the_page(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    first = officers.add_officer(desk, "Awa")
    officers.work_as(desk, first)
    window.show_screen("settings")
    window.asking.ask_at_start()
    qtbot.waitUntil(lambda: window.status_line.who.text() == "Awa")
    settings = window.places.here
    assert isinstance(settings, SettingsScreen)
    settings.open(section="people")
    roles = settings.findChild(RolesCard)
    assert (roles.cells[4, 0].text(), roles.cells[4, 1].text()) == ("Approve a report or plan", "Approver")
    qtbot.mouseClick(roles.who_button, Qt.MouseButton.LeftButton)
    screen = window.places.here
    assert isinstance(screen, OfficerScreen)
    qtbot.waitUntil(lambda: len(screen.buttons) == 1)
    window.activateWindow()
    screen.name_line.setFocus()
    qtbot.waitUntil(screen.name_line.hasFocus)
    with qtbot.waitSignal(screen.ready):  # an officer came with a data file: whoever types the next name goes on
        window.context.notices.tell("officer")
    assert screen.name_line.hasFocus()
    qtbot.keyClicks(screen.name_line, "Moussa")
    qtbot.mouseClick(screen.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.buttons) == 2)
    assert screen.chosen() == first
    assert [one.name for one in officers.officers(desk)] == ["Awa", "Moussa"]
