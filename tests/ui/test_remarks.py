"""Remarks of the secretariat beside the fields that they concern: read, answered, taken over, done, and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.records.identity import new_id
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.keys import DeviceKey
from ui.notices import Notices
from ui.screens.activities_record import ActivityScreen
from ui.screens.remarks_dialog import RemarkDialog
from ui.screens.todo import TodoScreen
from ui.screens.todo_reading import read_todo
from ui.tasks import Runner
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def remark(desk: Desk, records: dict[str, bytes]) -> Callable[..., bytes]:
    """Writes a remark on the workshop, as it comes from the secretariat."""

    def remark(register: str, **values: object) -> bytes:
        made = desk.new_id()
        about = {"about_type": "activity", "about": records["workshop"].hex(), "register": register}
        desk.save([Edit("remark", made, {**about, "asked_on": date(2026, 1, 5), **values})])
        return made

    return remark


@pytest.fixture
def show(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> Callable[[int], ActivityScreen]:
    """Opens the workshop and waits for so many remarks."""

    def show(count: int) -> ActivityScreen:
        window.places.show_record("activity", records["workshop"])
        screen = window.places.here
        assert isinstance(screen, ActivityScreen)
        qtbot.waitUntil(lambda: screen.form.shown is not None and len(screen.remarks.cards) == count)
        return screen

    return show


def click(button: Any, qtbot: Any) -> None:
    """As a person does."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_proposed_value_is_taken_over_and_saved_with_the_record(
    show: Any, remark: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    made = remark("city", kind="proposed_value", text="The port is elsewhere.", proposed="Dakar")
    screen = show(1)
    mark = screen.form.frames["city"].remark_button
    assert mark.isVisible()
    assert "The port is elsewhere." in mark.accessibleDescription()
    assert not screen.form.frames["title"].remark_button.isVisible()
    mark.setFocus()
    qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert screen.form.tabs.currentWidget() is screen.remarks.area
    card = screen.remarks.cards[0]
    assert screen.window().focusWidget() is card.buttons["take"]
    qtbot.keyClick(card.buttons["take"], Qt.Key.Key_Space)
    assert screen.form.changes() == {"city": "Dakar"}
    assert desk.record("activity", records["workshop"]).values.get("city") is None  # type: ignore[union-attr]
    assert desk.record("remark", made).values.get("closed_on") is None  # type: ignore[union-attr]
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        screen.save()
    assert desk.record("activity", records["workshop"]).values["city"] == "Dakar"  # type: ignore[union-attr]
    assert desk.record("remark", made).values["closed_on"]  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not mark.isVisible())


def test_taking_a_text_fills_its_language_and_giving_up_leaves_the_remark_open(
    show: Any, remark: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    made = remark("title/ar", kind="proposed_value", proposed="تدريب الجمارك")
    screen = show(1)
    click(screen.remarks.cards[0].buttons["take"], qtbot)
    assert screen.form.changes() == {"title": {"ar": "تدريب الجمارك"}}
    screen.discard()
    assert screen.remarks.edits() == []
    screen.form.put({"title": {"ar": "شيء آخر"}})
    assert screen.remarks.edits() == []
    assert desk.record("remark", made).values.get("closed_on") is None  # type: ignore[union-attr]


def test_an_answer_is_saved_by_its_button_or_with_the_record(show: Any, remark: Any, desk: Desk, qtbot: Any) -> None:
    one, other = remark("city", kind="question", text="Which?"), remark("", kind="comment", text="Well done.")
    screen = show(2)
    cards = {card.said.id: card for card in screen.remarks.cards}
    qtbot.keyClicks(cards[one].answer_line, "Dakar.")
    assert screen.has_unsaved()
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        screen.save()
    assert desk.record("remark", one).values["answer"] == "Dakar."  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: [card.said.is_open for card in screen.remarks.cards] == [True, False])
    click(screen.remarks.cards[0].buttons["done"], qtbot)
    qtbot.waitUntil(lambda: not screen.remarks.held.waiting)
    assert desk.record("remark", other).values["closed_on"]  # type: ignore[union-attr]
    assert not screen.has_unsaved()


