"""Calls of the command line as a shell makes them, on desks made once and copied."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from baseldesk.cli import main
from baseldesk.i18n import use


@dataclass(frozen=True)
class Ran:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> Any:
        """The code of the failure."""
        return self.json["error"]["code"]


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Data and logs of the program lie in this test's folder, and nothing of the machine's language counts."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "places"))
    for name in ("BASELDESK_DESK", "BASELDESK_DEBUG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    use("en")
    yield tmp_path / "places"
    use("en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the command line with these arguments."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def made_centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre's desk with one activity and one partner, made by the commands themselves."""
    folder = tmp_path_factory.mktemp("cli") / "sen"
    assert main(["init", "--desk", str(folder), "--centre", "BCRC-SEN", "--officer", "Officer", "--json"]) == 0
    activity = ["title.fr=Formation des douanes", "title.en=Customs training", "kind=AK-TRAIN", "countries=SN:60,TG:40"]
    assert main(["record", "new", "activity", *activity, "starts_on=2026-02-03", "--desk", str(folder), "--json"]) == 0
    assert main(["record", "new", "partner", "name.en=UNITAR", "--desk", str(folder), "--json"]) == 0
    return folder


@pytest.fixture
def centre(made_centre: Path, tmp_path: Path) -> Path:
    """A copy of the centre's desk."""
    return Path(shutil.copytree(made_centre, tmp_path / "sen"))


@pytest.fixture
def at(run: Run, centre: Path) -> Run:
    """Calls a command on the centre's desk, with JSON."""

    def call(*arguments: object) -> Ran:
        return run("--desk", centre, *arguments, "--json")

    return call


REFERENCE = "SEN-2026-0-001"


@pytest.fixture
def activity() -> str:
    """The reference of the activity on the centre's desk."""
    return REFERENCE


@pytest.fixture
def partner(at: Run) -> str:
    """The id of the partner on the centre's desk."""
    return str(at("record", "list", "partner").lines[0]["id"])


@pytest.fixture
def secretariat(run: Run, tmp_path: Path) -> Path:
    """The secretariat's desk."""
    folder = tmp_path / "geneva"
    assert run("init", "--desk", folder, "--secretariat", "--officer", "Officer", "--json").json["owner"] == "SECRETARIAT"
    return folder


@pytest.fixture
def there(run: Run, secretariat: Path) -> Run:
    """Calls a command on the secretariat's desk, with JSON."""
    return lambda *arguments: run("--desk", secretariat, *arguments, "--json")


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Where files travel."""
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


@pytest.fixture
def enrolled(at: Run, there: Run, post: Path) -> Path:
    """The centre is registered."""
    assert at("enrol", "request", post / "request").code == 0
    assert there("enrol", "accept", post / "request", "--out", post / "reply").code == 0
    assert at("enrol", "install", post / "reply").code == 0
    return post


@pytest.fixture
def bundle(at: Run, enrolled: Path) -> Path:
    """A data file for the secretariat, on a stick."""
    stick = enrolled / "stick"
    stick.mkdir()
    return Path(at("bundle", "export", stick).json["files"][0]["path"])
