"""T1 beyond saving: killed at a random instant while taking in, exporting, attaching, backing up or making the tables anew."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery
from baseldesk.sync.backup import back_up
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.opening import open_desk
from baseldesk.sync.restoring import restore
from tests.faults.pair import found_pair, write_activity
from tests.faults.victims import ACTIVITIES

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cannot run here: SIGKILL is not for Windows")
ROOT = Path(__file__).parents[2]
KILLS, MANY, MADE = 10, 1_000, 150
ACTS = {
    "import": "from baseldesk.sync.bundle import import_bundle; assert not import_bundle(desk, [place / 'bundle']).refused",
    "export": "from baseldesk.sync.bundle import export_bundle; export_bundle(desk, 'centre', place / 'out', everything=True)",
    "attach": "[desk.attach(place / f'd{n}', {'title': {'fr': f'd{n}'}}) for n in range(20)]",
    "back up": "from baseldesk.sync.backup import back_up; [back_up(desk, place / 'out' / 'b.baseldesk') for n in range(6)]",
    "rebuild": "desk.repair()",
}
SCRIPT = """
import sys
from pathlib import Path
from baseldesk.sync.opening import open_desk
place = Path(sys.argv[1])
desk = open_desk(place / "desk")
print("ready", flush=True)
{act}
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def at_rest(place: Path, state_folder: Path) -> Path:
    """A secretariat that has half of the work, a bundle with the other half, and documents to attach."""
    with found_pair(place) as pair:
        for seed in range(MADE // 2):
            write_activity(pair.centre, f"Atelier {seed}", words=60, seed=seed)
        assert pair.hand_over().refused == []
        for seed in range(MADE // 2, MADE):
            write_activity(pair.centre, f"Atelier {seed}", words=60, seed=seed)
        pair.send(pair.centre, "secretariat").rename(place / "bundle")
    for number in range(20):
        (place / f"d{number}").write_bytes(random.Random(number).randbytes(40_000))
    return place


def lay_out(at_rest: Path, tmp_path: Path) -> Path:
    """A fresh copy of all of it."""
    shutil.rmtree(tmp_path / "at work", ignore_errors=True)
    work = tmp_path / "at work"
    shutil.copytree(at_rest / "secretariat", work / "desk")
    (work / "out").mkdir()
    for one in (at_rest / "bundle", *at_rest.glob("d[0-9]*")):
        shutil.copyfile(one, work / one.name)
    return work


def run_and_kill(work: Path, act: str, delay: float | None) -> tuple[bool, float]:
    """Whether it was done before it was killed, and how long it took."""
    command = [sys.executable, "-c", SCRIPT.format(act=ACTS[act]), str(work)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    started = time.monotonic()
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        process.kill()
    said, took = process.stdout.read(), time.monotonic() - started
    process.wait()
    process.stdout.close()
    return "done" in said, took


def check(work: Path, act: str, *, was_done: bool) -> None:
    """Before or after, never between; and the next try does it."""
    with open_desk(work / "desk") as desk:
        assert desk.check() == []
        activities, documents = desk.count(ACTIVITIES), desk.count(ListQuery("document"))
        assert activities in (MADE // 2, MADE) and (activities == MADE // 2 or act == "import")  # noqa: PT018
        if was_done:
            assert activities == (MADE if act == "import" else MADE // 2)
            assert documents == (20 if act == "attach" else 0)
        for row in desk.find("document"):
            assert desk.documents.path(row.values["hash"]), "a record without its file"
        if act == "export":
            whole = [one for one in (work / "out").iterdir() if one.suffix == ".BDESK" and ".part" not in one.name]
            assert len(whole) <= 1
            files = [path for path, _ in export_bundle(desk, "centre", work / "out", everything=True).files]
            assert [one for one in (work / "out").iterdir() if one not in (*files, *whole)] == [], "half a file stays"
        if act == "back up":
            check_backup(desk, work)
        assert import_bundle(desk, [work / "bundle"]).refused == []
        assert desk.count(ACTIVITIES) == MADE
        assert desk.check() == []


def check_backup(desk: Desk, work: Path) -> None:
    """What has the name of a backup is one, whole; the next takes its place, and nothing else is left."""
    file = work / "out" / "b.baseldesk"
    if file.exists():
        restore(file, work / "before").close()
    back_up(desk, file)
    with restore(file, work / "after") as other:
        assert other.check() == []
        assert other.count(ACTIVITIES) == MADE // 2
    assert [one.name for one in (work / "out").iterdir()] == ["b.baseldesk"]
    assert not list(desk.folder.glob("backup*"))


def kill_again_and_again(at_rest: Path, tmp_path: Path, act: str, kills: int) -> int:
    """So many kills at random instants; gives how many struck before the end."""
    done, usual = run_and_kill(lay_out(at_rest, tmp_path), act, None)
    assert done
    rng, struck = random.Random(act), 0
    for _ in range(kills):
        work = lay_out(at_rest, tmp_path)
        was_done, took = run_and_kill(work, act, rng.uniform(0, usual))
        usual = min(usual, took) if was_done else usual  # a first run that was slowed down would put all the kills behind the end
        struck += not was_done
        check(work, act, was_done=was_done)
    return struck


@pytest.mark.parametrize("act", ACTS)
def test_killed_at_any_instant(at_rest, tmp_path, act):
    assert kill_again_and_again(at_rest, tmp_path, act, KILLS) > 0, "nothing was killed in time: the test is blind"


@pytest.mark.long
@pytest.mark.parametrize("act", ACTS)
def test_killed_at_very_many_instants(at_rest, tmp_path, act):
    kill_again_and_again(at_rest, tmp_path, act, MANY)
