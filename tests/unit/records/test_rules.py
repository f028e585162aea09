"""The rules: what blocks, and what a stage still asks for."""

from datetime import date
from decimal import Decimal

from baseldesk.records.rules import breaks, missing_for
from baseldesk.records.types import TYPES

ACTIVITY = TYPES["activity"]


def codes(kind, **values):
    return [(one.field, one.code) for one in breaks(TYPES[kind], values)]


def test_a_half_filled_record_breaks_nothing():
    assert codes("activity") == []
    assert codes("activity", title={"fr": "x"}, ends_on=date(2026, 1, 1)) == []


def test_an_end_is_not_before_its_start():
    assert codes("activity", starts_on=date(2026, 2, 3), ends_on=date(2026, 2, 2)) == [("ends_on", "rule.end_before_start")]
    assert codes("activity", starts_on=date(2026, 2, 3), ends_on=date(2026, 2, 3)) == []


def test_shares_stay_within_a_hundred():
    assert codes("activity", countries={"SN": Decimal(60), "TG": Decimal("40.01")}) == [("countries", "rule.shares_over_100")]
    assert codes("activity", countries={"SN": Decimal(60), "TG": Decimal(40), "BJ": True}) == []
    assert codes("activity", countries={"SN": Decimal(-1)}) == [("countries", "rule.negative")]


def test_a_code_is_a_real_one():
    assert codes("activity", country="XX", countries={"SN": True, "ZZ": True}) == [
        ("country", "rule.code_unknown"),
        ("countries", "rule.code_unknown"),
    ]


def test_counts_and_rates():
    assert codes("headcount", women=-1, men=0) == [("women", "rule.negative")]
    assert codes("payment", rate=Decimal(0)) == [("rate", "rule.not_positive")]


def test_a_stage_asks_for_its_fields_and_those_before():
    names = [one.name for one in missing_for(ACTIVITY, {"title": {"fr": "x"}}, "completed")]
    assert names == ["kind", "ended_on", "need", "asked_by"]
    assert "ended_on" not in [one.name for one in missing_for(ACTIVITY, {}, "identified")]
    assert [one.name for one in missing_for(ACTIVITY, {}, "cancelled")] == ["cancelled_why"]
