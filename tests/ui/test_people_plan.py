"""People and the plan: what stands there, where it leads, and what is said where nothing is yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import QApplication

from baseldesk.desk.desk import Desk
from baseldesk.desk.officers import add_officer, work_as
from baseldesk.desk.shown import Edit
from ui.reading import list_stops
from ui.screens import PLACES
from ui.screens.home_due import DueLine
from ui.screens.plan_calendar import FEW, OVERDUE
from ui.screens.tally import Lazily
from ui.widgets.link import Link
from ui.widgets.plain_table import PlainModel
from ui.widgets.progress_link import ProgressLink
from ui.widgets.rail import Rail
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

TODAY = datetime.now(tz=UTC).astimezone().date()


@pytest.fixture
def people(desk: Desk, records: dict[str, bytes]) -> dict[str, bytes]:
    """Two participants and a session of the workshop, which is a training of the work plan."""
    found = {name: desk.new_id() for name in ("awa", "moussa", "morning")}
    workshop = records["workshop"]
    desk.save([
        Edit("activity", workshop, {"kind": "AK-TRAIN", "objective": "OBJ1", "key_activity": "KA1.07"}),
        Edit("activity", records["campaign"], {"objective": "OBJ1", "key_activity": "KA1.07"}),
        Edit("participant", found["awa"], {"activity": workshop, "name": "Awa Diop", "organisation": "Customs"}),
        Edit("participant", found["moussa"], {"activity": workshop, "name": "Moussa Fall"}),
        Edit("session", found["morning"], {"activity": workshop, "title": "Opening", "held_on": TODAY}),
        Edit("headcount", desk.new_id(), {"activity": workshop, "women": 1, "men": 1}),
    ])  # fmt: skip
    return {**records, **found}


def show(window: MainWindow, qtbot: Any, name: str) -> Any:
    """Opens a place and waits until its first content is there."""
    window.show_screen(name)
    screen: Any = window.places.here
    qtbot.waitUntil(lambda: screen.is_ready)
    return screen


def test_a_participant_is_found_by_name_and_opens_the_activity_where_they_stand(
    people: dict[str, bytes], window: MainWindow, qtbot: Any
) -> None:
    screen = show(window, qtbot, "people")
    assert screen.list.model.rowCount() == 2
    assert not screen.new_button.isVisible()  # they are entered in their activity
    assert [one.cell(screen.list.model.row_at(0)).words for one in screen.list.columns() if one.name == "state"] == [
        "Stays at this centre"
    ]
    screen.list.search.setText("diop")
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1)
    screen.list.opened.emit(people["awa"])
    activity: Any = window.places.here
    assert (activity.name, activity.form.tabs.currentWidget()) == ("activity", activity.tab_widgets["people"])
    qtbot.waitUntil(lambda: activity.form.shown is not None and activity.form.shown.id == people["workshop"])
    assert activity.form.tabs.currentWidget() is activity.tab_widgets["people"]


@pytest.mark.parametrize("name", ["people", "session_list", "training", "served"])
def test_where_nothing_is_yet_the_first_step_leads_to_the_activities(window: MainWindow, qtbot: Any, name: str) -> None:
    screen = show(window, qtbot, name)
    nothing = screen.list.nothing if hasattr(screen, "list") else screen.nothing
    qtbot.waitUntil(nothing.button.isVisible)
    if not hasattr(screen, "list"):
        assert window.focusWidget() is nothing.button
    qtbot.mouseClick(nothing.button, Qt.MouseButton.LeftButton)
    assert window.places.here.name == "activities"  # type: ignore[union-attr]


def test_the_words_of_very_many_lines_are_made_when_they_are_looked_at() -> None:
    made = []
    model = PlainModel(2)
    model.set_rows(["Party", "Activities"], Lazily(range(10_000), lambda n: made.append(n) or ("Senegal", str(n))))
    assert len(made) <= 50
    assert model.data(model.index(9_999, 1)) == "9999"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_people_trained_opens_the_training_by_enter(people: dict[str, bytes], window: MainWindow, qtbot: Any) -> None:
    screen = show(window, qtbot, "training")
    assert screen.count.text() == "2 people trained · 1 training"
    assert [screen.table.rows.index(0, column).data() for column in (2, 3, 6)] == ["1", "1", "2"]
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert window.places.history.here.place == {"id": people["workshop"], "page": "people"}  # type: ignore[union-attr]


def test_an_officer_is_listed_and_one_more_is_added_where_they_get_a_mark(window: MainWindow, qtbot: Any, desk: Desk) -> None:
    work_as(desk, add_officer(desk, "Awa", "Accountant", "approver"))
    screen = show(window, qtbot, "officer_list")
    assert [column.name for column in screen.list.columns()][:3] == ["name", "function", "role"]
    qtbot.mouseClick(screen.new_button, Qt.MouseButton.LeftButton)
    assert window.places.here.name == "who"  # type: ignore[union-attr]


def test_the_plan_counts_what_stands_under_each_key_activity(people: dict[str, bytes], window: MainWindow, qtbot: Any) -> None:
    screen = show(window, qtbot, "plan")
    line = screen.findChild(ProgressLink, "plan_KA1.07")
    qtbot.waitUntil(lambda: line.height() > 20)
    assert line.text().endswith("2 activities, 1 completed")
    assert screen.findChild(ProgressLink, "plan_OBJ1").text().endswith("2 activities, 1 completed")
    assert screen.findChild(ProgressLink, "plan_KA1.02").text().endswith("no activity yet")
    assert screen.findChild(ProgressLink, "plan_outside").text().endswith("1 activity, 0 completed")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    listed: Any = window.places.here
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == 2)


def test_lines_are_as_high_as_their_words_in_large_text(window: MainWindow, qtbot: Any) -> None:
    window.resize(1024, 600)
    window.setFont(enlarged(window, 2))
    screen = show(window, qtbot, "plan")
    lines = screen.findChildren(ProgressLink)
    qtbot.waitUntil(lambda: all(one.height() >= one.heightForWidth(one.width()) > 20 for one in lines))
    assert any(one.height() > 2.5 * one.fontMetrics().height() for one in lines)


def test_the_centres_plans_are_one_click_away(window: MainWindow, qtbot: Any) -> None:
    screen = show(window, qtbot, "plan")
    qtbot.mouseClick(screen.plans_button, Qt.MouseButton.LeftButton)
    listed: Any = window.places.here
    assert (listed.name, listed.list.filters.where()) == ("submission_list", {"kind": ("business_plan",)})


def test_the_calendar_shows_a_few_of_each_month_and_all_when_asked(desk: Desk, window: MainWindow, qtbot: Any) -> None:
    days = [TODAY - timedelta(days=3), *[TODAY] * (FEW + 3), TODAY + timedelta(days=200)]
    desk.save([Edit("follow_up", desk.new_id(), {"what": f"Letter {n}", "due_on": day}) for n, day in enumerate(days)])
    screen = show(window, qtbot, "calendar")
    assert [(month.first == OVERDUE, month.total) for month in screen._months] == [(True, 1), (False, FEW + 3), (False, 1)]
    assert all(isinstance(line, DueLine) for month in screen._months for line in month.lines)
    lines = screen.cards[1].findChildren(Link)
    assert lines[-1].text() == "3 more dates"
    qtbot.waitUntil(lambda: lines[-1].height() > 20)
    qtbot.mouseClick(lines[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len([one for one in screen.cards[1].findChildren(Link) if one.isVisible()]) == FEW + 3)
    first = next(one for one in screen.cards[0].findChildren(Link) if one.isVisible())
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.places.here.kind == "follow_up"  # type: ignore[union-attr]


def test_the_rail_has_eleven_places_in_their_order(window: MainWindow) -> None:
    assert list(window.rail.buttons) == [
        "home", "todo", "activities", "partners", "people", "funding", "results", "plan", "exchange", "reports", "settings",
    ]  # fmt: skip
    assert all(one.word for one in PLACES if one.icon)


@pytest.mark.parametrize("height", [600, 460, 900])
def test_every_place_of_the_rail_can_be_reached_however_low_it_is(qtbot: Any, language: Any, height: int) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    for place in PLACES:
        if place.icon:
            rail.add(place.name, place.icon).set_texts(place.word)
    rail.retranslate()
    rail.show()
    rail.resize(rail.sizeHint().width(), height)
    qtbot.waitUntil(lambda: rail.height() == height)
    assert rail.fold_button.geometry().bottom() < height
    assert rail.language_button.width() >= rail.language_button.sizeHint().width()
    for name, button in rail.buttons.items():
        rail.mark(name)
        place = button.mapTo(rail.area.viewport(), button.rect().topLeft())
        assert rail.area.viewport().rect().contains(button.rect().translated(place))
        QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn))
        assert set(rail.buttons.values()) <= set(list_stops(rail))
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("points", [10, 20])
def test_the_number_on_a_place_leaves_its_icon_to_be_seen(qtbot: Any, language: Any, points: int) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.setFont(QFont(rail.font().family(), points))
    button = rail.add("exchange", "arrow-left-right")
    button.set_texts("Send and receive", 60)
    rail.fold(True)
    button.resize(button.sizeHint())
    covered = button.icon_area() & button.badge_area()
    assert button.rect().contains(button.badge_area())
    assert 0 < covered.width() <= button.icon_size // 4


def test_with_large_text_all_places_are_seen_at_once_in_the_smallest_window(qtbot: Any, window: MainWindow) -> None:
    window.resize(1024, 600)
    window.rail.setFont(enlarged(window, 2))
    buttons, area = window.rail.buttons.values(), window.rail.area.viewport()
    qtbot.waitUntil(lambda: window.height() == 600 and all(one.fontMetrics().height() > 25 for one in buttons))
    qtbot.waitUntil(lambda: sum(one.sizeHint().height() for one in buttons) <= area.height())


def enlarged(window: MainWindow, factor: float) -> QFont:
    """The window's font, larger."""
    font = QFont(window.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    return font


def test_another_officer_finds_lists_of_their_own(window: MainWindow, qtbot: Any) -> None:
    show(window, qtbot, "activities")
    first = window.places.screens["activities"]
    window.show_screen("home")
    window.context.settings.put("rail_folded", True)
    window.context.settings.use_officer("aa" * 8)
    window.context.settings.use_officer("bb" * 8)
    assert not window.rail._is_folded
    assert "activities" not in window.places.screens
    assert show(window, qtbot, "activities") is not first
    window.context.settings.use_officer("aa" * 8)
    assert window.rail._is_folded
