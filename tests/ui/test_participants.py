"""Participants typed into a sheet as into a spreadsheet, with a column of ticks for each session; and budget lines likewise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from ui import fonts, theme
from ui.screens.activities_record import ActivityScreen
from ui.screens.record_loading import RecordLoading
from ui.screens.record_reading import Whole
from ui.screens.record_sheet import SheetLines
from ui.window import MainWindow

CONTROL, SHIFT, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


class Sheet:
    """A sheet and the keys pressed in it, at whatever has the focus."""

    def __init__(self, lines: SheetLines, window: MainWindow, qtbot: Any) -> None:
        self.lines, self.window, self._qtbot = lines, window, qtbot

    def press(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """One after the other; a text is typed letter by letter."""
        for key in keys:
            focus = QApplication.activePopupWidget() or self.window.focusWidget()
            if isinstance(key, str):
                for letter in key:
                    self._qtbot.keyClicks(QApplication.activePopupWidget() or self.window.focusWidget(), letter)
            else:
                self._qtbot.keyClick(focus, key, modifier)

    def at(self, row: int, name: str) -> str:
        """What a cell shows."""
        model = self.lines.sheet
        column = [one.field.name for one in model.cells].index(name)
        return str(model.index(row, column).data() or "")

    def go(self, row: int, column: int) -> None:
        """Puts the cursor into a cell."""
        self.lines.table.setFocus()
        self.lines.grid.go_to(row, column)


@pytest.fixture
def open_sheet(window: MainWindow, records: dict[str, bytes], qtbot: Any) -> Callable[[str], tuple[ActivityScreen, Sheet]]:
    """The workshop with the cursor in a sheet of it."""

    def open_sheet(kind: str = "participant") -> tuple[ActivityScreen, Sheet]:
        window.places.show_record("activity", records["workshop"])
        screen = window.places.here
        assert isinstance(screen, ActivityScreen)
        qtbot.waitUntil(lambda: screen.form.shown is not None)
        screen.form.tabs.setCurrentWidget(screen.tab_widgets["money" if kind == "budget_line" else "people"])
        lines = screen.lists[kind]
        assert isinstance(lines, SheetLines)
        lines.table.setFocus()
        return screen, Sheet(lines, window, qtbot)

    return open_sheet


def save(screen: ActivityScreen, qtbot: Any) -> None:
    """Ctrl+S, and waits until it is said to be saved."""
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_S, CONTROL)


def test_two_participants_are_typed_with_tab_and_enter_and_saved_in_one_go(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen, sheet = open_sheet()
    sheet.press(
        "Awa Diop", Qt.Key.Key_Tab, "f", Qt.Key.Key_Tab, "Customs", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "sen", Qt.Key.Key_Return
    )
    assert (sheet.lines.table.currentIndex().row(), sheet.lines.table.currentIndex().column()) == (1, 0)
    sheet.press("Moussa Traore", Qt.Key.Key_Tab, "m")  # and Ctrl+S from within the cell
    assert screen.has_unsaved()
    before = len(desk.history("activity", records["workshop"]))
    save(screen, qtbot)
    held = {row.values["name"]: row.values for row in desk.find("participant", activity=records["workshop"])}
    assert (held["Awa Diop"]["sex"], held["Awa Diop"]["country"], held["Awa Diop"]["organisation"]) == ("female", "SN", "Customs")
    assert held["Moussa Traore"]["sex"] == "male"
    assert len(desk.history("activity", records["workshop"])) == before
    assert sheet.lines.sheet.rowCount() == 3
    assert not screen.has_unsaved()


def test_who_goes_on_typing_while_a_save_runs_stays_in_the_cell(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen, sheet = open_sheet()
    sheet.press("Awa Diop", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    for keys, rest in ((("Cus",), "toms"), (("Moussa", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "Po"), "lice")):
        with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
            sheet.press(Qt.Key.Key_S, modifier=CONTROL)
            assert screen.saving.is_running
            sheet.press(*keys)
        sheet.press(rest, Qt.Key.Key_Return)
    assert [[sheet.at(row, name) for name in ("name", "organisation")] for row in (0, 1)] == [
        ["Awa Diop", "Customs"], ["Moussa", "Police"]
    ]  # fmt: skip
    save(screen, qtbot)
    held = {row.values["organisation"]: row.conflicts for row in desk.find("participant", activity=records["workshop"])}
    assert held == {"Customs": 0, "Police": 0}


def test_sessions_are_ticked_and_a_whole_column_at_once(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    workshop, people = records["workshop"], [desk.new_id() for _ in range(3)]
    session = desk.new_id()
    desk.save([
        Edit("session", session, {"activity": workshop, "title": "Opening", "held_on": date(2026, 2, 3)}),
        *(Edit("participant", one, {"activity": workshop, "name": name}) for one, name in zip(people, "ABC", strict=True)),
    ])  # fmt: skip
    screen, sheet = open_sheet()
    column = [one.heading() for one in sheet.lines.sheet.cells].index("\u2068Opening\u2069")
    sheet.lines.table.selectColumn(column)
    sheet.press(Qt.Key.Key_Space)
    assert [sheet.at(row, "present") for row in range(3)] == ["✓"] * 3
    sheet.go(0, column)
    sheet.press(Qt.Key.Key_Space)
    save(screen, qtbot)
    marks = {row.values["participant"]: row.values["present"] for row in desk.find("attendance", session=session)}
    first = sheet.lines.sheet.draft_at(0)
    assert first is not None
    assert marks == {one: one != first.id for one in people}
    sheet.go(0, column)
    sheet.press(Qt.Key.Key_Space)
    (edit,) = screen.edits()
    assert edit.values == {"present": None}
    assert edit.shown is not None
    assert edit.shown["present"]


def test_delete_takes_a_row_away_and_undo_brings_it_back(open_sheet: Any, desk: Desk, records: dict[str, bytes]) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": name}) for name in "AB"])
    screen, sheet = open_sheet()
    sheet.go(0, 0)
    sheet.press(Qt.Key.Key_Delete)
    assert sheet.lines.sheet.rowCount() == 2
    assert "Ctrl+Z" in sheet.lines.said.text()
    assert [one.life for one in screen.edits()] == [False]
    sheet.press(Qt.Key.Key_Z, modifier=CONTROL)
    assert sheet.lines.sheet.rowCount() == 3
    assert not screen.has_unsaved()


def test_a_block_is_pasted_from_the_cursor_on(open_sheet: Any, desk: Desk, records: dict[str, bytes]) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": "A", "sex": "male"})])
    _screen, sheet = open_sheet()
    sheet.go(0, 1)
    QGuiApplication.clipboard().setText("femme\tMinistry\nhomme\tPort\n")
    sheet.press(Qt.Key.Key_V, modifier=CONTROL)
    assert [(sheet.at(row, "name"), sheet.at(row, "sex"), sheet.at(row, "organisation")) for row in (0, 1)] == [
        ("A", "Female", "Ministry"), ("", "Male", "Port"),
    ]  # fmt: skip
    sheet.lines.table.selectRow(0)
    sheet.press(Qt.Key.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text().split("\t")[:3] == ["A", "Female", "Ministry"]


def test_what_is_no_country_is_said_and_the_cell_stays(open_sheet: Any, desk: Desk, records: dict[str, bytes]) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": "A", "country": "ML"})])
    screen, sheet = open_sheet()
    sheet.go(0, 4)
    sheet.press("Atlantis", Qt.Key.Key_Return)
    assert sheet.at(0, "country") == "Mali"
    assert "Atlantis" in sheet.lines.said.text()
    sheet.press(Qt.Key.Key_Escape)
    assert not screen.has_unsaved()


def test_a_value_typed_and_typed_back_is_no_change(open_sheet: Any, desk: Desk, records: dict[str, bytes]) -> None:
    line = desk.new_id()
    desk.save([Edit("budget_line", line, {"activity": records["workshop"], "category": "Travel", "planned": Decimal(100)})])
    screen, sheet = open_sheet("budget_line")
    sheet.go(0, 1)
    sheet.press("1,250.50", Qt.Key.Key_Return)
    (edit,) = screen.edits()
    assert (edit.record, edit.values) == (line, {"planned": Decimal("1250.50")})
    sheet.go(0, 1)
    sheet.press("100", Qt.Key.Key_Return)
    assert screen.edits() == []
    sheet.press("7")
    screen.discard()
    assert not screen.has_unsaved()


def test_tab_in_the_blank_row_leaves_the_sheet(open_sheet: Any, window: MainWindow) -> None:
    _screen, sheet = open_sheet()
    sheet.press(Qt.Key.Key_Tab)
    assert window.focusWidget() is not sheet.lines.table
    assert not sheet.lines.table.isAncestorOf(window.focusWidget())


def test_three_hundred_participants_are_shown_and_typed_into(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    workshop = records["workshop"]
    desk.save([Edit("participant", desk.new_id(), {"activity": workshop, "name": f"P {n}", "sex": "female"}) for n in range(300)])
    screen, sheet = open_sheet()
    assert sheet.lines.sheet.rowCount() == 301
    sheet.go(299, 2)
    sheet.press("Port authority", Qt.Key.Key_Return)
    assert sheet.lines.table.currentIndex().row() == 300
    assert len(screen.edits()) == 1


def test_sessions_typed_into_their_sheet_become_columns_of_ticks(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": "A"})])
    screen, sessions = open_sheet("session")
    sessions.press("Opening", Qt.Key.Key_Tab, "3.2.2026", Qt.Key.Key_Return)
    people = Sheet(screen.participants, sessions.window, qtbot)
    column = [one.heading() for one in people.lines.sheet.cells].index("\u2068Opening\u2069")
    people.go(0, column)
    people.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert people.at(0, "present") == "absent"
    save(screen, qtbot)
    (session,) = desk.find("session", activity=records["workshop"])
    (mark,) = desk.find("attendance", session=session.id)
    assert (session.values["held_on"], mark.values["present"]) == (date(2026, 2, 3), False)
    assert people.at(0, "present") == "absent"


def test_people_do_not_scroll_sideways_in_russian_at_140_per_cent(
    open_sheet: Any, window: MainWindow, use_language: Any, qapp: Any
) -> None:
    screen, _sheet = open_sheet()
    window.resize(1024, 600)
    use_language("ru")
    fonts.choose(qapp, 10, 140)
    theme.renew()
    qapp.processEvents()
    for name in ("people", "money"):
        area = screen.tab_widgets[name]
        screen.form.tabs.setCurrentWidget(area)
        qapp.processEvents()
        assert area.horizontalScrollBar().maximum() == 0, name


def test_a_row_is_chosen_at_its_number_from_right_to_left_too(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], use_language: Any, qtbot: Any
) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": name}) for name in "AB"])
    use_language("ar")
    screen, sheet = open_sheet()
    header = sheet.lines.table.verticalHeader()
    middle = QPoint(header.width() // 2, header.sectionViewportPosition(1) + header.sectionSize(1) // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert {one.row() for one in sheet.lines.table.selectionModel().selectedIndexes()} == {1}
    sheet.press(Qt.Key.Key_Delete)
    assert [one.life for one in screen.edits()] == [False]


def test_what_is_typed_while_the_record_is_read_anew_is_not_lost(
    open_sheet: Any, desk: Desk, records: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": "A"})])
    screen, sheet = open_sheet()
    came, take = [], RecordLoading._on_read

    def note(self: RecordLoading, whole: Whole) -> None:
        take(self, whole)
        came.append(whole)

    monkeypatch.setattr(RecordLoading, "_on_read", note)
    screen.refresh(frozenset({"activity"}))
    sheet.go(0, 2)
    sheet.lines.sheet.setData(sheet.lines.sheet.index(0, 2), "Port")
    qtbot.waitUntil(lambda: bool(came))
    assert sheet.at(0, "organisation") == "Port"
    assert len(screen.edits()) == 1


def test_the_cell_with_the_cursor_is_seen_in_the_smallest_window(
    open_sheet: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qapp: Any
) -> None:
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": f"P {n}"}) for n in range(12)])
    screen, sheet = open_sheet()
    window.resize(1024, 600)
    qapp.processEvents()
    sheet.go(12, 0)
    area, table = screen.tab_widgets["people"], sheet.lines.table
    place = table.visualRect(table.currentIndex())
    seen = table.viewport().mapTo(area.viewport(), place.bottomLeft()).y()
    assert 0 < seen <= area.viewport().height()


def test_a_cell_that_is_half_typed_is_kept_and_comes_back(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.screens.record_unsaved.PAUSE", 5)
    window.show_screen("activity", new=True, values={})
    screen: Any = window.places.here
    screen.form.tabs.setCurrentWidget(screen.tab_widgets["people"])
    lines, record = screen.lists["participant"], screen.record_id
    sheet = Sheet(lines, window, qtbot)
    sheet.go(0, 0)
    sheet.press("Awa Di")
    assert screen.has_unsaved()
    screen.unsaved.keep()
    screen._show_saved()  # as after a crash, or after «Keep as draft»
    assert not screen.has_unsaved()
    window.show_screen("activity", new=True, kept=record)
    qtbot.waitUntil(lambda: screen.record_id == record and bool(lines.half()))
    assert lines.half() == {"line": b"", "field": "name", "text": "Awa Di"}
    screen.saving.finish()
    assert sheet.at(0, "name") == "Awa Di"
    screen.discard()
    sheet.go(0, 1)
    sheet.press("F")
    assert lines.half()["text"] == "F"
    lines.grid._open_line()._on_activated(lines.grid._open_line()._completer.completionModel().index(0, 0))  # by the mouse
    assert len(lines.half()["text"]) > 1
    assert screen.has_unsaved()
    screen.discard()
    assert not lines.half()


def test_what_means_nothing_in_a_cell_stays_to_be_corrected_and_keeps_the_record_from_being_saved(
    open_sheet: Any, desk: Desk, qtbot: Any
) -> None:
    screen, sheet = open_sheet("budget_line")
    sheet.press("Travel", Qt.Key.Key_Tab, "a lot", Qt.Key.Key_Tab)
    assert "not a number" in sheet.lines.said.text()
    line = sheet.lines.grid.refused_line
    assert line is not None
    assert line.text() == "a lot"
    screen.form.tabs.setCurrentIndex(0)
    screen.save()
    assert not screen.saving.is_running
    assert line.hasFocus()
    assert screen.banner.text.text().startswith("1 place needs")
    sheet.press("12.50", Qt.Key.Key_Tab)
    save(screen, qtbot)
    (row,) = desk.find("budget_line")
    assert (row.values["category"], row.values["planned"]) == ("Travel", Decimal("12.50"))
