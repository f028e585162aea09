"""The support file tells what happened in every exchange, and nothing about people."""

import json
from pathlib import Path

import pytest

from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.station import found_centre, found_secretariat
from baseldesk.sync.support import describe_exchanges, write_support

PERSON, PLACE = "Awa Diop", "Jane Forgotten's stick"


@pytest.fixture
def told(tmp_path: Path) -> str:
    """The support file of a desk that has sent, received, and refused a file with a telling name."""
    folder = tmp_path / PLACE
    folder.mkdir()
    names = {"device_name": "Awa's laptop", "officer_name": PERSON}
    with found_centre(tmp_path / "desk", "BCRC-SEN", **names) as desk, found_secretariat(tmp_path / "secretariat") as secretariat:
        join(desk, read_answer(desk, accept(secretariat, read_request(ask_to_join(desk))).reply))
        desk.save([Edit("activity", desk.new_id(), {"title": {"fr": "Formation secrète"}})])
        export_bundle(desk, "secretariat", folder)
        came = export_bundle(secretariat, "BCRC-SEN", folder).files[0][0]
        import_bundle(desk, [came.rename(folder / "from Jane Forgotten.BDESK")])
        written = write_support(desk, folder / "support.json")
        return written.path.read_text(encoding="utf-8")


def test_every_exchange_is_told_with_its_counts(told: str) -> None:
    held = json.loads(told)
    assert [(one["direction"], one["kind"], one["outcome"]) for one in held["diary"]] == [
        ("in", "bundle", "done"),
        ("out", "bundle", "done"),
    ]
    out = held["diary"][1]
    assert out["changes"] > 0
    assert out["bytes"] > 0
    assert out["files"][0].endswith(".BDESK")
    assert held["peers"][0]["peer"] == "SECRETARIAT"


@pytest.mark.parametrize("word", ["Awa", "Diop", "Jane", "Forgotten", "secrète", "stick", "/"])
def test_nothing_about_people_or_places_is_in_it(told: str, word: str) -> None:
    assert word not in told.replace("T00:", "")


def test_a_desk_that_is_not_registered_has_a_support_file_too(tmp_path: Path) -> None:
    with found_centre(tmp_path / "desk", "BCRC-SEN") as desk:
        assert describe_exchanges(desk)["deployment"] is None
        with pytest.raises(BundleRefused):
            export_bundle(desk, "secretariat", tmp_path)
        assert describe_exchanges(desk)["diary"] == []
