"""Reports as they are handed in: what was approved stays, records stay editable, and what changed since is told."""

from __future__ import annotations

from datetime import date

import pytest

from baseldesk.desk import submissions
from baseldesk.desk.record_view import officer_id
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def write(desk, kind, **values):
    identity = desk.new_id()
    desk.save([Edit(kind, identity, values)])
    return identity


@pytest.fixture
def work(desk):
    """An activity of the year with a partner, people and a report of its own; one of the year before."""
    partner = write(desk, "partner", name={"en": "UNEP"})
    activity = write(desk, "activity", title={"en": "Workshop"}, started_on=date(2025, 3, 4), ended_on=date(2025, 3, 6))
    write(desk, "headcount", activity=activity, women=12)
    write(desk, "activity_partner", activity=activity, partner=partner, role="host")
    write(desk, "activity", title={"en": "Before"}, started_on=date(2024, 12, 1), ended_on=date(2024, 12, 3))
    write(desk, "officer", name="N. N.", function="Director")
    write(desk, "participant", activity=activity, name="N. N.")
    write(desk, "waste_figure", country="SN", year=2025, quantity=12)
    return activity, partner


def draft(desk, **more):
    identity = submissions.begin(desk, "activity_report", *YEAR)
    desk.save([Edit("submission", identity, {"summary": {"en": "A good year"}, **more})])
    return identity


def approved(desk):
    identity = draft(desk)
    return identity, submissions.approve(desk, identity, function="Director")


def kinds(frozen):
    return sorted(one.type for one in frozen.records)


def test_approving_keeps_what_belongs_to_the_period_and_what_hangs_on_it(desk, work):
    _, frozen = approved(desk)
    assert kinds(frozen) == ["activity", "activity_partner", "headcount", "partner", "waste_figure"]
    assert frozen.narrative["summary"] == {"en": "A good year"}


def test_personal_data_and_what_stays_at_the_centre_never_go_in(desk, work):
    identity, _ = approved(desk)
    raw = desk.documents.path(desk.record("submission", identity).values["frozen_hash"]).read_text()
    assert "N. N." not in raw
    assert "participant" not in raw


def test_what_is_not_ready_to_share_is_not_reported(desk, work):
    kept = write(desk, "activity", title={"en": "Kept"}, started_on=date(2025, 5, 1), ended_on=date(2025, 5, 1), not_ready=True)
    _, frozen = approved(desk)
    assert kept.hex()[8:] not in str(frozen.records)


def test_the_same_records_give_the_same_bytes(desk, work):
    hashes = {desk.record("submission", approved(desk)[0]).values["frozen_hash"] for _ in range(2)}
    assert len(hashes) == 1


def test_records_stay_editable_and_the_report_says_what_changed(desk, work):
    activity, partner = work
    identity, _ = approved(desk)
    assert submissions.changed_since(desk, identity) == []
    desk.save([Edit("activity", activity, {"title": {"en": "Workshop on lead"}, "city": "Dakar"})])
    write(desk, "activity", title={"en": "Late"}, started_on=date(2025, 11, 1))
    desk.save([Edit("partner", partner, life=False)])
    found = {(one.type, one.register, one.then, one.now) for one in submissions.changed_since(desk, identity)}
    assert ("activity", "title/en", "Workshop", "Workshop on lead") in found
    assert ("activity", "city", None, "Dakar") in found
    assert ("activity", "title/en", None, "Late") in found
    assert ("partner", "name/en", "UNEP", None) in found


def test_an_activity_moved_out_of_the_period_has_changed_and_not_gone(desk, work):
    activity, _ = work
    identity, _ = approved(desk)
    desk.save([Edit("activity", activity, {"started_on": date(2026, 3, 4), "ended_on": date(2026, 3, 6)})])
    registers = {one.register: one.now for one in submissions.changed_since(desk, identity) if one.type == "activity"}
    assert registers == {"started_on": "2026-03-04", "ended_on": "2026-03-06"}


def test_a_record_knows_the_reports_that_rest_on_it(desk, work):
    activity, _ = work
    approved(desk)
    desk.save([Edit("activity", activity, {"city": "Dakar"})])
    ((row, changed),) = submissions.reported_in(desk, "activity", activity)
    assert (row.values["version"], [one.register for one in changed]) == (1, ["city"])
    assert submissions.reported_in(desk, "partner", desk.new_id()) == []


def test_a_correction_is_the_next_version_with_the_texts_of_the_first(desk, work):
    identity, _ = approved(desk)
    submissions.submit(desk, identity)
    second = submissions.begin(desk, "activity_report", None, None, supersedes=identity)
    values = desk.record("submission", second).values
    assert (values["version"], values["summary"], values["starts_on"]) == (2, {"en": "A good year"}, YEAR[0])
    assert not submissions.standing(desk, identity).is_superseded, "a draft takes nobody's place"
    submissions.approve(desk, second, function="Director")
    assert submissions.standing(desk, identity).is_superseded


def test_the_steps_come_in_order(desk, work):
    identity = draft(desk)
    for step, code in (
        (lambda: submissions.submit(desk, identity), "submission.not_approved"),
        (lambda: submissions.begin(desk, "activity_report", *YEAR, supersedes=identity), "submission.not_approved"),
        (lambda: submissions.changed_since(desk, identity), "submission.nothing_frozen"),
        (lambda: submissions.answer(desk, identity, "accepted"), "submission.secretariat_answers"),
    ):
        with pytest.raises(UsageError) as told:
            step()
        assert told.value.code == code
    submissions.approve(desk, identity, function="Director")
    with pytest.raises(UsageError) as told:
        submissions.approve(desk, identity, function="Director")
    assert told.value.code == "submission.not_draft"
    submissions.submit(desk, identity)
    assert submissions.standing(desk, identity).stage == "submitted"


def test_a_draft_without_period_cannot_be_approved(desk, work):
    identity = submissions.begin(desk, "other", None, None)
    with pytest.raises(UsageError) as told:
        submissions.approve(desk, identity, function="Director")
    assert (told.value.code, told.value.params["fields"]) == ("submission.incomplete", "starts_on, ends_on")


def test_where_approvers_are_named_one_of_them_approves(desk, work):
    write(desk, "officer", name="A. A.", role="approver")
    identity = draft(desk)
    with pytest.raises(UsageError) as told:
        submissions.approve(desk, identity, function="Director")
    assert told.value.code == "submission.not_approver"
    me = officer_id(desk.owner, desk.identity.user)
    desk.save([Edit("officer", me, {"name": "M. M.", "role": "approver", "user": desk.identity.user.hex()})])
    submissions.approve(desk, identity, function="Director")


def test_an_altered_copy_is_none(desk, work):
    identity, _ = approved(desk)
    place = desk.documents.path(desk.record("submission", identity).values["frozen_hash"])
    place.write_bytes(place.read_bytes().replace(b"Workshop", b"Forgery!"))
    assert submissions.frozen_copy(desk, identity) is None
