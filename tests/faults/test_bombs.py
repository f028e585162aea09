"""T12: bombs and hostile files for every reader, in a process with 512 MiB and 60 s: each refused by name, within both."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from baseldesk.sync.station import found_centre
from tests.faults import bombs
from tests.faults.bounded import Verdict, reading_apart
from tests.faults.forging import key_of
from tests.faults.pair import Pair, enrol, write_activity
from tests.faults.victims import OTHER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cannot run here: limits of memory are not for Windows")
# Read to the end within the limits, and nothing found in it, or kept as an op of a newer version, or waiting for its base.
BORNE = {
    "mail of one line", "mail of beginnings", "change with an op that nobody knows", "change with an op of lists in a value",
    "change with an op of tiny registers", "change with an op of tiny covers", "change with an op of tiny leaf registers",
    "columns of layout 2", "table: UTF-8 overlong", "book: a size that lies", "book: XML too deep", "book: entities",
    "book: merged cells without number", "book: ODS: empty cells and rows behind all", "old book: nothing hostile",
    "report: a page packed twice", "report: a sheet of a kilometre", "scan of a report: a sheet of a kilometre",
    "scan of a report: a million pages", "report: a page packed as letters", "report: a page packed under a name in numbers",
}  # fmt: skip
# Those that end the whole program where a workbook goes to the library unmeasured.
MEASURED = (
    "book: a cell in the last corner", "book: a far cell behind blanks", "book: a row far below, one far to the right",
    "book: one shared text in many cells", "book: one shared text in XL/SharedStrings.xml", "book: ODS: repeated cells",
    "book: ODS: a long text repeated", "old book: a cell beyond the last corner", "old book: a text of 32 kB in many cells",
)  # fmt: skip


@pytest.fixture(scope="module")
def victim(pair: Pair, place: Path) -> Path:
    """The secretariat's desk, closed, so that another process may open it; a rival centre is enrolled there."""
    with found_centre(place / "rival", OTHER, device_name="Rival") as rival:
        enrol(pair.secretariat, rival)
        write_activity(rival, "Un")
        pair.rival_key = key_of(rival)  # type: ignore[attr-defined]
    deployment = pair.secretariat.deployment
    pair.secretariat.close()
    (place / "bombs").mkdir()
    pair.smith = bombs.Smith(place / "bombs", pair.rival_key, deployment, OTHER)  # type: ignore[attr-defined]
    return place / "secretariat"


@pytest.fixture(scope="module")
def files(pair: Pair, victim: Path) -> dict[str, tuple[str, Path]]:
    """Every bomb, made once."""
    smith = pair.smith  # type: ignore[attr-defined]
    return {**bombs.ours(smith), **bombs.inner(smith.folder), **bombs.foreign(smith.folder)}


def test_every_bomb_is_refused_within_bounds(files, victim, record_property):
    verdicts: dict[str, Verdict] = {}
    with reading_apart() as read:
        for name, (reader, path) in files.items():
            verdicts[name] = read(reader, path, {"desk": str(victim), "public": ""})
    worst = max(verdicts.values(), key=lambda one: one.mebibytes), max(verdicts.values(), key=lambda one: one.seconds)
    record_property("bombs", f"{len(verdicts)}; most memory {worst[0]}, longest {worst[1]}")
    bad = {name: one for name, one in verdicts.items() if not one.is_refused and not (name in BORNE and one.outcome == "taken")}
    assert bad == {}
    assert len(verdicts) > 50


def test_unmeasured_workbooks_end_the_program(files):
    """The control: each of them is refused by what was measured, and by nothing else."""
    with reading_apart() as read:
        verdicts = {name: read("unmeasured", files[name][1], {}) for name in MEASURED}
    assert {name: one for name, one in verdicts.items() if one.outcome != "ended by signal 6"} == {}


def test_unmeasured_scans_end_the_program(files):
    """The control: these are refused by what was measured, and by nothing else."""
    pages = ("of half a milliard zeros", "packed twice", "packed as letters", "packed under a name in numbers")
    names = [f"scan of a report: a page {one}" for one in pages]
    with reading_apart() as read:
        verdicts = {name: read("scan unmeasured", files[name][1], {}) for name in names}
    assert {name: one for name, one in verdicts.items() if one.outcome != "ended by signal 6"} == {}


def test_where_nothing_is_refused_the_limits_are_met(place, tmp_path):
    """The control: a reader without limits runs out of memory here, and that is no refusal."""
    raw = tmp_path / "tiny"
    raw.write_bytes(bombs.arrays_of(b"\x90", 60 << 20))
    with reading_apart() as read:
        verdict = read("anything", raw, {})
    assert verdict.outcome.startswith("MemoryError")
    assert not verdict.is_refused
