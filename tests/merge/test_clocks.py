"""T15: a computer whose clock is ten years off, jumps back, or stands in 1970, 2038 or 9999 merges like any other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.merge.laptops import Laptops

FAKETIME = shutil.which("faketime")
SKEWS = ["-10y", "+10y", "@1970-01-01 00:00:10", "@2038-01-19 03:14:00", "@2261-12-31 23:00:00"]  # CPython itself stops in 2262
SCRIPT = Path(__file__).with_name("clock_script.py")
YEAR_9999 = 253_380_000_000_000  # milliseconds; in April 9999

needs_faketime = pytest.mark.skipif(FAKETIME is None, reason="cannot run here: faketime is not installed")


def play(seed: int, folder: Path, template: Path, *skews: str) -> dict[str, object]:
    """Two laptops and the secretariat write by turns and meet, each turn a process of its own, the second laptop's under a false
    clock; gives what all of them show."""
    place = folder / f"{seed}-{'-'.join(skews)[:30].replace(' ', '_').replace(':', '')}"
    place.mkdir()
    shutil.copytree(template, place / "desks")
    for turn in range(3):
        for name in ("A1", "A2"):
            skew = skews[turn % len(skews)] if skews and name == "A2" else ""
            command = [sys.executable, str(SCRIPT), str(place), name, str(seed), str(turn)]
            if skew:
                command = [str(FAKETIME), *(["-f"] if skew[0] in "+-@" else []), skew, *command]
            root = str(Path(__file__).parents[2])
            environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": "0"}
            done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
            assert done.returncode == 0, f"{skew or 'no skew'}: {done.stderr[-2000:]}"
    return json.loads((place / "shown.json").read_text(encoding="utf-8"))


@needs_faketime
@pytest.mark.parametrize("skew", SKEWS)
def test_a_wrong_clock_changes_nothing_of_the_merge(skew, template, fast_folder):
    assert play(0, fast_folder, template, skew) == play(0, fast_folder, template)


@needs_faketime
def test_a_clock_that_jumps_back_changes_nothing_of_the_merge(template, fast_folder):
    assert play(1, fast_folder, template, "+10y", "-10y") == play(1, fast_folder, template)


@pytest.mark.parametrize("wall", [0, YEAR_9999], ids=["1970", "9999"])
@pytest.mark.parametrize("seed", range(3))
def test_whole_schedules_with_a_clock_far_off(seed, wall, template, fast_folder):
    """Through the clock that is passed in: everything that befalls desks, with one of them in another age."""
    world = Laptops(seed, fast_folder, template)
    try:
        world.turn_clock = lambda one: None  # type: ignore[method-assign]
        for _ in range(60):
            world.laptops[1].skew = wall - world.time
            world.step()
        world.settle()
    finally:
        world.close()


@needs_faketime
@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("skew", SKEWS)
def test_wrong_clocks_for_long(seed, skew, template, fast_folder):
    assert play(seed, fast_folder, template, skew) == play(seed, fast_folder, template)
