"""How long work still takes: nothing at once, then words that fall steadily; and every step said in whole units."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAccessible

from ui.tasks import Runner
from ui.time_left import TimeLeft, say_left
from ui.widgets.progress import Progress


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Stands still until it is moved."""
    return Clock()


def run(clock: Clock, left: TimeLeft, paces: list[float], total: int = 100) -> list[int | None]:
    """Work of which each hundredth takes so many seconds; what was said after each."""
    said = []
    left.hear(0, total)
    for done, pace in enumerate(paces, start=1):
        clock.now += pace
        left.hear(done, total)
        said.append(left.seconds())
    return said


def test_nothing_is_said_in_the_first_two_seconds(clock: Clock) -> None:
    said = run(clock, TimeLeft(clock), [0.1] * 100)
    assert said[18] is None
    assert said[20] == 10


def test_it_falls_steadily_though_the_pace_jumps(clock: Clock) -> None:
    """Every tenth piece takes long, as where a large document lies between records."""
    said = [one for one in run(clock, TimeLeft(clock), ([0.4] * 9 + [2.0]) * 10) if one is not None]
    assert said[0] == 40
    assert said == sorted(said, reverse=True)
    assert said[-1] == 10
    assert len(set(said)) < 10


def test_work_that_grows_much_longer_is_said_to(clock: Clock) -> None:
    said = run(clock, TimeLeft(clock), [0.2] * 30 + [6.0] * 10)
    assert said[28] == 20
    assert said[-1] is not None
    assert said[-1] >= 60


def test_a_count_that_begins_anew_begins_a_new_estimate(clock: Clock) -> None:
    left = TimeLeft(clock)
    run(clock, left, [1.0] * 50)
    assert left.seconds() == 50
    left.hear(0, 10)
    assert left.seconds() is None


def test_an_unknown_end_is_not_guessed(clock: Clock) -> None:
    left = TimeLeft(clock)
    for done in range(50):
        clock.now += 1
        left.hear(done, None)
    assert left.words() == ""


def test_every_step_is_said(language: Any) -> None:
    said = [say_left(one) for one in (10, 30, 60, 120, 3600, 7200)]
    assert said == [
        "a few seconds left", "about 30 seconds left", "about 1 minute left", "about 2 minutes left", "about 1 hour left",
        "about 2 hours left",
    ]  # fmt: skip


def test_a_screen_reader_hears_it_now_and_then(
    qtbot: Any, runner: Runner, language: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    shown = Progress(is_stacked=True)
    qtbot.addWidget(shown)
    runner.hold()
    task = runner.read(lambda **_: None, label="Backing up", reports=True)
    task.left = TimeLeft(clock)
    shown.follow(task)
    task.left.hear(0, 1000)
    for done in range(1, 200):
        clock.now += 0.5
        task.left.hear(done, 1000)
        shown.set_progress(done, 1000)
    assert shown.label.text() == "Backing up · about 7 minutes left"
    assert told[-1] == shown.label.text()
    assert len(told) <= 4
    assert task.left.may_speak() is True
    assert task.left.may_speak() is False
