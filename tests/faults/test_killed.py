"""Killed at any instant: what was called saved is there, and nothing is half there (T1)."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery

ROOT = Path(__file__).parents[2]
SAVING = """
import sys
from pathlib import Path
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync.keys import DeviceKey
desk = Desk.open(Path(sys.argv[1]))
desk.sign_with(lambda: DeviceKey.from_seed(bytes(range(32))))
print("ready", flush=True)
for n in range(10_000):
    one, other = desk.new_id(), desk.new_id()
    desk.save([Edit("partner", one, {"acronym": f"P{n}"}), Edit("contact", other, {"partner": one, "person": f"x{n}"})])
    print(one.hex(), other.hex(), flush=True)
"""


def save_until_killed(folder: Path, delay: float, *, after_first: bool) -> list[tuple[bytes, bytes]]:
    """Saves one pair after another in another process; gives the pairs that it called saved before it was killed."""
    process = subprocess.Popen([sys.executable, "-c", SAVING, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    first = process.stdout.readline() if after_first else ""
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    lines = (first + process.stdout.read()).splitlines()
    process.wait()
    process.stdout.close()
    whole = [line.split() for line in lines if len(line) == 65]
    return [(bytes.fromhex(one), bytes.fromhex(other)) for one, other in whole]


@pytest.mark.skipif(os.name == "nt", reason="cannot run here: SIGKILL is not for Windows")
@pytest.mark.parametrize("seed", range(8))
def test_nothing_that_was_called_saved_is_lost(desk_folder, seed):
    rng, acknowledged = random.Random(seed), []
    for turn in range(3):
        acknowledged += save_until_killed(desk_folder, rng.uniform(0.001, 0.2), after_first=turn != 1)
        with Desk.open(desk_folder) as desk:
            assert desk.check() == []
            for one, other in acknowledged:
                assert desk.record("partner", one) is not None
                assert desk.record("contact", other).values["partner"] == one
            assert desk.count(ListQuery("partner")) == desk.count(ListQuery("contact")), (
                "one audience of an action without the other"
            )
    assert acknowledged, "nothing was saved before the kill: the test is blind"
