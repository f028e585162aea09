"""Killed while bundles are cut, kept, copied and joined (T1): the old state or the new one, and the next try goes on."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.sync import outbox
from baseldesk.sync.bundle import export_bundle, import_bundle, write_again
from baseldesk.sync.inbox import list_waiting
from baseldesk.sync.opening import open_desk
from tests.faults.pair import CENTRE, found_pair, write_activity

ROOT = Path(__file__).parents[2]
SENDING = """
import sys
from pathlib import Path
from baseldesk.sync.bundle import export_bundle
from baseldesk.sync.opening import open_desk
from tests.faults.pair import write_activity
desk, stick = open_desk(Path(sys.argv[1])), Path(sys.argv[2])
print("ready", flush=True)
for n in range(10_000):
    write_activity(desk, f"{n}", words=400, seed=n)
    folder = stick / f"{n}"
    folder.mkdir(exist_ok=True)
    export_bundle(desk, "secretariat", folder, max_part=2500, recovery=1)
    print(n, flush=True)
"""
TAKING = """
import random, sys
from pathlib import Path
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.opening import open_desk
desk, rng = open_desk(Path(sys.argv[1])), random.Random(int(sys.argv[3]))
files = sorted(Path(sys.argv[2]).rglob("*.BDESK"))
rng.shuffle(files)
print("ready", flush=True)
for start in range(0, len(files), 3):
    assert not import_bundle(desk, files[start : start + 3]).refused
    print(start, flush=True)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cannot run here: SIGKILL is not for Windows")


def run_until_killed(script: str, arguments: list[object], delay: float) -> None:
    """Runs a script in another process and kills it."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.stdout.read()
    process.wait()
    process.stdout.close()


def check_outbox(desk: Desk, folder: Path) -> None:
    """What is kept is whole, byte for byte, and goes out again."""
    for one in outbox.list_kept(desk):
        hashes = [hashlib.sha256(file.read_bytes()).digest() for file in one.files]
        assert hashes == [file.hash for file in one.about.files]
        assert len(write_again(desk, "secretariat", folder).files) == one.about.parts


@pytest.mark.parametrize("seed", range(6))
def test_killed_while_sending_and_while_taking_in(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    with found_pair(tmp_path) as pair:
        homes = pair.centre.folder, pair.secretariat.folder
    stick = tmp_path / "stick"
    stick.mkdir()
    for turn in range(2):
        run_until_killed(SENDING, [homes[0], stick], rng.uniform(0.1, 0.9))
        with open_desk(homes[0]) as centre:
            assert centre.check() == []
            (tmp_path / f"again{turn}").mkdir()
            check_outbox(centre, tmp_path / f"again{turn}")
    with open_desk(homes[0]) as centre:
        write_activity(centre, "last", words=2000)
        export_bundle(centre, "secretariat", stick, max_part=2500)
        assert not [one for one in (centre.folder / "outbox").rglob("*") if one.name.startswith(".new")]
        for turn in range(3):
            run_until_killed(TAKING, [homes[1], stick, seed * 10 + turn], rng.uniform(0.01, 0.6))
            with open_desk(homes[1]) as secretariat:
                assert secretariat.check() == []
        with open_desk(homes[1]) as secretariat:
            assert not import_bundle(secretariat, [stick]).refused
            assert secretariat.digest("shared", CENTRE) == centre.digest("shared", CENTRE)
            assert [one.why for one in list_waiting(secretariat)] == ["parts"] * len(list_waiting(secretariat))
            assert not [one for one in (secretariat.folder / "inbox").rglob("*") if one.name.startswith(".new")]
