"""Canonical values: equal values have equal bytes, and what is no value of its kind is refused with its field."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baseldesk.errors import RuleBroken, UsageError
from baseldesk.records.types import TYPES
from baseldesk.records.values import clean_text, decimal_text, from_wire, join, registers, to_wire

ACTIVITY = TYPES["activity"]


def field(name: str, kind: str = "activity"):
    return TYPES[kind].by_name[name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1.50", "1.5"), ("1.5", "1.5"), ("-0", "0"), ("0.00", "0"), ("1E+3", "1000"), (" 7 ", "7"), ("100", "100")],
)
def test_a_decimal_has_one_spelling(text, expected):
    assert decimal_text(text) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_decimal_comes_back_equal_and_stays(number):
    text = decimal_text(number)
    assert Decimal(text) == number
    assert decimal_text(text) == text


def test_a_binary_float_is_no_decimal():
    with pytest.raises(RuleBroken) as broken:
        to_wire(field("planned_budget"), 1.5)
    assert (broken.value.code, broken.value.field) == ("value.not_decimal", "planned_budget")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("starts_on", "2026-02-30"),
        ("starts_on", datetime(2026, 2, 3, tzinfo=UTC)),
        ("planned_budget", "NaN"),
        ("planned_budget", "1e99"),
        ("officer", "not an id"),
        ("newsletter", "perhaps"),
        ("city", 7),
    ],
)
def test_what_is_not_of_the_kind_is_refused(name, value):
    with pytest.raises(RuleBroken) as broken:
        registers(ACTIVITY, {name: value})
    assert broken.value.field == name


def test_a_whole_number_must_fit_64_bits():
    with pytest.raises(RuleBroken):
        to_wire(field("women", "headcount"), 1 << 63)
    assert to_wire(field("women", "headcount"), "12") == 12


def test_text_is_composed_and_otherwise_as_typed():
    assert clean_text("cafe\u0301\r\n\u0000x") == "café\n\u0000x"
    assert clean_text("a\ud800b") == "a\ufffdb"
    assert to_wire(field("city"), "") is None


def test_a_text_beyond_a_mebibyte_is_refused():
    with pytest.raises(RuleBroken) as broken:
        to_wire(field("city"), "é" * (1 << 20))
    assert broken.value.code == "value.too_long"


def test_registers_of_languages_and_elements():
    values = {
        "title": {"fr": "Atelier", "en": ""},
        "countries": {"SN": Decimal("60.0"), "TG": True},
        "themes": ["TH-CP"],
        "title.es": "Taller",
    }
    assert registers(ACTIVITY, values) == {
        "title/fr": "Atelier",
        "title/en": None,
        "countries/SN": "60",
        "countries/TG": True,
        "themes/TH-CP": True,
        "title/es": "Taller",
    }


def test_a_share_needs_a_field_that_has_shares():
    with pytest.raises(RuleBroken):
        registers(ACTIVITY, {"themes": {"TH-CP": Decimal(50)}})


def test_an_unknown_field_is_named():
    with pytest.raises(UsageError) as wrong:
        registers(ACTIVITY, {"colour": "red"})
    assert wrong.value.params["field"] == "colour"


def test_a_mapped_field_wants_a_mapping():
    with pytest.raises(RuleBroken) as broken:
        registers(ACTIVITY, {"title": "Atelier"})
    assert broken.value.code == "value.not_mapping"


@pytest.mark.parametrize("record_type", TYPES.values(), ids=lambda one: one.name)
def test_every_field_takes_and_gives_back_a_value(record_type):
    samples = {
        "text": "x",
        "prose": "x\ny",
        "code": "x",
        "date": date(2026, 2, 3),
        "instant": datetime(2026, 2, 3, tzinfo=UTC),
        "integer": 3,
        "decimal": Decimal("1.25"),
        "yes_no": False,
        "record": bytes(range(16)),
        "hash": bytes(range(32)),
        "data": "{}",
    }
    for one in record_type.fields:
        value = {"x": True} if one.is_set else {"fr": "é"} if one.translatable else samples[one.kind]
        assert join(record_type, registers(record_type, {one.name: value})) == {one.name: value}, one.name


def test_a_foreign_form_is_handed_on():
    assert from_wire(field("starts_on"), "soon") == "soon"
    assert from_wire(field("planned_budget"), 5) == 5
