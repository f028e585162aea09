"""What is typed and not saved is not lost: by leaving, by a crash, by a change from elsewhere; and a save can be taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from baseldesk.desk import unsaved
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import MediumError
from ui.screens import record_unsaved
from ui.screens.activities import ActivitiesScreen
from ui.screens.activities_record import ActivityScreen
from ui.screens.record_dialog import LineDialog
from ui.screens.record_draft import Draft, from_plain, lay_over, to_plain
from ui.widgets.link import Link
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed is kept at once."""
    monkeypatch.setattr(record_unsaved, "PAUSE", 5)


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[[bytes], ActivityScreen]:
    """Opens an activity and waits until it stands there."""

    def show(record: bytes) -> ActivityScreen:
        window.places.show_record("activity", record)
        screen: Any = window.places.here
        qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record)
        return screen

    return show


def kept(desk: Desk) -> list[unsaved.Unsaved]:
    """Every draft."""
    with desk.read() as reader:
        return unsaved.find_all(reader)


def type_city(screen: ActivityScreen, qtbot: Any, text: str = "Dakar") -> None:
    """Types a city."""
    qtbot.keyClicks(screen.form.editors["city"].entry, text)


def answer(window: MainWindow, qtbot: Any, name: str) -> None:
    """A button of the box that asks about what is unsaved."""
    box = window.findChild(QMessageBox, "unsaved")
    qtbot.mouseClick(box.findChild(QPushButton, f"unsaved_{name}"), Qt.MouseButton.LeftButton)


def save(screen: Any, qtbot: Any) -> None:
    """Saves, and waits for the word."""
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        screen.save()


