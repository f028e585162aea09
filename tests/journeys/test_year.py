"""Three centres and a secretariat for a year, by stick and mail, with losses, doubles, restored backups and a cloned laptop."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.year import PLACES, Year
from tests.merge.laptop import make_template
from tests.merge.mutants import breaking

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deployment on the first of January."""
    place = tmp_path_factory.mktemp("deployment")
    make_template(place, PLACES)
    return place


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder; in memory where the machine can."""
    made = Path(tempfile.mkdtemp(prefix="baseldesk-", dir=MEMORY if MEMORY.is_dir() else None))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def live(seed: int, weeks: int, place: Path, template: Path, pace: int = 2) -> Year:
    """A year and its quiet end."""
    place.mkdir(exist_ok=True)
    year = Year(seed, place, template, pace)
    try:
        year.live(weeks)
        rounds = year.settle()
        assert rounds < 4, "healed too slowly"
    finally:
        year.close()
    return year


def test_a_year_ends_with_equal_desks_and_nothing_lost(place, template, record_property):
    year = live(1, 52, place, template)
    fates, did = year.post.fates, year.did
    record_property("year", f"{len(year.truth)} changes, {dict(fates)}, {dict(did)}, refused {dict(year.refused)}")
    assert len(year.truth) > 300, "a year in which little happened shows little"
    assert all(fates[one] for one in ("lost", "doubled", "carried", "months late"))
    assert (did["restore"], did["clone"], did["stolen"]) == (3, 1, 1)
    assert did["part"] > 20
    assert did["conflict decided"]


@pytest.mark.parametrize("mutant", ["last writer wins", "delete wins", "covers read at save"])
def test_the_year_is_not_blind(mutant, place, template):
    """The control: with a part of the service taken out, some year ends otherwise."""
    with breaking(mutant), pytest.raises(AssertionError):
        live_several(12, place, template)


def live_several(many: int, place: Path, template: Path) -> None:
    """Half years, one after the other; keys are drawn by lot, so no seed is quite the same twice."""
    for seed in range(many):
        live(seed, 30, place / str(seed), template)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 40))
def test_many_years(seed, place, template):
    live(seed, 52, place, template, pace=1 + seed % 4)


@pytest.mark.long
def test_ten_years(place, template):
    live(100, 520, place, template)
