"""Where the real desks of the schedules lie: in memory where the machine can, so that the disk is not what is measured."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.merge.laptop import make_template

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deployment made once: the secretariat and three laptops, closed."""
    place = tmp_path_factory.mktemp("deployment")
    make_template(place)
    return place


@pytest.fixture
def fast_folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder in memory; on the disk where there is none."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    place = Path(tempfile.mkdtemp(prefix="baseldesk-", dir=MEMORY))
    yield place
    shutil.rmtree(place, ignore_errors=True)
