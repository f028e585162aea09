"""The card in the settings that makes a copy of everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.sync.backup import read_backup
from ui.screens import Context
from ui.screens.settings_backup import BackupCard

PATIENCE = 20_000


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


def test_a_place_that_cannot_be_written_is_said_and_one_may_try_again(qtbot: Any, context: Context, tmp_path: Path) -> None:
    card = BackupCard(context)
    qtbot.addWidget(card)
    card.write_to([tmp_path / "nowhere" / "mine.baseldesk"])
    qtbot.waitUntil(card.button.isEnabled, timeout=PATIENCE)
    assert not card.banner.isHidden()
    assert "No copy was made" in card.sentence.text()
