"""The card that takes in what the secretariat publishes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from baseldesk.sync import release_news
from baseldesk.sync.release_news import Followed, News
from ui.screens import Context
from ui.screens.settings_updates import UpdatesCard

PATIENCE = 20_000
MADE = datetime(2026, 11, 1, tzinfo=UTC)


def news(verdict: str) -> News:
    """A release that adds a little."""
    return News(3, 2, verdict, MADE, "", {"theme": 2}, {"theme": 1}, 12)


def test_a_computer_that_is_not_registered_is_told_so(qtbot: Any, context: Context, tmp_path: Path) -> None:
    card = UpdatesCard(context)
    qtbot.addWidget(card)
    qtbot.waitUntil(lambda: "came with the program" in card.plan.text(), timeout=PATIENCE)
    assert not card.write_button.isVisibleTo(card)
    (tmp_path / "u.baselupdate").write_bytes(b"something")
    card.look_at([tmp_path / "u.baselupdate"])
    qtbot.waitUntil(lambda: not card.banner.isHidden(), timeout=PATIENCE)
    assert card.banner.copy_button.isVisibleTo(card.banner)  # an error whose details can be copied


@pytest.mark.parametrize("verdict", ["same", "older", "rival"])
def test_what_is_not_newer_offers_nothing(qtbot: Any, context: Context, monkeypatch: pytest.MonkeyPatch, verdict: str) -> None:
    monkeypatch.setattr(release_news, "rehearse", lambda desk, path: news(verdict))
    card = UpdatesCard(context)
    qtbot.addWidget(card)
    card.look_at([Path("u")])
    qtbot.waitUntil(lambda: not card.banner.isHidden(), timeout=PATIENCE)
    assert not card.banner.action.isVisibleTo(card.banner)
    assert "Nothing was changed" in card.banner.text.text()


def test_what_it_changes_is_seen_before_it_is_taken_in(qtbot: Any, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def take_in(desk: Any, path: Path) -> News:
        taken.append(path)
        return news("newer")

    monkeypatch.setattr(release_news, "rehearse", lambda desk, path: news("newer"))
    monkeypatch.setattr(release_news, "take_in", take_in)
    monkeypatch.setattr(release_news, "followed", lambda desk: Followed(2, MADE, ""))
    card = UpdatesCard(context)
    qtbot.addWidget(card)
    card.look_at([Path("u")])
    qtbot.waitUntil(lambda: not card.banner.isHidden(), timeout=PATIENCE)
    assert "2 new; 1 no longer offered; 12 texts" in card.banner.text.text()
    assert taken == []
    card.banner.action.click()
    qtbot.waitUntil(lambda: "is in use now" in card.banner.text.text(), timeout=PATIENCE)
    assert taken == [Path("u")]
