"""T7 on the real store: real desks, real bundles and receipts, restores and clones of real files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.merge.laptops import Laptops

BLOCKS, BLOCK, LONG = 20, 25, 5_000


def play(seed: int, folder: Path, template: Path) -> tuple[int, int]:
    """One schedule and its quiet end, against the oracle; gives (changes, conflicts kept)."""
    place = folder / str(seed)
    place.mkdir()
    world = Laptops(seed, place, template)
    try:
        for _ in range(60 + seed % 40):
            world.step()
        world.settle()
        return len(world.truth), world.conflicts()
    except AssertionError as broken:
        raise AssertionError(f"seed {seed}: {broken}") from broken
    finally:
        world.close()
        shutil.rmtree(place)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_schedule_of_real_desks_loses_or_hides_anything(block, template, fast_folder):
    done = [play(seed, fast_folder, template) for seed in range(block * BLOCK, (block + 1) * BLOCK)]
    assert sum(changes for changes, _ in done) > 5 * BLOCK


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG // BLOCK))
def test_many_schedules_of_real_desks(block, template, fast_folder, record_property):
    done = [play(seed, fast_folder, template) for seed in range(1000 + block * BLOCK, 1000 + (block + 1) * BLOCK)]
    record_property("changes", sum(changes for changes, _ in done))
    record_property("conflicts", sum(conflicts for _, conflicts in done))
