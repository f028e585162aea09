"""`baseldesk import`: counts that add up, the same file again, refusals, the table of remarks."""

from __future__ import annotations

import csv
import json

import pytest

from baseldesk.resources import resource

EXAMPLE = resource("examples", "waste-projects.iati.xml")
KEYS = ("read", "created", "updated", "unchanged", "rejected")
TWICE = """<?xml version="1.0"?><iati-activities version="2.03">
<iati-activity xml:lang="en"><iati-identifier>A-1</iati-identifier><title><narrative>=one</narrative></title></iati-activity>
<iati-activity xml:lang="en"><iati-identifier>A-1</iati-identifier><title><narrative>two</narrative></title></iati-activity>
</iati-activities>"""


def test_the_counts_add_up_and_the_same_file_changes_nothing(at):
    first, second = (at("import", EXAMPLE, "--as", "iati").json for _ in range(2))
    assert {*KEYS, "warnings", "records"} == first.keys()
    assert first["read"] == first["created"] + first["updated"] + first["unchanged"] + first["rejected"] == 29
    assert first["records"]["activity"] == 29
    assert (second["created"], second["updated"], second["unchanged"], second["records"]) == (0, 0, 29, {})
    assert all({"where", "code", "text"} <= one.keys() for one in first["warnings"])


def test_a_rehearsal_changes_nothing(at):
    before = at("digest").json
    assert at("import", EXAMPLE, "--rehearse").json["created"] == 29
    assert at("digest").json == before


def test_one_undo_takes_the_import_back(at):
    before = len(at("record", "list", "activity").lines)
    at("import", EXAMPLE)
    assert len(at("record", "list", "activity").lines) == before + 29
    at("undo")
    assert len(at("record", "list", "activity").lines) == before


def test_rejected_items_are_listed_and_said_by_the_exit_code(at, tmp_path):
    file, table = tmp_path / "x.xml", tmp_path / "out.csv"
    file.write_text(TWICE, encoding="utf-8")
    ran = at("import", file, "--rejects", table)
    assert (ran.code, ran.json["created"], ran.json["rejected"]) == (1, 1, 1)
    with table.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    assert rows[0] == ["where", "code", "text", "row"]
    assert [row[1] for row in rows[1:]] == [one["code"] for one in ran.json["warnings"]]
    assert "iati.identifier_twice" in [row[1] for row in rows]


def test_people_read_what_came(run, centre):
    told = run("--desk", centre, "import", EXAMPLE).out
    assert "29" in told
    assert "Activities 29" in told


@pytest.mark.parametrize("text", ["", "{}", "<html>", "<iati-activities version='1.05'/>", "<iati-activities version='2.03'>"])
def test_another_file_is_refused_untouched(at, tmp_path, text):
    file = tmp_path / "x.xml"
    file.write_text(text, encoding="utf-8")
    before = at("digest").json
    ran = at("import", file)
    assert ran.code == 3
    assert at("digest").json == before


def test_a_spreadsheet_comes_in_by_its_headings_and_a_map_is_remembered(at, tmp_path):
    table, settled = tmp_path / "plan.csv", tmp_path / "MAP.json"
    table.write_text("Titre,Pays,Ville\nAtelier sur les déchets,Sénégal,Dakar\n", encoding="utf-8")
    guessed = json.loads(at("import", table, "--show-map").out)
    assert guessed["columns"] == {"A": "title", "B": "country", "C": "city"}
    settled.write_text(json.dumps({**guessed, "columns": {"A": "title.fr", "B": "countries"}}), encoding="utf-8")
    told = at("import", table, "--map", settled).json
    assert (told["created"], told["records"]) == (1, {"activity": 1})
    assert json.loads(at("import", table, "--show-map").out)["columns"] == {"A": "title.fr", "B": "countries"}


def test_a_map_that_names_what_there_is_not_is_wrong_usage(at, tmp_path):
    table, settled = tmp_path / "plan.csv", tmp_path / "MAP.json"
    table.write_text("Titre,Pays\nAtelier,Sénégal\n", encoding="utf-8")
    settled.write_text('{"type": "activity", "columns": {"A": "colour"}}', encoding="utf-8")
    ended = at("import", table, "--map", settled)
    assert ended.code == 2
    assert "colour" in ended.json["error"]["text"]
