"""Where the desks of the fault tests lie: in memory where the machine can."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.pair import Pair, found_pair

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """An empty folder for a whole file of tests."""
    made = Path(tempfile.mkdtemp(prefix="baseldesk-", dir=MEMORY if MEMORY.is_dir() else None))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def pair(place: Path, state_folder: Path) -> Iterator[Pair]:
    """A secretariat and a centre for a whole file of tests: what is refused must leave them as they are."""
    with found_pair(place) as found:
        yield found
