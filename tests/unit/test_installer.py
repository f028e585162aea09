"""The two commands' parts: what is missing, when to set up again, which stages run; and the lock file."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import catalogues
import environment
import stages
import start
import system

ROOT = Path(__file__).resolve().parents[2]

FRENCH = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Save"
msgstr "Enregistrer"

#, fuzzy
msgid "Send"
msgstr "Envoi ?"
"""


class Runs:
    """Stands in for subprocess.run: notes the commands and answers with the exit codes given, then with 0."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.commands: list[list[str]] = []

    def __call__(self, command: Sequence[str], *_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(list(command))
        return subprocess.CompletedProcess(list(command), self.codes.pop(0) if self.codes else 0)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with an environment that was just made."""
    (tmp_path / "installer").mkdir()
    (tmp_path / "installer/requirements.lock").write_text("click==8\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    python = environment.find_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.touch()
    environment.find_stamp(tmp_path).write_text(environment.compute_stamp(tmp_path), encoding="utf-8")
    return tmp_path


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A French catalogue, not yet compiled."""
    path = tmp_path / "translations/fr/LC_MESSAGES/baseldesk.po"
    path.parent.mkdir(parents=True)
    path.write_text(FRENCH, encoding="utf-8")
    return path


def forbid(*_: object, **__: object) -> None:
    """Fails the test that comes here."""
    raise AssertionError("must not be called")


def test_missing_libraries_are_named_with_their_packages() -> None:
    wanted = {"libm.so.6": "libc6", "libnowhere.so.1": "libnowhere1"}
    assert system.list_missing(wanted, lambda name: name == "libm.so.6") == {"libnowhere.so.1": "libnowhere1"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="cannot run here: asks the dynamic linker of Linux")
def test_the_linker_is_asked() -> None:
    assert system.is_loadable("libc.so.6")
    assert not system.is_loadable("libnowhere.so.1")


def test_a_file_is_looked_for_by_its_path(tmp_path: Path) -> None:
    assert system.is_at_hand(str(tmp_path))
    assert not system.is_at_hand(str(tmp_path / "absent"))
    assert not system.is_at_hand("no-such-command-anywhere")


def test_nothing_is_missing_where_the_wheels_bring_everything() -> None:
    assert system.find_missing(for_tests=True, platform="win32") == {}


def test_wayland_libraries_are_asked_for_only_under_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_loadable", lambda name: False)
    assert "libwayland-cursor.so.0" not in system.find_missing(False, {}, "linux")
    assert "libwayland-cursor.so.0" in system.find_missing(False, {"WAYLAND_DISPLAY": "wayland-0"}, "linux")


def test_the_exact_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: "/usr/bin/" + name)
    text = system.describe_missing({"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libGLX.so.0": "libgl1"})
    assert text.endswith("sudo apt-get install libegl1 libgl1")


def test_apt_fetches_its_lists_only_after_a_first_failure() -> None:
    runs = Runs(0)
    assert system.install_packages(["libegl1"], runs)
    assert ["update" in command for command in runs.commands] == [False]
    runs = Runs(100, 0, 0)
    assert system.install_packages(["libegl1"], runs)
    assert ["update" in command for command in runs.commands] == [False, True, False]


def test_apt_without_a_network_is_no_success() -> None:
    assert not system.install_packages(["libegl1"], Runs(100, 100, 100))
    assert not system.install_packages(["libegl1"], Runs(100, 0, 100))


def test_a_fresh_environment_is_current(checkout: Path) -> None:
    assert environment.is_current(checkout)


@pytest.mark.parametrize("name", ["installer/requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_wants_a_new_set_up(checkout: Path, name: str) -> None:
    (checkout / name).write_text("changed", encoding="utf-8")
    assert not environment.is_current(checkout)


def test_an_environment_without_python_or_stamp_is_not_current(checkout: Path) -> None:
    environment.find_stamp(checkout).unlink()
    assert not environment.is_current(checkout)


def test_a_moved_checkout_wants_a_new_set_up(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("moved"))
    assert not environment.is_current(moved)


def test_a_current_environment_starts_without_pip(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "install", forbid)
    assert environment.prepare(checkout, forbid) == environment.find_python(checkout)


def test_a_set_up_that_breaks_off_is_begun_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "pyproject.toml").write_text("changed", encoding="utf-8")
    monkeypatch.setattr(environment, "make_venv", lambda *_: None)
    monkeypatch.setattr(environment.subprocess, "run", Runs(1))
    with pytest.raises(environment.SetupError, match="network"):
        environment.prepare(checkout, lambda _: None)
    assert not environment.find_stamp(checkout).exists()
    monkeypatch.setattr(environment.subprocess, "run", Runs())
    environment.prepare(checkout, lambda _: None)
    assert environment.is_current(checkout)


def test_python_without_venv_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(system, "can_install", lambda: False)
    with pytest.raises(environment.SetupError, match=r"apt-get install python3\.\d+-venv"):
        environment.require_venv(forbid)


def test_a_catalogue_is_compiled_when_its_source_is_newer(catalogue: Path, tmp_path: Path) -> None:
    assert catalogues.compile_stale(tmp_path) == [catalogue.with_suffix(".mo")]
    assert catalogues.compile_stale(tmp_path) == []
    later = catalogue.stat().st_mtime_ns + 10**9
    os.utime(catalogue, ns=(later, later))
    assert catalogues.list_stale(tmp_path) == [catalogue]


def test_a_compiled_catalogue_translates_and_leaves_doubtful_entries_out(catalogue: Path, tmp_path: Path) -> None:
    catalogues.compile_stale(tmp_path)
    french = gettext.translation("baseldesk", tmp_path / "translations", ["fr"])
    assert french.gettext("Save") == "Enregistrer"
    assert french.gettext("Send") == "Send"


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_recognised(environ: dict[str, str], platform: str, expected: bool) -> None:
    assert start.has_display(environ, platform) is expected


def test_run_opens_the_example_or_does_what_it_is_told() -> None:
    assert start.choose_arguments([], display=True) == ["demo", "--open"]
    assert start.choose_arguments([], display=False) == ["demo"]
    assert start.choose_arguments(["digest", "--json"], display=True) == ["digest", "--json"]


def test_a_set_up_that_fails_ends_with_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object) -> Path:
        raise environment.SetupError("no network")

    monkeypatch.setattr(system, "provide", lambda **_: {})
    monkeypatch.setattr(environment, "prepare", fail)
    assert start.main(["run"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "BaselDesk: no network"


def test_all_stages_run_and_the_first_failure_is_kept(tmp_path: Path) -> None:
    codes = {"lint": 0, "types": 2, "tests": 5}
    ran: list[str] = []

    def run(command: Sequence[str], _: Path) -> int:
        ran.append(command[0])
        return codes[command[0]]

    planned = [stages.Stage(name, [[name]]) for name in codes]
    assert stages.run_all(planned, tmp_path, run) == 2
    assert ran == list(codes)
    assert stages.run_all([], tmp_path, run) == 0


def test_every_command_of_a_stage_runs_though_one_failed(tmp_path: Path) -> None:
    ran: list[str] = []

    def run(command: Sequence[str], _: Path) -> int:
        ran.append(command[0])
        return 1 if command == ["bad"] else 0

    assert stages.run_all([stages.Stage("catalogues", [["bad"], ["good"]])], tmp_path, run) == 1
    assert ran == ["bad", "good"]


def test_a_command_that_is_not_there_fails_its_stage(tmp_path: Path) -> None:
    assert stages.run_command(["no-such-command-anywhere"], tmp_path) == 127


def test_the_long_tier_is_asked_for_by_one_option() -> None:
    quick, long = (stages.plan_tests(Path("python"), given).commands[0] for given in (["-k", "desk"], ["--long", "-k", "desk"]))
    assert "long or not long" in long
    assert "--long" not in long
    assert "long or not long" not in quick
    assert quick[-2:] == long[-2:] == ["-k", "desk"]


def test_the_stages_are_those_promised() -> None:
    titles = [stage.title.split(":")[0] for stage in stages.plan(ROOT, Path("python"), [])]
    assert [title for title in titles if title != "catalogues"] == ["lint", "format", "types", "texts", "tests"]


def test_the_lock_names_versions_and_hashes_and_no_place() -> None:
    text = (ROOT / "installer/requirements.lock").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[a-z])", text) if not entry.startswith("#")]
    assert len(entries) > 40
    assert [entry for entry in entries if not re.match(r"[a-z0-9.-]+==\S+[^\n]* \\\n    --hash=sha256:[0-9a-f]{64}", entry)] == []
    assert not re.search(r"file:|://|--find-links|--index|(^|\s)/", text, re.MULTILINE)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [Requirement(text) for text in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]]
    text = (ROOT / "installer/requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)(?: ; python_full_version < '3.12')? \\$", text, re.MULTILINE))
    names = {
        need: re.sub(r"[._]", "-", need.name).lower()
        for need in asked
        if not need.marker or need.marker.evaluate({"python_version": "3.11"})
    }
    assert [str(need) for need, name in names.items() if locked.get(name, "none") not in need.specifier] == []
