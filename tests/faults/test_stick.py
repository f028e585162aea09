"""T5: a stick pulled at any moment; what was called «on the stick» is on it whole, and the next try repairs the rest."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.opening import open_desk
from tests.faults.pair import content_of, found_pair, write_activity
from tests.faults.stick import Stick, plugged_in, why_not
from tests.faults.victims import ACTIVITIES

PULLS, MANY, CONTROLS = 20, 500, 10
ROOT = Path(__file__).parents[2]
WHY_NOT = why_not()
pytestmark = [pytest.mark.root, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "it can")]
EXPORTING = """
import os, sys
from pathlib import Path
if sys.argv[3] == "lying":
    os.fsync = lambda handle: None
    from baseldesk.sync import medium
    medium.read_from_medium = lambda path: iter([path.read_bytes()])
from baseldesk.sync.bundle import export_bundle
from baseldesk.sync.opening import open_desk
from tests.faults.pair import write_activity
desk = open_desk(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(1000):
    write_activity(desk, f"Atelier {n}", words=2000, seed=n + int(sys.argv[4]))
    (path, _), = export_bundle(desk, "secretariat", Path(sys.argv[2]), everything=True).files
    print(path.name, flush=True)
"""


def export_until_pulled(stick: Stick, desk: Path, moment: float, seed: int, *, lying: bool = False) -> list[str]:
    """Exports again and again in another process; gives the names that it called «on the stick» before the stick was pulled."""
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", EXPORTING, str(desk), str(stick.mounted), "lying" if lying else "true", str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=around)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    shown = [process.stdout.readline().strip()]
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=moment)
    stick.pull(process)
    shown += process.stdout.read().split()
    process.stdout.close()
    return [one for one in shown if one.endswith(".BDESK")]


def missing_on(stick: Stick, desk, shown: list[str]) -> list[str]:
    """Of the bundles that were called «on the stick», those that are not there whole."""
    from baseldesk.errors import BaselDeskError
    from baseldesk.sync.container import open_container
    from baseldesk.sync.joining import membership_of

    place, out = membership_of(desk), []
    for name in shown:
        try:
            open_container(stick.mounted / name, find_key=place.find_key, deployment=place.deployment).close()
        except BaselDeskError as error:
            out.append(f"{name}: {error.code}")
    return out


@pytest.fixture
def desks(tmp_path, state_folder):
    """A pair whose centre is closed, to be opened by another process."""
    with found_pair(tmp_path) as pair:
        write_activity(pair.centre, "Premier")
        pair.centre.close()
        yield pair


def pull(desks, place: Path, seed: int, *, lying: bool = False) -> tuple[int, list[str]]:
    """One stick, pulled once; what is on it afterwards, and the next try."""
    with plugged_in(place) as stick:
        shown = export_until_pulled(stick, desks.place.parent / "centre", random.Random(seed).uniform(0, 0.5), seed, lying=lying)
        stick.put_back()
        lost = missing_on(stick, desks.secretariat, shown)
        if not lying:
            with open_desk(desks.place.parent / "centre") as centre:
                assert centre.check() == []
                write_activity(centre, "Et encore")
                files = [path for path, _ in export_bundle(centre, "secretariat", stick.mounted).files]
                assert not [one for one in stick.mounted.iterdir() if one.suffix != ".BDESK"], "half a file stays"
                assert import_bundle(desks.secretariat, files).refused == []
                assert desks.secretariat.count(ACTIVITIES) == centre.count(ACTIVITIES)
    return len(shown), lost


def test_what_was_called_on_the_stick_is_on_it(desks, tmp_path, record_property):
    done = [pull(desks, tmp_path / f"stick{seed}", seed) for seed in range(PULLS)]
    record_property("bundles shown as on the stick", sum(number for number, _ in done))
    assert [lost for _, lost in done if lost] == []
    assert sum(number for number, _ in done) > PULLS


def test_without_fsync_the_stick_would_have_lost_some(desks, tmp_path):
    """The control: the same, by a program that believes the system's cache."""
    assert any(pull(desks, tmp_path / f"lying{seed}", seed, lying=True)[1] for seed in range(CONTROLS))


@pytest.mark.long
def test_many_sticks(desks, tmp_path):
    assert [lost for seed in range(PULLS, MANY) if (lost := pull(desks, tmp_path / f"stick{seed}", seed)[1])] == []


def test_a_full_stick_keeps_what_it_has_and_the_next_try_repairs(desks, tmp_path):
    with plugged_in(tmp_path / "small") as stick, open_desk(desks.place.parent / "centre") as centre:
        (stick.mounted / "FILM.BIN").write_bytes(bytes(28 << 20))
        photograph = tmp_path / "large.bin"
        photograph.write_bytes(random.Random(1).randbytes(8 << 20))
        centre.attach(photograph, {"title": {"fr": "Grande"}})
        before = content_of(desks.secretariat), {one.name: _hash(one) for one in stick.mounted.iterdir()}
        with pytest.raises(Exception, match=r"medium\.full"):
            export_bundle(centre, "secretariat", stick.mounted)
        assert {one.name: _hash(one) for one in stick.mounted.iterdir()} == before[1]
        (stick.mounted / "FILM.BIN").unlink()
        files = [path for path, _ in export_bundle(centre, "secretariat", stick.mounted).files]
        assert import_bundle(desks.secretariat, files).refused == []


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
