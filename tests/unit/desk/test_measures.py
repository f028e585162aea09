"""Figures worked out from records: what each measure counts, and what it leaves out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from baseldesk.desk import headcounts
from baseldesk.desk.measures import measures
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.records import vocabulary

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def write(desk):
    def write(record_type, /, **values):
        identity = desk.new_id()
        desk.save([Edit(record_type, identity, values)])
        return identity

    return write


@pytest.fixture
def figures(desk):
    def figures():
        with desk.read() as reader:
            return {one.code: one for one in measures(reader, *YEAR)}

    return figures


def held(write, **values):
    return write("activity", **{"started_on": date(2025, 3, 1), "ended_on": date(2025, 3, 3), "stage": "completed", **values})


def test_every_measure_of_the_programme_is_worked_out(figures):
    assert list(figures()) == list(vocabulary.codes("measure"))
    assert all(one.total == 0 for one in figures().values())


def test_activities_count_in_their_period_and_by_what_they_are(write, figures):
    held(write, kind="AK-TRAIN", countries={"SN": True, "TG": True})
    held(write, kind="AK-AWARE", countries={"SN": True}, newsletter=True)
    held(write, started_on=date(2024, 1, 1), ended_on=date(2024, 1, 2), countries={"BJ": True})
    held(write, stage="cancelled", countries={"ML": True})
    found = figures()
    assert (found["M-DONE"].total, found["M-DONE"].parts["core_function"]) == (2, {"CF-TRAIN": 1, "CF-AWARE": 1})
    assert (found["M-PARTY"].total, found["M-PARTY"].parts["country"]) == (2, {"SN": 1, "TG": 1})
    assert found["M-NEWS"].total == 1


def test_people_are_those_of_training(desk, write, figures):
    training, other = held(write, kind="AK-TRAIN"), held(write, kind="AK-AWARE")
    write("headcount", activity=training, women=5, men=3, country="SN")
    write("headcount", activity=training, women=1)
    write("headcount", activity=other, women=100)
    write("headcount", activity=held(write, kind="AK-TRAIN", stage="cancelled"), women=1000)
    write("headcount", activity=held(write, kind="AK-TRAIN", stage=None), men=0)
    deleted = write("headcount", activity=training, men=50)
    desk.save([Edit("headcount", deleted, life=False)])
    people = figures()["M-PEOPLE"]
    assert (people.total, people.parts["sex"], people.parts["country"]) == (9, {"women": 6, "men": 3}, {"SN": 8})


def test_money_is_counted_in_dollars_and_the_rest_kept_apart(write, figures):
    donor = write("partner", name={"en": "Fund"}, stakeholder_kind="SK-UN")
    gift = write("contribution", donor=donor, purpose="core", currency="EUR")
    paid = {"contribution": gift, "direction": "received", "paid_on": date(2025, 5, 1)}
    write("payment", **paid, amount=Decimal("10.50"), currency="USD")
    write("payment", **paid, amount=Decimal(100), currency="EUR", amount_usd=Decimal("108.25"))
    unknown = write("payment", **paid, amount=Decimal(7))
    write("payment", **{**paid, "direction": "spent"}, amount=Decimal(1), currency="USD")
    write("payment", **{**paid, "paid_on": date(2026, 1, 1)}, amount=Decimal(1), currency="USD")
    for code in ("M-FUNDS", "M-CORE"):
        found = figures()[code]
        assert (found.total, found.parts["stakeholder_kind"]) == (Decimal("118.75"), {"SK-UN": Decimal("118.75")})
        assert found.apart == [("payment", unknown)]


def test_partners_streams_and_waste_figures(write, figures):
    city = write("partner", name={"en": "Dakar"}, stakeholder_kind="SK-CITY")
    sector = vocabulary.codes("industry_sector")[0]
    firms = [write("partner", name={"en": name}, stakeholder_kind="SK-IND", industry_sector=sector) for name in ("One", "Two")]
    activity = held(write)
    for partner in (city, *firms):
        write_link(write, activity, partner)
    write("partnership", title={"en": "Phones"}, key_activity="KA1.01", starts_on=date(2024, 1, 1), stage="active")
    write("waste_figure", country="SN", year=2025, quantity=Decimal(1))
    write("waste_figure", country="SN", year=2025, quantity=Decimal(2))
    write("waste_figure", country="TG", year=2023, quantity=Decimal(2))
    found = figures()
    assert {code: found[code].total for code in ("M-LOCAL", "M-SECTOR", "M-PARTN", "M-WASTE")} == {
        "M-LOCAL": 1, "M-SECTOR": 1, "M-PARTN": 1, "M-WASTE": 1,
    }  # fmt: skip
    assert found["M-PARTN"].parts["waste_stream"] == {"WS-EWASTE": 1}
    assert len(found["M-WASTE"].records) == 2


def write_link(write, activity, partner):
    write("activity_partner", activity=activity, partner=partner, role="host")


def test_a_headcount_is_taken_over_from_the_participants_only_by_a_person(desk, write):
    activity = held(write)
    typed = write("headcount", activity=activity, women=40, source="attendance_sheet")
    for sex, country in (("female", "SN"), ("female", "SN"), ("male", "TG"), (None, "TG")):
        write("participant", activity=activity, name="N.", **({"sex": sex} if sex else {}), country=country)
    assert headcounts.count_participants(desk, activity) == {"SN": {"women": 2}, "TG": {"men": 1, "not_stated": 1}}
    assert [row.id for row in desk.find("headcount", activity=activity)] == [typed]
    assert set(headcounts.differ(desk, activity)) == {"SN", "TG"}
    headcounts.take_over(desk, activity)
    assert headcounts.differ(desk, activity) == {}
    assert len(desk.find("headcount", activity=activity)) == 3, "the typed one stays"
    headcounts.take_over(desk, activity)
    assert len(desk.find("headcount", activity=activity)) == 3


def test_who_was_absent_from_all_sessions_is_not_counted(desk, write):
    activity = held(write)
    session = write("session", activity=activity, title="Day 1")
    here, away, unmarked = (write("participant", activity=activity, name="N.", sex="female") for _ in range(3))
    for who, present in ((here, True), (away, False)):
        write("attendance", session=session, participant=who, present=present)
    assert headcounts.count_participants(desk, activity) == {"": {"women": 2}}, unmarked
    headcounts.take_over(desk, activity)
    desk.save([Edit("participant", one, life=False) for one in (here, away, unmarked)])
    with pytest.raises(UsageError):
        headcounts.take_over(desk, activity)
