"""A desk that cannot be used, and what nobody foresaw: the exit code, the words, and a log that holds nothing of anybody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from baseldesk.cli import faults
from baseldesk.desk.desk import Desk

ROOT = Path(__file__).resolve().parents[3]


def shell(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a shell runs it."""
    command = [sys.executable, "-m", "baseldesk", *map(str, arguments)]
    around = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, env=around, check=False, stdin=subprocess.DEVNULL, timeout=60)


def test_a_missing_desk(run, tmp_path):
    ran = run("--desk", tmp_path / "nowhere", "digest", "--json")
    assert (ran.code, ran.error) == (4, "desk.missing")
    assert not (tmp_path / "nowhere").exists()


def test_a_desk_that_is_open_elsewhere(run, centre):
    with Desk.open(centre):
        ran = run("--desk", centre, "record", "new", "partner", "--json")
    assert (ran.code, ran.error) == (4, "desk.locked")


@pytest.mark.parametrize("damage", ["head", "middle", "cut"])
def test_a_damaged_desk(run, centre, damage):
    file = centre / "desk.db"
    raw = bytearray(file.read_bytes())
    start = {"head": 0, "middle": 8192, "cut": 0}[damage]
    raw[start : start + 60_000] = b"\xa5" * 60_000 if damage != "cut" else raw[:30_000]
    damaged = bytes(raw[:30_000]) if damage == "cut" else bytes(raw)
    file.write_bytes(damaged)
    ran = run("--desk", centre, "record", "list", "activity", "--json")
    assert ran.code == 4
    assert ran.out.count("\n") == 1
    assert file.read_bytes() == damaged


def test_a_desk_of_a_later_version(run, centre):
    connection = driver.connect(str(centre / "desk.db"))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    ran = run("--desk", centre, "digest", "--json")
    assert (ran.code, ran.error) == (4, "desk.newer")


def test_check_finds_what_was_altered(run, at, activity, centre, tmp_path):
    assert at("check").json == {"ok": True, "problems": []}
    (tmp_path / "note.txt").write_text("text", encoding="utf-8")
    hashed = at("attach", activity, tmp_path / "note.txt").json["hash"]
    (centre / "documents" / hashed[:2] / hashed).write_text("other", encoding="utf-8")
    ran = at("check")
    assert (ran.code, ran.json["ok"]) == (4, False)
    assert [one["code"] for one in ran.json["problems"]] == ["check.document_altered"]


class Unforeseen(Exception):
    """Something nobody thought of."""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> str:
    """A desk that fails with a person's name in the message."""
    secret = "Awa Diop"

    def fail(*_: object, **__: object) -> None:
        raise Unforeseen(secret)

    monkeypatch.setattr(Desk, "digest", fail)
    return secret


def test_our_fault_is_told_without_a_traceback_and_logged_without_names(run, centre, own_places, failing):
    ran = run("--desk", centre, "digest", "--json")
    assert (ran.code, ran.error) == (5, "bug")
    assert "Traceback" not in ran.err + ran.out
    (log,) = own_places.rglob("fault-*.log")
    told = log.read_text(encoding="utf-8")
    assert "Unforeseen" in told
    assert "cli/commands/digest.py" in told
    assert failing not in told
    assert str(Path.home()) not in told
    assert str(centre) not in told
    assert str(ROOT) not in told


def test_the_traceback_is_for_those_who_ask(run, centre, failing, monkeypatch):
    monkeypatch.setenv("BASELDESK_DEBUG", "1")
    assert failing in run("--desk", centre, "digest").err


def test_a_person_who_stops_it_is_believed(run, centre, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "digest", stop)
    ran = run("--desk", centre, "digest", "--json")
    assert (ran.code, ran.error) == (1, "cancelled")


def test_what_the_store_says_is_told_apart():
    known = {"database is locked": 4, "database disk image is malformed": 4, "disk I/O error": 4, "database or disk is full": 4}
    for reason, code in known.items():
        error = faults.understand(driver.OperationalError(reason))
        assert error is not None, reason
        assert error.exit_code == code
    assert faults.understand(driver.OperationalError("no such column: x")) is None


def test_a_reader_that_goes_away_is_no_fault(at, centre, activity):
    for number in range(40):  # more than a pipe holds
        at("record", "new", "partner", f"name.en={number}{'x' * 4000}")
    command = [sys.executable, "-m", "baseldesk", "--desk", str(centre), "record", "list", "partner", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.read(10)
        ran.stdout.close()
        assert ran.stderr.read() == b""
        assert ran.wait(timeout=60) == 0


def test_utf8_goes_in_and_out_under_any_locale(centre):
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell("--desk", centre, "record", "new", "partner", "name.zh=亚太区域中心", "--quiet", **plain).returncode == 0
    told = shell("--desk", centre, "record", "list", "partner", "--search", "区域", **plain)
    assert "亚太区域中心".encode() in told.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["digest"], 0), (["check"], 0), (["frob"], 2), (["record", "show", "activity", "x"], 2), (["import", "nowhere.xml"], 3)],
)
def test_the_shell_gets_the_exit_code(centre, arguments, code):
    assert shell("--desk", centre, *arguments).returncode == code


def test_the_shell_gets_the_exit_code_of_a_desk_that_is_not_there(tmp_path):
    assert shell("--desk", tmp_path / "x", "digest").returncode == 4


def test_without_a_display_the_window_says_so():
    hidden = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    ran = shell("--language", "en", **hidden)
    assert ran.returncode == 2
    assert b"no display" in ran.stderr


def test_a_copy_of_a_desk_is_a_desk(run, centre, tmp_path):
    copy = shutil.copytree(centre, tmp_path / "copy")
    assert run("--desk", copy, "digest").out == run("--desk", centre, "digest").out
