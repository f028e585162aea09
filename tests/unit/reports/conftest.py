"""A desk with the small year in it, made once for each module that reads it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from tests.conftest import seeded, ticking
from tests.unit.reports import small_year


@pytest.fixture(scope="module")
def year(empty_desk_folder: Path, tmp_path_factory: pytest.TempPathFactory, key) -> Iterator[Desk]:
    """The desk; whoever writes into it leaves the year as it was."""
    folder = tmp_path_factory.mktemp("year") / "desk"
    shutil.copytree(empty_desk_folder, folder)
    with Desk.open(folder, clock=ticking(), random=seeded(3)) as desk:
        desk.sign_with(lambda: key)
        small_year.fill(desk)
        yield desk
