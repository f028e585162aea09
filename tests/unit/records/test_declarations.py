"""The declarations hold together: what one line says must exist elsewhere."""

import re

import pytest

from baseldesk.records import vocabulary
from baseldesk.records.field import Kind, Scope
from baseldesk.records.identity import derived_id, id_text, new_id, owner_prefix, parse_id
from baseldesk.records.types import TYPES, audience_of, is_entitled

FIELDS = [(one, field) for one in TYPES.values() for field in one.fields]


@pytest.mark.parametrize(("record_type", "field"), FIELDS, ids=lambda one: getattr(one, "name", ""))
def test_every_field_is_whole(record_type, field):
    assert re.fullmatch("[a-z][a-z_]*", field.name)
    assert field.label
    assert bool(field.vocabulary) == (field.kind in (Kind.CODE, Kind.CODES))
    assert not field.vocabulary or vocabulary.codes(field.vocabulary)
    assert bool(field.target) == (field.kind is Kind.RECORD and record_type.name != "same_as"), "«same as» joins any type"
    assert not field.target or field.target in TYPES
    assert not (field.personal and field.printed), "personal data is never printed for outsiders"


@pytest.mark.parametrize("record_type", TYPES.values(), ids=lambda one: one.name)
def test_every_type_is_whole(record_type):
    named = {record_type.title, record_type.parent, record_type.stage, *record_type.link} - {""}
    assert named <= set(record_type.by_name)
    assert all(record_type.by_name[name].fixed for name in record_type.link)
    assert len(record_type.by_name) == len(record_type.fields)


def test_personal_fields_of_centre_records_stay_there():
    assert TYPES["contact"].scope is Scope.CENTRE
    assert audience_of("BCRC-SEN", Scope.CENTRE) == "centre/BCRC-SEN"


def test_who_may_receive_what():
    assert all(is_entitled("BCRC-SEN", one) for one in ("public", "shared/BCRC-SEN", "centre/BCRC-SEN"))
    assert is_entitled("SECRETARIAT", "shared/BCRC-SEN")
    assert not is_entitled("SECRETARIAT", "centre/BCRC-SEN")
    assert not is_entitled("BCRC-ARG", "shared/BCRC-SEN")
    assert not is_entitled("SECRETARIAT", "future/BCRC-SEN"), "an unknown audience is treated as the centre's own"


def test_an_id_carries_its_owner_and_a_derived_one_repeats():
    one, other = derived_id("BCRC-SEN", "partner", "XM-DAC-41114"), derived_id("BCRC-SEN", "partner", "XM-DAC-41114")
    assert one == other != derived_id("BCRC-ARG", "partner", "XM-DAC-41114")
    assert one[:4] == new_id("BCRC-SEN")[:4] == owner_prefix("BCRC-SEN")
    assert derived_id("A", "t", "ab", "c") != derived_id("A", "t", "a", "bc")
    assert parse_id(id_text(one)) == one
