"""T4: the disk is full at every size: founding, saving, taking in, exporting: told, untouched, and right after freeing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.errors import BaselDeskError
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.opening import open_desk
from tests.faults.pair import found_pair, write_activity
from tests.faults.stick import run
from tests.faults.victims import ACTIVITIES

KIB = 1 << 10
STEPS = 12
FULL = {
    "desk.disk_full",
    "desk.disk_failing",
    "desk.document_not_written",
    "medium.full",
    "medium.no_room_here",
    "desk.not_writable",
}


def _why_not() -> str:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        return "cannot run here: mounting needs root"
    done = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return "cannot run here: mounting is not allowed" if done.returncode else ""


WHY_NOT = _why_not()
pytestmark = [pytest.mark.root, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "it can")]


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes, in memory."""
    place.mkdir(exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", f"size={max(4, size // KIB)}k", "none", place)
    try:
        yield place
    finally:
        run("umount", "-l", place)


def grow(disk: Path) -> None:
    """Somebody frees much room."""
    run("mount", "-o", "remount,size=64m", disk)


@pytest.fixture(scope="module")
def at_rest(place: Path, state_folder: Path) -> Path:
    """Two closed desks, and a bundle with documents between them."""
    with found_pair(place) as pair:
        for seed in range(10):
            write_activity(pair.centre, f"Atelier {seed}", words=400, seed=seed)
        photograph = pair.folder() / "p.bin"
        photograph.write_bytes(os.urandom(150 * KIB))
        pair.centre.attach(photograph, {"title": {"fr": "Photographie"}})
        shutil.move(pair.send(pair.centre, "secretariat"), place / "bundle")
    return place


def size_of(folder: Path) -> int:
    """What a folder takes on such a disk."""
    return sum(-(-one.stat().st_size // 4096) * 4096 + 4096 for one in folder.rglob("*"))


def save_much(desk: Desk, place: Path) -> None:
    """A large save."""
    write_activity(desk, "Grand", words=30_000, seed=1)


def take_in(desk: Desk, place: Path) -> None:
    """A bundle with a document."""
    for one in import_bundle(desk, [place / "bundle"]).refused:
        raise one.error


@pytest.mark.parametrize(("name", "act", "room"), [
    ("centre", save_much, 700), ("secretariat", take_in, 900), ("centre", export_bundle, 900),
], ids=["save", "import", "export"])  # fmt: skip
def test_the_desks_own_disk_is_full_at_every_size(at_rest, tmp_path, name, act, room):
    sweep(at_rest, tmp_path, name, act, range(0, room * KIB, room * KIB // STEPS))


@pytest.mark.long
@pytest.mark.parametrize(("name", "act", "room"), [
    ("centre", save_much, 700), ("secretariat", take_in, 900), ("centre", export_bundle, 900),
], ids=["save", "import", "export"])  # fmt: skip
def test_the_desks_own_disk_is_full_at_very_many_sizes(at_rest, tmp_path, name, act, room):
    sweep(at_rest, tmp_path, name, act, range(0, room * KIB, 4 * KIB))


def sweep(at_rest: Path, tmp_path: Path, name: str, act: Callable[..., object], rooms: range) -> None:
    """The same on disks with ever more room, until it goes through; and each time again after freeing."""
    outcomes = []
    for room in rooms:
        with small_disk(tmp_path / "disk", size_of(at_rest / name) + 150 * KIB + room) as disk:
            shutil.copytree(at_rest / name, disk / "desk")
            outcomes.append(try_once(at_rest, disk, act, tmp_path))
    assert "done" in outcomes, f"no disk was large enough: {outcomes}"
    assert set(outcomes) - {"done"}, "no disk was too small"
    assert set(outcomes) <= {"done", *FULL}, outcomes


def try_once(at_rest: Path, disk: Path, act: Callable[..., object], tmp_path: Path) -> str:
    """What became of it; untouched where it failed, and right after freeing."""
    try:
        desk = open_desk(disk / "desk")
    except BaselDeskError as error:
        return error.code
    with desk:
        before, outcome = shown(desk), "done"
        try:
            do(act, desk, at_rest, tmp_path)
        except BaselDeskError as error:
            outcome = error.code
            assert shown(desk) == before, "a step that failed left something"
    grow(disk)
    with open_desk(disk / "desk") as desk:
        assert desk.check() == []
        assert outcome == "done" or shown(desk) == before
        do(act, desk, at_rest, tmp_path)
        assert desk.check() == []
    return outcome


def do(act: Callable[..., object], desk: Desk, at_rest: Path, tmp_path: Path) -> None:
    """One of the three; what is exported goes to another disk."""
    if act is export_bundle:
        out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        out.mkdir()
        export_bundle(desk, "secretariat", out, everything=True)
    else:
        act(desk, at_rest)


def shown(desk: Desk) -> tuple[int, str]:
    """What people see."""
    return desk.count(ACTIVITIES), desk.digest("shared").digest


def test_a_medium_that_is_full_at_every_size_is_left_as_it_was(at_rest, tmp_path):
    size = (at_rest / "bundle").stat().st_size
    outcomes = []
    with open_desk(Path(shutil.copytree(at_rest / "centre", tmp_path / "centre"))) as centre:
        for room in range(0, size + 200 * KIB, (size + 200 * KIB) // STEPS):
            with small_disk(tmp_path / "stick", room + 4 * KIB) as stick:
                try:
                    export_bundle(centre, "secretariat", stick, everything=True)
                    outcomes.append("done")
                except BaselDeskError as error:
                    outcomes.append(error.code)
                    assert list(stick.iterdir()) == [], "a full stick keeps half a file"
                    grow(stick)
                    export_bundle(centre, "secretariat", stick, everything=True)
    assert set(outcomes) == {"done", "medium.full"}, outcomes


def test_a_desk_cannot_be_founded_on_a_full_disk_and_can_after_freeing(tmp_path, state_folder):
    from baseldesk.sync.station import found_centre

    outcomes = []
    for room in range(8 * KIB, 3000 * KIB, 3000 * KIB // STEPS):
        with small_disk(tmp_path / "disk", room) as disk:
            try:
                found_centre(disk / "desk", "BCRC-SEN", device_name="x").close()
                outcomes.append("done")
            except BaselDeskError as error:
                outcomes.append(error.code)
                grow(disk)
                found_centre(disk / "desk", "BCRC-SEN", device_name="x").close()
            grow(disk)  # the check lays a copy beside the desk
            with open_desk(disk / "desk") as desk:
                assert desk.check() == []
    assert "done" in outcomes