def test_the_page_stays_in_front_when_its_answer_is_saved_and_when_all_is_read_anew(show: Any, remark: Any, qtbot: Any) -> None:
    remark("city", kind="question", text="Which?")
    screen = show(1)
    screen.remarks.go_to_field("city")
    qtbot.keyClicks(screen.remarks.cards[0].answer_line, "Dakar.")
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        screen.save()
    qtbot.waitUntil(lambda: not screen.remarks.held.waiting)
    assert screen.form.tabs.currentWidget() is screen.remarks.area
    with qtbot.waitSignal(screen.ready):
        screen.refresh(frozenset({"exchange"}))
    assert screen.form.tabs.currentWidget() is screen.remarks.area


def test_to_do_leads_to_the_remark(remark: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    remark("city", text="Which?")
    (entry,) = [one for one in read_todo(desk) if one.task.code == "task.remark"]
    assert entry.opens == ("activity", records["workshop"])
    assert "Which?" in entry.words()
    window.show_screen("todo")
    todo = window.places.here
    assert isinstance(todo, TodoScreen)
    qtbot.waitUntil(lambda: "task.remark" in todo.groups)
    click(todo.groups["task.remark"].lines[0].buttons["open"], qtbot)
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    qtbot.waitUntil(lambda: screen.form.tabs.currentWidget() is screen.remarks.area)
    assert screen.remarks.cards[0].isAncestorOf(window.focusWidget())


@pytest.fixture
def secretariat(tmp_path: Path) -> Iterator[Desk]:
    """The secretariat's desk, with an activity that it keyed in for a centre."""
    with Desk.create(tmp_path / "secretariat", SECRETARIAT, key=DeviceKey.generate()) as made:
        activity = new_id("BCRC-SEN", made.random)
        made.save([Edit("activity", activity, {"title": {"en": "Customs training"}, "city": "Dakkar"})])
        yield made


def test_the_secretariat_writes_a_remark_at_a_field_and_changes_nothing(
    secretariat: Desk, runner: Runner, settings: Any, language: Any, qtbot: Any
) -> None:
    window = MainWindow(secretariat, runner, Notices(), settings, language)
    qtbot.addWidget(window)
    window.show()
    (row,) = secretariat.find("activity")
    window.places.show_record("activity", row.id)
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    qtbot.waitUntil(screen.form.frames["city"].remark_button.isVisible)
    click(screen.form.frames["city"].remark_button, qtbot)
    dialog = window.findChild(RemarkDialog)
    assert dialog is not None
    assert dialog.field.currentData() == "city"
    click(dialog.take_button, qtbot)  # nothing is said yet
    assert dialog.banner.isVisible()
    qtbot.keyClicks(dialog.proposed.entry, "Dakar")
    qtbot.keyClicks(dialog.due.editor.entry, "31/31")
    click(dialog.take_button, qtbot)
    assert secretariat.find("remark") == []
    assert "31/31" in dialog.banner.text.text()
    dialog.due.editor.put(None)
    with qtbot.waitSignal(window.context.notices.changed):
        click(dialog.take_button, qtbot)
        dialog.reject()
        assert dialog.isVisible(), "whoever leaves now would not hear how it ended"
    qtbot.waitUntil(lambda: len(screen.remarks.cards) == 1)
    (remark,) = secretariat.find("remark")
    assert remark.owner == "BCRC-SEN"
    assert (remark.values["register"], remark.values["proposed"], remark.values["kind"]) == ("city", "Dakar", "proposed_value")
    assert secretariat.record("activity", row.id).values["city"] == "Dakkar"  # type: ignore[union-attr]
    assert "take" not in screen.remarks.cards[0].buttons
