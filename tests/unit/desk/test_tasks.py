"""What needs a person is on one list, and goes from it when its cause is gone."""

import datetime

import msgspec

from baseldesk import messages
from baseldesk.desk import erasing
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import tasks
from baseldesk.i18n import translator
from baseldesk.journal.change import change_id, encode_change
from baseldesk.journal.port import Arrival
from tests.unit.desk.test_convergence import RECORDS, apply_as, changes_of, make_site, take  # noqa: F401  (a fixture)

ACTIVITY = RECORDS[0][1]


def listed(desk):
    with desk.read() as reader:
        found = tasks(reader)
    assert len({task.id for task in found}) == len(found)
    for task in found:
        said = messages.explain(task.code, task.params, translator("en"))
        assert not said.text.startswith(task.code), f"{task.code} has no sentence"
        assert said.hint
    return [(task.code, task.type, task.record) for task in found]


def test_an_orderly_desk_has_nothing_to_do(desk):
    desk.save([Edit("activity", ACTIVITY, {"city": "Dakar"})])
    assert listed(desk) == []


def test_a_conflict_is_listed_until_it_is_decided(desk):
    desk.save([Edit("activity", ACTIVITY, {"city": "Dakar"})])
    shown = desk.record("activity", ACTIVITY).versions
    for city in ("Thiès", "Kaolack"):
        desk.save([Edit("activity", ACTIVITY, {"city": city}, shown=shown)])
    assert listed(desk) == [("task.conflict", "activity", ACTIVITY)]
    desk.choose("activity", ACTIVITY, "city", value="Thiès")
    assert listed(desk) == []


def test_what_refers_to_nothing_is_listed_until_it_comes(desk):
    partner, link = desk.new_id(), desk.new_id()
    desk.save(
        [
            Edit("activity", ACTIVITY, {"city": "x"}),
            Edit("activity_partner", link, {"activity": ACTIVITY, "partner": partner, "role": "host"}),
        ]
    )
    assert listed(desk) == [("task.not_received_yet", "activity_partner", link)]
    desk.save([Edit("partner", partner, {"acronym": "UNEP"})])
    assert listed(desk) == []


def test_double_references_and_broken_rules_are_listed(desk):
    one, other = sorted((desk.new_id(), desk.new_id()))
    day = datetime.date(2026, 2, 3)
    broken = {"reference": "SEN-2026-0-001", "starts_on": day, "ends_on": day - datetime.timedelta(1)}
    desk.save([Edit("activity", one, {"reference": "SEN-2026-0-001"}), Edit("activity", other, broken)], checked=False)
    assert listed(desk) == [
        ("task.reference_twice", "activity", one),
        ("task.reference_twice", "activity", other),
        ("rule.end_before_start", "activity", other),
    ]


def test_what_others_did_is_listed(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", ACTIVITY, {"city": "Dakar"}), Edit("contact", RECORDS[3][1], {"person": "x"})])
    take(other, changes_of(one))
    shown = other.record("activity", ACTIVITY).versions
    one.save([Edit("activity", ACTIVITY, {"city": "Thiès"})])
    other.save([Edit("activity", ACTIVITY, life=False, shown=shown)])
    one.erase("contact", RECORDS[3][1])
    take(other, changes_of(one))
    forged = msgspec.structs.replace(changes_of(one)[0].change, device=b"s" * 16, replica=b"s" * 16, audience="shared/BCRC-SEN")
    raw = encode_change(forged)
    apply_as(other, [Arrival(change_id(raw), raw, forged)], {b"s" * 16: "BCRC-ARG"})
    codes = [code for code, _, _ in listed(other)]
    assert codes[:2] == ["task.erase_to_confirm", "task.deleted_and_edited"]
    assert set(codes[2:]) == {"task.not_allowed"}
    erasing.confirm(other)
    assert "task.erase_to_confirm" not in [code for code, _, _ in listed(other)]
