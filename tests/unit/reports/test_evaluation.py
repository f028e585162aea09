"""The evaluation mirror: evidence before score, points from the scale alone, and for nobody but the centre."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.reports.blocks import Facts, Rows
from baseldesk.reports.document import render
from baseldesk.reports.evaluation import compose, compose_evaluation, is_shared, known_points
from baseldesk.reports.evaluation_evidence import evidence_of, proven_of
from baseldesk.reports.evaluation_scale import latest_scale, read_scale
from baseldesk.reports.periodic_gather import gather
from baseldesk.reports.request import Period, Request
from baseldesk.resources import resource
from tests.unit.reports.reading import read_with_pdfium
from tests.unit.reports.small_year import FIRST, LAST, facts, identity, lines, section

EN = translator("en")
ASKED = Request("evaluation", period=Period(FIRST, LAST))


@pytest.fixture(scope="module")
def mirror(year):
    """The mirror of the year."""
    return compose_evaluation(year, ASKED, EN)


@pytest.fixture(scope="module")
def scale():
    """The scale that comes with the program."""
    return latest_scale()


def part(scale, counts):
    (found,) = [each for one in scale.criteria for each in one.parts if each.counts == counts]
    return found


@pytest.mark.parametrize(
    ("counts", "points"),
    [
        ("steps", {0: 0, 1: 1, 2: 2, 3: 4}),
        ("completed", {0: 0, 1: 1, 5: 1, 6: 2, 10: 2, 11: 4, 15: 4, 16: 8, 400: 8}),
        ("parties", {0: 0, 1: 1, 5: 1, 6: 2, 60: 2}),
    ],
)
def test_the_points_are_those_of_the_published_scale(scale, counts, points):
    assert {number: part(scale, counts).points_for(number) for number in points} == points


def test_what_is_not_known_of_the_scale_is_not_invented(scale, mirror):
    assert (scale.total, scale.most_known, scale.basis) == (33, 14, "")
    assert part(scale, "cooperation").points_for(50) is None
    assert facts(mirror, "criterion-c")["Indicative score"] == "Cooperation: to be entered when known"
    assert facts(mirror, "")["Basis of the scale"] == "to be entered when known"
    assert "other 19 points" in repr(section(mirror, "score"))


def test_the_score_is_what_was_counted_by_hand(year, mirror, scale):
    data = gather(year, ASKED, "activity_report")
    evidence = evidence_of(data)
    assert [evidence.number(name) for name in ("steps", "completed", "parties")] == [3, 1, 3]
    assert known_points(scale, evidence) == 4 + 1 + 1
    assert lines(mirror, "score")[-1] == ["Known so far", "", "6", "14"]
    assert mirror.data["points"] == 6


def test_a_step_is_proven_by_evidence_not_by_the_stage(year):
    records = gather(year, ASKED, "activity_report").records
    training, campaign = (records.get("activity", identity("activity", name)) for name in ("training", "campaign"))
    assert proven_of(training, records) == ["identified", "implemented"]
    assert proven_of(campaign, records) == ["implemented"], "nobody has said what need it answers"
    year.save([Edit("document", identity("document", "concept"), {"activity": training.id, "kind": "concept"})])
    try:
        assert proven_of(training, gather(year, ASKED, "activity_report").records)[1] == "documented"
    finally:
        year.save([Edit("document", identity("document", "concept"), life=False)])


def test_evidence_comes_first(mirror):
    for key in ("criterion-a", "criterion-b"):
        kinds = [type(one) for one in section(mirror, key)]
        assert kinds.index(Rows) < len(kinds) - 1
        assert kinds[-1] is Facts
    assert "Indicative" in mirror.front.mark


def test_each_page_says_that_it_is_indicative(mirror, tmp_path):
    done = render(mirror, EN, tmp_path / "e.pdf")
    assert read_with_pdfium(done.path).count("Indicative: for the centre") >= done.pages


def test_a_later_scale_takes_the_place_of_this_one(year, tmp_path):
    text = resource("programme", "evaluation-2026-11.yaml").read_text(encoding="utf-8")
    (tmp_path / "evaluation-2030-01.yaml").write_text(
        text.replace("2026-11-22", "2030-01-01")
        .replace("basis: null", "basis: Decision 1")
        .replace("bands: null", "bands: [{from: 0, points: 5}]"),
        encoding="utf-8",
    )
    scale = latest_scale(tmp_path)
    assert (scale.known_on, scale.most_known) == (date(2030, 1, 1), 19)
    document = compose(gather(year, ASKED, "activity_report"), scale, EN)
    assert facts(document, "")["Basis of the scale"] == "Decision 1"


_NO_NUMBER = "known_on: 2030-01-01\ncriteria: [{code: a, label: {}, parts: [{counts: x, bands: [{from: a, points: 1}]}]}]"


@pytest.mark.parametrize("text", ["", "known_on: soon", "known_on: 2030-01-01\ncriteria: 7", "a: [", _NO_NUMBER])
def test_a_scale_of_another_form_is_refused(tmp_path, text):
    (tmp_path / "evaluation-x.yaml").write_text(text)
    with pytest.raises(UsageError) as told:
        read_scale(tmp_path / "evaluation-x.yaml")
    assert told.value.code == "report.scale_malformed"


def test_another_centre_is_refused_its_neighbours_mirror(year):
    with pytest.raises(UsageError) as told:
        compose_evaluation(year, replace(ASKED, owner="BCRC-CHN"), EN)
    assert told.value.code == "report.for_centre_only"


def test_an_evaluation_of_an_activity_is_no_shared_mirror(year):
    held = identity("document", "evaluation")
    year.save([Edit("document", held, {"kind": "evaluation", "activity": identity("activity", "training")})])
    assert not is_shared(year, "BCRC-SEN")
    year.save([Edit("document", held, {"activity": None})])
    assert is_shared(year, "BCRC-SEN")
    year.save([Edit("document", held, life=False)])
    assert not is_shared(year, "BCRC-SEN")
