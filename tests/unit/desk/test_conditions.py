"""Conditions of a list: by any field, and how many records hold each value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from baseldesk.desk.shown import Between, Edit, Filled, Holds, ListQuery, NoneOf
from baseldesk.errors import UsageError

MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture
def names(desk):
    rows = {
        "a": {
            "title": {"fr": "Évaluation des déchets"}, "starts_on": MARCH, "planned_budget": Decimal("9.5"), "stage": "completed",
        },
        "b": {
            "title": {"en": "100 % lead_free"}, "starts_on": MAY, "planned_budget": Decimal(100),
            "countries": {"SN": True, "TG": True},
        },
        "c": {"title": {"ar": "تدريب", "fr": "EN"}, "countries": {"SN": Decimal(50)}, "stage": "identified"},
    }  # fmt: skip
    ids = {name: desk.new_id() for name in rows}
    desk.save([Edit("activity", ids[name], values) for name, values in rows.items()])
    back = {identity: name for name, identity in ids.items()}

    def found(**where):
        return "".join(sorted(back[row.id] for row in desk.rows(ListQuery("activity", where))))

    return found


def test_between(names):
    assert names(starts_on=Between(MARCH, MARCH)) == "a"
    assert names(starts_on=Between(MARCH, None)) == "ab"
    assert names(starts_on=Between(None, date(2026, 4, 1))) == "a", "what is empty is in between nothing"
    assert names(planned_budget=Between(Decimal(10), Decimal(200))) == "b", "amounts are compared as numbers"


def test_holds_letters_whatever_their_case_and_accents(names):
    assert names(title=Holds("evaluation")) == "a"
    assert names(title=Holds("DÉCHETS")) == "a"
    assert names(title=Holds("% lead_")) == "b"
    assert names(title=Holds("0_l")) == "", "signs stand for themselves"
    assert names(title=Holds("en")) == "c", "the name of a language is no text"
    assert names(title=Holds("تدريب")) == "c"


def test_filled_and_none_of(names):
    assert names(stage=Filled()) == "ac"
    assert names(stage=NoneOf(("completed",))) == "bc"
    assert names(countries=NoneOf(("TG",))) == "ac"
    assert names(stage=NoneOf(("completed",)), starts_on=Filled()) == "b"


def test_groups_count_each_value_and_those_without(desk, names):
    query = ListQuery("activity")
    assert desk.groups(query, "countries") == [("SN", 2), (None, 1), ("TG", 1)]
    assert dict(desk.groups(query, "stage")) == {"completed": 1, "identified": 1, None: 1}
    assert dict(desk.groups(ListQuery("activity", {"countries": "SN"}), "starts_on")) == {MAY: 1, None: 1}
    with pytest.raises(UsageError):
        desk.groups(query, "title")