def test_what_is_typed_is_kept_and_a_save_takes_it_away(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    screen.people.take(screen.people.begun({"women": 7}))
    qtbot.waitUntil(lambda: any("lines" in one.content and one.content["lines"] for one in kept(desk)))
    (one,) = kept(desk)
    assert one.content["values"] == {"city": "Dakar"}
    assert one.content["lines"]["headcount"][0]["changes"]["women"] == 7
    save(screen, qtbot)
    assert kept(desk) == []


def test_what_is_typed_into_the_dialog_of_a_line_is_kept_too(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    screen.lists["contribution"].add()
    dialog = window.findChild(LineDialog)
    dialog.form.put({"title": "Interpreters"})
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    (one,) = kept(desk)
    assert [line["changes"]["title"] for line in one.content["lines"]["contribution"]] == ["Interpreters"]
    dialog.reject()  # Esc, or the cross
    answer(window, qtbot, "stay")
    assert dialog.isVisible()
    dialog.reject()
    answer(window, qtbot, "discard")
    qtbot.waitUntil(lambda: kept(desk) == [])
    screen.lists["contribution"].add()
    dialog = window.findChildren(LineDialog)[-1]
    dialog.reject()
    assert not dialog.isVisible(), "nothing was entered, nothing is asked"


def test_nothing_is_kept_after_the_end(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    screen.context.runner.close()
    type_city(screen, qtbot)
    screen.unsaved.keep()
    assert kept(desk) == []


def test_what_went_with_a_person_who_was_erased_is_kept_again_without_them(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    with desk.write() as writer:
        unsaved.forget_all_about(writer, records["workshop"])  # as if a line of the draft had named them
    window.context.notices.tell("partner")
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)


def test_typing_and_taking_it_back_leaves_no_draft(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot, "D")
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    qtbot.keyClick(screen.form.editors["city"].entry, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: kept(desk) == [])


def test_a_draft_that_is_kept_comes_back_with_a_word_and_can_be_thrown_away(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    screen.people.take(screen.people.begun({"women": 7}))
    window.show_screen("activities")
    answer(window, qtbot, "keep")
    assert isinstance(window.places.here, ActivitiesScreen)
    assert not screen.has_unsaved()
    show(records["inventory"])
    assert not screen.has_unsaved()
    screen = show(records["workshop"])
    qtbot.waitUntil(screen.has_unsaved)
    assert screen.form.changes() == {"city": "Dakar"}
    assert [one.changes["women"] for one in screen.people.drafts()] == [7]
    assert "You wrote this on" in screen.banner.text.text()
    qtbot.mouseClick(screen.banner.action, Qt.MouseButton.LeftButton)
    assert not screen.has_unsaved()
    qtbot.waitUntil(lambda: kept(desk) == [])
    qtbot.mouseClick(screen.banner.action, Qt.MouseButton.LeftButton)
    assert screen.form.changes() == {"city": "Dakar"}
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)


def test_a_draft_that_comes_after_one_has_left_is_not_put_behind_ones_back(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    window.show_screen("activities")
    answer(window, qtbot, "keep")
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    (one,) = kept(desk)
    screen.unsaved.restore(one)  # as a slow disk brings it
    assert not screen.has_unsaved()
    window.places.back()
    qtbot.waitUntil(screen.has_unsaved)
    assert screen.form.changes() == {"city": "Dakar"}


def test_who_comes_back_before_the_draft_is_written_finds_it_whole(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show(records["workshop"])
    gate, keep = Event(), unsaved.keep
    monkeypatch.setattr(unsaved, "keep", lambda desk, one: gate.wait(10) and keep(desk, one))
    type_city(screen, qtbot)
    screen.partners.partner.put(records["unitar"])  # no role yet
    women = screen.headcount.editors["women"]
    qtbot.keyClicks(women.line, "1o")
    window.show_screen("activities")
    answer(window, qtbot, "keep")
    assert screen.partners.partner.value() is None
    window.places.back()
    qtbot.waitUntil(screen.has_unsaved)
    assert screen.form.changes() == {"city": "Dakar"}
    assert (screen.partners.partner.value(), women.line.text()) == (records["unitar"], "1o")
    gate.set()
    half = {"activity_partner": {"partner": records["unitar"]}, "headcount": {"women": "1o"}}
    qtbot.waitUntil(lambda: [one.content["half"] for one in kept(desk)] == [half])
    women.put(10)
    screen.partners.role.put("technical")
    save(screen, qtbot)
    assert [row.values["partner"] for row in desk.find("activity_partner", activity=records["workshop"])] == [records["unitar"]]
    assert kept(desk) == []


def test_what_is_put_aside_while_a_save_runs_is_kept_beside_it(
    show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show(records["workshop"])
    gate, save = Event(), desk.save
    monkeypatch.setattr(desk, "save", lambda edits, **more: gate.wait(10) and save(edits, **more))
    for city, is_kept in (("Dakar", False), ("Thiès", True)):
        gate.clear()
        screen.form.put({"city": city})
        screen.save()
        if is_kept:
            screen.form.put({"venue": "Hall"})
        screen.keep_draft()
        with qtbot.waitSignal(screen.context.runner.idle):
            gate.set()
        assert desk.record("activity", records["workshop"]).values["city"] == city  # type: ignore[union-attr]
        assert [one.content["values"].get("venue") for one in kept(desk)] == (["Hall"] if is_kept else [])


def test_what_could_not_be_put_aside_is_said_where_one_is_and_tried_again(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, keep, wrong = show(records["workshop"]), unsaved.keep, [MediumError("medium.full")]

    def keep_later(desk: Desk, one: unsaved.Unsaved) -> unsaved.Noted:
        if wrong:
            raise wrong.pop()
        return keep(desk, one)

    monkeypatch.setattr(unsaved, "keep", keep_later)
    screen.form.put({"city": "Dakar"})
    window.show_screen("activities")
    answer(window, qtbot, "keep")
    here: Any = window.places.here
    qtbot.waitUntil(here.banner.isVisible)
    qtbot.mouseClick(here.banner.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.content["values"] for one in kept(desk)] == [{"city": "Dakar"}])
    screen.unsaved._failed[records["workshop"]] = kept(desk)[0]  # that it could not be kept is still said somewhere
    show(records["workshop"])
    qtbot.waitUntil(lambda: screen.form.values().get("city") == "Dakar")
    screen.form.put({"city": "Thiès"})
    qtbot.waitUntil(lambda: [one.content["values"] for one in kept(desk)] == [{"city": "Thiès"}])
    qtbot.waitUntil(lambda: not screen.unsaved.under_way(records["workshop"]))
    screen.unsaved._try_again(records["workshop"])
    assert not screen.unsaved.under_way(records["workshop"]), "the newer one would go"


def test_not_saving_forgets_the_draft_too(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    window.show_screen("activities")
    answer(window, qtbot, "discard")
    qtbot.waitUntil(lambda: kept(desk) == [])


def test_what_is_being_forgotten_does_not_come_back(show: Any, desk: Desk, records: dict[str, bytes], qtbot: Any) -> None:
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    (one,) = kept(desk)
    screen.discard()
    screen.unsaved.restore(one)  # read just before it was forgotten
    assert not screen.has_unsaved()


def test_what_was_changed_meanwhile_becomes_a_conflict_and_is_not_overwritten(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    desk.save([Edit("activity", records["workshop"], {"city": "Thiès"})])
    screen = show(records["workshop"])
    screen.form.put({"city": "Dakar", "venue": "Hall"})
    screen.keep_draft()
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    window.show_screen("activities")
    desk.save([Edit("activity", records["workshop"], {"city": "Saint-Louis"})])
    screen = show(records["workshop"])
    qtbot.waitUntil(screen.has_unsaved)
    assert "changed meanwhile" in screen.banner.hint.text()
    save(screen, qtbot)
    found = desk.record("activity", records["workshop"])
    assert found is not None
    assert {one.value for one in found.conflicts["city"]} == {"Dakar", "Saint-Louis"}
    assert found.values["venue"] == "Hall"
    assert screen.banner.isHidden()


def test_a_new_record_is_gone_on_with_under_its_own_id(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    window.places.show_new("activity", country="SN")
    screen: Any = window.places.here
    screen.form.put({"title": {"fr": "Atelier"}, "starts_on": date(2026, 2, 3), "ends_on": "31/31"})
    record = screen.record_id
    window.show_screen("activities")
    answer(window, qtbot, "keep")
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    window.offer.ask()
    qtbot.waitUntil(window.offer.isVisible)
    assert "Atelier" in window.offer.words.text()
    qtbot.mouseClick(window.offer.go_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.has_unsaved)
    assert (screen.record_id, screen.is_new) == (record, True)
    assert screen.form.values()["ends_on"] == "31/31"
    screen.form.put({"ends_on": date(2026, 2, 4)})
    save(screen, qtbot)
    assert desk.record("activity", record) is not None
    assert kept(desk) == []


def test_lists_and_home_say_where_a_draft_waits(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    window.show_screen("activities")
    marks: Any = window.places.screens["activities"]
    (row,) = (one for one in desk.find("activity") if one.id == records["workshop"])
    qtbot.waitUntil(lambda: marks.sent.state_of(row)[0] == "○")
    screen = show(records["workshop"])
    type_city(screen, qtbot)
    window.show_screen("home")
    answer(window, qtbot, "keep")
    home: Any = window.places.here
    qtbot.waitUntil(lambda: any("Customs training (draft of" in one.text() for one in home.attention.findChildren(Link)))
    window.show_screen("activities")
    qtbot.waitUntil(lambda: marks.sent.state_of(row) == ("… ○", "You wrote here and have not saved it yet"))


def test_a_draft_that_is_offered_can_be_thrown_away_and_brought_back(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    one = unsaved.Unsaved("activity", desk.new_id(), True, desk_time(), {"values": {}, "title": {"fr": "Atelier"}})
    unsaved.keep(desk, one)
    window.offer.ask()
    qtbot.waitUntil(window.offer.isVisible)
    qtbot.mouseClick(window.offer.throw_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(desk) == [])
    assert "thrown away" in window.offer.words.text()
    qtbot.mouseClick(window.offer.go_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(desk) == [one])


def desk_time() -> Any:
    """A whole second, as a draft is kept."""
    from datetime import UTC, datetime

    return datetime(2026, 2, 3, 14, 5, tzinfo=UTC)


_TYPES_AND_DIES = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app as start
from ui.settings import Settings
app = start.make_app()
desk = start.open_desk(Path(sys.argv[1]))
made = start.Application(app, desk, Settings(None), "en")
made.show()
made.window.places.show_new("activity")
screen = made.window.places.here
screen.form.put({"title": {"en": "Written before the lights went out"}})
QTimer.singleShot(2500, lambda: os.kill(os.getpid(), signal.SIGKILL))
app.exec()
"""


def test_a_crash_loses_nothing_that_was_typed_two_seconds_before(empty_desk_folder: Path, tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(empty_desk_folder, tmp_path / "crashed", ignore=shutil.ignore_patterns("desk.lock")))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", _TYPES_AND_DIES, str(folder)], env=environment, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with Desk.open(folder) as desk:
        (one,) = kept(desk)
        assert one.is_new
        assert one.content["title"] == {"en": "Written before the lights went out"}


def test_lines_are_laid_over_what_the_desk_holds_now() -> None:
    held = [Draft(b"a", {"women": 1, "men": 2}), Draft(b"b", {"women": 5})]
    changed = Draft(b"a", {"women": 1}).with_changes({"women": 9}, {"women": (b"v",)})
    fresh = Draft(b"c", {}, is_new=True).with_changes({"women": 3}, None)
    gone = Draft(b"d", {"women": 4}).with_changes({"women": 6}, {"women": (b"v",)})
    saved = Draft(b"b", {}, is_new=True).with_changes({"women": 8}, None)
    found = lay_over(held, [from_plain(to_plain(one)) for one in (changed, fresh, gone, saved)])
    assert [(one.id, one.values["women"]) for one in found] == [(b"a", 9), (b"b", 5), (b"c", 3), (b"d", 6)]
    assert found[0].values["men"] == 2
    assert found[0].shown == {"women": (b"v",)}
    assert found[3].brings_back


def test_for_ten_minutes_a_save_can_be_taken_back_and_done_again(
    show: Any, window: MainWindow, desk: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    screen, notice = show(records["workshop"]), window.undo_notice
    assert notice.isHidden()
    type_city(screen, qtbot)
    save(screen, qtbot)
    qtbot.waitUntil(notice.isVisible)
    assert notice.button.text() == "Undo (10 min)"
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith("Undone:")):
        qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: notice.button.text() == "Redo (10 min)")
    qtbot.waitUntil(lambda: "city" not in screen.form.values())
    qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.form.values().get("city") == "Dakar")
    qtbot.waitUntil(lambda: notice.button.text() == "Undo (10 min)")


def test_a_new_record_that_was_undone_comes_back_whole(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    from ui.screens.record_undo import undo_last

    activity, line = desk.new_id(), desk.new_id()
    desk.save([
        Edit("activity", activity, {"title": {"fr": "Atelier"}, "countries": {"SN": True}}),
        Edit("headcount", line, {"activity": activity, "women": 7}),
    ])  # fmt: skip
    undone = undo_last(desk)
    assert undone is not None
    assert desk.record("activity", activity).deleted  # type: ignore[union-attr]
    desk.save(list(undone.again))
    assert desk.record("activity", activity).values["title"] == {"fr": "Atelier"}  # type: ignore[union-attr]
    assert [row.values["women"] for row in desk.find("headcount", activity=activity)] == [7]
    desk.save([Edit("activity", activity, {"title": {"en": "Workshop"}, "countries": {"SN": None, "ML": True}})])
    undone = undo_last(desk)
    assert undone is not None
    desk.save(list(undone.again))
    values = desk.record("activity", activity).values  # type: ignore[union-attr]
    assert (values["title"], values["countries"]) == ({"fr": "Atelier", "en": "Workshop"}, {"ML": True})


def test_the_notice_is_a_drawing_only_where_the_line_is_short_of_room(
    show: Any, window: MainWindow, records: dict[str, bytes], qtbot: Any
) -> None:
    screen, button = show(records["workshop"]), window.undo_notice.button
    window.resize(1366, 768)
    type_city(screen, qtbot)
    save(screen, qtbot)
    qtbot.waitUntil(window.undo_notice.isVisible)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    window.resize(1024, 600)
    qtbot.waitUntil(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)
    assert button.accessibleName() == "Undo (10 min)"
    word = window.status_line.passing
    assert word.text() == "Saved."
    assert word.fontMetrics().horizontalAdvance(word.text()) <= word.width()  # and the rest stands beside it
