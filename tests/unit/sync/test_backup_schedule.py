"""Backups that are made by themselves: when they are due, where they go, what is kept, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.errors import Cancelled, DeskError, MediumError
from baseldesk.sync import backup_schedule as plans
from baseldesk.sync.backup import read_backup
from baseldesk.sync.station import found_centre
from tests.unit.sync.conftest import write_activity

DAY = 86_400_000
NOW = 1_790_000_000_000


class Clock:
    """A clock that a test sets."""

    now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The clock of the one desk of these tests."""
    return Clock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Desk]:
    """One desk for all: a backup changes nothing of it."""
    with found_centre(tmp_path_factory.mktemp("c") / "desk", "BCRC-SEN", clock=clock) as made:
        yield made


def schedule(folder: Path, **other: object) -> plans.Schedule:
    """A daily one into this folder."""
    return replace(plans.Schedule(plans.DAILY, str(folder), keep=3), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "made_before", "trouble", "is_due"),
    [
        (plans.NEVER, 400 * DAY, "", False),
        (plans.AT_CLOSE, 400 * DAY, "", False),  # that is for closing
        (plans.DAILY, DAY // 2, "", False),
        (plans.DAILY, 23 * 3_600_000, "", True),  # the officer came an hour earlier than yesterday
        (plans.DAILY, DAY // 2, plans.AWAY, True),
        (plans.WEEKLY, 2 * DAY, "", False),
        (plans.WEEKLY, 7 * DAY, "", True),
        (plans.WEEKLY, -2 * DAY, "", True),  # the clock was wrong when it was made
    ],
)  # fmt: skip
def test_when_a_backup_is_due(when: str, made_before: int, trouble: str, is_due: bool) -> None:
    plan = plans.Schedule(when, "/stick", made=NOW - made_before, trouble=trouble)
    assert plans.is_due(plan, NOW) is is_due
    assert not plans.is_due(replace(plan, folder=""), NOW)


def test_what_is_remembered_comes_back_and_what_is_damaged_counts_as_not_said(tmp_path: Path) -> None:
    plan = schedule(tmp_path, made=NOW, reached=7, trouble=plans.AWAY)
    assert plans.read_schedule(plan.as_json()) == plan
    for damaged in (None, [], {"when": "hourly"}, {"keep": 0}):
        assert plans.read_schedule(damaged) == plans.Schedule()
    assert plans.read_schedule({"when": "daily", "made": "yesterday", "more": 1}) == plans.Schedule("daily")


def test_one_is_kept_per_day_and_only_as_many_days_as_were_asked_for(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "BCRC-SEN-2026-01-01.baseldesk").write_text("named by a person")
    (tmp_path / "BCRC-SEN-ffffffff-2026-01-01.baseldesk").write_text("another computer's")
    plan = schedule(tmp_path)
    for day in range(5):
        clock.now = NOW + day * DAY
        write_activity(desk, f"of day {day}")
        plan = plans.run_schedule(desk, plan)
        write_activity(desk, f"in the evening of day {day}")
        plan = plans.run_schedule(desk, plan)
        assert plan.trouble == ""
        assert (plan.made, plan.reached) == (clock.now, plans.last_change(desk))
    names = sorted(one.name for one in tmp_path.iterdir())
    own = [one for one in names if one.startswith(f"BCRC-SEN-{desk.device.hex()[:8]}-")]
    assert len(names) == 5
    assert len(own) == 3
    assert Path(plan.file).name == own[-1] == plans.name_of(desk)
    assert read_backup(Path(plan.file)).owner == "BCRC-SEN"


def test_nothing_new_is_not_written_again_unless_the_last_one_is_gone(desk: Desk, tmp_path: Path) -> None:
    first = plans.run_schedule(desk, schedule(tmp_path))
    before = Path(first.file).stat().st_mtime_ns
    assert plans.run_schedule(desk, first).trouble == ""
    assert Path(first.file).stat().st_mtime_ns == before
    Path(first.file).unlink()
    assert Path(plans.run_schedule(desk, first).file).exists()


def test_a_place_that_is_away_fails_nothing_and_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    plan = plans.run_schedule(desk, schedule(tmp_path / "stick", made=NOW - 12 * DAY, reached=1, file="x"))
    assert (plan.trouble, plan.made, plan.reached, plan.file) == (plans.AWAY, NOW - 12 * DAY, 1, "x")
    # The empty mount point of a stick that is not in lies on the desk's own disk.
    plan = plans.run_schedule(desk, schedule(tmp_path, other_disk=True))
    assert plan.trouble == plans.AWAY
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(MediumError):
        plans.choose_folder(plan, tmp_path / "stick", desk.folder)
    assert not plans.choose_folder(plan, tmp_path, desk.folder).other_disk


def test_a_backup_that_cannot_be_written_takes_no_older_one_away(
    desk: Desk, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = NOW + 30 * DAY
    held = plans.run_schedule(desk, schedule(tmp_path, keep=1))
    clock.now += DAY
    write_activity(desk, "one more")

    def full(*_: object) -> None:
        raise MediumError("medium.full", file="x", folder="y", reason="")

    monkeypatch.setattr(plans, "back_up", full)
    plan = plans.run_schedule(desk, held)
    assert (plan.trouble, plan.file) == (plans.FAILED, held.file)
    assert [str(one) for one in tmp_path.iterdir()] == [held.file]


def test_a_person_can_stop_it(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        plans.run_schedule(desk, schedule(tmp_path), cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_could_open_is_told_apart(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DeskError("backup.nobody_opens")

    monkeypatch.setattr(plans, "back_up", refuse)
    assert plans.run_schedule(desk, schedule(tmp_path)).trouble == plans.UNSEALED
