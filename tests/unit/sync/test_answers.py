"""What the secretariat says to a centre: answers and remarks travel there and stand; nobody else's do."""

from __future__ import annotations

from datetime import date

import pytest

from baseldesk.desk import submissions
from baseldesk.desk.attention import attention
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.records.identity import new_id


@pytest.fixture
def handed_in(pair):
    """A report that has come to the secretariat."""
    pair.centre.save([Edit("activity", pair.centre.new_id(), {"title": {"fr": "Atelier"}, "started_on": date(2025, 3, 1)})])
    report = submissions.begin(pair.centre, "activity_report", date(2025, 1, 1), date(2025, 12, 31))
    submissions.approve(pair.centre, report, function="Director")
    submissions.submit(pair.centre, report)
    pair.hand_over()
    return report


def test_a_report_is_answered_and_the_answer_comes_home(pair, handed_in):
    assert submissions.frozen_copy(pair.secretariat, handed_in).records, "what was approved travels with it"
    submissions.answer(pair.secretariat, handed_in, "returned", "The figures of May are missing.")
    assert submissions.standing(pair.secretariat, handed_in).stage == "returned"
    pair.answer()
    standing = submissions.standing(pair.centre, handed_in)
    assert (standing.stage, standing.remarks) == ("returned", "The figures of May are missing.")
    assert pair.centre.check() == pair.secretariat.check() == []
    assert pair.centre.digest() == pair.secretariat.digest(owner="BCRC-SEN")


def test_the_latest_answer_counts(pair, handed_in):
    submissions.answer(pair.secretariat, handed_in, "returned", "Once more.")
    submissions.answer(pair.secretariat, handed_in, "accepted")
    pair.answer()
    assert submissions.standing(pair.centre, handed_in).stage == "accepted"


def test_a_centre_cannot_answer_itself(pair, handed_in):
    with pytest.raises(UsageError):
        submissions.answer(pair.centre, handed_in, "accepted")
    pair.centre.save([Edit("submission_answer", pair.centre.new_id(), {"submission": handed_in, "verdict": "accepted"})])
    pair.hand_over()
    assert submissions.standing(pair.secretariat, handed_in).stage == "submitted"


def test_the_secretariat_asks_and_the_centre_answers(pair, handed_in):
    remark = new_id("BCRC-SEN", pair.secretariat.random)
    asked = {
        "about_type": "submission",
        "about": handed_in.hex(),
        "kind": "question",
        "text": "How many?",
        "answer_due": date(2026, 1, 1),
    }
    pair.secretariat.save([Edit("remark", remark, asked)])
    pair.answer()
    with pair.centre.read() as reader:
        assert [one.code for one in attention(reader, "BCRC-SEN", date(2026, 2, 1)) if one.type == "remark"] == ["due.remark"]
    pair.centre.save([Edit("remark", remark, {"answer": "Twelve.", "answered_on": date(2026, 2, 2)})])
    pair.hand_over()
    assert pair.secretariat.record("remark", remark).values["answer"] == "Twelve."
    assert pair.centre.digest() == pair.secretariat.digest(owner="BCRC-SEN")


def test_a_call_for_reports_is_due_until_it_is_answered(pair):
    call = pair.secretariat.new_id()
    pair.secretariat.save(
        [Edit("reporting_call", call, {"title": {"en": "2025"}, "kind": "activity_report", "due_on": date(2026, 3, 31)})]
    )
    pair.answer()

    def due():
        with pair.centre.read() as reader:
            return [one.on for one in attention(reader, "BCRC-SEN", date(2026, 4, 1)) if one.code == "due.report"]

    assert due() == [date(2026, 3, 31)]
    report = submissions.begin(pair.centre, "activity_report", date(2025, 1, 1), date(2025, 12, 31), call=call)
    submissions.approve(pair.centre, report, function="Director")
    assert due() == [date(2026, 3, 31)], "approved is not handed in"
    submissions.submit(pair.centre, report)
    assert due() == []
