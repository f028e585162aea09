"""Activities, used as a person uses them: typed, clicked, saved, deleted, copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QMessageBox, QPushButton, QTabBar, QTableView, QTabWidget, QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.records.identity import derived_id, is_kept
from ui.screens import record_documents
from ui.screens.activities import ActivitiesScreen
from ui.screens.activities_record import ActivityScreen
from ui.screens.record_dialog import LineDialog, NewRecordDialog
from ui.screens.record_standing import open_lines
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[[bytes], ActivityScreen]:
    """Opens an activity and waits until it stands there."""

    def show(record: bytes) -> ActivityScreen:
        window.places.show_record("activity", record)
        screen = window.places.here
        assert isinstance(screen, ActivityScreen)
        qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record)
        return screen

    return show


@pytest.fixture
def new(window: MainWindow, qtbot: Any) -> ActivityScreen:
    """An empty form."""
    with qtbot.waitActive(window):
        window.activateWindow()
    window.places.show_new("activity")
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    return screen


def save(screen: ActivityScreen, qtbot: Any) -> None:
    """Clicks Save and waits for the word that it is saved."""
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        qtbot.mouseClick(screen.save_button, Qt.MouseButton.LeftButton)


def test_the_list_opens_first_and_leads_to_the_record(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> None:
    window.show_screen("activities")
    screen = window.places.here
    assert isinstance(screen, ActivitiesScreen)
    assert screen.list.model.rowCount() == 3
    row = next(row for row in range(3) if "Customs" in str(screen.list.model.index(row, 1).data()))
    screen.list.table.selectRow(row)
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Return)
    here = window.places.here
    assert isinstance(here, ActivityScreen)
    qtbot.waitUntil(lambda: "Customs training" in here.title())
    assert not here.has_unsaved()


def test_the_list_says_how_far_each_record_has_travelled(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> None:
    window.show_screen("activities")
    screen = window.places.here
    assert isinstance(screen, ActivitiesScreen)
    last = screen.list.model.columnCount() - 1
    screen.list.model.index(0, last).data()
    with qtbot.waitSignal(screen.sent.changed):
        pass
    assert screen.list.model.index(0, last).data() == "○"
    assert "Only on this computer" in screen.list.model.index(0, last).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_workshop_is_typed_and_saved_by_keyboard_alone(new: ActivityScreen, desk: Desk, qtbot: Any) -> None:
    def typed(text: str) -> None:
        focus = new.window().focusWidget()
        assert focus is not None
        qtbot.keyClicks(focus, text)

    def to(name: str) -> None:
        editor = new.form.editors[name]
        for _step in range(12):
            focus = new.window().focusWidget()
            if focus is editor.entry:
                return
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        raise AssertionError(name)

    typed("Customs workshop")
    for name, text in (
        ("kind", "train"), ("starts_on", "3/2/2026"), ("ends_on", "5/2/2026"), ("mode", "in p"), ("country", "seneg"),
        ("city", "Dakar"), ("countries", "mali"),
    ):  # fmt: skip
        to(name)
        typed(text)
    to("waste_streams")
    typed("elec")  # and saved without leaving the line
    with qtbot.waitSignal(new.context.window.said):
        qtbot.keyClick(new, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown = desk.record("activity", new.record_id)
    assert shown is not None
    assert shown.values.pop("reference").startswith("SEN-2026-")
    assert shown.values == {
        "title": {"en": "Customs workshop"}, "kind": "AK-TRAIN", "core_function": "CF-TRAIN", "stage": "identified",
        "starts_on": date(2026, 2, 3), "ends_on": date(2026, 2, 5), "mode": "in_person", "country": "SN", "city": "Dakar",
        "countries": {"ML": True}, "waste_streams": {"WS-EWASTE": True},
    }  # fmt: skip


def test_tab_goes_through_the_headcount_on_its_way(new: ActivityScreen, qtbot: Any) -> None:
    new.form.editors["themes"].entry.setFocus()
    wanted = [new.headcount.editors[name].entry for name in ("women", "men", "other", "not_stated")]
    for entry in (*wanted, new.form.editors["summary"].entry):
        qtbot.keyClick(new.window().focusWidget(), Qt.Key.Key_Tab)
        assert new.window().focusWidget() is entry


def test_the_short_form_needs_no_scrolling_in_the_smallest_window(window: MainWindow, qtbot: Any, use_language: Any) -> None:
    window.resize(1024, 600)
    for code in ("en", "fr", "ar"):
        use_language(code)
        window.places.show_new("activity", mode="online" if code == "fr" else "hybrid")
        screen = window.places.here
        assert isinstance(screen, ActivityScreen)
        bar = screen.form.pages[0].verticalScrollBar()
        qtbot.waitUntil(lambda bar=bar: bar.maximum() == 0)
        assert screen.form.pages[0].horizontalScrollBar().maximum() == 0
        assert (window.width(), window.height()) == (1024, 600)


def test_only_what_changed_is_saved_and_what_came_in_meanwhile_stays(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    desk.save([Edit("activity", records["workshop"], {"city": "Dakar"})])  # an import, while the form is open
    editor = screen.form.editors["title"]
    qtbot.mouseClick(editor.chips.findChild(QWidget, "chip_fr"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor.text, Qt.Key.Key_End)
    qtbot.keyClicks(editor.text, " II")
    assert screen.edits() == [
        Edit("activity", records["workshop"], {"title": {"fr": "Formation des douanes II"}}, screen.form.versions())
    ]
    save(screen, qtbot)
    shown = desk.record("activity", records["workshop"])
    assert shown is not None
    assert shown.values["title"] == {"fr": "Formation des douanes II", "en": "Customs training"}
    assert shown.values["city"] == "Dakar"
    assert shown.conflicts == {}
    assert screen.form.editors["city"].value() == "Dakar"
    assert not screen.has_unsaved()


def test_a_field_that_changed_meanwhile_becomes_a_visible_conflict(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    desk.save([Edit("activity", records["workshop"], {"title": {"en": "Customs seminar"}})])
    qtbot.keyClick(screen.form.editors["title"].text, Qt.Key.Key_End)
    qtbot.keyClicks(screen.form.editors["title"].text, " course")
    save(screen, qtbot)
    note = screen.form.frames["title"].note
    assert note.isVisible()
    assert note.text().startswith("▲")
    assert "Customs seminar" in note.text()
    assert "Customs training course" in note.text()


def test_what_is_entered_while_saving_is_kept(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    desk.save([Edit("headcount", desk.new_id(), {"activity": records["workshop"], "women": 7})])
    screen = show(records["workshop"])
    city = screen.form.editors["city"].entry
    qtbot.keyClicks(city, "Dak")
    screen.form.put({"venue": "Hall"})
    screen.headcount.editors["women"].put(8)
    screen.save()
    assert screen.save_button.text() == "Saving…"
    city.setFocus()
    city.setCursorPosition(1)
    qtbot.keyClicks(city, "!")
    screen.form.put({"venue": None})
    screen.headcount.editors["women"].put(9)
    screen.lists["contribution"].take(screen.lists["contribution"].begun({"amount": Decimal(5)}))
    screen.partners.partner.put(records["unitar"])
    qtbot.waitUntil(lambda: screen.save_button.text() == "Save")
    shown = desk.record("activity", records["workshop"])
    assert shown is not None
    assert (shown.values["city"], shown.values["venue"]) == ("Dak", "Hall")
    assert screen.form.changes() == {"city": "D!ak", "venue": None}
    assert city.cursorPosition() == 2
    assert screen.partners.partner.value() == records["unitar"]
    screen.partners.role.put("technical")
    save(screen, qtbot)
    (held,) = desk.find("headcount", activity=records["workshop"])
    assert (held.values["women"], held.conflicts) == (9, 0)
    assert [row.values["amount"] for row in desk.find("contribution", activity=records["workshop"])] == [5]
    assert len(desk.find("activity_partner", activity=records["workshop"])) == 1
    assert not screen.has_unsaved()


def test_a_record_and_its_lists_are_saved_as_one_change(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    qtbot.keyClicks(screen.form.editors["city"].entry, "Dakar")
    qtbot.keyClicks(screen.headcount.editors["women"].entry, "12")
    screen.partners.partner.put(records["unitar"])
    screen.partners.role.put("technical")
    qtbot.mouseClick(screen.partners.put_button, Qt.MouseButton.LeftButton)
    assert screen.partners.model.rowCount() == 1
    save(screen, qtbot)
    link = derived_id(desk.owner, "activity_partner", records["workshop"], records["unitar"], "technical")
    assert desk.record("activity_partner", link) is not None
    assert [row.values["women"] for row in desk.find("headcount", activity=records["workshop"])] == [12]
    desk.undo()  # one step takes all of it back
    shown = desk.record("activity_partner", link)
    assert shown is not None
    assert shown.deleted
    assert desk.find("headcount", activity=records["workshop"]) == []
    assert "city" not in desk.record("activity", records["workshop"]).values  # type: ignore[union-attr]


def test_a_partner_without_a_role_is_not_dropped(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.partners.partner.put(records["unitar"])
    assert screen.has_unsaved()
    screen.save()
    assert screen.banner.isVisible()
    qtbot.waitUntil(screen.partners.role.entry.hasFocus)
    screen.partners.role.put("technical")
    save(screen, qtbot)
    assert [row.values["partner"] for row in desk.find("activity_partner", activity=records["workshop"])] == [records["unitar"]]
    assert not screen.has_unsaved()
    screen.partners.partner.put(records["unitar"])
    screen.discard()
    assert not screen.has_unsaved()
    assert screen.partners.partner.value() is None
    screen.context.window.show_new("activity", activity_partner={"partner": records["unitar"], "role": "technical"})
    assert not screen.has_unsaved()
    screen.partners.partner.put(records["unitar"])
    assert screen.has_unsaved()


def test_where_no_partner_is_yet_everything_stands_in_one_line(new: ActivityScreen, qtbot: Any, use_language: Any) -> None:
    partners = new.partners
    new.form.tabs.setCurrentWidget(new.tab_widgets["partners"])
    qtbot.waitUntil(partners.nothing.isVisible)

    def top(widget: QWidget) -> int:
        return widget.mapTo(partners, widget.rect().topLeft()).y()

    for code in ("en", "ar"):
        use_language(code)
        qtbot.waitUntil(lambda: abs(top(partners.put_button) - top(partners.role.entry)) <= 2)
        assert top(partners.nothing) - top(partners.role.entry) < 2 * partners.role.entry.height()


def test_where_a_record_is_missing_the_one_before_is_not_taken_for_it(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    window.places.show_record("activity", desk.new_id())
    for _time in range(2):
        qtbot.waitUntil(screen.banner.isVisible)
        assert not screen.form.isEnabled()
        screen.banner.clear()
        window.context.notices.tell("activity")


def test_a_partner_is_removed_and_added_again(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    link = derived_id(desk.owner, "activity_partner", records["workshop"], records["unitar"], "technical")
    desk.save(
        [Edit("activity_partner", link, {"activity": records["workshop"], "partner": records["unitar"], "role": "technical"})]
    )
    screen = show(records["workshop"])
    for expected in (0, 1):
        if expected:
            screen.partners.partner.put(records["unitar"])
            screen.partners.role.put("technical")
            screen.partners.put()
        else:
            screen.partners.table.selectRow(0)
            qtbot.mouseClick(screen.partners.remove_button, Qt.MouseButton.LeftButton)
        assert screen.has_unsaved()
        save(screen, qtbot)
        assert len(desk.find("activity_partner", activity=records["workshop"])) == expected


def test_the_headcount_line_changes_the_one_headcount(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    count = desk.new_id()
    desk.save([Edit("headcount", count, {"activity": records["workshop"], "women": 1, "men": 2})])
    screen = show(records["workshop"])
    line = screen.headcount.editors["women"].entry
    assert line.text() == "1"
    line.selectAll()
    qtbot.keyClicks(line, "15")
    (edit,) = screen.edits()
    assert (edit.type, edit.record, dict(edit.values)) == ("headcount", count, {"women": 15})
    assert edit.shown is not None
    assert edit.shown["women"]
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    save(screen, qtbot)
    assert desk.record("headcount", count).values == {"activity": records["workshop"], "men": 2}  # type: ignore[union-attr]


def test_a_budget_line_and_a_contribution_with_a_payment_are_entered_in_dialogs(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    screen.lists["budget_line"].add()
    dialog = screen.window().findChild(LineDialog)
    qtbot.keyClicks(dialog.form.editors["category"].entry, "Travel")
    qtbot.keyClicks(dialog.form.editors["planned"].entry, "4,500.50")
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    screen.lists["contribution"].add()
    dialog = screen.window().findChildren(LineDialog)[-1]
    dialog.form.put({"title": "Support", "donor": records["unitar"]})
    payments = next(one for one in dialog.lists if one.declared.name == "payment")
    payments.take(_payment(desk, payments))
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    save(screen, qtbot)
    (line,) = desk.find("budget_line", activity=records["workshop"])
    assert str(line.values["planned"]) == "4500.5"
    (contribution,) = desk.find("contribution", activity=records["workshop"])
    (payment,) = desk.find("payment", contribution=contribution.id)
    assert payment.values["description"] == "First"


def _payment(desk: Desk, payments: Any) -> Any:
    from ui.screens.record_draft import Draft

    changes = {"contribution": payments.parent_id, "description": "First"}
    return Draft(desk.new_id(), {}, is_new=True).with_changes(changes, None)


def test_cancelling_a_dialog_leaves_the_line_as_it_was(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    desk.save([Edit("budget_line", desk.new_id(), {"activity": records["workshop"], "category": "Travel"})])
    screen = show(records["workshop"])
    lines = screen.lists["budget_line"]
    lines.table.selectRow(0)
    lines.edit()
    dialog = screen.window().findChild(LineDialog)
    qtbot.keyClicks(dialog.form.editors["category"].entry, " and more")
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert not screen.has_unsaved()


def test_a_partner_is_made_on_the_way(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.form.tabs.setCurrentWidget(screen.tab_widgets["partners"])
    pick = screen.partners.partner.pick
    pick.setFocus()
    qtbot.keyClicks(pick, "Ministry of the Sea")
    qtbot.keyClick(pick._popup(), Qt.Key.Key_Return)  # «New: …» is all there is
    dialog = screen.window().findChild(NewRecordDialog)
    assert dialog.form.values()["name"] == {"en": "Ministry of the Sea"}
    with qtbot.waitSignal(dialog.made) as made:
        qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
        dialog.reject()
        assert dialog.isVisible(), "whoever leaves now would not hear how it ended"
    assert screen.partners.partner.value() == made.args[0]
    assert pick.text() == "Ministry of the Sea"
    assert desk.record("partner", made.args[0]) is not None
    screen.directory.create("partner", "Ministry of Fish", screen.partners.partner._on_created)
    dialog = screen.window().findChildren(NewRecordDialog)[-1]
    dialog.form.put({"not_ready": True})  # it stays at the centre, under an id of its own
    with qtbot.waitSignal(dialog.made) as made:
        qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert is_kept(made.args[0], desk.owner)
    assert pick.text() == "Ministry of Fish"


def test_ctrl_s_in_a_dialog_takes_what_stands_half_entered(show: Any, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.lists["contribution"].add()
    dialog = screen.window().findChild(LineDialog)
    links = dialog.form.editors["external_ids"].entry
    links.setFocus()
    qtbot.keyClicks(links, "XM-DAC-1")
    dialog.take_button.click()  # as Ctrl+S does: the focus stays
    (line,) = screen.lists["contribution"].drafts()
    assert line.values["external_ids"] == {"XM-DAC-1": True}


def test_the_stepper_says_what_is_missing_and_leads_there(show: Any, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    assert "Completed" in screen.stepper._needs.text()
    assert "Actual end" in screen.stepper._needs.text()
    screen.stepper.wanted.emit("ended_on")
    assert screen.form.editors["ended_on"].entry.isVisible()
    qtbot.keyClicks(screen.form.editors["ended_on"].entry, "5/2/2026")
    qtbot.waitUntil(lambda: "Actual end" not in screen.stepper._needs.text())


def test_a_step_is_chosen_by_a_click(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    qtbot.mouseClick(screen.stepper.buttons["completed"], Qt.MouseButton.LeftButton)
    assert screen.form.changes() == {"stage": "completed"}
    save(screen, qtbot)
    assert desk.record("activity", records["workshop"]).values["stage"] == "completed"  # type: ignore[union-attr]


def test_key_activities_are_suggested_from_the_stream(new: ActivityScreen, qtbot: Any) -> None:
    assert not new.suggestions.links.isVisibleTo(new.suggestions)
    new.form.put({"waste_streams": {"WS-OILS": True}})
    assert "KA1.02" in new.suggestions.links.text()
    new.suggestions.links.linkActivated.emit("KA1.02")
    assert new.form.values()["key_activity"] == "KA1.02"
    assert new.form.values()["objective"] == "OBJ1"


def test_what_the_desk_refuses_is_said_at_the_field(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.form.put({"starts_on": date(2026, 2, 3), "ends_on": date(2026, 1, 3)})
    screen.save()
    qtbot.waitUntil(lambda: not screen.saving.is_running)
    assert screen.has_unsaved()
    assert "before the start" in screen.form.frames["ends_on"].problem()
    assert "starts_on" not in desk.record("activity", records["workshop"]).values  # type: ignore[union-attr]


def test_what_is_no_number_is_not_saved(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.form.put({"city": "Dakar"})
    screen.form.go_to("planned_budget")
    qtbot.keyClicks(screen.form.editors["planned_budget"].entry, "many")
    screen.form.tabs.setCurrentIndex(0)
    screen.save()
    assert not screen.saving.is_running
    assert screen.form.editors["planned_budget"].entry.isVisible()
    assert "many" in screen.form.frames["planned_budget"].problem()


def test_leaving_with_changes_asks_and_keeping_is_what_escape_means(
    show: Any, window: MainWindow, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    qtbot.keyClicks(screen.form.editors["city"].entry, "Dakar")
    window.show_screen("activities")
    box = window.findChild(QMessageBox, "unsaved")
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert window.places.here is screen
    assert screen.form.changes() == {"city": "Dakar"}


def test_not_saving_forgets_at_once(show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    qtbot.keyClicks(screen.form.editors["city"].entry, "Dakar")
    window.show_screen("activities")
    box = window.findChild(QMessageBox, "unsaved")
    qtbot.mouseClick(box.findChild(QPushButton, "unsaved_discard"), Qt.MouseButton.LeftButton)
    assert isinstance(window.places.here, ActivitiesScreen)
    assert not screen.has_unsaved()
    assert "city" not in desk.record("activity", records["workshop"]).values  # type: ignore[union-attr]


def test_saving_on_the_way_out_saves_and_goes(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    qtbot.keyClicks(screen.form.editors["city"].entry, "Dakar")
    window.show_screen("activities")
    box = window.findChild(QMessageBox, "unsaved")
    qtbot.mouseClick(box.findChild(QPushButton, "unsaved_save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.places.here, ActivitiesScreen))
    assert desk.record("activity", records["workshop"]).values["city"] == "Dakar"  # type: ignore[union-attr]


def test_deleting_can_be_undone(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.actions_button.delete_action.trigger()
    qtbot.waitUntil(lambda: screen.form.shown.deleted)
    assert screen.banner.isVisible()
    assert not screen.save_button.isVisible()
    assert screen.form.editors["title"].text.isReadOnly()
    qtbot.mouseClick(screen.banner.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.form.shown.deleted)
    assert not desk.record("activity", records["workshop"]).deleted  # type: ignore[union-attr]
    assert not screen.form.editors["title"].text.isReadOnly()


def test_a_new_activity_begins_in_the_short_form_wherever_the_last_was_left(
    show: Any, window: MainWindow, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    screen.form.tabs.setCurrentWidget(screen.tab_widgets["people"])
    window.places.show_new("activity")
    assert window.focusWidget() is screen.form.editors["title"].entry
    assert screen.form.editors["title"].entry.isVisible()


def test_a_copy_begins_a_new_record(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    desk.save([Edit("activity", records["workshop"], {"kind": "AK-TRAIN", "mode": "online"})])
    screen = show(records["workshop"])
    first = desk.record("activity", records["workshop"])
    screen.actions_button.copy_action.trigger()
    assert screen.is_new
    assert first is not None
    taken = {"title": first.values["title"], "kind": "AK-TRAIN", "mode": "online"}
    assert screen.form.values() == {**taken, "stage": "identified", "core_function": "CF-TRAIN"}
    qtbot.keyClicks(screen.form.editors["city"].entry, "Bamako")
    save(screen, qtbot)
    assert screen.record_id != records["workshop"]
    assert desk.record("activity", screen.record_id).values["reference"] != first.values["reference"]  # type: ignore[union-attr]


def test_a_new_form_in_which_nothing_was_entered_is_not_unsaved(new: ActivityScreen, desk: Desk, qtbot: Any) -> None:
    assert not new.has_unsaved()
    new.save()
    assert not new.saving.is_running
    assert desk.record("activity", new.record_id) is None


def test_a_file_is_attached_and_listed(
    show: Any, desk: Desk, records: dict[str, bytes], tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show(records["workshop"])
    file = tmp_path / "agenda.txt"
    file.write_text("09:00 opening", encoding="utf-8")
    screen.documents.attach(str(file))
    qtbot.waitUntil(lambda: screen.documents.model.rowCount() == 1)
    (row,) = desk.find("document", activity=records["workshop"])
    assert row.values["file_name"] == "agenda.txt"
    assert desk.documents.path(row.values["hash"]).read_text(encoding="utf-8") == "09:00 opening"  # type: ignore[union-attr]
    assert not screen.has_unsaved()
    gate, look_at = Event(), record_documents.look_at
    monkeypatch.setattr(record_documents, "look_at", lambda path: gate.wait(10) and look_at(path))
    screen.documents.attach(str(file))
    show(records["inventory"])
    gate.set()
    qtbot.waitUntil(lambda: len(desk.find("document", activity=records["workshop"])) == 2)
    assert desk.find("document", activity=records["inventory"]) == []


def test_the_history_says_who_changed_what(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    desk.save([Edit("activity", records["workshop"], {"stage": "completed"})])
    screen = show(records["workshop"])
    screen.form.tabs.setCurrentWidget(screen.history)
    qtbot.waitUntil(lambda: screen.history.model.rowCount() > 0)
    model = screen.history.model
    texts = [[str(model.index(row, column).data()) for column in range(6)] for row in range(model.rowCount())]
    assert texts[0][2:] == ["this computer", "Stage", "Under way", "Completed"]


def test_the_secretariat_reads_and_does_not_change(show: Any, desk: Desk, records: dict[str, bytes]) -> None:
    screen = show(records["workshop"])
    shown = screen.form.shown
    from dataclasses import replace

    screen.loading.show_whole(screen.loading.whole._replace(shown=replace(shown, owner="BCRC-EGY")))
    assert not screen.save_button.isVisible()
    assert screen.form.editors["title"].text.isReadOnly()
    assert "BCRC-EGY" in screen.rights.owned.text()


def test_arabic_mirrors_the_form_and_keeps_what_was_typed(
    show: Any, records: dict[str, bytes], window: MainWindow, use_language: Any, qtbot: Any
) -> None:
    screen = show(records["workshop"])
    qtbot.keyClicks(screen.form.editors["city"].entry, "Dakar")
    before = screen.form.frames["kind"].x()
    use_language("ar")
    window.retranslate()
    qtbot.waitUntil(lambda: screen.form.frames["kind"].x() > before)
    assert screen.form.changes() == {"city": "Dakar"}
    assert screen.form.tabs.tabText(0) != "In short"


def test_everything_that_takes_the_focus_has_a_name(show: Any, records: dict[str, bytes]) -> None:
    screen = show(records["workshop"])
    for child in screen.findChildren(QWidget):
        if screen.banner.isAncestorOf(child) or child.isHidden():
            continue  # what has nothing to say yet
        if isinstance(child, QTableView):
            assert child.accessibleName(), child.objectName()
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(child, QAbstractScrollArea | QTabBar | QTabWidget):
            interface = QAccessible.queryAccessibleInterface(child)
            assert interface.text(QAccessible.Text.Name), (child.objectName(), child, child.parentWidget().objectName())


def test_every_child_table_keeps_to_the_rules(show: Any, desk: Desk, records: dict[str, bytes], qtmodeltester: Any) -> None:
    desk.save([Edit("budget_line", desk.new_id(), {"activity": records["workshop"], "category": "Travel"})])
    screen = show(records["workshop"])
    for lines in screen.lists.values():
        qtmodeltester.check(lines.model)
    qtmodeltester.check(screen.history.model)


def test_an_activity_stays_at_the_centre_until_it_is_ready(new: ActivityScreen, desk: Desk, qtbot: Any) -> None:
    new.form.put({"title": {"fr": "Pas encore prêt"}, "not_ready": True})
    asked = new.record_id
    save(new, qtbot)
    kept = new.record_id
    assert is_kept(kept, desk.owner)
    assert kept[4:] == asked[4:]
    assert new.form.shown is not None
    assert new.form.shown.id == kept
    assert not new.has_unsaved()
    new.form.put({"not_ready": False})
    save(new, qtbot)
    assert not is_kept(new.record_id, desk.owner)
    found = desk.record("activity", new.record_id)
    assert found is not None
    assert found.values["title"] == {"fr": "Pas encore prêt"}
    assert "not_ready" not in found.values


def test_lines_entered_during_the_save_that_gives_another_id_end_under_the_record(
    new: ActivityScreen, desk: Desk, qtbot: Any
) -> None:
    partner = desk.new_id()
    desk.save([Edit("partner", partner, {"name": {"en": "Customs"}})])
    new.form.put({"title": {"fr": "Pas encore prêt"}, "not_ready": True})
    money, partners = new.lists["contribution"], new.lists["activity_partner"]
    money.take(money.begun({"title": "First"}))
    money.add()
    dialog = new.window().findChild(LineDialog)
    dialog.form.put({"title": "Third"})
    with qtbot.waitSignal(new.context.window.said, check_params_cb=lambda text: text == "Saved."):
        new.save()
        assert new.saving.is_running
        first = money.drafts()[0]
        money.take(replace(first, values={**first.values, "title": "Changed"}, changes={**first.changes, "title": "Changed"}))
        money.take(money.begun({"title": "Second"}))
        partners.begin({"partner": partner, "role": "host"})
    assert [one.values["title"] for one in money.drafts()] == ["Changed", "Second"]
    (draft,) = open_lines(new)["contribution"].values()
    assert draft.values["activity"] == new.record_id, "the draft of the record holds it"
    dialog.take_button.click()
    save(new, qtbot)
    kept = new.record_id
    assert is_kept(kept, desk.owner)
    assert sorted(one.values["title"] for one in desk.find("contribution", activity=kept)) == ["Changed", "Second", "Third"]
    assert [one.values["partner"] for one in desk.find("activity_partner", activity=kept)] == [partner]
    assert len(desk.find("contribution")) == 3


def test_the_actual_end_stands_in_the_short_form_once_the_stage_asks_for_it(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    assert not screen.ended.isVisible()
    screen.form.put({"starts_on": date(2026, 2, 3), "ends_on": date(2026, 2, 5), "stage": "completed"})
    screen.form.check()
    assert screen.ended.isVisible()
    assert "ended_on" in screen.stepper._needs.text()
    assert screen.form.frames["need"].mark.toolTip() == "Needed for: Completed"
    screen.ended.planned.chosen.emit("ended_on")
    assert screen.form.changes()["ended_on"] == date(2026, 2, 5)
    screen.ended.editor.line.clear()
    qtbot.keyClicks(screen.ended.editor.line, "6")
    save(screen, qtbot)
    assert desk.record("activity", records["workshop"]).values["ended_on"] == date(2026, 2, 6)  # type: ignore[union-attr]
    assert screen.ended.editor.value() == date(2026, 2, 6)


def test_texts_missing_in_a_language_of_the_centre_are_named_and_led_to(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    desk.save([Edit("centre", desk.new_id(), {"code": desk.owner, "languages": {"fr": True, "ar": True}})])
    screen = show(records["workshop"])
    qtbot.waitUntil(lambda: screen.form.missing_languages() == {"title": ("ar",)})
    assert "missing in ar" in screen.stepper._needs.text()
    assert "summary" not in screen.form.missing_languages()  # nothing is begun there
    screen.form.tabs.setCurrentIndex(2)
    screen.stepper.wanted.emit("language/ar")
    editor = screen.form.editors["title"]
    assert editor.language() == "ar"
    assert screen.form.tabs.currentIndex() == 0
    editor.put({"ar": "تدريب"})
    screen.form.check()
    assert screen.form.missing_languages() == {}
    assert "missing in ar" not in screen.stepper._needs.text()


def test_what_is_not_kept_while_a_save_runs_comes_back_nowhere(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer of the save finds another record on the screen, and leaves it alone."""
    screen: ActivityScreen = show(records["workshop"])
    gate, save, gone = Event(), desk.save, []
    monkeypatch.setattr(desk, "save", lambda edits, **more: gate.wait(10) and save(edits, **more))
    screen.form.put({"city": "Dakar"})
    screen.save(lambda: gone.append("to the first place"))
    screen.form.put({"city": "Thiès"})
    screen.discard()
    window.places.show_record("activity", records["inventory"])
    qtbot.waitUntil(lambda: screen.record_id == records["inventory"] and not screen.loading.is_loading)
    with qtbot.waitSignal(window.context.runner.idle):  # with whatever the answer of the save had read
        gate.set()
    assert screen.record_id == records["inventory"]
    assert not screen.has_unsaved()
    assert gone == []
    assert desk.record("activity", records["workshop"]).values["city"] == "Dakar"  # type: ignore[union-attr]


def test_who_asks_to_save_and_go_while_a_save_runs_goes_when_it_is_done(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen: ActivityScreen = show(records["workshop"])
    gate, save, gone = Event(), desk.save, []
    monkeypatch.setattr(desk, "save", lambda edits, **more: gate.wait(10) and save(edits, **more))
    screen.form.put({"city": "Dakar"})
    screen.save()
    screen.save(lambda: gone.append(True))
    gate.set()
    qtbot.waitUntil(lambda: gone == [True])
