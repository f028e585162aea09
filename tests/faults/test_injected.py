"""T3: every system call of a save and of an import fails once, with each error, or the process dies there: nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from baseldesk.desk.shown import ListQuery
from baseldesk.sync.opening import open_desk
from tests.faults.injected import Fault, count_calls, run_traced, why_not
from tests.faults.pair import found_pair, write_activity

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "it can")
HOWS = {
    "pwrite64": ("error=ENOSPC", "error=EIO", "signal=SIGKILL"),
    "fdatasync": ("error=EIO", "signal=SIGKILL"),
    "fsync": ("error=EIO", "signal=SIGKILL"),
    "ftruncate": ("error=EIO",),
    "rename": ("error=EIO", "signal=SIGKILL"),
    "unlink": ("error=EIO", "signal=SIGKILL"),
}
MOST = 40  # faults of the quick tier; the long tier takes every one
BEGIN = 'import sys; sys.stderr.write("BEGIN\\n"); sys.stderr.flush()\n'
SAVING = f"""
import sys
from pathlib import Path
from baseldesk.errors import BaselDeskError
from baseldesk.desk.shown import Edit
from baseldesk.sync.opening import open_desk
desk = open_desk(Path(sys.argv[1]))
{BEGIN}
for n in range(3):
    one, other = desk.new_id(), desk.new_id()
    try:
        desk.save([Edit("partner", one, {{"acronym": f"P{{n}}"}}), Edit("contact", other, {{"partner": one, "person": "x"}})])
        print("saved", one.hex(), other.hex(), flush=True)
    except BaselDeskError as error:
        print("told", error.code, flush=True)
desk.close()
print("closed", flush=True)
"""
IMPORTING = f"""
import sys
from pathlib import Path
from baseldesk.errors import BaselDeskError
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.opening import open_desk
desk = open_desk(Path(sys.argv[1]))
{BEGIN}
try:
    done = import_bundle(desk, [Path(sys.argv[2])])
    print("taken in" if not done.refused else f"told {{done.refused[0].code}}", flush=True)
except BaselDeskError as error:
    print("told", error.code, flush=True)
desk.close()
print("closed", flush=True)
"""


@pytest.fixture(scope="module")
def at_rest(place: Path, state_folder: Path) -> Path:
    """Two closed desks and a bundle from one to the other; copied for each fault."""
    with found_pair(place) as pair:
        write_activity(pair.centre, "Premier", words=200)
        photograph = pair.folder() / "p.bin"
        photograph.write_bytes(os.urandom(3000))
        pair.centre.attach(photograph, {"title": {"fr": "Photographie"}})
        pair.send(pair.centre, "secretariat").rename(place / "bundle")
    return place


def faults(calls: dict[str, tuple[int, int]], most: int | None) -> list[Fault]:
    """Every call of every kind, each way of failing, once; and some for ever."""
    all_of_them = [
        Fault(call, how, f"{number}{ever}")
        for call, hows in HOWS.items()
        for number in range(calls.get(call, (0, 0))[0] + 1, calls.get(call, (0, 0))[1] + 1)
        for how, ever in [*((how, "") for how in hows), *((how, "+") for how in hows if how.startswith("error"))]
    ]
    return all_of_them if most is None else random.Random(3).sample(all_of_them, min(most, len(all_of_them)))


def fresh(at_rest: Path, name: str, tmp_path: Path) -> Path:
    """A copy of a closed desk."""
    target = tmp_path / "desk"
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(at_rest / name, target))


def check_saved(folder: Path, said: str, fault: object) -> None:
    """What was called saved is there; no half of an action is."""
    with open_desk(folder) as desk:
        assert desk.check() == [], fault
        for line in said.splitlines():
            if line.startswith("saved"):
                one, other = (bytes.fromhex(part) for part in line.split()[1:])
                assert desk.record("partner", one), f"{fault}: lost"
                assert desk.record("contact", other), f"{fault}: lost"
        assert desk.count(ListQuery("partner")) == desk.count(ListQuery("contact")), f"{fault}: half an action"
        write_activity(desk, "Et la vie continue")


def check_imported(folder: Path, said: str, fault: object) -> None:
    """All of the bundle or nothing of it; if it was called taken in, all."""
    with open_desk(folder) as desk:
        assert desk.check() == [], fault
        here = desk.count(ListQuery("activity")), desk.count(ListQuery("document"))
        assert here in ((0, 0), (1, 1)), f"{fault}: half a bundle"
        if "taken in" in said:
            assert here == (1, 1), f"{fault}: lost"
        from baseldesk.sync.bundle import import_bundle

        assert import_bundle(desk, [folder.parent / "again"]).refused == []
        assert (desk.count(ListQuery("activity")), desk.count(ListQuery("document"))) == (1, 1)


def sweep(at_rest: Path, tmp_path: Path, script: str, most: int | None) -> tuple[int, int]:
    """Every fault on a fresh desk; gives (how many, how many of them the program met)."""
    is_save = script is SAVING
    name, more = ("centre", []) if is_save else ("secretariat", [str(at_rest / "bundle")])
    shutil.copyfile(at_rest / "bundle", tmp_path / "again")
    log = tmp_path / "log"
    plain = run_traced(script, [str(fresh(at_rest, name, tmp_path)), *more], log)
    assert plain.stdout.endswith("closed\n"), plain.stderr
    chosen, met = faults(count_calls(log, tmp_path), most), 0
    for fault in chosen:
        folder = fresh(at_rest, name, tmp_path)
        done = run_traced(script, [str(folder), *more], log, fault)
        met += "closed" not in done.stdout or "told" in done.stdout
        assert "SIGKILL" in fault.how or "Traceback" not in done.stderr, f"{fault}: {done.stderr[-800:]}"
        (check_saved if is_save else check_imported)(folder, done.stdout, fault)
    return len(chosen), met


@pytest.mark.parametrize("script", [SAVING, IMPORTING], ids=["save", "import"])
def test_no_failing_call_loses_or_halves_anything(at_rest, tmp_path, script, record_property):
    tried, met = sweep(at_rest, tmp_path, script, MOST)
    record_property("faults", f"{tried} tried, {met} met")
    assert met > tried // 4, "faults that nobody meets show nothing"


@pytest.mark.long
@pytest.mark.parametrize("script", [SAVING, IMPORTING], ids=["save", "import"])
def test_none_of_all_failing_calls_loses_or_halves_anything(at_rest, tmp_path, script):
    sweep(at_rest, tmp_path, script, None)


def test_without_a_transaction_something_would_be_halved(at_rest, tmp_path):
    """The control: the same saves with each statement committed by itself."""
    script = SAVING.replace(BEGIN, f"{BEGIN}{AUTOCOMMIT}")
    log = tmp_path / "log"
    run_traced(script, [str(fresh(at_rest, "centre", tmp_path))], log)
    kills = [one for one in faults(count_calls(log, tmp_path), None) if one.call == "pwrite64" and "KILL" in one.how]
    for fault in kills[:: max(1, len(kills) // 25)]:
        folder = fresh(at_rest, "centre", tmp_path)
        done = run_traced(script, [str(folder)], log, fault)
        try:
            check_saved(folder, done.stdout, fault)
        except Exception:
            return
    raise AssertionError("the sweep is blind")


AUTOCOMMIT = """
import contextlib
from baseldesk.desk.database import Database, Writer

@contextlib.contextmanager
def write(self):
    yield Writer(self._writer, self._core())

Database.write = write
"""
