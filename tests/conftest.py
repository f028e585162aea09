"""What all tests share: desks made once and copied, a clock and random bytes that repeat."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the keyring of whoever runs the tests

from baseldesk.desk.desk import Desk
from baseldesk.journal.clock import Wall
from baseldesk.sync.keys import DeviceKey

CENTRE = "BCRC-SEN"
START = 1_770_000_000_000  # a morning in February 2026, in milliseconds


def ticking(start: int = START) -> Wall:
    """A clock that goes on by a second at each look."""
    times = itertools.count(start, 1000)
    return lambda: next(times)


def seeded(seed: int) -> Callable[[int], bytes]:
    """Random bytes that repeat."""
    return random.Random(seed).randbytes


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anchors lie in a folder of the test run, not in the home of whoever runs it."""
    folder = tmp_path_factory.mktemp("state")
    os.environ["BASELDESK_STATE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def key() -> DeviceKey:
    """One device key for all tests."""
    return DeviceKey.from_seed(bytes(range(32)))


@pytest.fixture(scope="session")
def empty_desk_folder(tmp_path_factory: pytest.TempPathFactory, key: DeviceKey) -> Path:
    """An empty desk, made once."""
    folder = tmp_path_factory.mktemp("desks") / "empty"
    Desk.create(folder, CENTRE, key=key, clock=ticking(), random=seeded(1)).close()
    return folder


@pytest.fixture
def desk_folder(empty_desk_folder: Path, tmp_path: Path) -> Path:
    """A copy of the empty desk, closed."""
    return Path(shutil.copytree(empty_desk_folder, tmp_path / "desk"))


@pytest.fixture
def desk(desk_folder: Path, key: DeviceKey) -> Iterator[Desk]:
    """A copy of the empty desk, open and able to sign."""
    with Desk.open(desk_folder, clock=ticking(), random=seeded(2)) as found:
        found.sign_with(lambda: key)
        yield found
