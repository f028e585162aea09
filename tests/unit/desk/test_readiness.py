"""Not ready to share: it stays on the centre's own computers, with all that belongs to it, until it is switched off."""

import pytest

from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import RuleBroken
from baseldesk.records.identity import derived_id, is_kept
from tests.conftest import CENTRE


def audiences(desk):
    sql = "SELECT h.audience, count(*) FROM change c JOIN chain h ON h.n = c.chain GROUP BY 1"
    with desk.read() as reader:
        return dict(reader.rows(sql))


def only(desk, kind):
    (row,) = desk.find(kind)
    return row


@pytest.fixture
def kept(desk):
    """An activity that is not ready, with a partner in it, a headcount, and money; gives its id as it was asked for."""
    activity, partner, contribution = desk.new_id(), desk.new_id(), desk.new_id()
    ends = {"activity": activity, "partner": partner, "role": "host"}
    desk.save([Edit("partner", partner, {"acronym": "UNEP"})])
    desk.save(
        [
            Edit("activity", activity, {"title": {"fr": "Atelier"}, "not_ready": True}),
            Edit("activity_partner", derived_id(CENTRE, "activity_partner", activity, partner, "host"), ends),
            Edit("contribution", contribution, {"activity": activity, "amount": "10", "currency": "CHF"}),
            Edit("payment", desk.new_id(), {"contribution": contribution, "amount": "4"}),
        ]
    )
    return activity


def test_what_is_not_ready_stays_at_the_centre_with_what_belongs_to_it(desk, kept):
    assert audiences(desk) == {"shared/BCRC-SEN": 1, "centre/BCRC-SEN": 1}
    for kind in ("activity", "activity_partner", "contribution", "payment"):
        assert is_kept(only(desk, kind).id, CENTRE), kind
    assert only(desk, "payment").values["contribution"] == only(desk, "contribution").id
    assert desk.digest("shared").records == 1


def test_what_is_added_later_stays_with_it(desk, kept, tmp_path):
    activity = only(desk, "activity").id
    desk.save([Edit("headcount", desk.new_id(), {"activity": activity, "women": 3})])
    (tmp_path / "note.txt").write_text("x")
    desk.attach(tmp_path / "note.txt", {"activity": activity})
    assert audiences(desk)["shared/BCRC-SEN"] == 1
    desk.save([Edit("activity", activity, {"city": "Dakar"})])
    assert audiences(desk)["shared/BCRC-SEN"] == 1


def test_becoming_ready_shares_everything_once(desk, kept):
    before = {kind: only(desk, kind).values for kind in ("activity", "contribution", "payment", "activity_partner")}
    saved = desk.save([Edit("activity", only(desk, "activity").id, {"not_ready": False, "city": "Dakar"})])
    shared = only(desk, "activity")
    assert ("activity", shared.id) in saved.records
    del before["activity"]["not_ready"]
    assert shared.values == {**before["activity"], "city": "Dakar"}
    for kind in ("activity", "activity_partner", "contribution", "payment"):
        assert not is_kept(only(desk, kind).id, CENTRE), kind
    assert only(desk, "payment").values["contribution"] == only(desk, "contribution").id
    link = only(desk, "activity_partner")
    assert link.id == derived_id(CENTRE, "activity_partner", shared.id, link.values["partner"], "host")
    assert desk.count(ListQuery("activity", deleted=True)) == 1
    assert desk.check() == []
    desk.undo()
    assert is_kept(only(desk, "activity").id, CENTRE)
    assert desk.check() == []


def test_what_is_shared_cannot_be_called_back(desk):
    identity = desk.new_id()
    desk.save([Edit("activity", identity, {"city": "Dakar"})])
    with pytest.raises(RuleBroken) as broken:
        desk.save([Edit("activity", identity, {"not_ready": True})])
    assert broken.value.code == "rule.shared_already"
    desk.save([Edit("activity", identity, {"not_ready": False})])
