"""The first start: three questions by keyboard, a desk at the end; back from a backup; leaving makes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskDamaged, DeskError, DeskLocked, DeskNewer
from baseldesk.sync.backup import back_up
from baseldesk.sync.backup_seal import keep_seal, make_seal
from baseldesk.sync.opening import open_desk
from ui.first_run import FirstRun
from ui.first_run_answers import take_next
from ui.first_run_trouble import Trouble, place_aside, put_aside
from ui.language import Language
from ui.settings import Settings

PATIENCE = 20_000


Begin = Callable[..., FirstRun]


@pytest.fixture
def begin(qtbot: Any, qapp: QApplication, tmp_path: Path) -> Iterator[Begin]:
    """Opens the questions for a folder that is not there yet, in a language; what was answered lies in the settings."""
    begun: list[tuple[FirstRun, Language]] = []

    def open_guide(code: str = "en", **more: Any) -> FirstRun:
        tongue = Language(qapp)
        tongue.use(code)
        made = FirstRun(tmp_path / "new", tongue, Settings(tmp_path / "window.json"), **more)
        qtbot.addWidget(made)
        begun.append((made, tongue))
        made.show()
        made.activateWindow()
        return made

    yield open_guide
    for made, tongue in begun:
        made.runner.close()
        tongue.use("en")
        tongue.withdraw()


@pytest.fixture
def guide(begin: Begin) -> FirstRun:
    """Open, in English."""
    return begin()


def go_earlier(guide: FirstRun) -> None:
    """To what a person has of earlier work."""
    guide.main_button.click()
    guide.centre_step.before_button.click()


def test_three_questions_and_work_begins(qtbot: Any, guide: FirstRun, tmp_path: Path) -> None:
    french = guide.findChild(QRadioButton, "first_language_fr")
    assert french is not None
    french.click()
    assert guide.main_button.text() == "Suivant"
    guide.main_button.click()
    assert not guide.main_button.isEnabled()
    line = guide.findChild(QLineEdit, "first_centre")
    assert line is not None
    qtbot.keyClicks(line, "senegal")
    assert guide.centre_step.code() == "BCRC-SEN"
    guide.main_button.click()
    qtbot.keyClicks(guide.name_step.line, "Officer")
    guide.back_button.click()
    assert guide.centre_step.code() == "BCRC-SEN"
    guide.main_button.click()
    assert guide.name_step.line.text() == "Officer"
    with qtbot.waitSignal(guide.accepted, timeout=PATIENCE):
        guide.main_button.click()
    with open_desk(tmp_path / "new") as desk:
        assert desk.owner == "BCRC-SEN"
        assert [row.values["name"] for row in desk.find("officer")] == ["Officer"]


def test_an_earlier_desk_comes_back_from_its_backup(qtbot: Any, guide: FirstRun, desk: Desk, tmp_path: Path) -> None:
    back_up(desk, tmp_path / "b.baseldesk")
    go_earlier(guide)
    with qtbot.waitSignal(guide.accepted, timeout=PATIENCE):
        guide.earlier_step.take([tmp_path / "b.baseldesk"])
    with open_desk(tmp_path / "new") as found:
        assert found.owner == desk.owner
        assert found.device != desk.device


def test_a_sealed_backup_waits_for_its_passphrase(qtbot: Any, guide: FirstRun, desk: Desk, tmp_path: Path) -> None:
    keep_seal(desk, make_seal("correct horse battery"))
    back_up(desk, tmp_path / "b.baseldesk")
    go_earlier(guide)
    step = guide.earlier_step
    step.take([tmp_path / "b.baseldesk"])
    qtbot.waitUntil(step.passphrase.isVisible, timeout=PATIENCE)
    assert not guide.banner.isVisible()
    assert guide.main_button.text() == "Bring it back"
    qtbot.keyClicks(step.passphrase, "wrong horse battery")
    guide.main_button.click()
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert "capital letters count" in guide.banner.hint.text()
    step.passphrase.clear()
    qtbot.keyClicks(step.passphrase, "correct horse battery")
    with qtbot.waitSignal(guide.accepted, timeout=PATIENCE):
        guide.main_button.click()
    with open_desk(tmp_path / "new") as found:
        assert found.owner == desk.owner


def test_what_is_no_backup_is_said_and_one_may_go_on(qtbot: Any, guide: FirstRun, tmp_path: Path) -> None:
    (tmp_path / "b.baseldesk").write_bytes(b"nothing")
    go_earlier(guide)
    guide.earlier_step.take([tmp_path / "b.baseldesk"])
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert guide.earlier_step.isEnabled()
    assert guide.main_button.text() == "Choose the backup…"
    assert not (tmp_path / "new").exists()


def test_leaving_makes_nothing(guide: FirstRun, tmp_path: Path) -> None:
    guide.main_button.click()
    guide.cancel_button.click()
    assert not guide.isVisible()
    assert not (tmp_path / "new").exists()


def test_every_centre_can_be_chosen_in_every_language(qtbot: Any, guide: FirstRun) -> None:
    for code in ("ar", "zh", "ru"):
        guide._on_language(code)
        guide.centre_step.arrive()
        assert guide.centre_step.list.count() == 15
        assert all(guide.centre_step.list.item(row).text() for row in range(15))


def test_the_focus_begins_on_the_language_of_the_system(qtbot: Any, begin: Begin) -> None:
    guide = begin("fr")
    french = guide.findChild(QRadioButton, "first_language_fr")
    assert french is not None
    qtbot.waitUntil(french.hasFocus)
    assert french.isChecked()
    qtbot.keyClick(french, Qt.Key.Key_Down)
    assert guide.language_step.chosen_button() is not french
    assert guide.heading.text() == "¿En qué idioma trabaja?"


def test_what_was_answered_before_a_power_cut_is_not_asked_again(qtbot: Any, begin: Begin) -> None:
    guide = begin()
    guide.language_step.findChild(QRadioButton, "first_language_fr").click()
    guide.main_button.click()
    qtbot.keyClicks(guide.centre_step.line, "senegal")
    guide.main_button.click()
    qtbot.keyClicks(guide.name_step.line, "Aw")
    again = begin("fr")  # the power went; nothing was closed
    assert again.step is again.name_step
    assert again.name_step.line.text() == "Aw"
    again.back_button.click()
    assert again.centre_step.code() == "BCRC-SEN"
    again.main_button.click()
    with qtbot.waitSignal(again.accepted, timeout=PATIENCE):
        again.main_button.click()
    assert begin("fr").step is not again.name_step  # it is over: what is asked next is asked from the beginning


def test_a_centre_that_is_not_found_is_said(qtbot: Any, guide: FirstRun) -> None:
    guide.main_button.click()
    qtbot.keyClicks(guide.centre_step.line, "atlantis")
    assert guide.centre_step.nothing.isVisible()
    assert not guide.main_button.isEnabled()
    guide.centre_step.line.clear()
    qtbot.keyClick(guide.centre_step.line, Qt.Key.Key_Down)
    assert guide.centre_step.code()
    assert guide.main_button.isEnabled()


def test_who_has_only_a_printed_key_answers_the_questions_and_then_opens_it(qtbot: Any, begin: Begin, tmp_path: Path) -> None:
    guide = begin()
    go_earlier(guide)
    guide.earlier_step.buttons["rescue"].click()
    assert guide.main_button.text() == "Next"
    guide.main_button.click()
    guide.back_button.click()
    assert guide.step is guide.earlier_step
    guide.main_button.click()
    qtbot.keyClicks(guide.centre_step.line, "senegal")
    guide.main_button.click()
    with qtbot.waitSignal(guide.accepted, timeout=PATIENCE):
        guide.main_button.click()
    settings = Settings(tmp_path / "window.json")
    assert take_next(settings) == "rescue"
    assert take_next(settings) == ""


def test_damaged_records_can_be_put_aside_whole(qtbot: Any, language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    (folder / "keys").mkdir(parents=True)
    (folder / "desk.db").write_bytes(b"torn")
    box = Trouble(DeskDamaged("desk.not_a_database", file="desk.db", reason="torn"), folder)
    qtbot.addWidget(box)
    box.show()
    assert place_aside(folder).name in box.aside.text()
    box.aside_button.click()
    assert box.choice == "aside"
    kept = put_aside(folder)
    assert not folder.exists()
    assert (kept / "desk.db").read_bytes() == b"torn"
    folder.mkdir()
    assert place_aside(folder) != kept


@pytest.mark.parametrize(
    ("error", "offers"),
    [
        (DeskLocked("desk.locked", folder="x"), ["again", "copy", "quit"]),
        (DeskNewer("desk.newer", schema=9, known=2), ["copy", "quit"]),
        (DeskDamaged("desk.not_a_desk", file="desk.db"), ["again", "aside", "copy", "quit"]),
        (DeskError("desk.other_key", file="desk.db"), ["again", "aside", "copy", "quit"]),
        (DeskError("protection.secret_missing", place="x"), ["again", "aside", "copy", "quit"]),
    ],
)
def test_only_what_helps_is_offered(qtbot: Any, language: Language, tmp_path: Path, error: Any, offers: list[str]) -> None:
    box = Trouble(error, tmp_path / "records")
    qtbot.addWidget(box)
    box.show()
    shown = [one.objectName().removeprefix("trouble_") for one in box.findChildren(QPushButton) if one.isVisible()]
    assert shown == offers
    box.reject()
    assert box.choice == "quit"
