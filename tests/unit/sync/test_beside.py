"""The secretariat writes beside a centre's values, and keys in for it; the centre's own word always comes first."""

from __future__ import annotations

import pytest

from baseldesk.desk.confirming import confirm
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import UsageError
from baseldesk.records.beside import fill
from baseldesk.records.identity import new_id
from baseldesk.records.types import TYPES
from tests.unit.sync.conftest import Pair, write_activity
from tests.unit.sync.test_revocation import equal, whole


def titles(desk: Desk, record: bytes) -> object:
    """What a desk shows as the title."""
    found = desk.record("activity", record)
    return found.values.get("title") if found else None


def test_a_translation_is_shown_where_the_centres_is_empty_and_makes_way_for_it(pair: Pair) -> None:
    record = write_activity(pair.centre, "Formation")
    pair.hand_over()
    pair.secretariat.save([Edit("activity", record, {"title": {"en": "Training", "fr": "Autre"}, "city": "Dakar"})])
    pair.answer()
    for desk in (pair.centre, pair.secretariat):
        shown = desk.record("activity", record)
        assert shown is not None
        assert shown.values["title"] == {"fr": "Formation", "en": "Training"}, "the centre's own is never replaced"
        assert shown.values["city"] == "Dakar"
        assert shown.beside == ("city", "title/en")
        assert not shown.is_unconfirmed
        assert shown.conflicts == {}
        assert [row.values["title"] for row in desk.rows(ListQuery("activity"))] == [shown.values["title"]]
        assert [one.id for one in desk.search("Training", record_type="activity")] == [record]
    pair.centre.save([Edit("activity", record, {"title": {"en": "Course"}})])
    pair.hand_over()
    for desk in (pair.centre, pair.secretariat):
        assert titles(desk, record) == {"fr": "Formation", "en": "Course"}
        assert [one.id for one in desk.search("Course", record_type="activity")] == [record]
    assert equal(pair.centre, pair.secretariat)
    assert whole(pair.centre, pair.secretariat)


def test_a_list_of_the_centres_own_counts_as_a_whole() -> None:
    declared = TYPES["activity"]
    theirs = {"countries/SN~SECRETARIAT": True, "countries/TG~SECRETARIAT": True}
    assert fill(declared, theirs) == {"countries/SN": True, "countries/TG": True}
    assert fill(declared, {**theirs, "countries/ML": True}) == {}
    assert fill(declared, {"nonsense~SECRETARIAT": 1}) == {}


def test_what_is_keyed_in_is_unconfirmed_until_the_centre_makes_it_its_own(pair: Pair) -> None:
    record = new_id("BCRC-SEN", pair.secretariat.random)
    values = {"title": {"fr": "Atelier"}, "city": "Thiès", "countries": ["SN"]}
    pair.secretariat.save([Edit("activity", record, values)])
    pair.answer()
    for desk in (pair.centre, pair.secretariat):
        shown = desk.record("activity", record)
        assert shown is not None
        assert shown.is_unconfirmed
        assert (shown.owner, shown.values["title"], shown.values["city"]) == ("BCRC-SEN", {"fr": "Atelier"}, "Thiès")
        assert list(shown.values["countries"]) == ["SN"]
    with pytest.raises(UsageError, match=r"record\.not_yours"):
        confirm(pair.secretariat, "activity", record)
    confirm(pair.centre, "activity", record)
    with pytest.raises(UsageError, match=r"record\.nothing_to_confirm"):
        confirm(pair.centre, "activity", record)
    pair.hand_over()
    for desk in (pair.centre, pair.secretariat):
        shown = desk.record("activity", record)
        assert shown is not None
        assert not shown.is_unconfirmed
        assert shown.beside == ()
        assert shown.values["title"] == {"fr": "Atelier"}
        assert shown.values["reference"]
    assert equal(pair.centre, pair.secretariat)
    assert whole(pair.centre, pair.secretariat)


def test_the_secretariat_takes_back_what_it_wrote(pair: Pair) -> None:
    record = write_activity(pair.centre, "Formation")
    pair.hand_over()
    pair.secretariat.save([Edit("activity", record, {"title": {"en": "Training"}})])
    pair.secretariat.save([Edit("activity", record, {"title": {"en": ""}})])
    assert titles(pair.secretariat, record) == {"fr": "Formation"}
    pair.secretariat.save([Edit("activity", record, {"city": "Dakar"})])
    pair.secretariat.undo()
    shown = pair.secretariat.record("activity", record)
    assert shown is not None
    assert "city" not in shown.values
    assert whole(pair.secretariat)


def test_two_of_the_secretariats_own_that_differ_are_a_conflict_that_it_decides(pair: Pair) -> None:
    record = write_activity(pair.centre, "Formation")
    pair.hand_over()
    shown = pair.secretariat.record("activity", record)
    assert shown is not None
    for title in ("Training", "Course"):
        pair.secretariat.save([Edit("activity", record, {"title": {"en": title}}, shown=shown.versions)])
    found = pair.secretariat.record("activity", record)
    assert found is not None
    assert list(found.conflicts) == ["title/en~SECRETARIAT"]
    pair.answer()
    with pytest.raises(UsageError, match=r"record\.not_yours"):
        pair.centre.choose("activity", record, "title/en~SECRETARIAT", value="Training")
    pair.secretariat.choose("activity", record, "title/en~SECRETARIAT", value="Training", reason="as printed")
    assert titles(pair.secretariat, record) == {"fr": "Formation", "en": "Training"}


def test_what_the_secretariat_may_not(pair: Pair) -> None:
    record = write_activity(pair.centre, "Formation")
    pair.hand_over()
    for edit in (Edit("activity", record, life=False), Edit("contact", new_id("BCRC-SEN"), {"person": "Awa"})):
        with pytest.raises(UsageError, match=r"record\.not_yours"):
            pair.secretariat.save([edit])
    with pytest.raises(UsageError, match=r"record\.not_yours"):
        pair.centre.save([Edit("activity", new_id("BCRC-EGY"), {"city": "x"})])
