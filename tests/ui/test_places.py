"""The places made from the declarations: lists and records of every type, reports that are handed in, what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from baseldesk.desk import submissions
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.records.types import TYPES
from baseldesk.sync.station import found_secretariat
from tests.ui.conftest import PATIENCE
from ui import screens
from ui.notices import Notices
from ui.screens.activities_record import ActivityScreen
from ui.screens.home import HomeScreen
from ui.screens.submission import SubmissionScreen
from ui.screens.submission_dialogs import AnswerDialog, ApproveDialog
from ui.screens.typed import TypedListScreen
from ui.screens.typed_record import TypedRecordScreen
from ui.widgets.link import Link
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

LISTED = [one for one in screens.PLACES if one.of and not one.record]
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def press(qtbot: Any, widget: QWidget) -> None:
    """A click with the mouse."""
    assert widget.isVisible()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def click_segment(qtbot: Any, window: MainWindow, word: str) -> None:
    """A click on a word of the row under the title."""
    assert window.places.here is not None
    row = window.places.here.segments
    place = next(number for number in range(row.count()) if row.tabText(number) == word)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.tabRect(place).center())


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[[str, bytes], Any]:
    """Opens a record and waits until it stands there."""

    def show(kind: str, record: bytes) -> Any:
        window.places.show_record(kind, record)
        screen: Any = window.places.here
        qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record, timeout=PATIENCE)
        return screen

    return show


@pytest.fixture
def report(desk: Desk, records: dict[str, bytes]) -> bytes:
    """A draft of a report on the year, which rests on an activity of that year."""
    desk.save([Edit("activity", records["workshop"], {"started_on": date(2026, 5, 1), "ended_on": date(2026, 5, 4)})])
    made = submissions.begin(desk, "activity_report", *YEAR)
    desk.save([Edit("submission", made, {"title": {"en": "Report 2026"}})])
    return made


def test_every_type_of_one_s_own_can_be_reached_from_the_window() -> None:
    within = {name for name in TYPES if TYPES[name].parent or TYPES[name].link}
    elsewhere = {"centre", "officer", "document", "remark", "same_as"}
    assert {one.record for one in screens.PLACES if one.record} >= TYPES.keys() - within - elsewhere


@pytest.mark.parametrize("place", LISTED, ids=lambda one: one.name)
def test_every_list_opens_empty_with_words_and_begins_a_record(qtbot: Any, window: MainWindow, place: screens.Place) -> None:
    window.show_screen(place.name)
    screen = window.places.here
    assert isinstance(screen, TypedListScreen)
    qtbot.waitUntil(screen.list.nothing.isVisible, timeout=PATIENCE)
    declared = TYPES[place.of]
    begins_here = not declared.secretariat_only and place.found_in == "ui.screens.typed:TypedListScreen"
    assert window.rail.buttons[place.within or place.name].isChecked()
    if screen.kind != "officer":
        assert screen.new_button.isVisible() == begins_here
    if begins_here:
        press(qtbot, screen.new_button)
        assert isinstance(window.places.here, TypedRecordScreen)
        assert window.places.here.title() == f"New: {declared.label}"


def test_the_row_under_the_title_switches_between_the_lists_of_a_place(qtbot: Any, window: MainWindow) -> None:
    window.show_screen("partners")
    first = window.places.here
    click_segment(qtbot, window, "Opportunities")
    assert window.places.here is not None
    assert window.places.here.name == "opportunity_list"
    assert window.rail.buttons["partners"].isChecked()
    click_segment(qtbot, window, "Partners")
    assert window.places.here is first
    words = [first.segments.tabText(number) for number in range(first.segments.count())]
    assert words == ["Partners", "Partnerships", "Meetings and letters", "Opportunities", "Feedback"]


def test_a_place_with_one_list_has_no_such_row(window: MainWindow) -> None:
    window.show_screen("activities")
    assert window.places.here is not None
    assert not window.places.here.segments.isVisible()


def test_feedback_has_no_title_and_no_stage_and_is_saved_all_the_same(qtbot: Any, window: MainWindow, desk: Desk) -> None:
    window.show_screen("feedback_list")
    listed: Any = window.places.here
    press(qtbot, listed.new_button)
    screen: Any = window.places.here
    assert screen.stepper is None
    qtbot.keyClicks(screen.form.editors["by_whom"].entry, "Ministry of the environment")
    qtbot.keyClicks(screen.form.editors["country"].entry, "Mali")
    qtbot.keyClick(screen.form.editors["country"].entry, Qt.Key.Key_Tab)
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text == "Saved.", timeout=PATIENCE):
        press(qtbot, screen.save_button)
    saved = desk.record("feedback", screen.record_id)
    assert saved is not None
    assert saved.values == {"by_whom": "Ministry of the environment", "country": "ML"}
    assert "Mali" in screen.title()
    window.places.back()
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == 1, timeout=PATIENCE)


def test_a_year_is_written_without_separators(show: Any, desk: Desk) -> None:
    made = desk.new_id()
    desk.save([Edit("waste_figure", made, {"country": "ML", "year": 2025})])
    screen = show("waste_figure", made)
    assert screen.form.editors["year"].entry.text() == "2025"
    assert "2025" in screen.title()


def test_a_partnership_is_saved_with_its_follow_up_as_one_change(qtbot: Any, show: Any, desk: Desk, window: MainWindow) -> None:
    made = desk.new_id()
    desk.save([Edit("partnership", made, {"title": {"en": "Batteries"}, "stage": "prospect"})])
    screen = show("partnership", made)
    assert {"partnership_partner", "assessment", "follow_up", "document"} == set(screen.lists)
    lines = screen.lists["follow_up"]
    screen.form.tabs.setCurrentWidget(lines)
    press(qtbot, lines.add_button)
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    qtbot.keyClicks(dialog.form.editors["what"].entry, "Send the draft")
    press(qtbot, dialog.take_button)
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text == "Saved.", timeout=PATIENCE):
        press(qtbot, screen.save_button)
    assert [row.values["what"] for row in desk.find("follow_up", partnership=made)] == ["Send the draft"]


def test_participants_are_counted_and_taken_over_only_when_a_person_says_so(
    qtbot: Any, show: Any, desk: Desk, records: dict[str, bytes]
) -> None:
    workshop = records["workshop"]
    desk.save([
        Edit("participant", desk.new_id(), {"activity": workshop, "name": name, "sex": sex, "country": "SN"})
        for name, sex in (("A", "female"), ("B", "female"), ("C", "male"))
    ])  # fmt: skip
    screen = show("activity", workshop)
    assert isinstance(screen, ActivityScreen)
    screen.form.tabs.setCurrentWidget(screen.tab_widgets["people"])
    qtbot.waitUntil(screen.take_over.button.isVisible, timeout=PATIENCE)
    assert "women: 2 and men: 1" in screen.take_over.words.text()
    assert desk.find("headcount", activity=workshop) == []
    press(qtbot, screen.take_over.button)
    qtbot.waitUntil(lambda: screen.take_over.words.text() == "The headcount says the same as the participants.", timeout=PATIENCE)
    assert not screen.take_over.button.isVisible()
    (row,) = desk.find("headcount", activity=workshop)
    assert (row.values["women"], row.values["men"]) == (2, 1)
    desk.save([Edit("participant", desk.new_id(), {"activity": workshop, "name": "D", "sex": "male", "country": "SN"})])
    screen.refresh(frozenset({"participant"}))
    qtbot.waitUntil(lambda: "women: 2 and men: 2" in screen.take_over.words.text(), timeout=PATIENCE)
    assert "women: 2 and men: 1 were taken over" in screen.take_over.words.text()


def test_a_report_is_approved_handed_in_and_corrected_by_its_buttons(
    qtbot: Any, show: Any, desk: Desk, window: MainWindow, report: bytes, records: dict[str, bytes]
) -> None:
    screen = show("submission", report)
    assert isinstance(screen, SubmissionScreen)
    buttons = screen.action_buttons
    qtbot.waitUntil(buttons["approve"].isVisible, timeout=PATIENCE)
    assert not buttons["submit"].isVisible()
    press(qtbot, screen.stepper.buttons["approved"])
    assert screen.stepper.value() == "draft"
    press(qtbot, buttons["approve"])
    dialog = window.findChild(ApproveDialog)
    assert isinstance(dialog, ApproveDialog)
    assert not dialog.do_button.isEnabled()
    qtbot.keyClicks(dialog.function, "Director")
    press(qtbot, dialog.do_button)
    dialog.reject()  # Esc: the other screens would not hear that it was approved
    assert dialog.isVisible()
    qtbot.waitUntil(buttons["submit"].isVisible, timeout=PATIENCE)
    assert "Nothing has changed since it was approved." in screen.standing.text()
    press(qtbot, buttons["submit"])
    qtbot.waitUntil(lambda: not buttons["submit"].isVisible() and "Handed in" in screen.standing.text(), timeout=PATIENCE)
    desk.save([Edit("activity", records["workshop"], {"city": "Dakar"})])
    screen.refresh(frozenset({"submission"}))
    qtbot.waitUntil(lambda: "Changed since it was approved" in screen.standing.text(), timeout=PATIENCE)
    assert "City" in screen.standing.text()
    press(qtbot, buttons["correct"])
    qtbot.waitUntil(
        lambda: screen.form.shown is not None and screen.form.shown.id != report and screen.is_ready, timeout=PATIENCE
    )
    assert screen.form.shown.values["version"] == 2  # type: ignore[union-attr]
    assert screen.form.shown.values["supersedes"] == report  # type: ignore[union-attr]


def test_what_is_missing_for_approval_is_named(qtbot: Any, show: Any, desk: Desk, window: MainWindow) -> None:
    made = desk.new_id()
    desk.save([Edit("submission", made, {"kind": "activity_report", "stage": "draft", "version": 1})])
    screen = show("submission", made)
    qtbot.waitUntil(screen.action_buttons["approve"].isVisible, timeout=PATIENCE)
    press(qtbot, screen.action_buttons["approve"])
    dialog = window.findChild(ApproveDialog)
    assert isinstance(dialog, ApproveDialog)
    assert "Period from and Period to" in dialog.sentence.text().replace("\u2068", "").replace("\u2069", "")
    assert not dialog.do_button.isEnabled()


def test_what_is_due_stands_on_home_and_leads_to_its_record(
    qtbot: Any, window: MainWindow, desk: Desk, records: dict[str, bytes]
) -> None:
    today = datetime.now(tz=UTC).astimezone().date()
    desk.save([
        Edit("follow_up", desk.new_id(), {"what": f"Letter {number}", "due_on": today + timedelta(days=number)})
        for number in range(-2, 8)
    ])  # fmt: skip
    window.show_screen("home")
    home = window.places.here
    assert isinstance(home, HomeScreen)

    def links(card: QWidget, word: str) -> list[Link]:
        return [one for one in card.findChildren(Link) if one.isVisible() and word in one.text()]

    qtbot.waitUntil(lambda: len(links(home.attention, "Overdue since")) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(links(home.due, "more dates")) == 1, timeout=PATIENCE)
    late = links(home.attention, "Letter -2")[0]
    qtbot.waitUntil(lambda: late.height() > 20, timeout=PATIENCE)
    press(qtbot, late)
    assert isinstance(window.places.here, TypedRecordScreen)
    assert window.places.here.kind == "follow_up"


@pytest.mark.parametrize(("kind", "child"), [("activity", "result"), ("partner", "assessment"), ("partner", "contribution")])
def test_a_line_does_not_ask_again_for_the_record_that_it_stands_in(
    qtbot: Any, show: Any, records: dict[str, bytes], window: MainWindow, kind: str, child: str
) -> None:
    screen = show(kind, records["workshop" if kind == "activity" else "unitar"])
    lines = screen.lists[child]
    tabs = screen.form.tabs
    shown = (tabs.widget(number) for number in range(tabs.count()))
    tabs.setCurrentWidget(next(one for one in shown if one is lines or one.isAncestorOf(lines)))
    press(qtbot, lines.add_button)
    dialog: Any = next(one for one in window.findChildren(QDialog) if one.isVisible())
    assert lines.parent_field.name not in dialog.form.editors
    assert len(dialog.form.editors) == len(TYPES[child].fields) - 1


def test_the_secretariat_makes_calls_but_no_reports_and_returns_none_without_a_word(
    qtbot: Any, tmp_path: Any, runner: Any, settings: Any, language: Any
) -> None:
    with found_secretariat(tmp_path / "secretariat") as desk:
        window = MainWindow(desk, runner, Notices(), settings, language)
        qtbot.addWidget(window)
        window.show()
        window.show_screen("reporting_call_list")
        listed: Any = window.places.here
        assert listed.new_button.isVisible()
        window.show_screen("submission_list")
        assert not window.places.here.new_button.isVisible()  # type: ignore[union-attr]
        dialog = AnswerDialog(window.context, b"", submissions.RETURNED, window)
        assert not dialog.do_button.isEnabled()
        dialog.remarks.setPlainText("Please add the figures.")
        assert dialog.do_button.isEnabled()
        words = [window.places.here.segments.tabText(n) for n in range(3)]  # type: ignore[union-attr]
        assert words == ["Print", "Reports handed in", "Calls for reports"]
