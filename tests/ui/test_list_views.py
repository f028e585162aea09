"""Narrowing a list by any field, groups beside it, columns, and views kept under a name; by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Between, Edit, Filled, Holds, ListQuery, NoneOf
from baseldesk.records.field import Kind
from baseldesk.records.types import TYPES, record_type
from ui.screens.activities import ActivitiesScreen
from ui.screens.record_list import RecordListScreen
from ui.screens.views_dialogs import ColumnsDialog, NameDialog
from ui.screens.views_store import View, ViewStore, from_json, to_json
from ui.settings import Settings
from ui.widgets.list_conditions import BETWEEN, EMPTY, FILLED, HOLDS, IS, NOT, as_condition, say, ways
from ui.widgets.list_groups import Group
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
ACTIVITY = record_type("activity")
ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def screen(records: dict[str, bytes], window: MainWindow, desk: Desk, qtbot: Any) -> ActivitiesScreen:
    """The list of three activities, two of them with a day and a place."""
    desk.save([
        Edit("activity", records["workshop"], {"starts_on": date(2026, 3, 1), "city": "Dakar"}),
        Edit("activity", records["inventory"], {"starts_on": date(2025, 5, 2), "planned_budget": Decimal(900)}),
    ])  # fmt: skip
    window.show_screen("activities")
    here = window.places.here
    assert isinstance(here, ActivitiesScreen)
    return here


def titles(screen: RecordListScreen) -> set[str]:
    """What stands in the list, by a word of each title."""
    model = screen.list.model
    place = next(place for place, one in enumerate(model.columns) if one.name == "title")
    found = " ".join(str(model.index(row, place).data()) for row in range(model.rowCount()))
    return {short for short, word in (("workshop", "Customs"), ("inventory", "PCB"), ("campaign", "حملة")) if word in found}


def choose(menu: QMenu, word: str) -> None:
    """Opens a menu and takes what says so."""
    menu.aboutToShow.emit()
    action = next(one for one in menu.actions() if one.text() == word)
    assert isinstance(action, QAction)
    action.trigger()


def pick_field(screen: RecordListScreen, typed: str, qtbot: Any) -> None:
    """Asks for a filter by keyboard and picks the field."""
    entry = screen.list.filters.entry
    screen.list.filters.add_button.setFocus()
    qtbot.keyClick(screen.list.filters.add_button, Qt.Key.Key_Space)
    assert entry.isVisible()
    qtbot.keyClicks(entry.field, typed)
    qtbot.keyClick(entry.field, Qt.Key.Key_Tab)


# Conditions


def test_a_period_is_asked_for_by_keyboard_and_can_be_changed(screen: ActivitiesScreen, qtbot: Any) -> None:
    pick_field(screen, "planned st", qtbot)
    entry = screen.list.filters.entry
    assert entry.way.currentData() == BETWEEN
    qtbot.keyClicks(entry.ends[0].entry, "1/1/2026")
    qtbot.keyClick(entry.ends[0].entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(screen) == {"workshop"})
    chip = screen.list.filters._chips["starts_on"]
    assert chip.accessibleName() == "Planned start: from 1 Jan 2026"
    assert not entry.isVisible()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert entry.ends[0].value() == date(2026, 1, 1)
    entry.ends[0].load(date(2025, 1, 1))
    qtbot.mouseClick(entry.add_button, LEFT)
    qtbot.waitUntil(lambda: titles(screen) == {"workshop", "inventory"})
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(screen)) == 3)


def test_a_text_is_asked_for_and_escape_leaves_without(screen: ActivitiesScreen, qtbot: Any) -> None:
    pick_field(screen, "title", qtbot)
    entry = screen.list.filters.entry
    qtbot.keyClicks(entry.text, "pcb")
    qtbot.keyClick(entry.text, Qt.Key.Key_Escape)
    assert not entry.isVisible()
    assert screen.list.filters.where() == {}
    pick_field(screen, "title", qtbot)
    assert entry.text.text() == ""
    qtbot.keyClicks(entry.text, "pcb")
    qtbot.keyClick(entry.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(screen) == {"inventory"})


def test_what_is_not_entered_is_found(screen: ActivitiesScreen, qtbot: Any) -> None:
    pick_field(screen, "city", qtbot)
    entry = screen.list.filters.entry
    entry.way.setCurrentIndex(entry.way.findData(EMPTY))
    entry.way.activated.emit(entry.way.currentIndex())
    qtbot.keyClick(entry.add_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(screen) == {"inventory", "campaign"})
    assert screen.list.filters._chips["city"].accessibleName() == "City: not entered"


def test_every_field_can_be_asked_for_and_of_personal_data_only_whether_it_is_there() -> None:
    for declared in TYPES.values():
        for one in declared.fields:
            assert {FILLED, EMPTY} <= set(ways(one)), one.name
            assert not one.personal or set(ways(one)) == {FILLED, EMPTY}
    assert ways(ACTIVITY.by_name["stage"])[:2] == (IS, NOT)
    assert ways(ACTIVITY.by_name["title"])[0] == HOLDS


@pytest.mark.parametrize(
    ("name", "wanted", "said"),
    [
        ("stage", ("completed", "identified"), "Stage: Completed, Identified"),
        ("stage", NoneOf(("completed",)), "Stage: not Completed"),
        ("title", Holds("PCB"), "Title contains “PCB”"),
        ("starts_on", Between(date(2026, 1, 1), date(2026, 12, 31)), "Planned start: from 1 Jan 2026 to 31 Dec 2026"),
        ("planned_budget", Between(None, Decimal(1500)), "Planned budget: up to 1,500"),
        ("city", Filled(), "City: entered"),
        ("newsletter", (True,), "Item for the newsletter: Yes"),
        ("officer", (b"\x01" * 16,), "Officer in charge: Awa"),
        ("city", None, "City: not entered"),
    ],
)
def test_a_condition_is_said_and_kept(name: str, wanted: object, said: str, language: Any) -> None:
    field = ACTIVITY.by_name[name]
    assert say(field, wanted, lambda _kind, _record: "Awa") == said.replace("Planned budget", field.label)
    view = View("v", {name: wanted})
    assert from_json(ACTIVITY, to_json(ACTIVITY, view)) == view


def test_a_condition_of_another_version_is_left_out_and_the_view_stands() -> None:
    kept = {
        "name": "v", "sort": "shoe_size", "group": 7, "columns": [["title", 0], ["title"], ["city", 900], "x"],
        "where": {
            "shoe_size": {"way": "is", "values": [44]}, "stage": {"way": "resembles", "values": []}, "title": "x",
            "starts_on": {"way": "between", "values": ["yesterday", None]}, "city": {"way": "filled", "values": []},
        },
    }  # fmt: skip
    assert from_json(ACTIVITY, kept) == View("v", {"city": Filled()}, columns=(("title", 0),))
    assert from_json(ACTIVITY, ["v"]) == View()


def test_values_stand_in_one_form() -> None:
    assert as_condition("completed") == ("completed",)
    assert as_condition(["a", "b"]) == ("a", "b")
    assert as_condition(None) is None


# Groups


def test_groups_stand_beside_the_list_and_a_click_narrows_it(screen: ActivitiesScreen, qtbot: Any) -> None:
    choose(screen.views.group_menu, "Stage")
    panel = screen.list.groups
    qtbot.waitUntil(lambda: len(panel.groups) == 3)
    assert {one.count for one in panel.groups} == {1}
    row = panel.groups.index(Group(("completed",), 1))
    place = panel.table.visualRect(panel.table.model().index(row, 0)).center()
    qtbot.mouseClick(panel.table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: titles(screen) == {"campaign"})
    qtbot.waitUntil(lambda: panel.table.currentIndex().row() == row)
    assert len(panel.groups) == 3, "one still sees where else one could go"
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)  # the same again: all of them
    qtbot.waitUntil(lambda: len(titles(screen)) == 3)
    qtbot.mouseClick(panel.close_button, LEFT)
    assert not panel.isVisible()


def test_days_are_grouped_by_year_and_empty_is_a_group(screen: ActivitiesScreen, qtbot: Any) -> None:
    screen.list.group_by("starts_on")
    panel = screen.list.groups
    qtbot.waitUntil(lambda: len(panel.groups) == 3)
    words = [panel.table.model().index(row, 0).data() for row in range(3)]
    assert words == ["2026", "2025", "not yet entered"]
    panel._on_counted((panel._asked, [*panel.groups, *[Group(None, 1)] * 600]))
    assert len(panel.groups) == 500
    assert panel.table.model().index(500, 0).data() == "and 103 more"
    panel.chosen.emit("starts_on", panel.groups[2].wanted)
    qtbot.waitUntil(lambda: titles(screen) == {"campaign"})


# Columns


def test_any_field_becomes_a_column_in_any_order_and_is_kept(screen: ActivitiesScreen, window: MainWindow, qtbot: Any) -> None:
    qtbot.mouseClick(screen.views.columns_button, LEFT)
    dialog = screen.findChild(ColumnsDialog)
    assert dialog is not None
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert set(names) >= {one.label for one in ACTIVITY.fields if one.kind is not Kind.DATA} - {"Planned start", "Planned end"}
    dialog.search.setText("city")
    assert [name for row, name in enumerate(names) if not dialog.list.item(row).isHidden()] == ["City"]
    dialog.list.item(names.index("City")).setCheckState(Qt.CheckState.Checked)
    dialog.search.clear()
    dialog.list.setCurrentRow(names.index("Title"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, ALT)
    dialog.finish()
    wanted = ["title", "reference", "stage", "dates", "city", "conflicts", "same", "state"]
    qtbot.waitUntil(lambda: [one.name for one in screen.list.model.columns] == wanted)
    place = wanted.index("city")
    qtbot.waitUntil(lambda: "Dakar" in [screen.list.model.index(row, place).data() for row in range(3)])
    screen.list.table.horizontalHeader().resizeSection(place, 300)
    qtbot.waitUntil(lambda: dict(screen.views.store.standing().columns).get("city", 0) > 30)
    again = ActivitiesScreen(screen.context)
    qtbot.addWidget(again)
    assert [one.name for one in again.list.model.columns] == wanted
    again.views.restore_default()
    assert [one.name for one in again.list.columns()][:4] == ["reference", "title", "stage", "dates"]


def test_a_column_pulled_elsewhere_stays_there(screen: ActivitiesScreen, qtbot: Any) -> None:
    header = screen.list.table.horizontalHeader()
    header.moveSection(2, 0)
    with qtbot.waitSignal(screen.list.first_shown):
        screen.list.filters.add_condition("city", Filled())
    assert [one.name for one in screen.list.model.columns][:3] == ["stage", "reference", "title"]
    assert [header.visualIndex(place) for place in range(3)] == [0, 1, 2]


def test_another_record_stands_with_its_name(screen: ActivitiesScreen, window: MainWindow, desk: Desk, qtbot: Any) -> None:
    donor = desk.new_id()
    desk.save([
        Edit("partner", donor, {"name": {"en": "Harbour Fund"}}),
        Edit("contribution", desk.new_id(), {"title": "Boat", "donor": donor}),
    ])  # fmt: skip
    window.show_screen("funding")
    here = window.places.here
    assert isinstance(here, RecordListScreen)
    here.views._on_columns([("donor", 20)])
    qtbot.waitUntil(lambda: [one.name for one in here.list.model.columns] == ["donor"])
    assert here.list.model.index(0, 0).data() == "Harbour Fund"
    here.list.group_by("donor")
    qtbot.waitUntil(lambda: len(here.list.groups.groups) == 1)
    assert here.list.groups.table.model().index(0, 0).data() == "Harbour Fund"


# Views


@pytest.fixture
def save_view(screen: ActivitiesScreen, qtbot: Any) -> Callable[[str], None]:
    """Saves what is shown under a name, by the menu and the keyboard."""

    def save_view(name: str) -> None:
        choose(screen.views.views_menu, "Save as a view…")
        dialog = screen.findChild(NameDialog)
        assert dialog is not None
        dialog.name.setText("")
        assert not dialog.done_button.isEnabled()
        qtbot.keyClicks(dialog.name, name)
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    return save_view


def test_a_view_is_saved_chosen_changed_renamed_and_deleted(screen: ActivitiesScreen, save_view: Any, qtbot: Any) -> None:
    views, filters = screen.views, screen.list.filters
    filters.add_condition("stage", "completed")
    screen.list.group_by("stage")
    save_view("Done & over")
    assert views.views_button.text() == "Done & over"
    choose(views.views_menu, "All")
    qtbot.waitUntil(lambda: len(titles(screen)) == 3)
    assert views.views_button.text() == "All"
    choose(views.views_menu, "Done && over")
    qtbot.waitUntil(lambda: titles(screen) == {"campaign"})
    assert screen.list.groups.isVisible()
    filters.add_condition("stage", "identified")
    assert views.views_button.text() == "Done & over (changed)"
    choose(views.views_menu, "Save the changes to “Done && over”")
    assert not views.is_changed()
    choose(views.views_menu, "Rename “Done && over”…")
    dialog = screen.findChild(NameDialog)
    assert dialog is not None
    dialog.name.setText("Both")
    dialog.finish()
    assert [(one.name, one.where) for one in views.store.saved()] == [("Both", {"stage": ("completed", "identified")})]
    choose(views.views_menu, "Delete the view “Both”")
    assert views.store.saved() == ()
    assert views.views_button.text() == "All"


def test_views_are_kept_with_the_settings_of_this_desk_and_person(tmp_path: Path) -> None:
    store = ViewStore(Settings(tmp_path / "a.json"), ACTIVITY)
    store.save(View("Old", {"stage": ("completed",)}, sort="starts_on", descending=True))
    store.save(View("New", deleted=True))
    assert ViewStore(Settings(tmp_path / "a.json"), ACTIVITY).find("Old") == store.find("Old") is not None
    assert [one.name for one in ViewStore(Settings(tmp_path / "a.json"), ACTIVITY).saved()] == ["New", "Old"]
    assert ViewStore(Settings(tmp_path / "b.json"), ACTIVITY).saved() == ()
    assert ViewStore(Settings(tmp_path / "a.json"), record_type("partner")).saved() == ()


def test_another_officer_finds_list_and_rail_as_they_left_them(screen: ActivitiesScreen, window: MainWindow) -> None:
    settings = screen.context.settings
    settings.use_officer("aa")
    screen.views.store.keep_standing(View(group="stage", sort="starts_on"))
    settings.put("rail_folded", True)
    settings.use_officer("bb")
    assert (screen.views.now().group, screen.list.groups.isHidden(), window.rail.owner.isHidden()) == ("", True, False)
    settings.use_officer("aa")
    assert (screen.views.now().group, screen.views.now().sort) == ("stage", "starts_on")
    assert window.rail.owner.isHidden()


def test_a_link_into_the_list_shows_records_in_view(screen: ActivitiesScreen, qtbot: Any) -> None:
    screen.views.show_deleted()
    screen.open(where={"stage": "completed"})
    qtbot.waitUntil(lambda: titles(screen) == {"campaign"})
    assert screen.views.views_button.text() == "All"


def test_a_list_that_must_be_sorted_whole_does_not_hold_up_the_window(screen: ActivitiesScreen, qtbot: Any) -> None:
    for sort, comes_at_once in (("starts_on", True), ("title", False), ("", True)):
        screen.views.store.keep_standing(View(sort=sort))
        again = ActivitiesScreen(screen.context)
        qtbot.addWidget(again)
        assert (again.list.model.rowCount() == 3) is comes_at_once, sort
        with qtbot.waitSignal(again.ready):
            pass
        assert again.list.model.rowCount() == 3


# Deleted, print, export


def test_what_was_deleted_is_found_and_restored(
    screen: ActivitiesScreen, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    choose(screen.views.views_menu, "Deleted")
    qtbot.waitUntil(screen.list.not_found.isVisible)
    assert screen.list.not_found.heading.text() == "Nothing is deleted"
    desk.save([Edit("activity", records["workshop"], life=False)])
    screen.refresh(frozenset({"activity"}))
    qtbot.waitUntil(lambda: titles(screen) == {"workshop"})
    screen.list.table.selectRow(0)
    assert screen.work.restore_button.isVisible()
    qtbot.mouseClick(screen.work.restore_button, LEFT)
    qtbot.waitUntil(lambda: "Restored: 1" in screen.banner.text.text())
    assert desk.count(ListQuery("activity", deleted=True)) == 0
    qtbot.waitUntil(screen.list.not_found.isVisible)
    qtbot.mouseClick(screen.list.not_found.button, LEFT)
    qtbot.waitUntil(lambda: len(titles(screen)) == 3)


def test_the_selection_goes_to_the_reports_and_into_a_file(
    screen: ActivitiesScreen, monkeypatch: Any, tmp_path: Path, qtbot: Any
) -> None:
    asked: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(screen.context.window, "show_screen", lambda name, **place: asked.append((name, place)))
    table = screen.list.table
    table.selectRow(0)
    screen.work.print_action.trigger()
    qtbot.waitUntil(lambda: len(asked) == 1)
    table.selectAll()
    screen.work.print_action.trigger()
    qtbot.waitUntil(lambda: len(asked) == 2)
    shown = [row.id for row in screen.context.desk.rows(ListQuery("activity"))]
    assert asked == [("reports", {"activity": shown[0]}), ("reports", {"activities": shown})]
    table.selectRow(1)
    monkeypatch.setattr("ui.dialogs.ask_target", lambda *_arguments: None)
    screen.work.export_action.trigger()
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: "1 records" in text):
        screen.more.write([tmp_path / "one.csv"])
    assert screen.list.chosen() == [screen.list.model.row_at(1).n]  # type: ignore[union-attr]


def test_everything_is_named_and_mirrors(screen: ActivitiesScreen, use_language: Any, qtbot: Any) -> None:
    screen.list.group_by("stage")
    screen.list.filters.ask("starts_on")
    use_language("ar")
    qtbot.waitUntil(
        lambda: screen.list.groups.mapTo(screen, QPoint(0, 0)).x() > screen.list.table.mapTo(screen, QPoint(0, 0)).x()
    )
    assert screen.list.filters.entry.ends[0].entry.accessibleName() != "From"
    named = (
        screen.list.filters.entry.field, screen.list.filters.entry.way, *(one.entry for one in screen.list.filters.entry.ends),
        screen.list.groups.table, screen.list.groups.close_button, screen.views.views_button,
    )  # fmt: skip
    assert all(one.accessibleName() for one in named)
    assert all(one.text() for one in (screen.views.group_button, screen.views.columns_button))
