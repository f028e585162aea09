"""At the secretariat: figures come from what a centre has handed in, the rest is counted apart; a mirror only if shared."""

from __future__ import annotations

from datetime import date

import pytest

from baseldesk.desk import submissions
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.records import vocabulary
from baseldesk.reports.evaluation import compose_evaluation
from baseldesk.reports.periodic import compose_periodic
from baseldesk.reports.progress import compose_progress
from baseldesk.reports.request import Period, Request
from baseldesk.sync import joining
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.station import found_centre, found_secretariat
from tests.unit.reports import small_year
from tests.unit.reports.small_year import FIRST, LAST, facts, identity, lines

EN = translator("en")
PERIOD = Period(FIRST, LAST)
ASKED = Request("periodic", period=PERIOD, owner="BCRC-SEN")


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """A secretariat's desk and a centre's with the small year in it, enrolled; and how to hand over."""
    folder = tmp_path_factory.mktemp("desks")
    with (
        found_secretariat(folder / "s", device_name="Geneva") as secretariat,
        found_centre(folder / "c", "BCRC-SEN", device_name="Front office", officer_name="Officer") as centre,
    ):
        reply = joining.accept(secretariat, read_request(joining.ask_to_join(centre))).reply
        joining.join(centre, joining.read_answer(centre, reply))
        small_year.fill(centre)

        def hand_over():
            stick = folder / f"stick-{len(list(folder.iterdir()))}"
            stick.mkdir()
            import_bundle(secretariat, [export_bundle(centre, "secretariat", stick, documents="all").files[0][0]])

        hand_over()
        yield secretariat, centre, hand_over


def test_work_that_came_is_not_a_report(desks):
    secretariat, _, _ = desks
    document = compose_periodic(secretariat, ASKED, EN)
    assert document.front.mark == "Not yet approved"
    assert facts(document, "summary")["Activities"] == "2"
    assert "Figures from" not in facts(document, "")


def test_the_centre_must_be_named(desks):
    with pytest.raises(UsageError) as told:
        compose_periodic(desks[0], Request("periodic", period=PERIOD), EN)
    assert told.value.code == "report.which_centre"


def test_what_came_after_the_report_is_counted_apart(desks):
    secretariat, centre, hand_over = desks
    report = submissions.begin(centre, "activity_report", FIRST, LAST)
    submissions.approve(centre, report, function="Director", on=date(2026, 1, 20))
    hand_over()
    assert "Figures from" not in facts(compose_periodic(secretariat, ASKED, EN), ""), "approved is not handed in"
    submissions.submit(centre, report)
    late = small_year.write(
        centre,
        "activity",
        "late",
        title={"en": "Late"},
        stage="completed",
        started_on=date(2025, 12, 1),
        ended_on=date(2025, 12, 2),
        key_activity="KA1.09",
    )
    small_year.write(centre, "headcount", "late", activity=late, women=4)
    centre.save([Edit("activity", identity("activity", "training"), {"stage": "implemented"})])
    hand_over()
    document = compose_periodic(secretariat, ASKED, EN)
    assert lines(document, "apart") == [["Activities", "2", "1"], ["Of these completed", "1", "1"], ["Participants", "23", "4"]]
    assert facts(document, "summary")["Of these completed in the period"] == "1", "as it was handed in"
    assert facts(document, "")["Figures from"] == "Activity report, 2025, version 1, approved on 20 January 2026"
    assert [line[1] for line in lines(document, "list")] == ["Customs training / Mali"] or "Late" not in repr(
        lines(document, "list")
    )
    party, status = (secretariat.new_id() for _ in range(2))
    ratified = {"party": party, "instrument": vocabulary.codes("treaty_instrument")[0], "status": "ratified", "since": FIRST}
    secretariat.save([Edit("party", party, {"country": "SN"}), Edit("party_status", status, ratified)])
    everyone = compose_progress(secretariat, Request("progress", period=PERIOD), EN)
    assert everyone.data["by_key_activity"]["KA1.03"] == 1
    assert everyone.data["by_key_activity"]["KA1.09"] == 0, "not yet reported"
    assert [line[1] for line in lines(everyone, "obj1", "Indicators")][1] == "New ratifications in the period: 1"
    assert "version 1" in facts(everyone, "")["Figures from"]
    correct(centre, report)
    hand_over()
    assert facts(compose_periodic(secretariat, ASKED, EN), "")["Figures from"].count("version") == 1, "the latest version only"
    of_one = compose_periodic(secretariat, Request("periodic", records=(report,)), EN)
    assert (of_one.front.mark[:15], lines(of_one, "apart")[0]) == ("A later version", ["Activities", "2", "1"])


def correct(centre, report):
    """Hands in a correction."""
    second = submissions.begin(centre, "activity_report", None, None, supersedes=report)
    submissions.approve(centre, second, function="Director", on=date(2026, 1, 21))
    submissions.submit(centre, second)


def test_the_mirror_is_refused_until_the_centre_shares_it(desks, tmp_path):
    secretariat, centre, hand_over = desks
    asked = Request("evaluation", period=PERIOD, owner="BCRC-SEN")
    for request in (asked, Request("evaluation", period=PERIOD)):
        with pytest.raises(UsageError) as told:
            compose_evaluation(secretariat, request, EN)
        assert told.value.code == "report.for_centre_only"
    (tmp_path / "mirror.pdf").write_bytes(b"%PDF")
    centre.attach(tmp_path / "mirror.pdf", {"kind": "evaluation", "title": {"en": "Mirror"}})
    hand_over()
    assert "Indicative" in compose_evaluation(secretariat, asked, EN).front.mark
