"""What is due: each date counts while something is still to be done, and no longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baseldesk.desk.attention import attention, calendar
from baseldesk.desk.pressing import pressing
from baseldesk.desk.shown import Edit

TODAY = date(2026, 6, 15)
PAST, SOON, LATER = date(2026, 6, 1), date(2026, 7, 1), date(2027, 1, 1)


@pytest.fixture
def write(desk):
    def write(kind, **values):
        identity = desk.new_id()
        desk.save([Edit(kind, identity, values)])
        return identity

    return write


def due(desk, **options):
    with desk.read() as reader:
        return [(one.code, one.on, one.is_overdue) for one in attention(reader, desk.owner, TODAY, **options)]


# kind, date field, other values while open, what closes it
KEPT = [
    ("follow_up", "due_on", {}, {"done_on": PAST}, "due.follow_up"),
    ("reporting_duty", "due_on", {}, {"done_on": PAST}, "due.reporting_duty"),
    ("contribution", "decision_due", {"stage": "sought"}, {"stage": "agreed"}, "due.decision"),
    ("opportunity", "answer_due", {}, {"answered_on": PAST}, "due.opportunity"),
    ("remark", "answer_due", {}, {"closed_on": PAST}, "due.remark"),
    ("partnership", "ends_on", {"stage": "active"}, {"stage": "ended"}, "due.agreement_ends"),
    ("activity", "ends_on", {"stage": "implemented"}, {"stage": "cancelled"}, "due.activity_ends"),
]


@pytest.mark.parametrize(("kind", "field", "still_open", "closes", "code"), KEPT, ids=[one[0] for one in KEPT])
def test_a_date_counts_until_it_is_done(desk, write, kind, field, still_open, closes, code):
    identity = write(kind, **{field: PAST}, **still_open)
    assert due(desk) == [(code, PAST, True)]
    desk.save([Edit(kind, identity, {field: SOON})])
    assert due(desk) == [(code, SOON, False)]
    desk.save([Edit(kind, identity, {field: LATER})])
    assert due(desk) == []
    assert due(desk, days=400) == [(code, LATER, False)]
    desk.save([Edit(kind, identity, {field: PAST, **closes})])
    assert due(desk) == []
    desk.save([Edit(kind, identity, {**still_open, **dict.fromkeys(closes) | still_open})])
    assert due(desk) == [(code, PAST, True)]
    desk.save([Edit(kind, identity, life=False)])
    assert due(desk) == []


def test_what_was_completed_wants_a_result_or_a_headcount(desk, write):
    activity = write("activity", stage="completed", ended_on=PAST)
    assert due(desk) == [("due.no_result", None, True)]
    count = write("headcount", activity=activity, women=3)
    assert due(desk) == []
    desk.save([Edit("headcount", count, life=False)])
    write("result", activity=activity, title={"en": "Trained"})
    assert due(desk) == []


def test_an_active_partner_of_some_kinds_wants_an_assessment(desk, write):
    partner = write("partner", name={"en": "Firm"}, stakeholder_kind="SK-IND", status="active")
    write("partner", name={"en": "City"}, stakeholder_kind="SK-CITY", status="active")
    write("partner", name={"en": "Other firm"}, stakeholder_kind="SK-IND", status="prospect")
    assert due(desk) == [("due.assessment", None, True)]
    write("assessment", partner=partner, decision="accepted")
    assert due(desk) == []


def test_the_calendar_holds_beginnings_and_meetings_too(desk, write):
    write("activity", starts_on=SOON, ends_on=date(2026, 7, 3), stage="documented")
    write("interaction", held_on=SOON)
    write("follow_up", due_on=PAST, done_on=PAST)
    with desk.read() as reader:
        found = [(one.code, one.on) for one in calendar(reader, desk.owner, SOON, date(2026, 7, 31), TODAY)]
    assert found == [("due.activity_starts", SOON), ("due.meeting", SOON), ("due.activity_ends", date(2026, 7, 3))]


def test_what_is_most_pressing_is_the_beginning_of_it_all(desk, write):
    for days in range(-4, 70, 6):
        write("follow_up", what=f"F {days}", due_on=TODAY + timedelta(days=days))
        write("activity", title={"en": "A"}, stage="implemented", ends_on=TODAY + timedelta(days=days))
    write("activity", title={"en": "B"}, stage="completed", ended_on=TODAY - timedelta(days=9))
    for number, odd in enumerate(("2026-05-32", "2026-02-31", "2026-06-01T10:00")):  # as a newer version might write
        write("follow_up", what=f"odd {number}", due_on=TODAY)
        with desk.write() as writer:
            writer.run("UPDATE r_follow_up SET due_on = :odd WHERE what = :what", odd=odd, what=f"odd {number}")
    for days in (60, 0, -1):
        with desk.read() as reader:
            every = attention(reader, desk.owner, TODAY, days)
            for most in (0, 3, 5, 200):
                assert pressing(reader, desk.owner, TODAY, most, days) == (every[:most], len(every))
    with desk.read() as reader:
        ahead = [one for one in attention(reader, desk.owner, TODAY, 60) if one.on and one.on >= TODAY]
        assert pressing(reader, desk.owner, TODAY, 3, since=TODAY) == (ahead[:3], len(ahead))
