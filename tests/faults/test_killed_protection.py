"""Killed while the records are being encrypted, or brought back: whatever instant it was, the desk opens and is whole (T1)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baseldesk.sync import key_store_passphrase, protection
from baseldesk.sync.key_store import PASSPHRASE
from baseldesk.sync.opening import open_desk
from baseldesk.sync.station import found_centre
from tests.quick_scrypt import use_quick_scrypt

ROOT = Path(__file__).parents[2]
WORDS = "wide river, quiet stone"
TURNING = """
import sys
from pathlib import Path
from baseldesk.sync import key_store_passphrase, passphrase_file, protection
passphrase_file.WORK = 1
from baseldesk.sync.opening import open_desk
key_store_passphrase.ask_with(lambda: "wide river, quiet stone")
desk = open_desk(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    (protection.protect if desk.database.key is None else protection.unprotect)(desk)
    print("turned", flush=True)
"""


def turn_until_killed(folder: Path, delay: float) -> int:
    """Encrypts and decrypts in turn in another process until it is killed; gives how often it came to an end."""
    process = subprocess.Popen([sys.executable, "-c", TURNING, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    turned = process.stdout.read().count("turned")
    process.wait()
    process.stdout.close()
    return turned


@pytest.mark.skipif(os.name == "nt", reason="cannot run here: SIGKILL is not for Windows")
def test_it_opens_and_is_whole_whenever_it_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_scrypt(monkeypatch)
    monkeypatch.setattr(key_store_passphrase, "_asked", [lambda: WORDS])
    folder, chance, turned, kinds = tmp_path / "desk", random.Random(5), 0, set()
    papers = [f"paper {n} ".encode() * 20_000 for n in range(4)]
    with found_centre(folder, "BCRC-SEN", keys=PASSPHRASE, passphrase=WORDS) as desk:
        for n, paper in enumerate(papers):
            (tmp_path / f"{n}.txt").write_bytes(paper)
            desk.attach(tmp_path / f"{n}.txt", {"title": {"en": f"Paper {n}"}})
    for attempt in range(11):
        if attempt > 5 and (turned or len(kinds) > 1):
            break
        slower = 2 ** max(attempt - 5, 0)  # on a busy computer
        turned += turn_until_killed(folder, chance.uniform(0.01, 0.8) * slower)
        key_store_passphrase.lock(folder)
        with open_desk(folder) as desk:
            held = {desk.documents.read(row.values["hash"]) for row in desk.find("document")}
            assert held == set(papers)
            assert desk.check() == []
            assert not list(folder.glob("desk.db.new*"))
            state = protection.protection_of(desk)
            kinds.add((state.is_on, state.left > 0))
    with open_desk(folder) as desk:
        assert protection.protect(desk).left == 0
    assert turned or len(kinds) > 1, "always killed before it began: the test is blind"
