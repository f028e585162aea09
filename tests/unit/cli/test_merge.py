"""`baseldesk record merge` and `unmerge`: the same thing recorded twice."""

import pytest


@pytest.fixture
def twice(at, partner):
    """The partner of the desk and another record of it, in the order of their ids."""
    other = at("record", "new", "partner", "name.fr=Institut des Nations Unies", "acronym=ONUFR").json["id"]
    return sorted((partner, other))


def test_merge_shows_one_for_both_and_unmerge_takes_it_back(run, centre, at, twice):
    one, two = twice
    merged = at("record", "merge", "partner", two, one)
    assert (merged.code, merged.json["same_as"], merged.json["shown_as"]) == (0, [one], one)
    assert at("record", "show", "partner", one).json["same_as"] == [two]
    (row,) = at("record", "list", "partner").lines
    assert (row["id"], row["same_as"]) == (one, [two])
    assert "×2" in run("--desk", centre, "record", "list", "partner").out
    assert two in run("--desk", centre, "record", "show", "partner", one).out
    assert at("record", "merge", "partner", one, two).json["changed"] is False
    assert at("record", "unmerge", "partner", one, two).json["same_as"] == []
    assert len(at("record", "list", "partner").lines) == 2
    assert at("record", "show", "partner", one).json["same_as"] == []
    assert at("check").json["ok"] is True


def test_undo_separates_what_was_joined(at, twice):
    at("record", "merge", "partner", *twice)
    assert at("undo").code == 0
    assert at("record", "show", "partner", twice[0]).json["same_as"] == []


def test_what_refers_to_either_is_named_by_the_one_that_is_shown(run, centre, at, activity, twice):
    one, two = twice
    names = {each: next(iter(at("record", "show", "partner", each).json["values"]["name"].values())) for each in twice}
    gift = at("record", "new", "contribution", "title=Atelier", f"donor={two}").json["id"]
    at("record", "merge", "partner", one, two)
    assert [row["id"] for row in at("record", "list", "contribution", "--where", f"donor={one}").lines] == [gift]
    said = run("--desk", centre, "record", "show", "contribution", gift).out
    assert names[one] in said
    assert names[two] not in said
    assert [hit["id"] for hit in at("search", *names[two].split()).lines] == [one]


def test_a_double_is_still_found_by_its_own_reference(at, activity):
    other = at("record", "new", "activity", "title.fr=Formation", "starts_on=2026-02-03").json
    at("record", "merge", "activity", activity, other["reference"])
    assert at("record", "show", "activity", other["reference"]).json["id"] == other["id"]
    assert at("record", "show", "activity", activity).json["same_as"] == [other["id"]]


def test_what_cannot_be_joined_is_refused(at, partner, activity):
    assert at("record", "merge", "partner", partner, partner).error == "same.one_record"
    assert at("record", "unmerge", "partner", partner, "11111111-2222-3333-4444-555555555555").error == "record.missing"
    assert at("record", "merge", "headcount", partner, partner).code == 2
