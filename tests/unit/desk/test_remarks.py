"""Remarks of the secretariat: on a record or a field, with or without a value proposed; and who works at the desk."""

from datetime import date
from decimal import Decimal

import pytest

from baseldesk.desk import officers, remarks, settling
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import tasks
from baseldesk.errors import UsageError
from baseldesk.records.types import record_type

ACTIVITY = record_type("activity")


@pytest.mark.parametrize(
    ("kind", "register", "value", "meant"),
    [
        ("activity", "title/fr", "Formation", {"fr": "Formation"}),
        ("activity", "ended_on", date(2026, 2, 5), date(2026, 2, 5)),
        ("activity", "planned_budget", Decimal("1200.50"), Decimal("1200.50")),
        ("activity", "kind", "AK-TRAIN", "AK-TRAIN"),
        ("activity", "in_plan", True, True),
        ("headcount", "women", 12, 12),
    ],
)
def test_what_is_proposed_comes_back_as_the_value_of_the_field(kind, register, value, meant):
    field = record_type(kind).by_name[register.partition("/")[0]]
    written = remarks.propose(field, value)
    assert remarks.proposed_value(kind, {"register": register, "proposed": written}) == meant


def test_what_is_no_value_of_the_field_is_not_proposed():
    assert remarks.proposed_value("activity", {"register": "ended_on", "proposed": "soon"}) is None
    assert remarks.proposed_value("activity", {"register": "title", "proposed": "x"}) is None
    assert not remarks.can_propose(ACTIVITY.by_name["countries"])


def test_an_open_remark_needs_somebody_until_it_is_answered_or_done(desk):
    activity = desk.new_id()
    desk.save([Edit("activity", activity, {"title": {"fr": "Atelier"}})])
    asked = {"about_type": "activity", "about": activity.hex(), "register": "city"}
    one, other = desk.new_id(), desk.new_id()
    desk.save([Edit("remark", one, {**asked, "text": "Which?"}), Edit("remark", other, {**asked, "text": "Sure?"})])
    with desk.read() as reader:
        assert {found.record for found in tasks(reader) if found.code == "task.remark"} == {one, other}
    remarks.answer(desk, one, "Dakar.")
    with desk.read() as reader:
        (task,) = [found for found in tasks(reader) if found.code == "task.remark"]
    assert task.record == other
    settling.accept(desk, task)
    assert [remarks.is_open(row.values) for row in remarks.remarks_on(desk, "activity", activity)] == [False, False]
    with desk.read() as reader:
        assert [found.code for found in tasks(reader)] == []


def test_only_the_secretariat_writes_remarks(desk):
    activity = desk.new_id()
    desk.save([Edit("activity", activity, {"city": "Dakar"})])
    with pytest.raises(UsageError):
        remarks.write_remark(desk, "activity", activity, "city", {"text": "x"})


def test_whoever_works_stands_in_the_history_and_a_reopened_desk_remembers(desk):
    activity = desk.new_id()
    first, second = officers.add_officer(desk, "Awa"), officers.add_officer(desk, "Moussa", "Accountant", "approver")
    officers.work_as(desk, second)
    desk.save([Edit("activity", activity, {"city": "Dakar"})])
    officers.work_as(desk, first)
    desk.save([Edit("activity", activity, {"city": "Thiès"})])
    assert [(line.new, line.author) for line in desk.history("activity", activity) if line.register == "city"] == [
        ("Thiès", "Awa"), ("Dakar", "Moussa"),
    ]  # fmt: skip
    assert officers.who_works(desk) == first
    assert desk.meta("user") == next(one.user for one in officers.officers(desk) if one.id == first)
    with pytest.raises(UsageError):
        officers.work_as(desk, desk.new_id())
