"""Rows copied from a spreadsheet, pasted into the lists of a form; and activities begun from a template."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from baseldesk.desk.desk import Desk
from baseldesk.records.types import record_type
from ui.screens import activity_templates
from ui.screens.activities import ActivitiesScreen
from ui.screens.activities_record import ActivityScreen
from ui.screens.record_lines import Lines
from ui.screens.record_paste import read_rows
from ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
PEOPLE = "Nom\tSexe\tPays\tShoe size\nAwa Diop\tfemme\tSénégal\t38\nMoussa Traoré\tHomme\tML\t42\nX\tblue\tMali\t\n"
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def paste(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> Callable[[str, str], tuple[ActivityScreen, Lines]]:
    """Opens the workshop, goes to a list as a click does, and pastes."""

    def paste(kind: str, text: str) -> tuple[ActivityScreen, Lines]:
        window.places.show_record("activity", records["workshop"])
        screen = window.places.here
        assert isinstance(screen, ActivityScreen)
        qtbot.waitUntil(lambda: screen.form.shown is not None)
        screen.form.tabs.setCurrentWidget(screen.tab_widgets["money" if kind == "budget_line" else "people"])
        QGuiApplication.clipboard().setText(text)
        lines = screen.lists[kind]
        qtbot.mouseClick(lines, Qt.MouseButton.LeftButton)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_V, CONTROL)
        return screen, lines

    return paste


def test_participants_are_pasted_with_their_headings_and_what_is_not_understood_is_said(
    paste: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen, lines = paste("participant", PEOPLE)
    assert len(lines.drafts()) == 3
    assert "Shoe size" in lines.said.text()
    assert "blue" in lines.said.text()
    assert lines.said.isVisible()
    assert desk.find("participant", activity=records["workshop"]) == []
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        screen.save()
    held = {row.values["name"]: row.values for row in desk.find("participant", activity=records["workshop"])}
    assert (held["Awa Diop"]["sex"], held["Awa Diop"]["country"], held["Moussa Traoré"]["country"]) == ("female", "SN", "ML")
    assert "sex" not in held["X"]
    assert not lines.said.isVisible()


def test_one_undo_takes_the_pasted_rows_away_again_and_nothing_else(paste: Any, window: MainWindow, qtbot: Any) -> None:
    screen, lines = paste("budget_line", "Travel\t4500\t\tUSD\nVenue\t1 200,50\t\tEUR\n")
    assert [one.values["planned"] for one in lines.drafts()] == [Decimal(4500), Decimal("1200.5")]
    screen.form.put({"city": "Dakar"})
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CONTROL)
    assert lines.drafts() == ()
    assert screen.form.changes() == {"city": "Dakar"}


def test_headcounts_are_pasted_by_the_columns_shown(paste: Any) -> None:
    _screen, lines = paste("headcount", "12\t14\t\t\tMali\n-3\t5\t\t\tSenegal\n")
    assert [one.values.get("women") for one in lines.drafts()] == [12, None]
    assert [one.values["country"] for one in lines.drafts()] == ["ML", "SN"]
    assert "-3" in lines.said.text()


def test_what_is_no_table_becomes_no_line(paste: Any) -> None:
    screen, lines = paste("headcount", "Dear colleagues,\nplease find attached")
    assert lines.drafts() == ()
    assert not screen.has_unsaved()
    assert "could be understood" in lines.said.text()


def test_a_row_longer_than_the_columns_is_said_not_dropped() -> None:
    pasted = read_rows("12\t14\t0\t0\tML\t\textra", record_type("headcount"), ["women", "men", "other", "not_stated", "country"])
    assert pasted.rows[0]["women"] == 12
    assert any("extra" in one for one in pasted.left_out)


@pytest.mark.parametrize("name", [one.name for one in activity_templates.TEMPLATES])
def test_a_template_begins_an_activity(name: str, window: MainWindow, desk: Desk, qtbot: Any) -> None:
    window.show_screen("activities")
    screen = window.places.here
    assert isinstance(screen, ActivitiesScreen)
    next(one for one in screen.template_menu.actions() if one.objectName() == name).trigger()
    here = window.places.here
    assert isinstance(here, ActivityScreen)
    wanted = activity_templates.values_of(name)
    assert {field: here.form.values().get(field) for field in wanted} == wanted
    assert here.is_new
    assert not here.has_unsaved()
