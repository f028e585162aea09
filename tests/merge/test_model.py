"""T7 in memory: whatever is lost, doubled, restored or cloned, nobody's work is, and everybody sees the same."""

from __future__ import annotations

import pytest

from tests.merge.schedules import Outcome, run, run_many

BLOCKS = 8  # of the quick tier, so that two processes of pytest share them
BLOCK = 125
LONG = 20_000


def failures(outcomes: list[Outcome]) -> list[str]:
    """What a person needs to run a failed schedule again."""
    return [f"seed {one.seed}: {one.failure}" for one in outcomes if one.failure]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_schedule_loses_or_hides_anything(block):
    outcomes = [run(seed) for seed in range(block * BLOCK, (block + 1) * BLOCK)]
    assert failures(outcomes) == []
    assert sum(one.changes for one in outcomes) > 10 * BLOCK, "the schedules must say something"
    assert sum(one.conflicts for one in outcomes) > 0


@pytest.mark.parametrize("seed", [21, 25, 83, 113, 1656, 1960])
def test_schedules_that_once_found_something(seed):
    """See test_found.py, and the simulator's own errors."""
    assert run(seed).failure == ""


def test_a_schedule_is_the_same_each_time():
    assert run(7) == run(7)


@pytest.mark.long
def test_many_schedules(record_property):
    outcomes = run_many(range(LONG))
    record_property("changes", sum(one.changes for one in outcomes))
    record_property("conflicts", sum(one.conflicts for one in outcomes))
    assert failures(outcomes) == []
    assert max(one.rounds for one in outcomes) < 3
