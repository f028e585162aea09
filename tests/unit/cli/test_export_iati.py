"""`baseldesk export FILE.iati.xml`: what is marked, what is said, which options belong to it."""

from __future__ import annotations

from lxml import etree

from baseldesk.resources import resource

EXAMPLE = resource("examples", "waste-projects.iati.xml")


def test_an_import_goes_out_whole_only_with_all(at, tmp_path):
    place = tmp_path / "out.iati.xml"
    at("import", EXAMPLE)
    assert at("export", place).error == "iati.nothing_to_publish"
    made = at("export", place, "--all", "--reporting-org", "XM-TEST-1")
    assert made.json["records"] == {"activity": len(etree.parse(place).getroot())}
    assert made.json["files"] == [{"path": str(place), "bytes": place.stat().st_size}]
    assert (made.code, made.json["refused"]) == (0, 0)
    again = at("import", place).json
    assert (again["created"], again["unchanged"]) == (0, made.json["records"]["activity"]), "those recorded here find themselves"


def test_where_and_who_is_missing(at, tmp_path):
    at("import", EXAMPLE)
    made = at("export", tmp_path / "out.iati.xml", "--all", "--where", "stage=completed").json
    assert 0 < made["records"]["activity"] < 29
    assert [one["code"] for one in made["warnings"]] == ["iati.no_reporting_org"]
    assert "BCRC-SEN" in made["warnings"][0]["text"]


def test_one_that_lacks_something_is_said_by_the_exit_code(at, tmp_path):
    at("record", "new", "activity", "title.en=Some day", "publish=yes")
    at("record", "new", "activity", "title.en=Then", "publish=yes", "starts_on=2026-01-01")
    made = at("export", tmp_path / "out.iati.xml")
    assert (made.code, made.json["refused"], made.json["records"]) == (1, 1, {"activity": 1})


def test_options_that_do_not_fit(at, tmp_path):
    assert at("export", tmp_path / "x.csv", "--all").error == "export.iati_only"
    assert at("export", tmp_path / "x.iati.xml", "--type", "partner").error == "export.iati_activities"
    assert at("export", tmp_path / "no" / "x.iati.xml", "--all").error == "cli.file_not_written"
