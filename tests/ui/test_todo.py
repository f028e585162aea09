# ruff: noqa: F811  (a fixture of another file is an argument here)
"""«To do», the rail's count, Home's links, the history's values brought back, and the last save undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QPushButton

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from tests.ui.test_conflicts import diverge, laptop, press, take  # noqa: F401  (a fixture)
from ui.screens.activities_record import ActivityScreen
from ui.screens.conflict import ConflictScreen
from ui.screens.home import HomeScreen
from ui.screens.todo import TodoScreen
from ui.widgets.link import Link
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

WRONG = {"starts_on": date(2026, 3, 5), "ends_on": date(2026, 3, 1)}


def open_todo(window: MainWindow, qtbot: Any) -> TodoScreen:
    with qtbot.waitActive(window):
        window.activateWindow()
    with qtbot.waitSignal(window.todo.changed):
        qtbot.mouseClick(window.rail.buttons["todo"], Qt.MouseButton.LeftButton)
    screen = window.places.here
    assert isinstance(screen, TodoScreen)
    return screen


def open_activity(window: MainWindow, record: bytes, qtbot: Any) -> ActivityScreen:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.places.show_record("activity", record)
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record)
    return screen


def delete_and_edit(desk: Desk, laptop: Desk, record: bytes) -> None:
    shown = desk.record("activity", record)
    assert shown is not None
    laptop.save([Edit("activity", record, {"venue": "Hôtel"})])
    desk.save([Edit("activity", record, life=False, shown=shown.versions)])
    take(desk, laptop)


def test_an_orderly_desk_says_that_nothing_is_waiting(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> None:
    screen = open_todo(window, qtbot)
    assert screen.nothing.isVisible()
    assert screen.nothing.heading.text() == "Nothing is waiting for you."
    assert window.rail.buttons["todo"].count == 0


def test_tasks_stand_in_groups_with_their_words_and_are_counted(
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    qtbot: Any,
) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    desk.save([Edit("activity", records["inventory"], WRONG)], checked=False)
    screen = open_todo(window, qtbot)
    conflicts, rules = screen.groups["task.conflict"], screen.groups["rules"]
    assert conflicts.heading.text() == "Conflicts (1)"
    assert "Two values were entered" in conflicts.sentence.text()
    assert "Decide which one holds" in conflicts.sentence.text()
    assert "Customs training" in conflicts.lines[0].name.text()
    assert "is before the start" in rules.sentence.text()
    assert window.rail.buttons["todo"].count == 2
    assert window.rail.buttons["todo"].accessibleDescription() == "2 things need you"


def test_deciding_starts_here_and_the_list_hears_of_it(
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    qtbot: Any,
) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    screen = open_todo(window, qtbot)
    press(qtbot, screen.groups["task.conflict"].lines[0].buttons["decide"])
    there = window.places.here
    assert isinstance(there, ConflictScreen)
    qtbot.waitUntil(lambda: bool(there.compare.buttons))
    with qtbot.waitSignal(window.todo.changed):
        press(qtbot, there.compare.buttons[0])
    qtbot.waitUntil(lambda: window.rail.buttons["todo"].count == 0)
    assert screen.groups == {}


def test_a_record_is_opened_from_its_task(window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    headcount = desk.new_id()
    desk.save([Edit("headcount", headcount, {"activity": records["inventory"], "women": -1})], checked=False)
    screen = open_todo(window, qtbot)
    line = screen.groups["rules"].lines[0]
    assert "Inventaire des PCB – Headcount" in line.name.toolTip()
    press(qtbot, line.buttons["open"])
    there = window.places.here
    assert isinstance(there, ActivityScreen)
    qtbot.waitUntil(lambda: there.form.shown is not None and there.form.shown.id == records["inventory"])


@pytest.mark.parametrize(("button", "is_deleted"), [("accept", True), ("reject", False)])
def test_deleted_and_edited_is_settled_here(
    button: str,
    is_deleted: bool,
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    qtbot: Any,
) -> None:
    delete_and_edit(desk, laptop, records["workshop"])
    screen = open_todo(window, qtbot)
    press(qtbot, screen.groups["task.deleted_and_edited"].lines[0].buttons[button])
    qtbot.waitUntil(lambda: screen.groups == {})
    assert screen.nothing.isVisible()
    held = desk.record("activity", records["workshop"])
    assert held is not None
    assert held.deleted is is_deleted


def test_what_destroys_for_good_asks_once_more(
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    qtbot: Any,
) -> None:
    contact = desk.new_id()
    desk.save([Edit("contact", contact, {"person": "A. Somebody", "partner": records["unitar"]})])
    take(laptop, desk)
    laptop.erase("contact", contact)
    take(desk, laptop)
    screen = open_todo(window, qtbot)
    accept = screen.groups["task.erase_to_confirm"].lines[0].buttons["accept"]
    press(qtbot, accept)
    stay = next(one for one in window.findChildren(QPushButton) if one.text() == "Cancel" and one.isVisible())
    press(qtbot, stay)
    assert destroyed(desk) == [0]
    press(qtbot, accept)
    do = [one for one in window.findChildren(QPushButton, "for_good_do") if one.isVisible()]
    press(qtbot, do[-1])
    qtbot.waitUntil(lambda: screen.groups == {})
    assert destroyed(desk) == [1]


def destroyed(desk: Desk) -> list[int]:
    with desk.read() as reader:
        return [int(row[0]) for row in reader.rows("SELECT destroyed FROM erased")]


def test_a_long_list_shows_its_beginning_and_more_when_asked(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    edits = [Edit("activity", desk.new_id(), {"title": {"en": f"No {n}"}, **WRONG}) for n in range(150)]
    desk.save(edits, checked=False)
    screen = open_todo(window, qtbot)
    group = screen.groups["rules"]
    assert group.heading.text() == "Values to correct (150)"
    assert len(group.lines) == 20
    press(qtbot, group.more)
    assert len(group.lines) == 150
    assert not group.more.isVisible()


def test_home_shows_at_most_seven_lines_and_leads_to_the_rest(
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    qtbot: Any,
) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": f"No {n}"}, **WRONG}) for n in range(9)], checked=False)
    window.show_screen("home")
    home = window.places.here
    assert isinstance(home, HomeScreen)
    with qtbot.waitSignal(window.todo.changed):
        window.todo.ask()
    qtbot.waitUntil(lambda: any("more things to do" in link.text() for link in links(home)))
    assert len(links(home)) == 7
    conflict = next(link for link in links(home) if "Customs training" in link.text())
    assert conflict.text().startswith("Conflicts: ")
    qtbot.waitUntil(conflict.isVisible)
    qtbot.mouseClick(conflict, Qt.MouseButton.LeftButton)
    assert isinstance(window.places.here, ConflictScreen)


def links(home: HomeScreen) -> list[Link]:
    body = home.attention.body
    return [body.itemAt(at).widget() for at in range(body.count())]  # type: ignore[union-attr, misc]


def test_a_switch_of_language_says_everything_anew(
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    use_language: Any,
    qtbot: Any,
) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    screen = open_todo(window, qtbot)
    use_language("fr")
    assert "Formation des douanes" in screen.groups["task.conflict"].lines[0].name.text()
    use_language("en")
    assert "Customs training" in screen.groups["task.conflict"].lines[0].name.text()


# A value brought back


def choose_line(screen: ActivityScreen, row: int, column: int, qtbot: Any) -> None:
    history = screen.history
    index = history.model.index(row, column)
    history.table.scrollTo(index)
    qtbot.mouseClick(history.table.viewport(), Qt.MouseButton.LeftButton, pos=history.table.visualRect(index).center())
    assert history.table.selectionModel().isSelected(index)


def open_history(window: MainWindow, record: bytes, qtbot: Any) -> ActivityScreen:
    screen = open_activity(window, record, qtbot)
    screen.form.tabs.setCurrentWidget(screen.history)
    qtbot.waitUntil(lambda: screen.history.model.rowCount() > 0)
    return screen


def test_a_value_of_the_history_is_brought_back_as_a_new_save(
    window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    for city in ("Dakar", "Thiès", "Kaolack"):
        desk.save([Edit("activity", record, {"city": city})])
    screen = open_history(window, record, qtbot)
    rows = screen.history.model.rowCount()
    at = next(row for row in range(rows) if screen.history.model.index(row, 5).data() == "Dakar")
    assert screen.history.model.index(at, 2).data() == "this computer"
    assert not screen.history.bring_back.button.isEnabled()
    choose_line(screen, at, 5, qtbot)
    assert screen.history.bring_back.sentence.text() == "“Dakar” will be saved as City, in place of what is shown now."
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith("Brought back")):
        press(qtbot, screen.history.bring_back.button)
    held = desk.record("activity", record)
    assert held is not None
    assert (held.values["city"], held.conflicts) == ("Dakar", {})
    qtbot.waitUntil(lambda: screen.history.model.rowCount() == rows + 1)
    assert screen.form.editors["city"].value() == "Dakar"


def test_the_newest_line_brings_back_what_stood_before(
    window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    desk.save([Edit("activity", record, {"title": {"fr": "Atelier"}})])
    screen = open_history(window, record, qtbot)
    choose_line(screen, 0, 3, qtbot)
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith("Brought back")):
        press(qtbot, screen.history.bring_back.button)
    held = desk.record("activity", record)
    assert held is not None
    assert held.values["title"] == {"fr": "Formation des douanes", "en": "Customs training"}


def test_bringing_back_covers_what_is_shown_and_no_more(
    window: MainWindow,
    desk: Desk,
    laptop: Desk,
    records: dict[str, bytes],
    qtbot: Any,
) -> None:
    record = records["workshop"]
    for city in ("Dakar", "Thiès"):
        desk.save([Edit("activity", record, {"city": city})])
    take(laptop, desk)
    screen = open_history(window, record, qtbot)
    choose_line(screen, 1, 5, qtbot)
    laptop.save([Edit("activity", record, {"city": "Kaolack"})])
    take(desk, laptop)
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith("Brought back")):
        press(qtbot, screen.history.bring_back.button)
    held = desk.record("activity", record)
    assert held is not None
    assert {one.value for one in held.conflicts["city"]} == {"Dakar", "Kaolack"}


def test_nothing_is_brought_back_over_what_is_not_saved(
    window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    desk.save([Edit("activity", record, {"stage": "completed"})])
    screen = open_history(window, record, qtbot)
    screen.form.put({"city": "Dakar"})
    choose_line(screen, 0, 3, qtbot)
    press(qtbot, screen.history.bring_back.button)
    assert screen.banner.isVisible()
    held = desk.record("activity", record)
    assert held is not None
    assert held.values["stage"] == "completed"


# The last save undone


def activate(window: MainWindow, qtbot: Any) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def undone(window: MainWindow, qtbot: Any) -> Any:
    return qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith(("Undone", "There is nothing")))


def test_ctrl_z_undoes_the_last_save_and_says_what(window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    record = records["workshop"]
    desk.save([Edit("activity", record, {"title": {"en": "Customs seminar"}, "city": "Dakar"})])
    window.show_screen("activities")
    table = window.places.here.findChild(QPushButton, "new_button")  # type: ignore[union-attr]
    assert table is not None
    qtbot.waitUntil(lambda: window.places.here.is_ready)  # type: ignore[union-attr]
    table.setFocus()
    activate(window, qtbot)
    with undone(window, qtbot) as said:
        qtbot.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Title · English" in said.args[0]
    assert "City" in said.args[0]
    held = desk.record("activity", record)
    assert held is not None
    assert held.values["title"]["en"] == "Customs training"
    assert "city" not in held.values
    with undone(window, qtbot) as said:
        activate(window, qtbot)
        qtbot.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said.args[0].startswith("There is nothing to undo")
    again = desk.record("activity", record)
    assert again is not None
    assert not again.deleted


def test_ctrl_z_in_a_text_takes_back_typing_and_no_save(
    window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    desk.save([Edit("activity", record, {"city": "Dakar"})])
    screen = open_activity(window, record, qtbot)
    text = screen.form.editors["title"].text
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_End)
    qtbot.keyClicks(text, "x")
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.text() == "Customs training"
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.context.runner.has_writes())
    held = desk.record("activity", record)
    assert held is not None
    assert held.values["city"] == "Dakar"


def test_the_menu_undoes_and_the_form_follows(window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    record = records["workshop"]
    desk.save([Edit("activity", record, {"city": "Dakar"})])
    screen = open_activity(window, record, qtbot)
    assert screen.form.editors["city"].value() == "Dakar"
    with undone(window, qtbot):
        screen.actions_button.undo_action.trigger()
    qtbot.waitUntil(lambda: screen.form.editors["city"].value() is None)
    screen.form.put({"city": "Thiès"})
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith("Something here is not saved")):
        screen.actions_button.undo_action.trigger()


def test_the_history_can_be_walked_by_keyboard(window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    desk.save([Edit("activity", records["workshop"], {"stage": "completed"})])
    screen = open_history(window, records["workshop"], qtbot)
    screen.history.table.setFocus()
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    screen.history.table.selectionModel().setCurrentIndex(screen.history.model.index(1, 0), flag)
    qtbot.keyClick(screen.history.table, Qt.Key.Key_Up)
    assert screen.history.bring_back.button.isEnabled()
    qtbot.keyClick(screen.history.table, Qt.Key.Key_Tab)
    assert screen.history.bring_back.button.hasFocus()


def test_what_is_overdue_stands_there_too_and_leads_to_it(
    window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    desk.save([Edit("follow_up", desk.new_id(), {"what": "Send the slides", "due_on": date(2026, 1, 20)})])
    screen = open_todo(window, qtbot)
    qtbot.waitUntil(screen.overdue.isVisible)
    assert not screen.nothing.isVisible()
    link = screen.overdue.findChild(Link)
    assert "Send the slides" in link.text()
    link.click()
    assert window.places.here.name == "follow_up"  # type: ignore[union-attr]
