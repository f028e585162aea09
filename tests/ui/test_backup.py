"""The card in the settings that makes a copy of everything, and the copies that are made by themselves."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton

from baseldesk.desk.desk import Desk
from baseldesk.sync import backup_schedule as plans
from baseldesk.sync.backup import read_backup
from tests.quick_scrypt import use_quick_scrypt
from ui.backup_standing import HINT_AFTER, MADE, SCHEDULE, backup_standing, read_plan
from ui.screens import Context
from ui.screens.settings_backup import BackupCard
from ui.settings import Settings
from ui.widgets.link import Link
from ui.window import MainWindow

PATIENCE = 20_000
DAY = 86_400_000


def test_a_backup_is_written_and_its_day_is_said(qtbot: Any, context: Context, desk: Desk, tmp_path: Path) -> None:
    card = BackupCard(context)
    qtbot.addWidget(card)
    assert "No copy was made" in card.sentence.text()
    card.write_to([tmp_path / "mine.baseldesk"])
    assert not card.button.isEnabled()
    qtbot.waitUntil(card.button.isEnabled, timeout=PATIENCE)
    assert read_backup(tmp_path / "mine.baseldesk").owner == desk.owner
    assert "The last one was made on" in card.sentence.text()
    assert "mine.baseldesk" in card.banner.text.text()
    card.write_to([tmp_path / "nowhere" / "mine.baseldesk"])
    qtbot.waitUntil(card.button.isEnabled, timeout=PATIENCE)
    assert not card.banner.isHidden()


def test_choosing_a_place_is_enough_and_a_folder_on_the_same_disk_is_said_to_be_that(
    qtbot: Any, context: Context, window: MainWindow, tmp_path: Path
) -> None:
    card = BackupCard(context)
    qtbot.addWidget(card)
    assert not card.kept.isVisibleTo(card)
    card.use_place([tmp_path / "not there"])
    assert not card.banner.isHidden()
    card.use_place([tmp_path])
    assert read_plan(context.settings) == plans.Schedule("daily", str(tmp_path))
    assert "same disk" in card.note.text()
    assert card.kept.isVisibleTo(card)
    window.backups.look()
    qtbot.waitUntil(lambda: read_plan(context.settings).made > 0, timeout=PATIENCE)
    assert "The last one was made on" in card.sentence.text()
    assert Path(read_plan(context.settings).file).parent == tmp_path


def test_backups_are_sealed_with_a_passphrase_that_is_typed_twice(
    qtbot: Any, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_quick_scrypt(monkeypatch)
    card = BackupCard(context)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: card.seal.state is not None, timeout=PATIENCE)
    assert "not sealed" in card.seal.said.text()
    today = Path(plans.run_schedule(context.desk, plans.Schedule("daily", str(tmp_path))).file)
    earlier = today.with_name(f"{today.stem[:-10]}2026-01-02{today.suffix}")
    shutil.copy(today, earlier)
    card.use_place([tmp_path])  # the first time, it is asked for
    dialog = card.seal.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.first, "grey heron")
    assert not dialog.yes_button.isEnabled()
    qtbot.keyClicks(dialog.second, "grey heron")
    dialog.yes_button.click()
    qtbot.waitUntil(card.seal.open_button.isVisible, timeout=PATIENCE)
    assert "2 earlier backups are not sealed" in card.seal.unsealed.text()
    card.seal.delete_button.click()
    box = card.findChild(QMessageBox, "backup_unsealed")
    assert box is not None
    assert earlier.exists()  # never by itself
    box.findChild(QPushButton, "backup_unsealed_yes").click()
    qtbot.waitUntil(card.seal.delete_button.isHidden, timeout=PATIENCE)
    assert read_backup(today).is_sealed
    assert not earlier.exists()
    assert read_plan(context.settings).file == str(today)
    card.write_to([tmp_path / "mine.baseldesk"])
    qtbot.waitUntil(card.button.isEnabled, timeout=PATIENCE)
    assert read_backup(tmp_path / "mine.baseldesk").is_sealed
    card.seal.open_button.click()
    qtbot.waitUntil(lambda: "not sealed" in card.seal.said.text(), timeout=PATIENCE)


def test_a_place_that_is_away_is_a_line_and_no_error(
    qtbot: Any, context: Context, window: MainWindow, tmp_path: Path
) -> None:  # fmt: skip
    made = context.desk.clock() - 12 * DAY - 1000
    plan = plans.Schedule("weekly", str(tmp_path / "stick"), made=made, other_disk=True)
    context.settings.put(SCHEDULE, plan.as_json())
    with qtbot.waitSignal(window.backups.changed, timeout=PATIENCE):
        window.backups.start()
    standing = backup_standing(context.settings, context.desk.clock())
    assert standing is not None
    assert (standing.kind, standing.text) == ("attention", "No backup for 12 days: the place is not there")
    card = BackupCard(context)
    qtbot.addWidget(card)
    assert "made when the place is back" in card.note.text()


def test_what_home_says_of_backups() -> None:
    settings, now = Settings(None), 1_790_000_000_000
    assert backup_standing(settings, now, HINT_AFTER - 1) is None
    hint = backup_standing(settings, now, HINT_AFTER)
    assert hint is not None
    assert hint.kind == "hint"
    settings.put(MADE, str(now - DAY))  # somebody knows how to make one
    assert backup_standing(settings, now, HINT_AFTER) is None
    settings.put(SCHEDULE, plans.Schedule("daily", "/stick", trouble="failed").as_json())
    said = backup_standing(settings, now)
    assert said is not None
    assert said.text == "No backup for 1 day: it could not be written"
    assert said.days == 1


@pytest.fixture
def closing(context: Context, tmp_path: Path) -> plans.Schedule:
    """A backup is made each time the window is closed."""
    made = plans.Schedule("close", str(tmp_path))
    context.settings.put(SCHEDULE, made.as_json())
    return made


def test_closing_makes_the_backup_first(qtbot: Any, window: MainWindow, closing: plans.Schedule) -> None:
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        assert not window.close()
    held = read_plan(window.context.settings)
    assert held.trouble == ""
    assert Path(held.file).exists()


def test_how_many_are_kept_stays_as_chosen_while_one_was_made(window: MainWindow, closing: plans.Schedule) -> None:
    window.context.settings.put(SCHEDULE, replace(closing, keep=30).as_json())
    window.backups._on_made(replace(closing, made=1))
    assert read_plan(window.context.settings) == replace(closing, keep=30, made=1)


def test_a_place_that_is_away_does_not_keep_the_window_open(qtbot: Any, window: MainWindow, closing: plans.Schedule) -> None:
    window.context.settings.put(SCHEDULE, replace(closing, folder=closing.folder + "/stick").as_json())
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        window.close()
    assert read_plan(window.context.settings).trouble == "away"


@pytest.mark.parametrize("fails", [False, True])
def test_closing_waits_for_a_backup_that_was_asked_for(
    qtbot: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    from threading import Event

    from baseldesk.errors import MediumError
    from baseldesk.sync import backup

    may_end, write = Event(), backup.back_up

    def slow(*asked: Any, **reports: Any) -> Any:
        may_end.wait(PATIENCE / 1000)
        if fails:
            raise MediumError("medium.full", path="stick")
        return write(*asked, **reports)

    monkeypatch.setattr(backup, "back_up", slow)
    card = BackupCard(window.context)
    qtbot.addWidget(card)
    card.write_to([tmp_path / "asked.baseldesk"])
    assert not window.close()
    qtbot.waitUntil(lambda: window.backups.box is not None, timeout=PATIENCE)
    if fails:
        may_end.set()
        qtbot.waitUntil(lambda: window.backups.box is None, timeout=PATIENCE)
        assert window.isVisible()
        return
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        may_end.set()
    assert (tmp_path / "asked.baseldesk").exists()


def test_one_may_leave_without(
    qtbot: Any, window: MainWindow, closing: plans.Schedule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    from baseldesk.errors import Cancelled

    stopped = Event()

    def endless(desk: Any, target: Path, progress: Any, cancelled: Any) -> None:
        while not cancelled():
            stopped.wait(0.01)
        raise Cancelled

    monkeypatch.setattr(plans, "back_up", endless)
    window.close()
    qtbot.waitUntil(lambda: window.backups.box is not None, timeout=PATIENCE)
    assert isinstance(window.backups.box, QDialog)
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        window.backups.box.leave_button.click()
    assert read_plan(window.context.settings).made == 0


def test_home_says_it_and_leads_to_the_card(qtbot: Any, context: Context, window: MainWindow, tmp_path: Path) -> None:
    window.show_screen("home")
    plan = plans.Schedule("daily", str(tmp_path / "stick"), made=context.desk.clock() - 12 * DAY - 1000, other_disk=True)
    context.settings.put(SCHEDULE, plan.as_json())
    with qtbot.waitSignal(window.backups.changed, timeout=PATIENCE):
        window.backups.look()

    def lines() -> list[Link]:  # those of the reading before may still be about, hidden
        links = [one for one in window.places.here.findChildren(Link) if one.isVisible()]
        return [one for one in links if one.text().startswith("No backup for 12 days")]

    qtbot.waitUntil(lambda: len(lines()) == 1, timeout=PATIENCE)
    lines()[0].click()
    qtbot.waitUntil(lambda: window.places.here.name == "settings", timeout=PATIENCE)
    assert window.places.here.findChild(BackupCard) is not None
