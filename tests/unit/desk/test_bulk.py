"""One change for many records: told first, one action, one undo."""

from __future__ import annotations

from datetime import date

import pytest

from baseldesk.desk.bulk import change_all, may_change, preview
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.records.types import TYPES


@pytest.fixture
def activities(desk):
    ids = [desk.new_id() for _ in range(4)]
    desk.save([
        Edit("activity", ids[0], {"title": {"en": "a"}, "stage": "identified", "waste_streams": {"WS-OILS": True}}),
        Edit("activity", ids[1], {"title": {"en": "b"}, "stage": "completed"}),
        Edit("activity", ids[2], {"title": {"en": "c"}, "starts_on": date(2026, 5, 1)}),
        Edit("activity", ids[3], {"title": {"en": "d"}}),
    ])  # fmt: skip
    desk.save([Edit("activity", ids[3], life=False)])
    return ids


def stages(desk, ids):
    return [desk.record("activity", one).values.get("stage") for one in ids[:3]]


def test_it_is_told_first_and_then_one_action_with_one_undo(desk, activities):
    told = preview(desk, "activity", activities, {"stage": "completed"})
    assert ([one for one, _ in told.changes], told.same, told.refused, told.kept_back) == (
        [activities[0], activities[2]],
        1,
        [],
        1,
    )
    assert stages(desk, activities) == ["identified", "completed", None]
    change_all(desk, "activity", activities, {"stage": "completed"})
    assert stages(desk, activities) == ["completed"] * 3
    desk.undo()
    assert stages(desk, activities) == ["identified", "completed", None]


def test_elements_are_added_and_taken_away_one_by_one(desk, activities):
    change_all(desk, "activity", activities, {"waste_streams": {"WS-ULAB": True, "WS-OILS": None}})
    assert desk.record("activity", activities[0]).values["waste_streams"] == {"WS-ULAB": True}
    assert desk.record("activity", activities[1]).values["waste_streams"] == {"WS-ULAB": True}


def test_a_rule_keeps_a_record_out_and_the_others_go_on(desk, activities):
    told = preview(desk, "activity", activities[:3], {"ends_on": date(2026, 4, 1)})
    assert (told.refused, len(told.changes)) == ([(activities[2], "rule.end_before_start")], 2)
    change_all(desk, "activity", activities[:3], {"ends_on": date(2026, 4, 1)})
    assert desk.record("activity", activities[2]).values.get("ends_on") is None


@pytest.mark.parametrize("name", ["title", "summary", "reference", "external_ids", "not_ready", "other_data"])
def test_what_is_a_record_s_own_is_not_changed_for_many(desk, activities, name):
    assert not may_change(TYPES["activity"], name)
    with pytest.raises(UsageError) as told:
        preview(desk, "activity", activities, {name: "x"})
    assert told.value.code == "bulk.field_is_own"


def test_a_value_that_cannot_be_is_refused_whole(desk, activities):
    with pytest.raises(RuleBroken):
        preview(desk, "activity", activities, {"starts_on": "soon"})


def test_another_organisation_s_records_are_kept_back(desk, activities):
    theirs = b"\0\0\0\0" + bytes(12)
    assert preview(desk, "activity", [theirs], {"stage": "completed"}).kept_back == 1
    assert change_all(desk, "activity", [theirs], {"stage": "completed"}).records == ()
    assert desk.count(ListQuery("activity")) == 3
