"""A conflict that was decided elsewhere meanwhile: what the person chooses and why is not lost, and stands beside."""

import pytest

from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.records.identity import derived_id
from tests.conftest import CENTRE

ACTIVITY = ("activity", derived_id(CENTRE, "activity", "0"))


@pytest.fixture
def shown(desk):
    """What a form shows of a field in conflict."""
    desk.save([Edit(*ACTIVITY, {"city": "Dakar"})])
    versions = desk.record(*ACTIVITY).versions
    for city in ("Thiès", "Kaolack"):
        desk.save([Edit(*ACTIVITY, {"city": city}, shown=versions)])
    return desk.record(*ACTIVITY).versions["city"]


def cities(desk):
    """The values that live."""
    found = desk.record(*ACTIVITY)
    return {one.value for one in found.conflicts.get("city", ())} or {found.values.get("city")}


def test_a_choice_that_had_not_seen_the_other_one_stands_beside_it_with_its_reason(desk, shown):
    desk.choose(*ACTIVITY, "city", value="Rufisque", reason="the invitation says so")
    desk.choose(*ACTIVITY, "city", dot=shown[0], reason="I was there", shown=shown)
    assert len(cities(desk)) == 2
    assert "Rufisque" in cities(desk)
    with desk.read() as reader:
        kept = b"".join(bytes(row[0]) for row in reader.rows("SELECT CAST(bytes AS BLOB) FROM change"))
    assert b"I was there" in kept
    assert desk.check() == []


def test_the_same_choice_made_twice_is_no_conflict(desk, shown):
    desk.choose(*ACTIVITY, "city", value="Rufisque", shown=shown)
    desk.choose(*ACTIVITY, "city", value="Rufisque", shown=shown)
    assert cities(desk) == {"Rufisque"}


def test_without_two_versions_seen_there_is_nothing_to_decide(desk, shown):
    desk.choose(*ACTIVITY, "city", value="Rufisque")
    for seen in (None, (), shown[:1], (shown[0], shown[0]), (b"x" * 34, b"y" * 34)):
        with pytest.raises(UsageError, match=r"conflict\.none"):
            desk.choose(*ACTIVITY, "city", value="Mbour", shown=seen)


def test_a_candidate_that_was_never_shown_is_unknown(desk, shown):
    with pytest.raises(UsageError, match=r"conflict\.version_unknown"):
        desk.choose(*ACTIVITY, "city", dot=b"x" * 34, shown=shown)
