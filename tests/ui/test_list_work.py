"""Working with lists as a person does: selecting, copying, changing many, deleting, narrowing, keeping a view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from baseldesk.desk.bulk import may_change
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.records.identity import OWNER_BYTES
from baseldesk.records.types import TYPES
from ui.screens.activities import ActivitiesScreen
from ui.screens.change_many import ChangeManyDialog, why_of
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
CTRL, SHIFT, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def screen(records: dict[str, bytes], window: MainWindow, qtbot: Any) -> ActivitiesScreen:
    """The list of three activities."""
    window.show_screen("activities")
    here = window.places.here
    assert isinstance(here, ActivitiesScreen)
    here.list.table.setFocus()
    return here


@pytest.fixture
def select_all(screen: ActivitiesScreen, qtbot: Any) -> Callable[[], None]:
    """Selects every row by keyboard."""

    def select_all() -> None:
        with qtbot.waitActive(screen.window()):
            screen.window().activateWindow()
        screen.list.table.setFocus()
        qtbot.keyClick(screen.list.table, Qt.Key.Key_A, CTRL)

    return select_all


@pytest.fixture
def change_many(screen: ActivitiesScreen, select_all: Any, qtbot: Any) -> Callable[[], ChangeManyDialog]:
    """Opens the dialog for all rows with its key."""

    def change_many() -> ChangeManyDialog:
        select_all()
        qtbot.keyClick(screen.list.table, Qt.Key.Key_E, CTRL)
        qtbot.waitUntil(lambda: screen.window().findChild(ChangeManyDialog) is not None)
        return screen.window().findChild(ChangeManyDialog)  # type: ignore[return-value]

    return change_many


def choose(dialog: ChangeManyDialog, field: str, way: int = 0) -> None:
    """Chooses a field and what to do with it."""
    dialog.field.setCurrentIndex(dialog.field.findData(field))
    dialog.way.setCurrentIndex(way)


def stages(desk: Desk) -> list[object]:
    """The stage of each activity, in the order of entry."""
    return [row.values["stage"] for row in reversed(desk.rows(ListQuery("activity")))]


def test_rows_are_copied_with_their_headings_as_a_table(screen: ActivitiesScreen, select_all: Any, qtbot: Any) -> None:
    select_all()
    assert "3 selected" in screen.list.count.text()
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Copied: 3"):
        qtbot.keyClick(screen.list.table, Qt.Key.Key_C, CTRL)
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["Reference", "Title", "Stage"]
    assert "Two versions differ: this needs an answer" in lines[0]  # no mark that says nothing elsewhere
    assert [len(line) for line in lines] == [screen.list.model.columnCount()] * 4
    assert lines[3][1:3] == ["Customs training", "Under way"]


def test_the_menu_opens_by_keyboard_with_what_can_be_done(screen: ActivitiesScreen, select_all: Any, qtbot: Any) -> None:
    select_all()
    screen.list.table.menu_asked.emit(screen.mapToGlobal(screen.rect().center()))
    menu = screen.work.menu
    qtbot.waitUntil(menu.isVisible)
    said = [action.text() for action in menu.actions() if action.isVisible()]
    assert said == ["Open", "Copy as table", "Print…", "Export…", "Change many…", "Delete"]
    menu.close()


def test_deleting_many_is_one_action_and_undo_brings_all_back(
    screen: ActivitiesScreen, select_all: Any, desk: Desk, qtbot: Any
) -> None:
    select_all()
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Deleted: 3" in screen.banner.text.text())
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 0)
    assert desk.count(ListQuery("activity", deleted=True)) == 3
    qtbot.mouseClick(screen.banner.action, LEFT)
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 3)
    assert desk.count(ListQuery("activity", deleted=True)) == 0


def test_what_was_asked_about_is_deleted_though_the_list_was_read_anew(
    screen: ActivitiesScreen, select_all: Any, desk: Desk, qtbot: Any
) -> None:
    screen.context.settings.put("confirm_delete", True)
    select_all()
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Delete)
    box = screen.window().findChild(QMessageBox, "confirm_delete")
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "Came meanwhile"}})])
    with qtbot.waitSignal(screen.list.model.counted):
        screen.refresh(frozenset({"activity"}))
    assert len(screen.list.chosen()) < 3
    qtbot.mouseClick(box.findChild(QPushButton, "confirm_delete_do"), LEFT)
    qtbot.waitUntil(lambda: desk.count(ListQuery("activity", deleted=True)) == 3)
    assert desk.count(ListQuery("activity")) == 1


def test_undo_leaves_alone_what_was_saved_meanwhile(
    screen: ActivitiesScreen, select_all: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    select_all()
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Deleted: 3" in screen.banner.text.text())
    desk.save([Edit("partner", records["unitar"], {"acronym": "UN"})])
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: "newer" in text):
        qtbot.mouseClick(screen.banner.action, LEFT)
    assert desk.count(ListQuery("activity", deleted=True)) == 3
    assert desk.record("partner", records["unitar"]).values["acronym"] == "UN"  # type: ignore[union-attr]


def test_many_are_changed_after_being_told_and_undone_by_a_click(
    screen: ActivitiesScreen, change_many: Any, desk: Desk, qtbot: Any
) -> None:
    before = stages(desk)
    dialog = change_many()
    choose(dialog, "stage")
    assert not dialog.change_button.isEnabled()
    dialog.editor.pick.setFocus()
    qtbot.keyClicks(dialog.editor.pick, "compl")
    qtbot.keyClick(dialog.editor.pick, Qt.Key.Key_Tab)
    qtbot.waitUntil(dialog.change_button.isEnabled)
    assert dialog.told.text().splitlines() == ["2 records will change", "1 record says so already"]
    assert stages(desk) == before
    may_write = Event()
    screen.context.runner.write(partial(may_write.wait, 5))
    qtbot.mouseClick(dialog.change_button, LEFT)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # how it ended, and how to undo it, would not be said
    may_write.set()
    qtbot.waitUntil(lambda: "Changed: 2" in screen.banner.text.text())
    assert stages(desk) == ["completed"] * 3
    qtbot.mouseClick(screen.banner.action, LEFT)
    qtbot.waitUntil(lambda: stages(desk) == before)


def test_what_a_rule_keeps_back_is_told_with_its_reason(
    change_many: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    desk.save([Edit("activity", records["workshop"], {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 4)})])
    dialog = change_many()
    choose(dialog, "ends_on")
    qtbot.keyClicks(dialog.editor.entry, "1/2/2026")
    qtbot.waitUntil(dialog.change_button.isEnabled)
    assert dialog.told.text().splitlines() == [
        "2 records will change",
        "1 record is kept from it: the end would be before the start",
    ]


def test_an_element_is_added_to_and_taken_from_a_set(change_many: Any, screen: Any, desk: Desk, qtbot: Any) -> None:
    for way, wanted in ((0, 3), (1, 0)):
        dialog = change_many()
        choose(dialog, "waste_streams", way)
        dialog.editor.put({"WS-OILS": True})
        qtbot.waitUntil(dialog.change_button.isEnabled)
        with qtbot.waitSignal(dialog.changed):
            qtbot.mouseClick(dialog.change_button, LEFT)
        assert desk.count(ListQuery("activity", {"waste_streams": ("WS-OILS",)})) == wanted
        qtbot.waitUntil(lambda: screen.window().findChild(ChangeManyDialog) is None)


def test_only_fields_that_many_can_share_are_offered(change_many: Any) -> None:
    dialog = change_many()
    offered = {dialog.field.itemData(row) for row in range(dialog.field.count())}
    assert {"stage", "country", "waste_streams"} <= offered
    assert not {"title", "reference", "summary"} & offered
    assert all(any(may_change(one, field.name) for field in one.fields) for one in TYPES.values() if not one.parent)


def test_another_centres_records_are_left_as_they_are(desk: Desk, records: dict[str, bytes]) -> None:
    from ui.screens import list_doing

    foreign = b"x" * OWNER_BYTES + records["workshop"][OWNER_BYTES:]
    done = list_doing.change(desk, "activity", [foreign], {"stage": "completed"})
    assert (done.count, done.left, done.action) == (0, 1, None)
    assert list_doing.take_back(desk, done) is None


def test_every_rule_has_its_reason_in_words() -> None:
    from inspect import getsource

    from baseldesk.records import rules

    codes = {word.strip('"') for word in getsource(rules).replace(",", " ").split() if word.startswith('"rule.')}
    assert len(codes) >= 5
    assert all(why_of(code) != why_of("rule.not_known") for code in codes)


def test_what_is_selected_no_longer_offers_nothing(screen: ActivitiesScreen, select_all: Any, qtbot: Any) -> None:
    select_all()
    assert screen.work.many_button.isVisible()
    with qtbot.waitSignal(screen.list.first_shown):
        screen.list.show_where({}, "xyzzy")
    assert not screen.work.many_button.isVisible()
