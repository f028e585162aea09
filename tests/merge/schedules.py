"""Running schedules: one per seed, the same each time; in several processes for the long tier."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from tests.merge.mutants import breaking
from tests.merge.world import World


class Outcome(NamedTuple):
    """What one schedule came to; `failure` is empty where every promise was kept."""

    seed: int
    failure: str
    changes: int
    conflicts: int
    rounds: int


def run(seed: int, broken: str = "") -> Outcome:
    """One schedule of 80 to 200 steps and its quiet end, against the oracle."""
    with breaking(broken):
        world, rounds, failure = World(seed, broken), 0, ""
        try:
            for _ in range(80 + seed % 120):
                world.step()
            rounds = world.settle()
        except AssertionError as broken_promise:
            failure = str(broken_promise).partition("\n")[0] or "an assertion of the product"
        except (KeyError, IndexError) as crash:  # a mutant may confuse one change with another
            failure = f"crash: {crash!r}"
    conflicts = {(key, state.conflicts) for one in world.sites for key, state in one.disk.store.states.items() if state.conflicts}
    return Outcome(seed, failure, len(world.truth), sum(number for _, number in conflicts), rounds)


def failed(seed: int, broken: str = "") -> str:
    """What a schedule found, or nothing."""
    return run(seed, broken).failure


def run_many(seeds: Iterable[int], broken: str = "", processes: int = 2) -> list[Outcome]:
    """Many schedules, in several processes."""
    chosen = list(seeds)
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(run, chosen, [broken] * len(chosen), chunksize=20))
