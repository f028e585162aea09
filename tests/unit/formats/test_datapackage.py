"""Records for other programs and for archives: tables whose descriptor is true, and bags that others find whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import bagit
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, UsageError
from baseldesk.formats.datapackage import write_bag, write_package
from baseldesk.formats.sheets.outgoing import exported_types


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    partner, activity = desk.new_id(), desk.new_id()
    desk.save([
        Edit("partner", partner, {"name": {"en": "=1+1"}}),
        Edit("activity", activity, {"title": {"fr": "Été", "ar": "ورشة"}, "starts_on": date(2026, 2, 3), "in_plan": True,
                                    "planned_budget": Decimal("10.50"), "countries": {"SN": Decimal(60), "TG": True}}),
        Edit("activity_partner", desk.new_id(), {"activity": activity, "partner": partner, "role": "host"}),
        Edit("officer", desk.new_id(), {"name": "N. N.", "function": "Officer"}),
        Edit("participant", desk.new_id(), {"activity": activity, "name": "N. N."}),
    ])  # fmt: skip
    (tmp_path / "paper.txt").write_text("attendance")
    desk.attach(tmp_path / "paper.txt", {"activity": activity})
    return desk


def read(place: Path) -> tuple[dict, dict[str, list[list[str]]], dict[str, bytes]]:
    with zipfile.ZipFile(place) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    tables = {name: list(csv.reader(io.StringIO(held.decode()))) for name, held in raw.items() if name.endswith(".csv")}
    return json.loads(raw["datapackage.json"]), tables, raw


def test_the_descriptor_is_true_of_every_table(filled: Desk, tmp_path: Path) -> None:
    counts = write_package(filled, exported_types(people=False), tmp_path / "x.datapackage.zip")
    descriptor, tables, raw = read(tmp_path / "x.datapackage.zip")
    names = {one["name"] for one in descriptor["resources"]}
    for one in descriptor["resources"]:
        content = raw[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert [column["name"] for column in one["schema"]["fields"]] == tables[one["path"]][0]
        assert len(tables[one["path"]]) - 1 == counts[one["path"].removesuffix(".csv")]
        assert all(key["reference"]["resource"] in names for key in one["schema"].get("foreignKeys", []))
    assert {name.removesuffix(".csv") for name in tables} == counts.keys()


def test_values_stand_in_one_plain_form(filled: Desk, tmp_path: Path) -> None:
    write_package(filled, exported_types(people=False), tmp_path / "x.datapackage.zip")
    _, tables, _ = read(tmp_path / "x.datapackage.zip")
    heading, row = tables["activity.csv"]
    held = dict(zip(heading, row, strict=True))
    assert (held["starts_on"], held["in_plan"], held["planned_budget"]) == ("2026-02-03", "true", "10.5")
    assert json.loads(held["title"]) == {"ar": "ورشة", "fr": "Été"}
    assert json.loads(held["countries"]) == {"SN": "60", "TG": True}
    link = dict(zip(*tables["activity_partner.csv"], strict=True))
    assert link["activity"] == held["id"]


def test_personal_data_stay_out_unless_asked_for(filled: Desk, tmp_path: Path) -> None:
    for people in (False, True):
        place = tmp_path / f"{people}.datapackage.zip"
        write_package(filled, exported_types(people=people), place, people=people)
        _, tables, raw = read(place)
        assert (b"N. N." in b"".join(raw.values())) == people
        assert ("participant.csv" in tables) == people


def test_the_same_records_give_the_same_file(filled: Desk, tmp_path: Path) -> None:
    places = [tmp_path / f"{n}.datapackage.zip" for n in range(2)]
    for place in places:
        write_package(filled, exported_types(people=False), place)
    assert places[0].read_bytes() == places[1].read_bytes()


def test_a_bag_is_found_whole_by_others_and_an_altered_one_is_not(filled: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "records.bag"
    write_bag(filled, exported_types(people=False), folder)
    assert bagit.Bag(str(folder)).is_valid()
    document = next((folder / "data" / "documents").iterdir())
    assert (document.read_text(), document.name) == ("attendance", hashlib.sha256(b"attendance").hexdigest())
    document.write_text("attendence")
    assert not bagit.Bag(str(folder)).is_valid()


def test_a_bag_takes_nobody_s_place_and_a_stopped_one_leaves_nothing(filled: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "records.bag"
    folder.mkdir()
    with pytest.raises(UsageError):
        write_bag(filled, exported_types(people=False), folder)
    with pytest.raises(Cancelled):
        write_bag(filled, exported_types(people=False), tmp_path / "other.bag", cancelled=lambda: True)
    with pytest.raises(Cancelled):
        write_package(filled, exported_types(people=False), tmp_path / "other.zip", cancelled=lambda: True)
    assert sorted(one.name for one in tmp_path.iterdir() if "other" in one.name) == []
