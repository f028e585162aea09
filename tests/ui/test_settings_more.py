"""Fields under «More» are hidden where nothing is entered, if a person chose so; what leads to one shows it."""

from __future__ import annotations

from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from ui.window import MainWindow


def test_empty_fields_under_more_are_hidden_at_once_and_come_back(qtbot: Any, window: MainWindow, desk: Desk) -> None:
    partner = desk.new_id()
    desk.save([Edit("partner", partner, {"name": {"en": "UNITAR"}, "stakeholder_other": "Institute"})])
    window.places.show_record("partner", partner)
    screen: Any = window.places.here
    qtbot.waitUntil(lambda: screen.is_ready)
    frames = screen.form.frames
    assert not frames["not_ready"].isHidden()
    window.context.settings.put("hide_more", True)
    assert frames["not_ready"].isHidden()
    assert not frames["stakeholder_other"].isHidden()
    assert not frames["acronym"].isHidden()  # not under «More»
    screen.form.go_to("not_ready")
    assert not frames["not_ready"].isHidden()
    window.context.settings.forget("hide_more")
    assert not frames["publish"].isHidden()
