"""The first start: three questions by keyboard, a desk at the end; back from a backup; leaving makes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from baseldesk.desk.desk import Desk
from baseldesk.sync.backup import back_up
from baseldesk.sync.opening import open_desk
from ui.first_run import FirstRun
from ui.language import Language

PATIENCE = 20_000


@pytest.fixture
def guide(qtbot: Any, qapp: QApplication, tmp_path: Path) -> Iterator[FirstRun]:
    """Open, in English, for a folder that is not there yet."""
    tongue = Language(qapp)
    tongue.use("en")
    made = FirstRun(tmp_path / "new", tongue)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.runner.close()
    tongue.use("en")
    tongue.withdraw()


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
    guide.main_button.click()
    with qtbot.waitSignal(guide.accepted, timeout=PATIENCE):
        guide.centre_step.take([tmp_path / "b.baseldesk"])
    with open_desk(tmp_path / "new") as found:
        assert found.owner == desk.owner
        assert found.device != desk.device


def test_what_is_no_backup_is_said_and_one_may_go_on(qtbot: Any, guide: FirstRun, tmp_path: Path) -> None:
    (tmp_path / "b.baseldesk").write_bytes(b"nothing")
    guide.main_button.click()
    guide.centre_step.take([tmp_path / "b.baseldesk"])
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert guide.centre_step.isEnabled()
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
