"""A centre's laptop is lost. A new one gets back, from the secretariat's return bundle, all that ever arrived there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baseldesk.cli import main

Call = Callable[..., Any]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """A command on a desk, as a person types it; gives what it says as JSON."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "places"))

    def run(desk: str, *arguments: object, code: int = 0) -> Any:
        capsys.readouterr()
        done = main([str(one) for one in ("--desk", tmp_path / desk, *arguments, "--json")])
        told = capsys.readouterr().out
        assert done == code, told
        return json.loads(told)

    return run


def register(call: Call, post: Path, desk: str) -> None:
    """Registers a centre's computer."""
    call(desk, "enrol", "request", post / f"{desk}.request")
    call("geneva", "enrol", "accept", post / f"{desk}.request", "--out", post / f"{desk}.reply")
    call(desk, "enrol", "install", post / f"{desk}.reply")


def send(call: Call, post: Path, desk: str, *options: object) -> list[str]:
    """The files of a bundle, each in the order of its parts."""
    folder = post / os.urandom(4).hex()
    folder.mkdir(parents=True)
    return [one["path"] for one in call(desk, "bundle", "export", folder, *options)["files"]]


def test_a_new_laptop_gets_back_all_that_arrived(call: Call, tmp_path: Path) -> None:
    post = tmp_path / "post"
    post.mkdir()
    call("geneva", "init", "--secretariat", "--officer", "Secretariat")
    call("old", "init", "--centre", "BCRC-SEN", "--officer", "Officer")
    register(call, post, "old")
    shared = call("old", "record", "new", "activity", "title.fr=Formation des douanes", "starts_on=2026-02-03")["id"]
    private = call("old", "record", "new", "contact", "person=Moussa")["id"]
    (post / "map.bin").write_bytes(os.urandom(50_000))
    call("old", "attach", shared, post / "map.bin")
    call("geneva", "bundle", "import", *send(call, post, "old"))
    call("old", "bundle", "import", *send(call, post, "geneva", "--to", "BCRC-SEN"))
    late = call("old", "record", "new", "activity", "title.fr=Jamais parti", "starts_on=2026-03-03")["id"]

    call("new", "init", "--centre", "BCRC-SEN", "--officer", "Officer")
    register(call, post, "new")
    files = send(call, post, "geneva", "--to", "BCRC-SEN", "--everything", "--max-part", "20kB", "--recovery", 1)
    assert len(files) > 2
    done = call("new", "bundle", "import", *files[1:])
    assert (done["documents"], done["waiting"], done["refused"]) == (1, [], [])

    assert call("new", "record", "show", "activity", shared)["values"]["title"] == {"fr": "Formation des douanes"}
    call("new", "record", "show", "contact", private, code=2)  # what only the centre sees comes from a backup or another laptop
    call("new", "record", "show", "activity", late, code=2)  # it never left
    assert call("new", "check")["ok"]

    again = call("new", "record", "new", "activity", "title.fr=La suite", "starts_on=2026-04-04")["id"]
    call("geneva", "bundle", "import", *send(call, post, "new"))
    call("new", "bundle", "import", *send(call, post, "geneva", "--to", "BCRC-SEN"))
    assert call("geneva", "record", "show", "activity", again)["values"]["title"] == {"fr": "La suite"}
    for scope in ("shared", "public"):
        home, away = call("new", "digest", "--scope", scope), call("geneva", "digest", "--scope", scope, "--centre", "BCRC-SEN")
        assert (home["digest"], home["records"], home["roster"]) == (away["digest"], away["records"], away["roster"])
    assert call("new", "sync", "status")["only_here"] == 0
