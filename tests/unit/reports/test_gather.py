"""From the desk to a report: what belongs to the activity is there, and contacts never are."""

import datetime
import io

import pytest
from PIL import Image

from baseldesk.desk.same_saving import merge
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.records.identity import derived_id
from baseldesk.reports.gather import activity_data
from tests.conftest import CENTRE


@pytest.fixture
def filled(desk):
    """An activity with everything that belongs to one; gives its id."""
    activity, donor, host = desk.new_id(), desk.new_id(), desk.new_id()
    contribution = desk.new_id()
    link = derived_id(CENTRE, "activity_partner", activity, donor, "funding")
    desk.save(
        [
            Edit("activity", activity, {"title": {"fr": "Atelier"}, "stage": "implemented", "publish": "yes"}),
            Edit("partner", donor, {"name": {"en": "Donor"}, "acronym": "DON", "country": "CH", "publish": "yes"}),
            Edit("partner", host, {"name": {"en": "Host"}}),
            Edit("activity_partner", link, {"activity": activity, "partner": donor, "role": "funding"}),
            Edit("activity_partner", desk.new_id(), {"activity": activity, "partner": host, "role": "host"}),
            Edit(
                "activity_partner",
                desk.new_id(),
                {"activity": activity, "partner": desk.new_id(), "role": "technical", "name_as_given": "Late Ltd"},
            ),
            Edit("headcount", desk.new_id(), {"activity": activity, "women": 7}),
            Edit("contribution", contribution, {"activity": activity, "donor": donor, "amount": "10", "currency": "CHF"}),
            Edit("payment", desk.new_id(), {"contribution": contribution, "amount": "4", "paid_on": datetime.date(2026, 3, 1)}),
            Edit("payment", desk.new_id(), {"contribution": contribution, "amount": "6", "paid_on": datetime.date(2026, 2, 1)}),
            Edit("contact", desk.new_id(), {"activity": activity, "person": "Somebody", "email": "nobody@example.org"}),
            Edit("centre", derived_id(CENTRE, "centre", CENTRE), {"name": {"fr": "Centre régional"}}),
        ]
    )
    return activity


def test_what_belongs_to_an_activity_is_gathered(desk, filled):
    data = activity_data(desk, filled)
    assert data.centre_name == {"fr": "Centre régional"}
    assert {(line.name.get("en") or line.name.get(""), line.role) for line in data.partners} == {
        ("Donor", "funding"),
        ("Host", "host"),
        ("Late Ltd", "technical"),
    }
    assert [one["women"] for one in data.headcounts] == [7]
    assert [str(one["amount"]) for one in data.contributions[0].payments] == ["6", "4"]
    assert data.contributions[0].donor == {"en": "Donor"}
    assert data.original_language == "fr"
    assert data.is_draft


def test_contacts_never_reach_a_report(desk, filled):
    assert "nobody@example.org" not in repr(activity_data(desk, filled))


def test_outsiders_see_only_what_is_marked(desk, filled):
    data = activity_data(desk, filled, for_outsiders=True)
    assert [line.role for line in data.partners] == ["funding"]
    assert data.contributions == []
    desk.save([Edit("activity", filled, {"publish": "no"})])
    with pytest.raises(UsageError):
        activity_data(desk, filled, for_outsiders=True)


def test_rival_values_are_handed_on(desk, filled):
    shown = desk.record("activity", filled).versions
    desk.save([Edit("activity", filled, {"title": {"fr": "A"}}, shown=shown)])
    desk.save([Edit("activity", filled, {"title": {"fr": "B"}}, shown=shown)])
    assert sorted(activity_data(desk, filled).undecided["title/fr"]) == ["A", "B"]


def test_a_deleted_activity_has_no_report(desk, filled):
    desk.save([Edit("activity", filled, life=False)])
    with pytest.raises(UsageError):
        activity_data(desk, filled)


