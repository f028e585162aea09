"""Beside the form: what the field in focus means, the remarks on it, what happened to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.i18n import _, translator
from baseldesk.records.types import TYPES
from ui.screens.activities_record import ActivityScreen
from ui.screens.record_panel_words import help_words
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[..., ActivityScreen]:
    """Opens an activity in a wide window."""

    def show(record: bytes, width: int = 1366) -> ActivityScreen:
        window.resize(width, 768)
        window.places.show_record("activity", record)
        screen: Any = window.places.here
        qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record)
        return screen

    return show


def test_the_panel_follows_the_focus(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    desk.save([Edit("activity", records["workshop"], {"city": "Thiès", "waste_streams": {"WS-EWASTE": True}})])
    desk.save([Edit("activity", records["workshop"], {"city": "Dakar"})])
    panel = show(records["workshop"]).panel
    assert panel.isVisible()
    panel._screen.form.go_to("waste_streams")
    assert panel.heading.text() == "Waste streams"
    assert "Electronic wastes: named as a priority by the Strategic Plan." in panel.help.text()
    panel._screen.form.go_to("city")
    assert panel.heading.text() == "City"
    qtbot.waitUntil(lambda: "Dakar" in panel.changes.text())
    assert "Thiès" in panel.changes.text()
    panel.all_link.linkActivated.emit("all")
    assert panel._screen.history.isVisible()


def test_of_a_text_in_several_languages_only_the_one_shown_has_its_history(
    show: Any, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    screen.form.go_to("title")
    qtbot.waitUntil(lambda: "Customs training" in screen.panel.changes.text())
    assert "Formation" not in screen.panel.changes.text()
    qtbot.mouseClick(screen.form.editors["title"].chips._buttons["fr"], Qt.MouseButton.LeftButton)
    assert "Formation des douanes" in screen.panel.changes.text()


def test_open_or_closed_is_kept_and_a_narrow_window_has_the_tabs_alone(
    show: Any, window: MainWindow, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    assert screen.form.help.isHidden()
    qtbot.mouseClick(screen.panel.button, Qt.MouseButton.LeftButton)
    assert screen.panel.isHidden()
    assert window.context.settings.get("record/panel") is False
    screen.panel.button.toggle()  # as a screen reader does
    assert screen.panel.isVisible()
    window.resize(1024, 600)
    qtbot.waitUntil(screen.panel.isHidden)
    assert screen.panel.button.isHidden()
    screen.form.go_to("city")
    assert window.context.settings.get("record/panel") is True
    screen.form.go_to("title")
    assert screen.form.help.text() == "What was done, in a few words. One language is enough."


def test_in_a_narrow_window_what_a_field_means_stands_whole_under_the_form(
    show: Any, window: MainWindow, records: dict[str, bytes], qtbot: Any, use_language: Any
) -> None:
    screen = show(records["workshop"])
    window.resize(1024, 600)
    line = screen.form.help
    qtbot.waitUntil(line.isVisible)
    for code in ("en", "fr", "es", "ar", "zh", "ru"):
        use_language(code)
        for name in ("city", "kind", "ends_on"):
            screen.form.go_to(name)
            field = screen.form.frames[name]
            qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()))
            assert line.text() == _(field.editor.field.help)
            assert line.height() < 3 * line.fontMetrics().lineSpacing()
            area = screen.form.tabs.page_of(name)
            assert field.visibleRegion().boundingRect().height() == field.height(), (code, name, area.height())
    screen.form.editors["ends_on"].entry.clearFocus()  # as where another window is in front
    assert line.text()
    screen.form.tabs.setCurrentWidget(screen.tab_widgets["results"])
    assert line.text() == ""


def test_f6_goes_from_the_form_to_the_panel_to_the_tabs_and_back(show: Any, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.form.go_to("city")
    line = screen.form.editors["city"].entry
    where = [line, screen.panel, screen.form.tabs.tabBar(), line]
    for here, there in pairwise(where):
        assert QApplication.focusWidget() is here
        qtbot.keyClick(here, Qt.Key.Key_F6)
        assert QApplication.focusWidget() is there


@pytest.mark.parametrize("code", ["en", "ar"])
def test_of_every_field_something_is_said(code: str, use_language: Any) -> None:
    use_language(code)
    for declared in TYPES.values():
        for field in declared.fields:
            said = help_words(declared, field, None)
            assert said, (declared.name, field.name)
            assert "{" not in " ".join(said), (declared.name, field.name)


def test_the_words_of_the_plan_stand_whole(language: Any) -> None:
    field = TYPES["activity"].by_name["objective"]
    said = help_words(TYPES["activity"], field, "OBJ1")
    assert translator("en").label("OBJ1", "objective") in said
