"""Start-up and what lives as long as the program: first paint, settings that work at once, errors nobody caught."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from baseldesk import i18n
from baseldesk.desk.desk import Desk
from ui import fonts, messages, theme
from ui.app import Application, settings_path
from ui.probe import FirstPaint
from ui.settings import Settings
from ui.standing import Standing
from ui.widgets.link import Link


@pytest.fixture
def application(
    qapp: QApplication, qtbot: Any, records: dict[str, bytes], desk: Desk, settings: Settings
) -> Iterator[Application]:
    """The whole program in English, its window open on the first list."""
    settings.put("theme", "light")
    settings.put("begin", "activities")
    made = Application(qapp, desk, settings, "en")
    qtbot.addWidget(made.window)
    made.show()
    qtbot.waitUntil(lambda: made.window.status_line.truth.text().endswith("not yet sent"))
    yield made
    made.close()
    settings.changed.disconnect()
    i18n.use("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_first_list_opens_with_its_rows_and_the_count_of_unsent_changes_follows(application: Application) -> None:
    window = application.window
    assert window.places.here is window.places.screens["activities"]
    assert "not yet sent" in window.status_line.truth.text()


def test_a_day_begins_at_home_which_is_painted_before_anything_is_read(
    qapp: QApplication, qtbot: Any, records: dict[str, bytes], desk: Desk, settings: Settings
) -> None:
    made = Application(qapp, desk, settings, "en")
    qtbot.addWidget(made.window)
    made.show()
    home: Any = made.window.places.here
    assert home.name == "home"
    with qtbot.waitSignal(home.findChild(FirstPaint).painted):
        assert not home.is_ready
    assert not home.is_ready
    qtbot.waitUntil(lambda: home.is_ready and home.figures[0].accessibleName() == "3 Activities")
    made.close()
    settings.changed.disconnect()


def test_language_theme_and_text_size_work_at_once(application: Application, settings: Settings, qapp: QApplication) -> None:
    before = qapp.font().pointSizeF()
    settings.put("language", "ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert application.window.rail.buttons["settings"].text() == "الإعدادات"
    settings.put("theme", "dark")
    assert qapp.palette().window().color() == theme.color("ground", "dark")
    settings.put("text_percent", 140)
    assert qapp.font().pointSizeF() == pytest.approx(before * 1.4)
    title = application.window.places.here
    assert title is not None
    assert title.header.title.font().pointSizeF() == pytest.approx(before * 1.4 * 1.4)


def test_settings_outlive_the_window(settings: Settings) -> None:
    settings.put("language", "fr")
    settings.put("activities/columns", ["title", "stage"])
    again = Settings(settings._path)
    assert (again.language, again.get("activities/columns")) == ("fr", ["title", "stage"])


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"theme": "pink", "text_percent": 7}'])
def test_settings_that_make_no_sense_are_passed_over(tmp_path: Path, content: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(content, encoding="utf-8")
    settings = Settings(path)
    assert (settings.theme, settings.text_percent, settings.language) == ("system", 100, "")


def test_settings_that_cannot_be_written_do_not_stop_the_work(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder is wanted", encoding="utf-8")
    settings = Settings(tmp_path / "taken" / "window.json")
    settings.put("theme", "dark")
    assert settings.theme == "dark"


def test_two_desks_have_settings_of_their_own(tmp_path: Path) -> None:
    assert settings_path(tmp_path / "one") != settings_path(tmp_path / "two")
    assert settings_path(tmp_path / "one") == settings_path(tmp_path / "one" / ".")


def test_an_error_nobody_caught_is_shown_and_logged_without_values(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    shown: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    messages.catch_everything(shown.append)
    error = ValueError("Awa Diop")
    sys.excepthook(ValueError, error, None)
    assert shown == [error]
    assert "ValueError" in caplog.text
    assert "Awa" not in caplog.text


def test_home_leads_to_what_waits(qtbot: Any, application: Application) -> None:
    application.window.show_screen("home")
    home: Any = application.window.places.here
    qtbot.waitUntil(lambda: home.is_ready)
    assert [figure.accessibleName() for figure in home.figures][:3] == ["3 Activities", "1 Under way", "1 Completed"]
    qtbot.mouseClick(home.figures[1], Qt.MouseButton.LeftButton)
    here = application.window.places.here
    assert here is application.window.places.screens["activities"]
    application.window.places.back()
    assert application.window.places.here is home


def test_an_empty_home_shows_the_first_steps(qtbot: Any, window: Any) -> None:
    window.show_screen("home")
    home = window.places.here
    qtbot.waitUntil(lambda: home.is_ready)
    assert home.steps.isVisible()
    assert not home.recent.isVisible()
    assert not home.figures[0].isVisible()
    assert home.steps.findChildren(Link)[0].text() == "Add your first activity"


def test_conflicts_are_said_on_home() -> None:
    assert Standing(conflicts=1, known=True).conflicts_sentence().startswith("1 record needs an answer")


def test_the_size_of_text_is_never_scaled_twice(qapp: QApplication) -> None:
    before = qapp.font()
    fonts.choose(qapp, fonts.points_of_system(qapp), 200)
    once = qapp.font().pointSizeF()
    fonts.choose(qapp, fonts.points_of_system(qapp), 200)  # as the window after the first start does
    assert qapp.font().pointSizeF() == once
    qapp.setFont(before)