def test_a_partner_recorded_twice_is_named_once_by_the_one_that_is_shown(desk):
    activity, (one, two) = desk.new_id(), sorted((desk.new_id(), desk.new_id()))
    links = [{"activity": activity, "partner": each, "role": "host"} for each in (one, two)]
    desk.save(
        [
            Edit("activity", activity, {"title": {"fr": "Atelier"}}),
            Edit("partner", one, {"name": {"en": "UNEP"}}),
            Edit("partner", two, {"name": {"fr": "PNUE"}}),
            *(Edit("activity_partner", desk.new_id(), link) for link in links),
            Edit("contribution", desk.new_id(), {"activity": activity, "donor": two, "amount": "10", "currency": "CHF"}),
        ]
    )
    assert len(activity_data(desk, activity).partners) == 2
    merge(desk, "partner", one, two)
    data = activity_data(desk, activity)
    assert [line.name for line in data.partners] == [{"en": "UNEP"}]
    assert [line.donor for line in data.contributions] == [{"en": "UNEP"}]


def test_what_came_of_it_is_gathered_too(desk, filled):
    result = desk.new_id()
    desk.save(
        [
            Edit("result", result, {"activity": filled, "title": {"en": "Trained"}, "baseline": "0"}),
            Edit("result_figure", desk.new_id(), {"result": result, "starts_on": datetime.date(2026, 2, 1), "actual": "7"}),
            Edit("result_figure", desk.new_id(), {"result": result, "starts_on": datetime.date(2026, 1, 1), "target": "5"}),
            Edit("follow_up", desk.new_id(), {"activity": filled, "what": "Send the slides"}),
            Edit("session", desk.new_id(), {"activity": filled, "title": "Opening"}),
        ]
    )
    data = activity_data(desk, filled)
    assert [[str(one.get("target") or one.get("actual")) for one in line.figures] for line in data.results] == [["5", "7"]]
    assert [one["what"] for one in data.follow_ups] == ["Send the slides"]
    assert [one["title"] for one in data.sessions] == ["Opening"]
    for_others = activity_data(desk, filled, for_outsiders=True)
    assert not for_others.follow_ups
    assert not for_others.sessions


def test_rival_values_in_a_list_are_counted(desk, filled):
    (headcount,) = desk.find("headcount", activity=filled)
    shown = desk.record("headcount", headcount.id).versions
    for women in (8, 9):
        desk.save([Edit("headcount", headcount.id, {"women": women}, shown=shown)])
    assert activity_data(desk, filled).undecided_lists == {"headcounts": 1}


def picture(folder, name, colour):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    (folder / name).write_bytes(out.getvalue())
    return folder / name


def test_photographs_are_printed_where_nobody_in_them_must_be_asked(desk, filled, tmp_path):
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    desk.attach(picture(tmp_path, "port.jpg", "red"), {"activity": filled, "caption": {"en": "The port"}, "publish": "yes"})
    desk.attach(picture(tmp_path, "hall.jpg", "blue"), {"activity": filled, "caption": {"en": "The hall"}})
    faces = {"activity": filled, "caption": {"en": "Faces"}, "people_recognisable": True}
    desk.attach(picture(tmp_path, "faces.jpg", "green"), faces)
    desk.attach(picture(tmp_path, "agreed.jpg", "white"), {**faces, "caption": {"en": "Agreed"}, "people_consent": True})
    desk.attach(tmp_path / "notes.txt", {"activity": filled})
    data = activity_data(desk, filled)
    assert [one.values["caption"]["en"] for one in data.photographs] == ["The port", "The hall", "Agreed"]
    assert sorted(one["file_name"] for one in data.documents) == ["faces.jpg", "notes.txt"]
    for_others = activity_data(desk, filled, for_outsiders=True)
    assert [one.values["caption"]["en"] for one in for_others.photographs] == ["The port"]
    assert for_others.documents == []
