"""The whole way on real input: the example is made as a person makes it, and its end state is looked at from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from baseldesk.i18n import translator

ROOT = Path(__file__).resolve().parents[2]


def baseldesk(*arguments: object, places: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, in English, with its data apart."""
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "BASELDESK_STATE")
    around = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **dict.fromkeys(names, str(places))}
    command = [sys.executable, "-m", "baseldesk", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=around, check=False, stdin=subprocess.DEVNULL, timeout=300)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the program keeps for a person."""
    return tmp_path_factory.mktemp("places")


@pytest.fixture(scope="module")
def made(places: Path) -> dict[str, Any]:
    """The example, made once; what it says of itself."""
    ran = baseldesk("demo", "--json", places=places)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


@pytest.fixture(scope="module")
def ask(made: dict[str, Any], places: Path) -> Any:
    """Asks one of the two desks, with JSON lines as the answer."""

    def call(side: str, *arguments: object) -> list[Any]:
        ran = baseldesk("--desk", made[side], *arguments, "--json", places=places)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return [json.loads(line) for line in ran.stdout.splitlines()]

    return call


def test_it_lies_beside_the_persons_own_records(made, places):
    assert Path(made["folder"]) == places / "baseldesk" / "demo"


def test_both_desks_hold_the_same(made, ask):
    home, there = (ask(side, "digest", "--centre", "BCRC-SEN")[0] for side in ("centre", "secretariat"))
    assert home["digest"] == there["digest"] == made["digest"]
    assert home["records"] == there["records"] > 400
    assert home["roster"] == there["roster"] == 2


def test_both_desks_are_sound(ask):
    assert [ask(side, "check")[0]["ok"] for side in ("centre", "secretariat")] == [True, True]


def test_everything_was_received_and_merged(ask):
    status = ask("centre", "sync", "status")[0]
    assert status["received"] == status["merged"] > 0
    assert (status["only_here"], status["sent"], status["conflicts"], status["parked"]) == (0, 0, 0, 0)


def test_the_diaries_tell_of_the_exchange(ask):
    home = [(one["direction"], one["kind"]) for one in ask("centre", "sync", "diary")]
    there = [(one["direction"], one["kind"]) for one in ask("secretariat", "sync", "diary")]
    assert {("out", "bundle"), ("in", "receipt")} <= set(home)
    assert {("in", "bundle"), ("out", "receipt")} <= set(there)


def test_the_edits_and_the_document_arrived(ask):
    activities = ask("secretariat", "record", "list", "activity")
    assert len(activities) == 69  # 29 real ones and 40 made up
    assert sum("WS-BIOMED" in one["values"].get("waste_streams", []) for one in activities) >= 10
    (told,) = [one for one in activities if len(one["values"]["title"]) == 4 and one["values"].get("city") == "Antananarivo"]
    assert set(told["values"]["title"]) == {"en", "fr", "ar", "zh"}
    (counted,) = ask("secretariat", "record", "list", "headcount", "--where", f"activity={told['id']}")
    assert (counted["values"]["women"], counted["values"]["men"]) == (34, 27)
    roles = {
        one["values"]["role"]
        for one in ask("secretariat", "record", "list", "activity_partner", "--where", f"activity={told['id']}")
    }
    assert "host" in roles


def test_the_document_lies_at_both_ends(made, ask):
    (document,) = [one for one in ask("secretariat", "record", "list", "document") if "hash" in one["values"]]
    hashed = document["values"]["hash"]
    kept = [Path(made[side]) / "documents" / hashed[:2] / hashed for side in ("centre", "secretariat")]
    assert kept[0].read_bytes() == kept[1].read_bytes() != b""


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_reports_hold_text_in_their_language(made, language):
    (found,) = [Path(one["path"]) for one in made["reports"] if f"-{language}." in one["path"]]
    pdf = pypdfium2.PdfDocument(found)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    words = {"en": "Introduction of best environmental practices", "ar": "مدغشقر", "zh": "马达加斯加"}
    assert words[language] in text
    assert translator(language).label("completed", "activity_stage") in text


def test_its_story_fits_on_a_screen(places, tmp_path):
    ran = baseldesk("demo", "--folder", tmp_path / "demo", places=places)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert len(lines) <= 24
    assert [line[:7] for line in lines if line.startswith("[")] == [f"[{n:>2}/13]" for n in range(1, 14)]
    assert ran.stderr == ""


def test_it_is_made_anew_over_itself_and_kept_when_asked(made, places):
    kept = baseldesk("demo", "--keep", "--json", places=places)
    assert json.loads(kept.stdout) == {"folder": made["folder"], "centre": made["centre"], "kept": True}
    again = baseldesk("demo", "--folder", made["folder"], "--json", places=places)
    assert again.returncode == 0
    fresh = json.loads(again.stdout)
    assert fresh["digest"] != made["digest"]
    made.update(fresh)  # what lies there now, under names of its own


def test_a_half_made_example_is_replaced(made, places, tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "example.json").write_text('{"complete": false}', encoding="utf-8")
    (folder / "centre").mkdir()
    assert baseldesk("demo", "--folder", folder, "--quiet", places=places).returncode == 0


def test_a_desk_with_somebodys_work_is_never_replaced(places, tmp_path):
    folder = tmp_path / "work"
    for name in ("centre", "other"):
        assert baseldesk("init", "--desk", folder / name, "--centre", "BCRC-SEN", places=places).returncode == 0
    (folder / "example.json").write_text('{"complete": true}', encoding="utf-8")
    before = (folder / "centre" / "desk.db").read_bytes()
    for target in (folder, folder / "other"):
        assert baseldesk("demo", "--folder", target, places=places).returncode == 4
    (folder / "other").rename(tmp_path / "other")
    assert baseldesk("demo", "--folder", folder, places=places).returncode == 4
    assert (folder / "centre" / "desk.db").read_bytes() == before


def test_an_example_that_is_open_is_left_alone(places, tmp_path):
    from baseldesk.desk.desk import Desk

    folder = tmp_path / "demo"
    assert baseldesk("demo", "--folder", folder, "--quiet", places=places).returncode == 0
    with Desk.open(folder / "centre"):
        ran = baseldesk("demo", "--folder", folder, "--json", places=places)
    assert (ran.returncode, json.loads(ran.stdout)["error"]["code"]) == (4, "demo.in_use")
    assert (folder / "secretariat" / "desk.db").exists()


def test_desks_that_differ_are_our_fault_and_said(tmp_path, monkeypatch, capsys):
    from baseldesk.cli import main
    from baseldesk.cli.demo import place, steps

    true = steps.describe
    monkeypatch.setattr(steps, "describe", lambda desk, **asked: {**true(desk, **asked), "digest": desk.owner})
    assert main(["demo", "--folder", str(tmp_path / "demo"), "--json"]) == 5
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "demo.differs"
    assert not place.is_complete(tmp_path / "demo")


def test_nothing_of_it_reaches_a_real_desk(made, tmp_path):
    """It has root keys of its own, so that neither a real secretariat nor a real centre takes its files in."""
    from baseldesk.errors import BundleRefused
    from baseldesk.sync.bundle import import_bundle, import_receipt
    from baseldesk.sync.station import found_centre, found_secretariat

    with found_secretariat(tmp_path / "office") as office, found_centre(tmp_path / "desk", "BCRC-SEN") as centre:
        before = [desk.digest() for desk in (office, centre)]
        refused = import_bundle(office, [Path(made["bundle"]["path"])]).refused
        assert [one.code for one in refused] == ["bundle.foreign_deployment"]
        with pytest.raises(BundleRefused):
            import_receipt(centre, Path(made["receipt"]))
        assert [desk.digest() for desk in (office, centre)] == before
